package render_test

import (
	"bytes"
	"flag"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// go test ./render -update rewrites the golden files.
var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// A figure has a golden file.
type figure struct {
	pipeline    *graph.Pipeline
	opts        render.Options
	everyFormat bool // has one in every format, not only in DOT
}

func figures() map[string]figure {
	return map[string]figure{
		"tables":         {small(), render.Options{}, true},
		"pipeline":       {small(), render.Options{CollapseAll: true}, true},
		"imports":        {small(), render.Options{CollapseAll: true, Imports: true}, true},
		"focus":          {small(), render.Options{Focus: []string{"session"}, Direction: render.LR}, false},
		"mixed":          {small(), render.Options{Collapse: []string{"subject"}, Expand: []string{"Species"}}, false},
		"dark":           {small(), render.Options{Theme: render.Dark, Title: `All "tables"`}, false},
		"chosen":         {small(), render.Options{Tables: []string{"workflow.session.Session", "workflow.session.Trace", "Missing"}}, false},
		"classic":        {small(), render.Options{Theme: render.Classic}, false},
		"keys":           {small(), render.Options{Attributes: render.KeyAttributes, Direction: render.LR}, false},
		"all":            {small(), render.Options{Attributes: render.AllAttributes, Types: true, Legend: true, Link: "https://example.org/{path}#L{line}"}, true},
		"marks":          {small(), render.Options{Marks: marks(), Legend: true}, true},
		"marks-pills":    {small(), render.Options{Marks: marks(), CollapseAll: true, Theme: render.Dark}, false},
		"reads":          {computed(), render.Options{Reads: true, Legend: true}, true},
		"reads-pipeline": {computed(), render.Options{Reads: true, CollapseAll: true}, false},
		"cycle-tables":   {cyclic(), render.Options{}, false},
		"cycle-pipeline": {cyclic(), render.Options{CollapseAll: true}, true},
	}
}

// marks marks some tables and the first foreign keys of the small pipeline.
func marks() *render.Marks {
	return &render.Marks{
		Tables: map[string]render.Mark{
			"workflow.subject.Subject": render.MarkRekeyed, "workflow.session.Session": render.MarkChanged,
			"workflow.subject.Species": render.MarkRemoved, "workflow.session.Trace": render.MarkAdded, "no.Table": render.MarkAdded,
		},
		ForeignKeys: []render.Mark{render.MarkAdded, render.MarkRemoved, render.MarkChanged},
	}
}

// golden compares got with a file in testdata, or with -update writes the file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); if that is right, run go test ./render -update\n%s", file, diff)
	}
}

// text returns a figure in a format that needs no worker.
func text(t *testing.T, write func(io.Writer, *graph.Pipeline, render.Options) error, p *graph.Pipeline, opts render.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, p, opts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// textFormats returns the formats that are to be read.
func textFormats() []render.Format {
	return slices.DeleteFunc(render.Formats(), func(f render.Format) bool { return f.Picture })
}

func TestGolden(t *testing.T) {
	for _, format := range textFormats() {
		for name, f := range figures() {
			if format.Name != "dot" && !f.everyFormat || format.Name == "json" {
				continue // JSON is the pipeline, which package graph tests
			}
			t.Run(name+format.Extensions[0], func(t *testing.T) {
				write := func(w io.Writer, p *graph.Pipeline, opts render.Options) error {
					return format.Write(t.Context(), w, p, opts)
				}
				golden(t, name+format.Extensions[0], text(t, write, f.pipeline, f.opts))
			})
		}
	}
}

func TestGoldenFilesHaveATest(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		ext := filepath.Ext(file.Name())
		f, ok := figures()[strings.TrimSuffix(file.Name(), ext)]
		if !file.IsDir() && (!ok || ext != ".dot" && !f.everyFormat) {
			t.Errorf("no test writes testdata/%s", file.Name())
		}
	}
}

