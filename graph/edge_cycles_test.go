package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
)

func TestEdgeCycles(t *testing.T) {
	const (
		keys    = graph.ForeignKeyCycle
		imports = graph.ImportCycle
		both    = graph.SchemaCycle
	)
	tests := []struct {
		name, in string
		kind     graph.CycleKind
		from, to string
		want     string
	}{
		{"none", "a.A -> b.B", keys, "a.A", "b.B", ""},
		{"no such dependency", "a.A -> b.B; b.B -> a.A", keys, "a.A", "a.A", ""},
		{"no such table", "a.A -> b.B; b.B -> a.A", keys, "a.A", "a.C", ""},
		{"two tables", "a.A -> b.B; b.B -> a.A", keys, "b.B", "a.A", "b.B → a.A → b.B"},
		{"a table and itself", "a.A -> a.A", keys, "a.A", "a.A", "a.A → a.A"},
		// The result is the cycle of this edge, not the shortest of the component.
		{"a long cycle and a short one", "a.A -> a.B; a.B -> a.A; a.B -> a.C; a.C -> a.D; a.D -> a.B", keys, "a.C", "a.D", "a.C → a.D → a.B → a.C"},
		{"imports", "a imports b; b imports c; c imports a", imports, "b", "c", "b → c → a → b"},
		{"no such module", "a imports b; b imports a; a defers b", imports, "a", "c", ""},
		// The third graph omits edges on cycles of the first two.
		{"foreign keys that are already on a cycle", "a.A -> b.B; b.B -> a.A; a imports b", both, "a", "b", ""},
		{"an import against a foreign key", "a imports b; b.B -> a.A", both, "a", "b", "a → b → a"},
		{"a cycle of imports and one of both", "a imports x; x imports b; b imports a; a.T -> b.T; b.U -> a.U", both, "a", "b", "a → b → a"},
		{"an import of a module that waits", "pipeline.P; ephys.E -> pipeline.P; pipeline imports ephys; ephys waits for pipeline", both, "pipeline", "ephys", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sketch(t, tt.in).EdgeCycles().Through(tt.kind, tt.from, tt.to); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A long cycle is abbreviated.
func TestEdgeCyclesLong(t *testing.T) {
	var lines []string
	for i := range 20 {
		lines = append(lines, fmt.Sprintf("a.T%02d -> a.T%02d", i, (i+1)%20))
	}
	got := sketch(t, strings.Join(lines, "\n")).EdgeCycles().Through(graph.ForeignKeyCycle, "a.T05", "a.T06")
	want := "a.T05 → a.T06 → a.T07 → a.T08 → a.T09 → a.T10 → a.T11 → a.T12 → a.T13 → a.T14 → a.T15 → a.T16 → … 8 more … → a.T05"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
