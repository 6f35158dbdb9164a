package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// project creates empty files in a temporary directory and makes it the current one.
func project(t *testing.T, files ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFindProject(t *testing.T) {
	project(t,
		"p/pyproject.toml",
		"p/src/flow/__init__.py",
		"p/src/flow/deep/__init__.py",
		"p/src/flow/deep/scan.py",
		"p/src/flow/scan.py",
		"p/scripts/run.py",
		"p/notebooks/first.ipynb",
		"q/flow/__init__.py",
		"q/flow/deep/__init__.py",
		"q/flow/deep/scan.py",
		"q/run.py",
	)
	tests := []struct{ cwd, path, base, target string }{
		// In a project.
		{".", "p", "p", "."},
		{".", "p/src", "p/src", "."},
		{".", "p/src/flow", "p", "src/flow"},
		{".", "p/src/flow/", "p", "src/flow"},
		{".", "p/src/flow/deep", "p", "src/flow/deep"},
		{".", "p/src/flow/deep/scan.py", "p", "src/flow/deep/scan.py"},
		{".", "p/scripts/run.py", "p", "scripts/run.py"},
		{".", "p/notebooks/first.ipynb", "p", "notebooks/first.ipynb"},
		{"p", ".", ".", "."},
		{"p/src/flow", ".", "../..", "src/flow"},
		{"p/src/flow", "scan.py", "../..", "src/flow/scan.py"},
		{"p/src", "../../p", "..", "."},
		// Without a project: the directories next to the package, perhaps in a home
		// directory, are not searched.
		{".", "q", "q", "."},
		{".", "q/flow", "q/flow", "."},
		{".", "q/flow/deep/scan.py", "q/flow", "deep/scan.py"},
		{".", "q/run.py", "q", "run.py"},
		{"q/flow/deep", ".", "..", "deep"},
	}
	top, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.cwd+" "+test.path, func(t *testing.T) {
			t.Chdir(filepath.Join(top, test.cwd))
			info, err := os.Stat(test.path)
			if err != nil {
				t.Fatal(err)
			}
			base, target, err := findProject(filepath.FromSlash(test.path), info.IsDir(), true)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := filepath.ToSlash(base)+" "+target, test.base+" "+test.target; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestRootWithin(t *testing.T) {
	project(t, "p/src/a.py", "p/lib/a.py", "lib/a.py", "p/file")
	tests := []struct{ dir, want string }{
		{"p/src", "src"},
		{"p", "."},
		{"src", "src"}, // only in the project
		{"lib", "usage: lib is outside the project p; use --search-path"}, // in both: the current directory wins
		{"nowhere", "cannot read nowhere: no such file or directory"},
		{"p/file", "cannot read p/file: not a directory"},
	}
	for _, test := range tests {
		got, err := rootWithin("p", test.dir)
		if err != nil {
			got = err.Error()
			if reportError(&bytes.Buffer{}, err) == exitUsage {
				got = "usage: " + got
			}
		}
		if got != test.want {
			t.Errorf("--root %s: got %q, want %q", test.dir, got, test.want)
		}
	}
}

func TestDisplayPath(t *testing.T) {
	project(t, "p/src/flow/scan.py", "elements/session.py")
	top, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ cwd, base, path, want string }{
		{".", ".", "src/flow/scan.py", "src/flow/scan.py"},
		{".", "p", "src/flow/scan.py", "p/src/flow/scan.py"},
		{".", "p", "", ""},
		{".", "p", "../elements/session.py", "elements/session.py"},
		{".", "p", "notebook.ipynb#cell3", "p/notebook.ipynb#cell3"},
		{"p/src/flow", "..", "flow/scan.py", "scan.py"},
		{"p/src", "..", "../elements/session.py", "../../elements/session.py"},
	}
	for _, test := range tests {
		t.Chdir(filepath.Join(top, test.cwd))
		s := &source{base: filepath.FromSlash(test.base)}
		if got := s.displayPath(test.path); got != test.want {
			t.Errorf("in %s, %s of %s: got %s, want %s", test.cwd, test.path, test.base, got, test.want)
		}
	}
}

// displayed leaves the pipeline itself unchanged.
func TestDisplayedIsACopy(t *testing.T) {
	pos := graph.Pos{Path: "a.py", Line: 1, Col: 1}
	make := func() *graph.Pipeline {
		return &graph.Pipeline{
			Modules:     []graph.Module{{Name: "a", Path: "a.py", Imports: []graph.Import{{Module: "b", Pos: pos}}}},
			Schemas:     []graph.Schema{{ID: "a", Pos: pos, Activation: pos}},
			Tables:      []graph.Table{{ID: "a.T", Pos: pos}},
			ForeignKeys: []graph.ForeignKey{{Child: "a.T", Parent: "a.T", Pos: pos}},
			Diagnostics: []graph.Diagnostic{{Rule: "r", Pos: pos, End: pos, Related: []graph.Related{{Pos: pos}}}},
		}
	}
	p := make()
	shown := (&source{Pipeline: p, base: "project"}).displayed()
	if diff := cmp.Diff(make(), p); diff != "" {
		t.Errorf("the original changed:\n%s", diff)
	}
	want := graph.Pos{Path: "project/a.py", Line: 1, Col: 1}
	d := shown.Diagnostics[0]
	for i, got := range []graph.Pos{
		{Path: shown.Modules[0].Path, Line: 1, Col: 1}, shown.Modules[0].Imports[0].Pos, shown.Schemas[0].Pos, shown.Schemas[0].Activation,
		shown.Tables[0].Pos, shown.ForeignKeys[0].Pos, d.Pos, d.End, d.Related[0].Pos,
	} {
		if got != want {
			t.Errorf("position %d is %v, want %v", i, got, want)
		}
	}
}

func TestPrintDiagnostics(t *testing.T) {
	problems := func(n int) string {
		p := &graph.Pipeline{Tables: []graph.Table{{ID: "a.T"}}, Diagnostics: []graph.Diagnostic{{Rule: "r", Severity: graph.Note, Message: "never shown"}}}
		for i := range n {
			p.Diagnostics = append(p.Diagnostics, graph.Diagnostic{
				Rule: "parse-error", Severity: graph.Warning, Message: "unexpected indent", Pos: graph.Pos{Path: "a.py", Line: i + 1},
			})
		}
		var b bytes.Buffer
		(&source{Pipeline: p, base: "p"}).printDiagnostics(&b)
		return b.String()
	}
	lines := ""
	for i := range maxDiagnostics {
		lines += fmt.Sprintf("p/a.py:%d: warning: unexpected indent [parse-error]\n", i+1)
	}
	for n, want := range map[int]string{
		0:                   "",
		1:                   "p/a.py:1: warning: unexpected indent [parse-error]\n",
		maxDiagnostics:      lines,
		maxDiagnostics + 25: lines + "djdag: … and 25 more; run djdag check\n",
	} {
		if diff := cmp.Diff(want, problems(n)); diff != "" {
			t.Errorf("%d problems (-want +got):\n%s", n, diff)
		}
	}
}
