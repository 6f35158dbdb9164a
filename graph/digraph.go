package graph

import (
	"cmp"
	"slices"
)

// A digraph is what the algorithms run on: a directed multigraph on the nodes
// 0 to n-1, in which parallel arcs and arcs from a node to itself are kept.
// Node numbers and arcs are sorted, so that no result depends on a map's
// order.
type digraph struct {
	n     int
	arcs  []arc // sorted
	start []int // arcs[start[v]:start[v+1]] are those that leave v
}

// An arc points from what depends to what it depends on: from the child to
// the parent, from the importing module to the imported one.
type arc struct {
	from, to int
	ref      int // the caller's: which foreign key or import it stands for
}

func (a arc) compare(b arc) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.ref, b.ref))
}

// newDigraph takes the arcs over and sorts them.
func newDigraph(n int, arcs []arc) *digraph {
	slices.SortFunc(arcs, arc.compare)
	g := &digraph{n: n, arcs: arcs, start: make([]int, n+1)}
	for _, a := range arcs {
		g.start[a.from+1]++
	}
	for v := range n {
		g.start[v+1] += g.start[v]
	}
	return g
}

// out returns the arcs that leave v, by target.
func (g *digraph) out(v int) []arc { return g.arcs[g.start[v]:g.start[v+1]] }

// reverse returns the graph with all arcs turned around.
func (g *digraph) reverse() *digraph {
	arcs := make([]arc, len(g.arcs))
	for i, a := range g.arcs {
		arcs[i] = arc{from: a.to, to: a.from, ref: a.ref}
	}
	return newDigraph(g.n, arcs)
}
