package graph

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
	x := n.pipeline.externalIndex(id)
	if x < 0 {
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
// It does not recurse into left operands: a sum may have very many.
func (n *names) eval(s *selector) (nodeSet, *SelectionError) {
	var outer []*selector
	for ; s.op != opName; s = s.left {
		outer = append(outer, s)
	}
	set, err := n.named(s)
	for err == nil && len(outer) > 0 {
		err = n.apply(outer[len(outer)-1], set)
		outer = outer[:len(outer)-1]
	}
	return set, err
}

// apply changes the set, the left operand of s, into what s selects.
func (n *names) apply(s *selector, set nodeSet) *SelectionError {
	switch s.op {
	case opDown:
		expand(set, n.children, s.levels)
		return nil
	case opUp:
		expand(set, n.parents, s.levels)
		return nil
	}
	right, err := n.eval(s.right)
	if err != nil {
		return err
	}
	for v := range set {
		switch s.op {
		case opUnion:
			set[v] = set[v] || right[v]
		case opDifference:
			set[v] = set[v] && !right[v]
		case opIntersection:
			set[v] = set[v] && right[v]
		}
	}
	return nil
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
