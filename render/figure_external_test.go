package render_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// neighbours returns a pipeline of two schemas. The second refers to the first, to
// an external, and through a virtual module to a table that the first lacks.
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
		Externals: []graph.External{
			{ID: "a.Gone", Kind: graph.Virtual, Module: "a", Class: "Gone"},
			{ID: "elsewhere.lab.Rig", Module: "elsewhere.lab", Class: "Rig"},
		},
	}
	p.Sort()
	return p
}

// A focus shows the externals of the schema in focus, not those of its neighbours.
func TestFocusLeavesOutWhatOnlyANeighbourUses(t *testing.T) {
	got := string(text(t, render.DOT, neighbours(), render.Options{Focus: []string{"a"}}))
	if strings.Contains(got, "external") || !strings.Contains(got, "<b>b</b>") {
		t.Errorf("got %s", got)
	}
	got = string(text(t, render.DOT, neighbours(), render.Options{Focus: []string{"b"}}))
	if !strings.Contains(got, "Rig") {
		t.Errorf("the external of the schema in focus is missing: %s", got)
	}
}

// A table of a virtual module is in the pill of its schema.
func TestVirtualTableIsInThePillOfItsSchema(t *testing.T) {
	got := string(text(t, render.DOT, neighbours(), render.Options{CollapseAll: true}))
	if strings.Count(got, "<b>a</b>") != 1 || !strings.Contains(got, "2 foreign keys") || strings.Count(got, "external bundle") > 1 {
		t.Errorf("got %s", got)
	}
}

// The label of an external has its module and class if the pipeline has these,
// and is the whole ID otherwise.
func TestExternalLabels(t *testing.T) {
	tests := []struct {
		external graph.External
		label    string
		tooltip  string // of the foreign key
		module   string // the label among collapsed schemas; empty: the same label
	}{
		{graph.External{ID: "element_lab.lab.User", Module: "element_lab.lab", Class: "User"}, "lab.User", "User", "lab"},
		{graph.External{ID: "Toolbox.rigs.Rig.Part", Module: "Toolbox.rigs", Class: "Rig.Part"}, "rigs.Rig.Part", "Rig.Part", "rigs"},
		{graph.External{ID: "U19_lab.rooms.room", Module: "U19_lab.rooms", Class: "room"}, "rooms.room", "room", "rooms"},
		{graph.External{ID: "solo", Class: "solo"}, "solo", "solo", ""},
		{graph.External{ID: "lab_mice.Mouse", Kind: graph.Virtual, Module: "lab_mice", Class: "Mouse"}, "lab_mice.Mouse", "Mouse", "lab_mice"},
		{graph.External{ID: "{db.prefix}mice.Mouse", Kind: graph.Virtual, Module: "{db.prefix}mice", Class: "Mouse"}, "{db.prefix}mice.Mouse", "Mouse", "{db.prefix}mice"},
		{graph.External{ID: "pkg.lab.Nobody", Kind: graph.Unresolved, Module: "pkg.lab", Class: "Nobody"}, "lab.Nobody", "Nobody", ""},
		{graph.External{ID: "pkg.mod:Session", Kind: graph.Unresolved, Module: "pkg.mod", Class: "Session"}, "pkg.mod:Session", "mod:Session", ""},
		{graph.External{ID: "top.pkg.mod:Session", Kind: graph.Unresolved, Module: "top.pkg.mod", Class: "Session"}, "pkg.mod:Session", "mod:Session", ""},
		{graph.External{ID: "pkg.mod:lab.User.Part", Kind: graph.Unresolved, Module: "pkg.mod", Class: "lab.User.Part"}, "mod:lab.User.Part", "User.Part", ""},
		{graph.External{ID: "mod:Session", Kind: graph.Unresolved, Module: "mod", Class: "Session"}, "mod:Session", "mod:Session", ""},
		{graph.External{ID: "pkg.mod:self.lab.User", Kind: graph.Unresolved, Module: "pkg.mod"}, "mod:self.lab.User", "lab.User", ""},
		// From exports of older versions.
		{graph.External{ID: "element_lab.lab.User"}, "element_lab.lab.User", "element_lab.lab.User", ""},
		{graph.External{ID: "pkg.mod:Session", Kind: graph.Unresolved}, "pkg.mod:Session", "pkg.mod:Session", ""},
	}
	for _, tt := range tests {
		p := &graph.Pipeline{
			Schemas:     []graph.Schema{{ID: "a", Name: "a", Modules: []string{"w.a"}, Active: true}},
			Tables:      []graph.Table{table("w.a", 5, "A", graph.Manual, "a", "a*")},
			ForeignKeys: []graph.ForeignKey{primary("w.a.A", 6, tt.external.ID, true)},
			Externals:   []graph.External{tt.external},
		}
		got := string(dot(t, p, render.Options{}))
		if !strings.Contains(got, `label="`+tt.label+`"`) || !strings.Contains(got, `edgetooltip="A → `+tt.tooltip+`"`) {
			t.Errorf("%+v: want %s, and a foreign key to %s:\n%s", tt.external, tt.label, tt.tooltip, got)
		}
		got = string(dot(t, p, render.Options{CollapseAll: true}))
		want := `label="` + tt.label + `"`
		if tt.module != "" {
			want = "<b>" + tt.module + "</b>"
		}
		if !strings.Contains(got, want) {
			t.Errorf("%+v among collapsed schemas: want %s:\n%s", tt.external, want, got)
		}
	}
}
