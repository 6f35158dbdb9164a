package graph

import (
	"cmp"
	"fmt"
	"slices"
)

// CascadeRule says how DataJoint finds the rows of a table to delete from the rows of
// another that it deletes.
//
// Source: Diagram._apply_propagation_rule and _propagate_part_to_master in diagram.py of
// datajoint 2; the same rules are in Table.delete of table.py in 0.14.
type CascadeRule uint8

// The rules.
const (
	// Copied: the restriction of the parent is that of the child, whose key has all
	// attributes of the restriction.
	Copied CascadeRule = iota
	// Renamed: the foreign key renames attributes, so the rows of the child are those
	// that match the parent's under their new names.
	Renamed
	// Projected: the rows of the child are those that match the parent's key. The child's
	// own key lacks an attribute of the restriction.
	Projected
	// PartToMaster: the rows of a master are those of its parts. Only
	// part_integrity="cascade" of datajoint 2, or force_masters=True of 0.14, deletes them.
	PartToMaster
)

// String returns "copied", "renamed", "projected" or "part-to-master".
func (r CascadeRule) String() string {
	if words := [...]string{"copied", "renamed", "projected", "part-to-master"}; int(r) < len(words) {
		return words[r]
	}
	return fmt.Sprintf("CascadeRule(%d)", uint8(r))
}

// A CascadeHop is one step of a cascade: from a parent to a child, or from a part to its
// master.
type CascadeHop struct {
	From, To string // IDs
	Rule     CascadeRule
	Text     string // the foreign key as written; empty for [PartToMaster]
	Pos      Pos    // of the foreign key; for [PartToMaster], of the master's class
}

// A Reach is a table that a cascade reaches.
type Reach struct {
	ID string
	// Path is a shortest way to the table from one of those where the cascade starts. Of
	// several, it is the one whose tables and lines come first. It is never empty. Of a
	// longer way, it has the last 32 steps.
	Path []CascadeHop
	// Rekeyed reports that the table's key changes with a key where the cascade starts.
	Rekeyed bool
	// ThroughMaster reports that only a step from a part to its master leads here.
	ThroughMaster bool
}

// A Cascade is what a delete or a drop of some tables reaches.
type Cascade struct {
	// Reached lists the tables, by ID. It has those where the cascade starts only if a way
	// leads there from one of them.
	Reached []Reach
	// Orphans lists the parts from which rows go without those of their masters, by ID.
	// Without [PartToMaster], DataJoint refuses to delete these rows, and it never drops
	// the tables.
	Orphans []string
}

// Cascade returns what a delete from the given tables or externals reaches, or a drop of
// them: their descendants, and, through masters, those of the masters of their parts.
// Unknown IDs are ignored. The rules are those for a delete of rows that are chosen by
// their whole key.
func (p *Pipeline) Cascade(ids []string) *Cascade {
	c := newCascade(p, ids)
	c.descend(c.starts(), false)
	c.applyRules() // what only masters lead to has no say in these
	c.throughMasters()
	c.applyRules()
	return c.result()
}

// A cascade is a [Cascade] in the making. Its nodes are those of a nodeGraph.
type cascade struct {
	*nodeGraph
	start   nodeSet
	in      nodeSet // what it reaches, and where it starts
	through nodeSet // what it reaches only through a master
	rekeyed nodeSet
	via     []step
	rules   map[int]CascadeRule // by the index of a foreign key
	orphans []int
}

// A step leads to a node from another: over a foreign key, or from a part to its master.
type step struct {
	from int // -1: none
	ref  int // the index of the foreign key, or -1
}

func newCascade(p *Pipeline, ids []string) *cascade {
	c := &cascade{nodeGraph: newNodeGraph(p, false), rules: make(map[int]CascadeRule)}
	n := c.children.n
	c.start, c.in, c.through, c.rekeyed = make(nodeSet, n), make(nodeSet, n), make(nodeSet, n), make(nodeSet, n)
	c.via = make([]step, n)
	for v := range c.via {
		c.via[v].from = -1
	}
	for _, id := range ids {
		if v := c.node(id); v >= 0 {
			c.start[v], c.in[v], c.rekeyed[v] = true, true, true
		}
	}
	var arcs []arc
	for _, a := range c.children.arcs {
		if p.ForeignKeys[a.ref].Primary {
			arcs = append(arcs, a)
		}
	}
	expand(c.rekeyed, newDigraph(n, arcs), -1)
	return c
}

// starts returns the nodes where the cascade starts.
func (c *cascade) starts() []int {
	var starts []int
	for v, is := range c.start {
		if is {
			starts = append(starts, v)
		}
	}
	return starts
}

