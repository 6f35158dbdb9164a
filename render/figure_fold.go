package render

import (
	"slices"
	"strconv"

	"github.com/djdag/djdag/graph"
)

// fold takes parts and lookup tables out of the open tables of a schema, as the options
// ask. A part whose master is not open stays.
func (b *builder) fold(f *figure, open []*graph.Table) []*graph.Table {
	shown := make(map[string]bool)
	for _, t := range open {
		shown[t.ID] = true
	}
	lookup := func(t *graph.Table) bool {
		if master := b.p.Table(t.Master); master != nil {
			t = master // its parts go with it
		}
		return t.Tier == graph.Lookup
	}
	return slices.DeleteFunc(open, func(t *graph.Table) bool {
		switch {
		case b.opts.Lookups == HideLookups && lookup(t):
			f.hiddenLookups++
			return true
		case t.Master == "" || !shown[t.Master] || b.opts.Parts == ShowParts:
			return false
		case b.opts.Parts == HideParts:
			f.hiddenParts++
		default:
			b.folded[t.Master] = append(b.folded[t.Master], t)
		}
		return true
	})
}

// countParts adds the number of its parts to the label of a master, and has it stand
// for them.
func (b *builder) countParts(n *node) {
	parts := b.folded[n.key]
	if len(parts) == 0 {
		return
	}
	n.label += " +" + strconv.Itoa(len(parts))
	n.tooltip += "\n" + plural(len(parts), "part")
	for _, t := range parts {
		b.byID[t.ID] = n
		n.tooltip += "\n  " + t.ShortName()
	}
}

// chips replaces the lines from hubs, and from lookup tables without parents if the
// options ask for that, by a small label at each child. A hub keeps its place; such a
// lookup table has no other.
func (b *builder) chips(f *figure) {
	children := make(map[*node][]*node)
	hasParent := make(map[*node]bool)
	for _, e := range f.edges {
		hasParent[e.to] = true
		if e.from == e.to || e.onCycle() {
			hasParent[e.from] = true // its line leads back, so it keeps its place
			continue
		}
		if !slices.Contains(children[e.from], e.to) {
			children[e.from] = append(children[e.from], e.to)
		}
	}
	var gone []*node
	isChip := make(map[*node]bool)
	for n := range f.nodes {
		switch {
		case n.table == nil || len(children[n]) == 0:
		case b.opts.Lookups == ChipLookups && n.kind == lookup && !hasParent[n] && !b.hasParts(f, n):
			isChip[n] = true
			gone = append(gone, n)
		case b.opts.Hubs > 0 && len(children[n]) > b.opts.Hubs:
			isChip[n] = true
			f.hubs = true
		}
	}
	made := make(map[[2]*node]*node)
	for _, e := range f.edges {
		if !isChip[e.from] || e.from == e.to || e.onCycle() {
			continue
		}
		pair := [2]*node{e.from, e.to}
		if made[pair] == nil {
			made[pair] = newChip(e.from, e.to)
			f.settle(made[pair], e.to)
		}
		e.from = made[pair]
	}
	for _, n := range gone {
		f.remove(n)
	}
}

// hasParts reports whether the node is the master of others in its group.
func (b *builder) hasParts(f *figure, n *node) bool {
	g := f.groupOf(n)
	return g != nil && len(g.nodes) > 1
}

// newChip returns the small label of a table at one of its children.
func newChip(n, child *node) *node {
	return &node{
		kind: n.kind, key: n.key, label: n.label, dimension: n.dimension,
		tooltip: n.tooltip, pos: n.pos, table: n.table, chipAt: child.key,
	}
}

// settle puts a chip where its child is.
func (f *figure) settle(chip, child *node) {
	for _, c := range f.clusters {
		for i, g := range c.groups {
			if slices.Contains(g.nodes, child) {
				c.groups = slices.Insert(c.groups, i, &group{nodes: []*node{chip}})
				return
			}
		}
	}
	f.loose = append(f.loose, chip)
}

// groupOf returns the group of a node, or nil for one outside of all schemas.
func (f *figure) groupOf(n *node) *group {
	for _, c := range f.clusters {
		for _, g := range c.groups {
			if slices.Contains(g.nodes, n) {
				return g
			}
		}
	}
	return nil
}

// remove takes a node that is alone in its group out of the figure.
func (f *figure) remove(n *node) {
	for i, c := range f.clusters {
		c.groups = slices.DeleteFunc(c.groups, func(g *group) bool { return len(g.nodes) == 1 && g.nodes[0] == n })
		if len(c.groups) == 0 {
			f.clusters = slices.Delete(f.clusters, i, i+1)
			return
		}
	}
}
