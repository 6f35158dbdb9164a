package graph

import "container/heap"

// topological returns the nodes of an acyclic graph in an order in which each
// comes after its dependencies. Ties are resolved by the smallest rank. Gonum's
// topological sort has no such priorities.
//
// Nodes on a cycle, and nodes that depend on them, are omitted.
func (g *digraph) topological(rank []int) []int {
	open := make([]int, g.n) // the number of arcs to nodes that are not in order yet
	for _, a := range g.arcs {
		open[a.from]++
	}
	ready := rankHeap{rank: rank}
	for v, n := range open {
		if n == 0 {
			ready.nodes = append(ready.nodes, v)
		}
	}
	heap.Init(&ready)
	rev := g.reverse()
	order := make([]int, 0, g.n)
	for len(ready.nodes) > 0 {
		v := heap.Pop(&ready).(int)
		order = append(order, v)
		for _, a := range rev.out(v) {
			open[a.to]--
			if open[a.to] == 0 {
				heap.Push(&ready, a.to)
			}
		}
	}
	return order
}

// contract returns the graph of the n groups of g's nodes, without arcs inside a
// group.
func (g *digraph) contract(group []int, n int) *digraph {
	arcs := make([]arc, 0, len(g.arcs))
	for _, a := range g.arcs {
		if group[a.from] != group[a.to] {
			arcs = append(arcs, arc{from: group[a.from], to: group[a.to], ref: a.ref})
		}
	}
	return newDigraph(n, arcs)
}

// A rankHeap is a heap of nodes, the smallest rank first.
type rankHeap struct {
	nodes []int
	rank  []int
}

func (h *rankHeap) Len() int           { return len(h.nodes) }
func (h *rankHeap) Less(i, j int) bool { return h.rank[h.nodes[i]] < h.rank[h.nodes[j]] }
func (h *rankHeap) Swap(i, j int)      { h.nodes[i], h.nodes[j] = h.nodes[j], h.nodes[i] }

// Push implements [heap.Interface].
func (h *rankHeap) Push(x any) { h.nodes = append(h.nodes, x.(int)) }

// Pop implements [heap.Interface].
func (h *rankHeap) Pop() any {
	last := h.nodes[len(h.nodes)-1]
	h.nodes = h.nodes[:len(h.nodes)-1]
	return last
}