// descend adds the descendants of nodes that are in the cascade, nearest first.
func (c *cascade) descend(from []int, throughMaster bool) {
	for queue := from; len(queue) > 0; queue = queue[1:] {
		for _, a := range c.children.out(queue[0]) {
			if c.via[a.to].from < 0 && a.to != queue[0] && (!c.in[a.to] || c.start[a.to]) {
				c.via[a.to] = step{queue[0], a.ref}
			}
			if !c.in[a.to] {
				c.in[a.to], c.through[a.to] = true, throughMaster
				queue = append(queue, a.to)
			}
		}
	}
}

// throughMasters adds the masters of the parts in the cascade, their descendants, and so
// on. It lists the parts whose masters the cascade would not reach otherwise.
func (c *cascade) throughMasters() {
	master := c.pipeline.masters()
	for {
		var added []int
		isAdded := make(nodeSet, c.children.n)
		for v, m := range master {
			if m < 0 || !c.in[v] || c.in[m] && !isAdded[m] {
				continue
			}
			if !c.through[v] {
				c.orphans = append(c.orphans, v)
			}
			if !c.in[m] {
				c.in[m], c.through[m] = true, true
				c.via[m] = step{v, -1}
				added, isAdded[m] = append(added, m), true
			}
		}
		if added == nil {
			return
		}
		c.descend(added, true)
	}
}

// applyRules finds the rules of the foreign keys of the cascade that have none yet. Parents come before their
// children, so that all attributes are known that restrict a parent.
func (c *cascade) applyRules() {
	component, _ := c.children.components()
	var order []int
	for v, in := range c.in {
		if in {
			order = append(order, v)
		}
	}
	slices.SortFunc(order, func(v, w int) int { return cmp.Or(cmp.Compare(component[w], component[v]), cmp.Compare(v, w)) })
	restricts := make([]map[string]bool, c.children.n) // the attributes that restrict each node
	for _, v := range order {
		if restricts[v] == nil {
			restricts[v] = make(map[string]bool)
		}
		if c.start[v] || c.via[v].ref < 0 {
			for _, name := range c.key(v) {
				restricts[v][name] = true
			}
		}
		for _, a := range c.children.out(v) {
			fk := &c.pipeline.ForeignKeys[a.ref]
			if restricts[a.to] == nil {
				restricts[a.to] = make(map[string]bool)
			}
			rule, known := c.rules[a.ref]
			if !known {
				rule = c.rule(fk, restricts[v], c.key(a.to))
				c.rules[a.ref] = rule
			}
			switch rule {
			case Copied:
				for name := range restricts[v] {
					restricts[a.to][name] = true
				}
			default:
				for _, pair := range fk.AttrMap {
					restricts[a.to][pair.Child] = true
				}
			}
		}
	}
}

// key returns the known primary key of a node.
func (c *cascade) key(v int) []string {
	if v < len(c.pipeline.Tables) {
		return c.pipeline.Tables[v].PrimaryKey
	}
	return nil
}

// rule returns the rule of a foreign key, whose parent is restricted by some attributes.
func (c *cascade) rule(fk *ForeignKey, restricts map[string]bool, childKey []string) CascadeRule {
	if fk.Aliased {
		return Renamed
	}
	found := 0
	for _, name := range childKey {
		if restricts[name] {
			found++
		}
	}
	if found == 0 || found < len(restricts) {
		return Projected
	}
	return Copied
}

// result returns the cascade.
func (c *cascade) result() *Cascade {
	result := new(Cascade)
	for v, in := range c.in {
		if in && (!c.start[v] || c.via[v].from >= 0) {
			path := c.path(v)
			result.Reached = append(result.Reached, Reach{
				ID: c.id(v), Path: path, Rekeyed: c.rekeyed[v] && !c.start[v],
				ThroughMaster: c.through[v] || slices.ContainsFunc(path, func(h CascadeHop) bool { return h.Rule == PartToMaster }),
			})
		}
	}
	slices.SortFunc(result.Reached, func(a, b Reach) int { return cmp.Compare(a.ID, b.ID) })
	for _, v := range c.orphans {
		result.Orphans = append(result.Orphans, c.id(v))
	}
	slices.Sort(result.Orphans)
	result.Orphans = slices.Compact(result.Orphans)
	return result
}

// path returns the way to a node.
func (c *cascade) path(to int) []CascadeHop {
	const most = 32 // a long chain of tables would take memory by its square
	var path []CascadeHop
	for v := to; c.via[v].from >= 0 && len(path) < most; v = c.via[v].from {
		s := c.via[v]
		hop := CascadeHop{From: c.id(s.from), To: c.id(v), Rule: PartToMaster}
		if s.ref >= 0 {
			fk := &c.pipeline.ForeignKeys[s.ref]
			hop.Rule, hop.Text, hop.Pos = c.rules[s.ref], fk.Text, fk.Pos
		} else {
			hop.Pos = c.pipeline.Tables[v].Pos
		}
		path = append(path, hop)
		if c.start[s.from] {
			break
		}
	}
	slices.Reverse(path)
	return path
}
