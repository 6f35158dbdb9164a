package graph

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
	"gonum.org/v1/gonum/graph/topo"
)

// Components numbers the strongly connected components of a graph on the nodes
// 0 to n-1, counted from 0, and returns the component of each node. Two nodes
// have the same component if and only if each is reachable from the other. An
// edge is a pair of nodes; parallel edges and loops are allowed.
func Components(n int, edges [][2]int) []int {
	arcs := make([]arc, len(edges))
	for i, e := range edges {
		arcs[i] = arc{from: e[0], to: e[1], ref: i}
	}
	comp, _ := newDigraph(n, arcs).components()
	return comp
}

// components numbers the strongly connected components; comp[v] is the component
// of node v. An arc between two components leads to the smaller number.
func (g *digraph) components() (comp []int, count int) {
	comp = make([]int, g.n)
	sccs := topo.TarjanSCC(newView(g))
	for i, scc := range sccs {
		for _, v := range scc {
			comp[v.ID()] = i
		}
	}
	return comp, len(sccs)
}

// cyclic returns the components that contain a cycle, sorted by their first
// node. Each is the sorted list of its nodes. A single node with a loop is such a
// component; Tarjan's algorithm does not distinguish it from one without.
func (g *digraph) cyclic() [][]int {
	comp, count := g.components()
	members := make([][]int, count)
	for v, c := range comp {
		members[c] = append(members[c], v)
	}
	members = slices.DeleteFunc(members, func(vs []int) bool {
		return len(vs) == 1 && !slices.ContainsFunc(g.out(vs[0]), func(a arc) bool { return a.to == a.from })
	})
	slices.SortFunc(members, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return members
}

// A view adapts a digraph to gonum. It hides parallel arcs and loops, which
// gonum's graphs do not support. Unlike these, it lists nodes in order.
type view struct {
	*digraph
	nodes []graph.Node
}

// A node is a node of a digraph.
type node int

// ID implements [graph.Node].
func (v node) ID() int64 { return int64(v) }

func newView(g *digraph) *view {
	v := &view{digraph: g, nodes: make([]graph.Node, g.n)}
	for i := range v.nodes {
		v.nodes[i] = node(i)
	}
	return v
}

// Node implements [graph.Graph].
func (v *view) Node(id int64) graph.Node {
	if id < 0 || int(id) >= v.n {
		return nil
	}
	return v.nodes[id]
}

// Nodes implements [graph.Graph].
func (v *view) Nodes() graph.Nodes { return iterator.NewOrderedNodes(v.nodes) }

// From implements [graph.Graph].
func (v *view) From(id int64) graph.Nodes {
	out := v.out(int(id))
	nodes := make([]graph.Node, 0, len(out))
	for i, a := range out {
		if a.to != a.from && (i == 0 || a.to != out[i-1].to) {
			nodes = append(nodes, v.nodes[a.to])
		}
	}
	return iterator.NewOrderedNodes(nodes)
}

// To implements [graph.Directed].
func (v *view) To(id int64) graph.Nodes {
	var nodes []graph.Node
	for from := range v.n {
		if v.HasEdgeFromTo(int64(from), id) {
			nodes = append(nodes, v.nodes[from])
		}
	}
	return iterator.NewOrderedNodes(nodes)
}

// HasEdgeFromTo implements [graph.Directed].
func (v *view) HasEdgeFromTo(from, to int64) bool {
	_, ok := slices.BinarySearchFunc(v.out(int(from)), to, func(a arc, to int64) int { return cmp.Compare(int64(a.to), to) })
	return ok && from != to
}

// HasEdgeBetween implements [graph.Graph].
func (v *view) HasEdgeBetween(x, y int64) bool { return v.HasEdgeFromTo(x, y) || v.HasEdgeFromTo(y, x) }

// Edge implements [graph.Graph].
func (v *view) Edge(from, to int64) graph.Edge {
	if !v.HasEdgeFromTo(from, to) {
		return nil
	}
	return edge{from: v.nodes[from], to: v.nodes[to]}
}

// An edge represents all arcs from one node to another.
type edge struct{ from, to graph.Node }

// From implements [graph.Edge].
func (e edge) From() graph.Node { return e.from }

// To implements [graph.Edge].
func (e edge) To() graph.Node { return e.to }

// ReversedEdge implements [graph.Edge].
func (e edge) ReversedEdge() graph.Edge { return edge{from: e.to, to: e.from} }
