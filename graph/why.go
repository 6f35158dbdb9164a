package graph

import (
	"math"
	"slices"
)

// A Reason says how one table depends on another.
type Reason struct {
	// Hops is a shortest path of foreign keys, from the child to the ancestor. If
	// there are several, it is the one whose lines come first. It is nil if the
	// child does not depend on the ancestor.
	Hops []Hop
	// Paths is the number of paths. Paths that differ in one of two parallel
	// foreign keys count separately. It is [math.MaxUint64] if there are more, or
	// infinitely many because of a cycle.
	Paths uint64
}

// Why returns how the table child depends on ancestor, both given by ID. Either
// may be an external. A table depends on itself only if it is on a cycle. Why
// takes time linear in the size of the pipeline.
func (p *Pipeline) Why(child, ancestor string) Reason {
	n := newNodeGraph(p)
	from, to := n.node(child), n.node(ancestor)
	if from < 0 || to < 0 {
		return Reason{}
	}
	hops := n.shortestPath(from, to)
	if hops == nil {
		return Reason{}
	}
	return Reason{Hops: hops, Paths: n.countPaths(from, to)}
}

// shortestPath returns a shortest path of at least one hop, or nil. The
// breadth-first search visits the foreign keys of a table in the order of their
// lines, so of several shortest paths it finds the first.
func (n *nodeGraph) shortestPath(from, to int) []Hop {
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

// hops returns the path between two nodes, where via is the foreign key over
// which each node was reached.
func (n *nodeGraph) hops(via []*ForeignKey, from, to int) []Hop {
	var hops []Hop
	for v := to; v != from || hops == nil; v = n.node(via[v].Child) {
		fk := via[v]
		hops = append(hops, Hop{From: fk.Child, To: fk.Parent, Child: fk.Child, Parent: fk.Parent, Text: fk.Text, Pos: fk.Pos})
	}
	slices.Reverse(hops)
	return hops
}

// countPaths returns the number of paths between two connected nodes.
func (n *nodeGraph) countPaths(from, to int) uint64 {
	// Keep only the nodes that are on a path.
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
	paths := make([]uint64, between.n) // from each node to the target
	paths[to] = 1
	for _, v := range between.topological(make([]int, between.n)) {
		for _, a := range between.out(v) {
			paths[v] = saturatingAdd(paths[v], paths[a.to])
		}
	}
	return paths[from]
}

func saturatingAdd(a, b uint64) uint64 {
	if a > math.MaxUint64-b {
		return math.MaxUint64
	}
	return a + b
}