// The figure does not depend on the order in which the pipeline was built.
func TestOrderLeavesNoTrace(t *testing.T) {
	want := dot(t, small(), render.Options{})
	for seed := range int64(20) {
		p := small()
		shuffle := rand.New(rand.NewSource(seed)).Shuffle
		shuffle(len(p.Tables), func(i, j int) { p.Tables[i], p.Tables[j] = p.Tables[j], p.Tables[i] })
		shuffle(len(p.Schemas), func(i, j int) { p.Schemas[i], p.Schemas[j] = p.Schemas[j], p.Schemas[i] })
		shuffle(len(p.Modules), func(i, j int) { p.Modules[i], p.Modules[j] = p.Modules[j], p.Modules[i] })
		p.Sort()
		if diff := cmp.Diff(string(want), string(dot(t, p, render.Options{}))); diff != "" {
			t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

func TestOptionErrors(t *testing.T) {
	tests := []struct {
		name string
		opts render.Options
		want string
	}{
		{"collapse", render.Options{Collapse: []string{"sesion"}}, `no schema is called "sesion"; did you mean "session"?`},
		{"focus", render.Options{Focus: []string{"nowhere"}}, `no schema is called "nowhere"`},
		{"focus on what is not active", render.Options{Focus: []string{"off"}}, `"off" is not in the figure: no module activates its schema; draw the pipeline that does, and name this folder with --search-path`},
		{"expand what is not active", render.Options{Expand: []string{"off.Idle"}}, `"off.Idle" is not in the figure: no module activates its schema; draw the pipeline that does, and name this folder with --search-path`},
		{"expand", render.Options{Expand: []string{"Subjekt"}}, `no schema or table is called "Subjekt"; did you mean "Subject"?`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := render.DOT(&bytes.Buffer{}, small(), tt.opts)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestEmptyPipeline(t *testing.T) {
	for _, opts := range []render.Options{{}, {CollapseAll: true}, {Legend: true}} {
		got := dot(t, &graph.Pipeline{}, opts)
		if !bytes.HasPrefix(got, []byte("digraph pipeline {\n")) || bytes.Contains(got, []byte("table")) {
			t.Errorf("got %s", got)
		}
	}
}

// An import is not drawn between schemas that a foreign key joins, even if the
// foreign key ends at a table that is open beside the pill of its schema.
func TestImportsBesideForeignKeys(t *testing.T) {
	got := string(dot(t, small(), render.Options{CollapseAll: true, Imports: true, Expand: []string{"Subject"}}))
	if n := strings.Count(got, `class="edge import"`); n != 1 || !strings.Contains(got, "workflow.report imports workflow.session") {
		t.Errorf("%d imports are drawn, want that of the report alone:\n%s", n, got)
	}
}

// An import against a foreign key is on a cycle, unless another module activates
// the schemas: an Element may import the schema that refers to it. Then the import
// is not drawn.
func TestImportsAgainstForeignKeys(t *testing.T) {
	for _, waits := range []bool{false, true} {
		p := &graph.Pipeline{
			Modules: []graph.Module{module("w.a", "w.b"), module("w.b")},
			Schemas: []graph.Schema{
				{ID: "a", Name: "a", Modules: []string{"w.a"}, Active: true, Pos: graph.Pos{Path: path("w.a"), Line: 1}},
				{ID: "b", Name: "b", Modules: []string{"w.b"}, Active: true, Pos: graph.Pos{Path: path("w.b"), Line: 1}},
			},
			Tables: []graph.Table{
				table("w.a", 5, "A", graph.Manual, "a", "a*"),
				table("w.b", 5, "B", graph.Manual, "b", "b*"),
			},
			ForeignKeys: []graph.ForeignKey{primary("w.b.B", 6, "w.a.A", true, "a")},
		}
		if waits {
			for i := range p.Schemas {
				p.Schemas[i].Activation = graph.Pos{Path: path("w.pipeline"), Line: 9}
			}
		}
		p.Sort()
		got := string(dot(t, p, render.Options{CollapseAll: true}))
		if strings.Contains(got, "edge import cycle") == waits {
			t.Errorf("the tables wait: %v, the figure:\n%s", waits, got)
		}
	}
}
