package main

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// The file of a schema has the shortest unambiguous name of its module. No name in the
// source can lead out of the directory.
func TestAllDrawingsFiles(t *testing.T) {
	p := &graph.Pipeline{}
	add := func(schema string, active bool, modules ...string) {
		p.Schemas = append(p.Schemas, graph.Schema{ID: schema, Modules: modules, Active: active})
		p.Tables = append(p.Tables, graph.Table{ID: schema + ".T", Module: modules[0], Schema: schema, Active: active})
	}
	add("a_ingest_scan", true, "lab.ingest.scan")
	add("a_scan", true, "lab.scan")
	add("a_tables", true, "Tables")
	add("b", true, "lab.b", "lab.c")
	add("dormant", false, "lab.dormant")
	add("../../etc/{x}", true, "m", "n")
	add("..", true, "m", "n")
	for _, schema := range []string{"usage_a", "usage_b"} { // two in one module
		p.Schemas = append(p.Schemas, graph.Schema{ID: schema, Modules: []string{"lab.usage"}, Active: true})
		p.Tables = append(p.Tables, graph.Table{ID: schema + ".T", Module: "lab.usage", Schema: schema, Active: true})
	}
	p.Sort()
	var got []string
	for _, d := range allDrawings(p, "d", render.Formats()[0], render.Options{}) {
		got = append(got, filepath.ToSlash(d.file))
	}
	want := []string{"d/pipeline.svg", "d/tables.svg", "d/schema.svg", "d/-..-etc--x-.svg", "d/ingest.scan.svg", "d/lab.scan.svg", "d/Tables_.svg", "d/b.svg", "d/usage_a.svg", "d/usage_b.svg"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Windows reserves some names for devices, whatever their extension.
func TestSafeName(t *testing.T) {
	for name, want := range map[string]string{
		"scan": "scan", "lab.scan": "lab.scan", "..": "schema", "a/b": "a-b",
		"con": "con_", "AUX": "AUX_", "nul.scan": "nul_.scan", "com1": "com1_", "lpt9": "lpt9_",
		"com0": "com0", "com12": "com12", "comb": "comb", "console": "console", "scan.con": "scan.con",
	} {
		if got := safeName(name); got != want {
			t.Errorf("safeName(%q) = %q, want %q", name, got, want)
		}
	}
}
