package render_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// Collapse takes names only, even if a schema is called "all".
func TestCollapse(t *testing.T) {
	p := &graph.Pipeline{
		Schemas: []graph.Schema{
			{ID: "lab_all", Name: "lab_all", Modules: []string{"w.all"}, Active: true},
			{ID: "lab_some", Name: "lab_some", Modules: []string{"w.some"}, Active: true},
		},
		Tables: []graph.Table{
			table("w.all", 5, "A", graph.Manual, "lab_all", "a*"),
			table("w.some", 5, "S", graph.Manual, "lab_some", "s*"),
		},
	}
	p.Sort()
	tests := []struct {
		opts  render.Options
		pills int
	}{
		{render.Options{}, 0},
		{render.Options{Collapse: []string{"all"}}, 1},
		{render.Options{Collapse: []string{"all", "some"}}, 2},
		{render.Options{CollapseAll: true}, 2},
		{render.Options{CollapseAll: true, Collapse: []string{"all"}}, 2},
		{render.Options{CollapseAll: true, Expand: []string{"all"}}, 1},
	}
	for _, tt := range tests {
		if got := strings.Count(string(dot(t, p, tt.opts)), "node collapsed"); got != tt.pills {
			t.Errorf("%+v: %d schemas are collapsed, want %d", tt.opts, got, tt.pills)
		}
	}
}
