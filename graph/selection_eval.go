package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// names evaluates selectors on a pipeline. Its nodes are the tables, numbered
// as they are, and behind them the externals.
type names struct {
	pipeline          *Pipeline
	parents, children *digraph
}

func newNames(p *Pipeline) *names {
	n := &names{pipeline: p}
	var arcs []arc
	for i, fk := range p.ForeignKeys {
		child, parent := n.node(fk.Child), n.node(fk.Parent)
		if child >= 0 && parent >= 0 {
			arcs = append(arcs, arc{from: child, to: parent, ref: i})
		}
	}
	n.parents = newDigraph(len(p.Tables)+len(p.Externals), arcs)
	n.children = n.parents.reverse()
	return n
}

// node returns the number of a table or external, or -1.
func (n *names) node(id string) int {
	if v := n.pipeline.tableIndex(id); v >= 0 {
		return v
	}
	x, ok := slices.BinarySearchFunc(n.pipeline.Externals, id, func(x External, id string) int { return strings.Compare(x.ID, id) })
	if !ok {
		return -1
	}
	return len(n.pipeline.Tables) + x
}

func (n *names) id(node int) string {
	if t := len(n.pipeline.Tables); node >= t {
		return n.pipeline.Externals[node-t].ID
	}
	return n.pipeline.Tables[node].ID
}

// A nodeSet says of each node whether it is in the set.
type nodeSet []bool

// eval returns a set that the caller may change. Its errors lack the text.
func (n *names) eval(s *selector) (nodeSet, *SelectionError) {
	if s.op == opName {
		return n.named(s)
	}
	left, err := n.eval(s.left)
	if err != nil {
		return nil, err
	}
	switch s.op {
	case opDown:
		expand(left, n.children, s.levels)
		return left, nil
	case opUp:
		expand(left, n.parents, s.levels)
		return left, nil
	}
	right, err := n.eval(s.right)
	if err != nil {
		return nil, err
	}
	for v := range left {
		switch s.op {
		case opUnion:
			left[v] = left[v] || right[v]
		case opDifference:
			left[v] = left[v] && !right[v]
		case opIntersection:
			left[v] = left[v] && right[v]
		}
	}
	return left, nil
}

// expand adds what up to so many steps along the arcs reach; all of it, where
// levels is negative.
func expand(set nodeSet, g *digraph, levels int) {
	var frontier []int
	for v, in := range set {
		if in {
			frontier = append(frontier, v)
		}
	}
	for level := 0; level != levels && len(frontier) > 0; level++ {
		var next []int
		for _, v := range frontier {
			for _, a := range g.out(v) {
				if !set[a.to] {
					set[a.to] = true
					next = append(next, a.to)
				}
			}
		}
		frontier = next
	}
}

// named looks an operand up.
func (n *names) named(s *selector) (nodeSet, *SelectionError) {
	set := make(nodeSet, n.parents.n)
	if s.name.all {
		for v := range set {
			set[v] = true
		}
		return set, nil
	}
	var message string
	switch s.name.kind {
	case "tier":
		n.addTier(set, s.name.text)
		return set, nil // there may be none
	case "table":
		message = n.addTable(set, s.name)
	case "module":
		message = n.addModule(set, s.name)
	case "schema":
		message = n.addSchema(set, s.name)
	default:
		message = n.addAny(set, s.name)
	}
	if message != "" {
		return nil, &SelectionError{Col: s.col, Message: message}
	}
	return set, nil
}

// addAny adds the first thing that a name can mean: a table, a module, a
// schema. A pattern means tables. The result is a message, or empty.
func (n *names) addAny(set nodeSet, name selectorName) string {
	message := n.addTable(set, name)
	if message == "" || name.pattern != nil {
		return message
	}
	ambiguous := strings.HasPrefix(message, "ambiguous")
	for _, add := range []func(nodeSet, selectorName) string{n.addModule, n.addSchema} {
		switch other := add(set, name); {
		case other == "":
			return ""
		case !ambiguous && strings.HasPrefix(other, "ambiguous"):
			message, ambiguous = other, true
		}
	}
	if ambiguous {
		return message
	}
	var known []string
	for v := range set {
		known = append(known, n.id(v))
	}
	for _, m := range n.pipeline.Modules {
		known = append(known, m.Name)
	}
	for _, s := range n.pipeline.Schemas {
		known = append(known, s.ID)
	}
	return fmt.Sprintf("no table or schema is called %q%s", name.text, suggestion(name.text, known))
}

