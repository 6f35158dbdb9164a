package graph

import "testing"

// TestShortestCycleBounded: a search that exceeds its bound still returns a
// cycle, and reports that it is not exact.
//
//	0 --> 1 --> 2 --> … --> 9 --> 0,  9 --> 8,  and v --> v+2 for each v
func TestShortestCycleBounded(t *testing.T) {
	const n = 10
	var arcs []arc
	for v := range n {
		arcs = append(arcs, arc{from: v, to: (v + 1) % n}, arc{from: v, to: (v + 2) % n})
	}
	arcs = append(arcs, arc{from: 9, to: 8})
	g := newDigraph(n, arcs)
	for bound, want := range map[int]int{0: 5, 1 << 20: 2} {
		cycle, exact := g.shortestCycle(bound)
		if len(cycle) != want || exact != (want == 2) {
			t.Errorf("within %d arcs: got a cycle of %d, exact: %t; want one of %d", bound, len(cycle), exact, want)
		}
		for i, a := range cycle {
			if a.to != cycle[(i+1)%len(cycle)].from {
				t.Errorf("within %d arcs: the cycle is broken at %v", bound, a)
			}
		}
	}
}
