package render_test

import (
	"bytes"
	"flag"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
	"github.com/google/go-cmp/cmp"
)

// go test ./render -update rewrites the golden files.
var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// figure is a figure that has a golden file.
type figure struct {
	pipeline *graph.Pipeline
	opts     render.Options
}

func figures() map[string]figure {
	return map[string]figure{
		"tables":         {small(), render.Options{}},
		"pipeline":       {small(), render.Options{Collapse: []string{render.All}}},
		"focus":          {small(), render.Options{Focus: []string{"session"}, Direction: render.LR}},
		"mixed":          {small(), render.Options{Collapse: []string{"subject"}, Expand: []string{"Species"}}},
		"dark":           {small(), render.Options{Theme: render.Dark, Title: `All "tables"`}},
		"chosen":         {small(), render.Options{Tables: []string{"workflow.session.Session", "workflow.session.Trace", "Missing"}}},
		"classic":        {small(), render.Options{Theme: render.Classic}},
		"keys":           {small(), render.Options{Attributes: render.KeyAttributes, Direction: render.LR}},
		"all":            {small(), render.Options{Attributes: render.AllAttributes, Types: true, Legend: true, Link: "https://example.org/{path}#L{line}"}},
		"cycle-tables":   {cyclic(), render.Options{}},
		"cycle-pipeline": {cyclic(), render.Options{Collapse: []string{render.All}}},
	}
}

// golden compares got with a file in testdata, or writes it there.
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

func dot(t *testing.T, p *graph.Pipeline, opts render.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := render.DOT(&b, p, opts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDOT(t *testing.T) {
	for name, f := range figures() {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".dot", dot(t, f.pipeline, f.opts))
		})
	}
}

func TestGoldenFilesHaveATest(t *testing.T) {
	files, err := filepath.Glob("testdata/*.dot")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		if _, ok := figures()[strings.TrimSuffix(name, ".dot")]; !ok {
			t.Errorf("no test writes %s", file)
		}
	}
}

// The order in which a pipeline was put together leaves no trace.
func TestDOTIsDeterministic(t *testing.T) {
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

// Graphviz reads every DOT text, and sees the names as they are.
func TestDOTOfHostileNames(t *testing.T) {
	program, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("needs dot: install Graphviz")
	}
	for _, name := range hostileNames() {
		for _, opts := range []render.Options{{}, {Collapse: []string{render.All}}, {Attributes: render.AllAttributes}} {
			text := dot(t, hostile(name), opts)
			cmd := exec.Command(program, "-Tsvg")
			cmd.Stdin = bytes.NewReader(text)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			out, err := cmd.Output()
			if err != nil || bytes.Contains(stderr.Bytes(), []byte("rror")) {
				t.Fatalf("name %q: dot says %v: %s\n%s", name, err, stderr.Bytes(), text)
			}
			nodes := bytes.Count(out, []byte(`class="node`))
			want := 4
			if opts.Collapse != nil {
				want = 2
			}
			if nodes != want {
				t.Errorf("name %q: dot drew %d nodes, want %d\n%s", name, nodes, want, text)
			}
			if bytes.Contains(out, []byte("<script")) {
				t.Errorf("name %q became markup", name)
			}
		}
	}
}

func TestOptionErrors(t *testing.T) {
	tests := []struct {
		name string
		opts render.Options
		want string
	}{
		{"collapse", render.Options{Collapse: []string{"sesion"}}, `unknown schema "sesion"; did you mean "session"?`},
		{"focus", render.Options{Focus: []string{"nowhere"}}, `unknown schema "nowhere"`},
		{"focus on an inactive schema", render.Options{Focus: []string{"off"}}, `unknown schema "off"`},
		{"expand", render.Options{Expand: []string{"Subjekt"}}, `unknown schema or table "Subjekt"; did you mean "Subject"?`},
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
	for _, opts := range []render.Options{{}, {Collapse: []string{render.All}}} {
		if got := dot(t, &graph.Pipeline{}, opts); !bytes.HasPrefix(got, []byte("digraph pipeline {\n")) {
			t.Errorf("got %s", got)
		}
	}
}
