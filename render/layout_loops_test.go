package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// recording returns a pipeline whose first module imports its last one, like a
// workflow that hands its tables to Elements.
//
//	lab: Session    ephys: Probe, Recording → Session    report: Report → Recording
func recording() *graph.Pipeline {
	p := &graph.Pipeline{
		Modules: []graph.Module{module("w.lab", "w.report"), module("w.ephys"), module("w.report")},
		Tables: []graph.Table{
			table("w.lab", 5, "Session", graph.Manual, "lab", "session*"),
			table("w.ephys", 5, "Probe", graph.Manual, "ephys", "probe*"),
			table("w.ephys", 9, "Recording", graph.Manual, "ephys", "recording*"),
			table("w.report", 5, "Report", graph.Manual, "report", "report*"),
		},
		ForeignKeys: []graph.ForeignKey{
			primary("w.ephys.Recording", 10, "w.lab.Session", true, "session"),
			primary("w.report.Report", 6, "w.ephys.Recording", true, "session", "recording"),
		},
	}
	for _, s := range []string{"lab", "ephys", "report"} {
		p.Schemas = append(p.Schemas, graph.Schema{ID: s, Name: s, Modules: []string{"w." + s}, Active: true})
	}
	p.Sort()
	return p
}

// An import that would close a cycle does not affect the ranks.
func TestImportsLeaveForeignKeysTheOrder(t *testing.T) {
	for _, opts := range []render.Options{{CollapseAll: true, Imports: true}, {Focus: []string{"ephys"}, Imports: true}} {
		back := importLines(dot(t, recording(), opts))
		if len(back) != 1 || !strings.Contains(back[0], "constraint=false") {
			t.Errorf("the import affects the ranks: %q", back)
		}
	}
	p := recording()
	p.Modules = []graph.Module{module("w.lab"), module("w.ephys"), module("w.report", "w.lab")}
	p.Sort()
	if along := importLines(dot(t, p, render.Options{CollapseAll: true, Imports: true})); len(along) != 1 || strings.Contains(along[0], "constraint=false") {
		t.Errorf("the import does not affect the ranks: %q", along)
	}
}

// importLines returns the lines of imports in a DOT text.
func importLines(text []byte) []string {
	lines := strings.Split(string(text), "\n")
	return slices.DeleteFunc(lines, func(line string) bool { return !strings.Contains(line, `class="edge import`) })
}

// A schema that is both parent and child of the schema in focus, even by way of a
// third one, is neither above nor below.
func TestSurroundingsOnBothSides(t *testing.T) {
	const above, below = "above -> ", "-> below"
	got := string(dot(t, recording(), render.Options{Focus: []string{"ephys"}}))
	if !strings.Contains(got, above) || !strings.Contains(got, below) {
		t.Errorf("want a barrier above and one below:\n%s", got)
	}
	p := recording()
	p.Tables = append(p.Tables, table("w.lab", 20, "Summary", graph.Manual, "lab", "summary*"))
	p.ForeignKeys = append(p.ForeignKeys, primary("w.lab.Summary", 21, "w.report.Report", true, "report"))
	p.Sort()
	got = string(dot(t, p, render.Options{Focus: []string{"ephys"}}))
	if strings.Contains(got, above) || strings.Contains(got, below) {
		t.Errorf("want no barrier, as lab is on both sides:\n%s", got)
	}
}
