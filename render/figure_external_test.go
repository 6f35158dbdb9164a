package render_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// neighbours are two schemas, of which the second refers to the first, to what
// is outside, and, through a virtual module, to a table of the first that is not
// there.
func neighbours() *graph.Pipeline {
	p := &graph.Pipeline{
		Modules: []graph.Module{{Name: "w.a"}, {Name: "w.b"}},
		Schemas: []graph.Schema{
			{ID: "a", Name: "a", Modules: []string{"w.a"}, Active: true},
			{ID: "b", Name: "b", Modules: []string{"w.b"}, Active: true},
		},
		Tables: []graph.Table{
			table("w.a", 5, "A", graph.Manual, "a", "a*"),
			table("w.b", 5, "B", graph.Manual, "b", "a*"),
		},
		ForeignKeys: []graph.ForeignKey{
			primary("w.b.B", 6, "w.a.A", true, "a"),
			primary("w.b.B", 7, "elsewhere.lab.Rig", true, "a"),
			primary("w.b.B", 8, "a.Gone", true, "a"),
		},
		Externals: []graph.External{{ID: "a.Gone", Kind: graph.Virtual}, {ID: "elsewhere.lab.Rig"}},
	}
	p.Sort()
	return p
}

// The surroundings of a schema in focus have no surroundings themselves.
func TestFocusLeavesOutWhatOnlyANeighbourUses(t *testing.T) {
	got := string(text(t, render.DOT, neighbours(), render.Options{Focus: []string{"a"}}))
	if strings.Contains(got, "external") || !strings.Contains(got, "<b>b</b>") {
		t.Errorf("got %s", got)
	}
	got = string(text(t, render.DOT, neighbours(), render.Options{Focus: []string{"b"}}))
	if !strings.Contains(got, "Rig") {
		t.Errorf("what the schema itself refers to is missing: %s", got)
	}
}

// One database schema is one pill, whatever names its tables.
func TestVirtualTableIsInThePillOfItsSchema(t *testing.T) {
	got := string(text(t, render.DOT, neighbours(), render.Options{Collapse: []string{render.All}}))
	if strings.Count(got, "<b>a</b>") != 1 || !strings.Contains(got, "2 foreign keys") || strings.Count(got, "external bundle") > 1 {
		t.Errorf("got %s", got)
	}
}
