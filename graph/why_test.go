package graph_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestWhy(t *testing.T) {
	//	A ◀── B ◀══ D ◀── E       ext.X ◀── B
	//	▲                 │
	//	└─── C ◀──────────┘       P ⇄ Q ──▶ A
	p := sketch(t, `
m.B -> m.A; m.B -> ext.X
m.C -> m.A
m.D -> m.B
m.D ~> m.B
m.E -> m.D; m.E -> m.C
m.P -> m.Q; m.Q -> m.P; m.Q -> m.A`)
	tests := []struct {
		child, ancestor string
		want            string
		paths           uint64
	}{
		{"m.B", "m.A", `m.B -> m.A (m.py:2:1)`, 1},
		{"m.D", "m.B", `m.D -> m.B (m.py:4:1)`, 2},
		{"m.D", "m.A", `m.D -> m.B (m.py:4:1), m.B -> m.A (m.py:2:1)`, 2},
		{"m.E", "m.A", `m.E -> m.C (m.py:6:13), m.C -> m.A (m.py:3:1)`, 3},
		{"m.E", "ext.X", `m.E -> m.D (m.py:6:1), m.D -> m.B (m.py:4:1), m.B -> ext.X (m.py:2:13)`, 2},
		{"m.A", "m.E", ``, 0},
		{"m.A", "m.A", ``, 0},
		{"m.A", "m.None", ``, 0},
		{"m.None", "m.A", ``, 0},
		{"m.P", "m.P", `m.P -> m.Q (m.py:7:1), m.Q -> m.P (m.py:7:13)`, math.MaxUint64},
		{"m.P", "m.A", `m.P -> m.Q (m.py:7:1), m.Q -> m.A (m.py:7:25)`, math.MaxUint64},
	}
	for _, tt := range tests {
		t.Run(tt.child+" "+tt.ancestor, func(t *testing.T) {
			got := p.Why(tt.child, tt.ancestor)
			var hops []string
			for _, h := range got.Hops {
				hops = append(hops, fmt.Sprintf("%s -> %s (%s)", h.From, h.To, h.Pos))
			}
			if s := strings.Join(hops, ", "); s != tt.want || got.Paths != tt.paths {
				t.Errorf("\n got %s, %d paths\nwant %s, %d paths", s, got.Paths, tt.want, tt.paths)
			}
		})
	}
}

// TestWhyInOrder: of several shortest paths, the result is the one whose lines
// come first, regardless of the names of the tables.
func TestWhyInOrder(t *testing.T) {
	//	Top ◀── Z ◀── C ◀── D       in the order of the lines: through Z, then A
	//	 ▲            │
	//	 └───── A ◀───┘
	p := sketch(t, `
m.Z -> m.Top; m.A -> m.Top
m.C -> m.Z
m.C -> m.A
m.D -> m.C`)
	for _, tt := range []struct{ child, want string }{
		{"m.C", "m.C -> m.Z (m.py:3:1), m.Z -> m.Top (m.py:2:1)"},
		{"m.D", "m.D -> m.C (m.py:5:1), m.C -> m.Z (m.py:3:1), m.Z -> m.Top (m.py:2:1)"},
	} {
		var hops []string
		for _, h := range p.Why(tt.child, "m.Top").Hops {
			hops = append(hops, fmt.Sprintf("%s -> %s (%s)", h.From, h.To, h.Pos))
		}
		if got := strings.Join(hops, ", "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.child, got, tt.want)
		}
	}
}

// TestWhyManyPaths: 70 diamonds in a row have 2⁷⁰ paths.
func TestWhyManyPaths(t *testing.T) {
	diamonds := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "m.T%d -> m.T%d; m.T%d ~> m.T%d\n", i+1, i, i+1, i)
		}
		return b.String()
	}
	if got := sketch(t, diamonds(63)).Why("m.T63", "m.T0").Paths; got != 1<<63 {
		t.Errorf("63: got %d", got)
	}
	if got := sketch(t, diamonds(70)).Why("m.T70", "m.T0").Paths; got != math.MaxUint64 {
		t.Errorf("70: got %d", got)
	}
}