func (n *names) addTable(set nodeSet, name selectorName) string {
	var known []string
	for v := range set {
		known = append(known, n.id(v))
	}
	found, message := lookUp("table", name, known, n.preference)
	for _, v := range found {
		set[v] = true
	}
	return message
}

// preference makes a name mean a table rather than a part of that name, and a
// part rather than an external.
func (n *names) preference(node int) int {
	switch tables := n.pipeline.Tables; {
	case node >= len(tables):
		return 2
	case tables[node].Tier == Part:
		return 1
	}
	return 0
}

func (n *names) addModule(set nodeSet, name selectorName) string {
	var known []string
	for _, m := range n.pipeline.Modules {
		known = append(known, m.Name)
	}
	declares := make([]bool, len(known))
	for _, m := range n.pipeline.tableModules() {
		if m >= 0 {
			declares[m] = true
		}
	}
	found, message := lookUp("module", name, known, func(m int) int {
		if declares[m] {
			return 0
		}
		return 1
	})
	for v := range n.pipeline.Tables {
		if slices.Contains(found, n.pipeline.moduleIndex(n.pipeline.Tables[v].Module)) {
			set[v] = true
		}
	}
	return message
}

func (n *names) addSchema(set nodeSet, name selectorName) string {
	var known []string
	for _, s := range n.pipeline.Schemas {
		known = append(known, cmp.Or(s.Name, s.Template, s.ID))
	}
	found, message := lookUp("schema", name, known, func(int) int { return 0 })
	ids := make(map[string]bool)
	for _, s := range found {
		ids[n.pipeline.Schemas[s].ID] = true
	}
	for v := range n.pipeline.Tables {
		if ids[n.pipeline.Tables[v].Schema] {
			set[v] = true
		}
	}
	return message
}

func (n *names) addTier(set nodeSet, text string) {
	for v := range n.pipeline.Tables {
		if n.pipeline.Tables[v].Tier.String() == text {
			set[v] = true
		}
	}
}

// lookUp finds a name among the known ones: the one that equals it, else
// those that end with it behind a dot. Of several, those with the smallest
// preference count; what then remains must be one. A pattern finds all that
// match, in whole or from behind a dot. The result is either indices of known
// or a message.
func lookUp(what string, name selectorName, known []string, preference func(int) int) (found []int, message string) {
	if name.pattern != nil {
		for i, k := range known {
			if matchesTail(name, k) {
				found = append(found, i)
			}
		}
		if found == nil {
			return nil, fmt.Sprintf("no %s matches %q", what, name.text)
		}
		return found, ""
	}
	if i := slices.Index(known, name.text); i >= 0 {
		return []int{i}, ""
	}
	for i, k := range known {
		if !strings.HasSuffix(k, "."+name.text) {
			continue
		}
		if found != nil && preference(i) < preference(found[0]) {
			found = nil
		}
		if found == nil || preference(i) == preference(found[0]) {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Sprintf("no %s is called %q%s", what, name.text, suggestion(name.text, known))
	case 1:
		return found, ""
	}
	var meant []string
	for _, i := range found {
		meant = append(meant, known[i])
	}
	return nil, fmt.Sprintf("ambiguous %s %q: want one of %s", what, name.text, strings.Join(meant, ", "))
}

// matchesTail reports whether the pattern matches a name, or what stands
// behind one of its dots.
func matchesTail(name selectorName, known string) bool {
	for {
		if name.pattern.MatchString(known) {
			return true
		}
		_, rest, ok := strings.Cut(known, ".")
		if !ok {
			return false
		}
		known = rest
	}
}

// suggestion returns "; did you mean …?" with the name that is spelt most
// alike, or nothing. Names are compared by as many components as the text has.
func suggestion(text string, known []string) string {
	const maxName = 100 // the work grows with the length
	if len(text) > maxName {
		return ""
	}
	best, least := "", 1+max(1, (len(text)+2)/3)
	components := 1 + strings.Count(text, ".")
	for _, k := range known {
		parts := strings.Split(k, ".")
		tail := strings.Join(parts[max(0, len(parts)-components):], ".")
		d := levenshtein.ComputeDistance(strings.ToLower(text), strings.ToLower(tail))
		if d < least || d == least && best != "" && tail < best {
			best, least = tail, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}
