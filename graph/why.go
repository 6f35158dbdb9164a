package graph

import (
	"math"
	"slices"
)

// A Reason says how one table depends on another.
type Reason struct {
	// Hops is a shortest way along the foreign keys, from the table to what it
	// depends on; of several, the one whose lines come first. It is empty
	// where the table does not depend on the other.
	Hops []Hop
	// Paths is how many ways there are, those that differ in one of two
	// parallel foreign keys included. It is [math.MaxUint64] where there are
	// more than that, or no end of them because of a cycle.
	Paths uint64
}

// Why says how the table child depends on ancestor, both given by ID. Either
// may be an external. That a table depends on itself takes a cycle. The work is linear in the size of the pipeline.
func (p *Pipeline) Why(child, ancestor string) Reason {
	n := newNames(p)
	from, to := n.node(child), n.node(ancestor)
	if from < 0 || to < 0 {
		return Reason{}
	}
	hops := n.shortestWay(from, to)
	if hops == nil {
		return Reason{}
	}
	return Reason{Hops: hops, Paths: n.countWays(from, to)}
}

// shortestWay is a breadth-first search from one node to another, which must
// take a step at least. It goes through the foreign keys of a table in the order
// of their lines, so the first way that it finds is the first of the shortest.
func (n *names) shortestWay(from, to int) []Hop {
	via := make([]*ForeignKey, n.parents.n)
	queue := []int{from}
	for len(queue) > 0 {
		fks := n.pipeline.ForeignKeysOf(n.id(queue[0]))
		queue = queue[1:]
		for i := range fks {
			u := n.node(fks[i].Parent)
			if u < 0 || via[u] != nil {
				continue
			}
			via[u] = &fks[i]
			if u == to {
				return n.hops(via, from, to)
			}
			queue = append(queue, u)
		}
	}
	return nil
}

// hops follows the foreign keys by which nodes were reached, backwards.
func (n *names) hops(via []*ForeignKey, from, to int) []Hop {
	var hops []Hop
	for v := to; v != from || hops == nil; v = n.node(via[v].Child) {
		fk := via[v]
		hops = append(hops, Hop{From: fk.Child, To: fk.Parent, Child: fk.Child, Parent: fk.Parent, Text: fk.Text, Pos: fk.Pos})
	}
	slices.Reverse(hops)
	return hops
}

// countWays counts the ways between two nodes that are joined by some.
func (n *names) countWays(from, to int) uint64 {
	// Only what lies on a way matters.
	up, down := make(nodeSet, n.parents.n), make(nodeSet, n.parents.n)
	up[from], down[to] = true, true
	expand(up, n.parents, -1)
	expand(down, n.children, -1)
	var arcs []arc
	for _, a := range n.parents.arcs {
		if up[a.from] && down[a.from] && up[a.to] && down[a.to] {
			arcs = append(arcs, a)
		}
	}
	between := newDigraph(n.parents.n, arcs)
	if len(between.cyclic()) > 0 {
		return math.MaxUint64
	}
	ways := make([]uint64, between.n) // from the node to the end
	ways[to] = 1
	for _, v := range between.topological(make([]int, between.n)) {
		for _, a := range between.out(v) {
			ways[v] = saturatingAdd(ways[v], ways[a.to])
		}
	}
	return ways[from]
}

func saturatingAdd(a, b uint64) uint64 {
	if a > math.MaxUint64-b {
		return math.MaxUint64
	}
	return a + b
}
