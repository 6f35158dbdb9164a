package graph

import (
	"math/rand/v2"
	"testing"

	gonum "gonum.org/v1/gonum/graph"
)

// TestView: the methods of a view agree with the arcs, without parallel arcs and
// loops.
func TestView(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const n = 12
	var arcs []arc
	joined := map[[2]int64]bool{}
	for range 40 {
		a := arc{from: r.IntN(n), to: r.IntN(n)}
		arcs = append(arcs, a, a)
		if a.from != a.to {
			joined[[2]int64{int64(a.from), int64(a.to)}] = true
		}
	}
	var v gonum.Directed = newView(newDigraph(n, arcs))
	if v.Nodes().Len() != n || v.Node(n) != nil || v.Node(-1) != nil {
		t.Errorf("%d nodes, and beyond them %v, %v", v.Nodes().Len(), v.Node(n), v.Node(-1))
	}
	contains := func(nodes gonum.Nodes, id int64) bool {
		for nodes.Next() {
			if nodes.Node().ID() == id {
				return true
			}
		}
		return false
	}
	edges := 0
	for x := range int64(n) {
		edges += v.From(x).Len()
		for y := range int64(n) {
			want := joined[[2]int64{x, y}]
			if v.HasEdgeFromTo(x, y) != want || contains(v.From(x), y) != want || contains(v.To(y), x) != want {
				t.Errorf("%d to %d: want %v", x, y, want)
			}
			if v.HasEdgeBetween(x, y) != (want || joined[[2]int64{y, x}]) {
				t.Errorf("HasEdgeBetween(%d, %d) = %v", x, y, v.HasEdgeBetween(x, y))
			}
			switch e := v.Edge(x, y); {
			case (e != nil) != want:
				t.Errorf("Edge(%d, %d) = %v", x, y, e)
			case want && (e.From() != v.Node(x) || e.To() != v.Node(y) || e.ReversedEdge().From() != v.Node(y)):
				t.Errorf("Edge(%d, %d) = %v", x, y, e)
			}
		}
	}
	if edges != len(joined) {
		t.Errorf("%d edges, want %d", edges, len(joined))
	}
}

func TestComponents(t *testing.T) {
	got := Components(6, [][2]int{{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 3}, {5, 5}, {0, 1}})
	same := func(a, b int) bool { return got[a] == got[b] }
	if !same(0, 1) || !same(1, 2) || !same(3, 4) || same(2, 3) || same(0, 5) || same(3, 5) {
		t.Errorf("got %v; want 0, 1 and 2 together, 3 and 4, and 5 alone", got)
	}
	if got := Components(0, nil); len(got) != 0 {
		t.Errorf("of nothing: got %v", got)
	}
}
