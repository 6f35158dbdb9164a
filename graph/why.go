package graph

import (
	"math"
	"slices"
)

// A Reason says how one table depends on another.
type Reason struct {
	// Hops is a shortest path of foreign keys, or of foreign keys and reads, from the child to the ancestor. If
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
	return newNodeGraph(p, false).why(child, ancestor)
}

// WhyComputed is [Pipeline.Why] in the computed graph: a table also depends on those that
// its make() reads though no foreign key leads to them.
func (p *Pipeline) WhyComputed(child, ancestor string) Reason {
	return newNodeGraph(p, true).why(child, ancestor)
}

func (n *nodeGraph) why(child, ancestor string) Reason {
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
// lines, then its reads, so of several shortest paths it finds the first.
func (n *nodeGraph) shortestPath(from, to int) []Hop {
	via := make([]*Hop, n.parents.n)
	queue := []int{from}
	for len(queue) > 0 {
		hops := n.hopsFrom(n.id(queue[0]))
		queue = queue[1:]
		for i := range hops {
			u := n.node(hops[i].To)
			if u < 0 || via[u] != nil {
				continue
			}
			via[u] = &hops[i]
			if u == to {
				return n.path(via, from, to)
			}
			queue = append(queue, u)
		}
	}
	return nil
}

// hopsFrom returns the foreign keys and the reads of a table.
func (n *nodeGraph) hopsFrom(id string) []Hop {
	var hops []Hop
	for _, fk := range n.pipeline.ForeignKeysOf(id) {
		hops = append(hops, Hop{From: fk.Child, To: fk.Parent, Child: fk.Child, Parent: fk.Parent, Text: fk.Text, Pos: fk.Pos})
	}
	for _, d := range n.reads[id] {
		hops = append(hops, d.hop())
	}
	return hops
}

// path returns the path between two nodes, where via is the hop over which each node was
// reached.
func (n *nodeGraph) path(via []*Hop, from, to int) []Hop {
	var hops []Hop
	for v := to; v != from || hops == nil; v = n.node(via[v].From) {
		hops = append(hops, *via[v])
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
