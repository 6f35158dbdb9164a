package render

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestImpliedPairs(t *testing.T) {
	tests := []struct {
		name  string
		n     int
		pairs [][2]int
		want  [][2]int
	}{
		{"chain", 3, [][2]int{{0, 1}, {1, 2}, {0, 2}}, [][2]int{{0, 2}}},
		{"long way", 5, [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}, {1, 4}}, [][2]int{{0, 4}, {1, 4}}},
		{"diamond", 4, [][2]int{{0, 1}, {0, 2}, {1, 3}, {2, 3}}, nil},
		{"cycle", 3, [][2]int{{0, 1}, {1, 0}, {1, 2}, {0, 2}}, nil},
		{"empty", 0, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := slices.SortedFunc(maps.Keys(impliedPairs(tt.n, tt.pairs)), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// What is left has the same paths, and none of it follows from the rest.
func TestImpliedPairsKeepPaths(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		const n = 9
		var all [][2]int
		for v := range n {
			for w := v + 1; w < n; w++ {
				if random.IntN(3) == 0 {
					all = append(all, [2]int{v, w})
				}
			}
		}
		implied := impliedPairs(n, all)
		kept := slices.DeleteFunc(slices.Clone(all), func(p [2]int) bool { return implied[p] })
		if !slices.Equal(reach(n, all), reach(n, kept)) {
			t.Fatalf("%v and %v do not have the same paths", all, kept)
		}
		for i := range kept {
			without := slices.Delete(slices.Clone(kept), i, i+1)
			if slices.Equal(reach(n, kept), reach(n, without)) {
				t.Fatalf("%v follows from %v", kept[i], without)
			}
		}
	}
}

// reach returns the pairs that paths join, by the algorithm of Warshall.
func reach(n int, pairs [][2]int) []bool {
	r := make([]bool, n*n)
	for _, p := range pairs {
		r[p[0]*n+p[1]] = true
	}
	for k := range n {
		for i := range n {
			for j := range n {
				r[i*n+j] = r[i*n+j] || r[i*n+k] && r[k*n+j]
			}
		}
	}
	return r
}

// A figure of more than a dozen schemas leaves out what follows, and counts it.
func TestReducedEdges(t *testing.T) {
	for _, tt := range []struct {
		schemas int
		edges   Edges
		drawn   int
		note    string
	}{
		{12, AutoEdges, 12 * 11 / 2, ""},
		{13, AutoEdges, 12, "66 of 78 bundles of foreign keys follow from those drawn"},
		{13, AllEdges, 78, ""},
		{3, ReducedEdges, 2, "1 of 3 bundles of foreign keys follow from those drawn"},
	} {
		f := chainFigure(tt.schemas, Options{Edges: tt.edges})
		f.reduce()
		if len(f.edges) != tt.drawn || f.omissions() != tt.note {
			t.Errorf("%d schemas, %s: %d edges, %q; want %d, %q", tt.schemas, tt.edges, len(f.edges), f.omissions(), tt.drawn, tt.note)
		}
	}
}

// chainFigure returns a figure of schemas of which each refers to all before it.
func chainFigure(schemas int, opts Options) *figure {
	f := &figure{opts: opts}
	for i := range schemas {
		n := &node{kind: collapsed}
		for _, parent := range f.loose[:i] {
			f.edges = append(f.edges, &edge{kind: bundle, from: parent, to: n})
		}
		f.loose = append(f.loose, n)
	}
	return f
}
