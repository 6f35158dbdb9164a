package graph

import (
	"cmp"
	"slices"
)

// A digraph is a directed multigraph on the nodes 0 to n-1. It keeps parallel
// arcs and loops. Arcs are sorted, so results do not depend on the iteration
// order of a map.
type digraph struct {
	n     int
	arcs  []arc // sorted
	start []int // arcs[start[v]:start[v+1]] leave v
}

// An arc points from a dependent to its dependency: from the child to the
// parent, from the importing module to the imported module.
type arc struct {
	from, to int
	ref      int // set by the caller, such as the index of a foreign key
}

func (a arc) compare(b arc) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.ref, b.ref))
}

// newDigraph returns a digraph with n nodes. It takes ownership of arcs and
// sorts them.
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

// out returns the arcs that leave v, sorted by target. They belong to g.
func (g *digraph) out(v int) []arc { return g.arcs[g.start[v]:g.start[v+1]] }

// reverse returns the graph with all arcs reversed.
func (g *digraph) reverse() *digraph {
	arcs := make([]arc, len(g.arcs))
	for i, a := range g.arcs {
		arcs[i] = arc{from: a.to, to: a.from, ref: a.ref}
	}
	return newDigraph(g.n, arcs)
}
