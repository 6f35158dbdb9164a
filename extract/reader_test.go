package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// readAgain reads a project with a Reader, and compares the pipeline with that of a
// reading from scratch.
func readAgain(t *testing.T, r *extract.Reader, fsys fstest.MapFS, opts extract.Options) *graph.Pipeline {
	t.Helper()
	p, err := r.Project(t.Context(), fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	want, err := extract.Project(t.Context(), fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("(-Project +Reader):\n%s", diff)
	}
	return p
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// A Reader sees every change: of a text, of settings, and of which files there are.
func TestReaderSeesChanges(t *testing.T) {
	const lab = "import datajoint as dj\nschema = dj.Schema(dj.config['custom']['database.prefix'] + 'lab')\n"
	table := func(class, definition string) string {
		return fmt.Sprintf("@schema\nclass %s(dj.Manual):\n    definition = '''\n    %s\n    '''\n", class, definition)
	}
	fsys := fstest.MapFS{
		"lab/__init__.py": file(""),
		"lab/subject.py":  file(lab + table("Subject", "subject : int")),
		"lab/session.py":  file("from .subject import *\n" + table("Session", "-> Subject\n    session : int")),
	}
	var r extract.Reader
	tables := func() string {
		p := readAgain(t, &r, fsys, extract.Options{})
		var all []string
		for i := range p.Tables {
			all = append(all, p.Tables[i].Class+" "+strings.Join(p.Tables[i].PrimaryKey, ","))
		}
		return p.Schemas[0].Label() + ": " + strings.Join(all, "; ")
	}
	for _, step := range []struct {
		what   string
		change func()
		want   string
	}{
		{"nothing", func() {}, "{database.prefix}lab: Session subject,session; Subject subject"},
		{"a key of another file", func() { fsys["lab/subject.py"] = file(lab + table("Subject", "animal : int")) }, "{database.prefix}lab: Session animal,session; Subject animal"},
		{"the same length", func() { fsys["lab/subject.py"] = file(lab + table("Subject", "beasts : int")) }, "{database.prefix}lab: Session beasts,session; Subject beasts"},
		{"back", func() { fsys["lab/subject.py"] = file(lab + table("Subject", "subject : int")) }, "{database.prefix}lab: Session subject,session; Subject subject"},
		{"settings", func() { fsys["dj_local_conf.json"] = file(`{"custom": {"database.prefix": "my_"}}`) }, "my_lab: Session subject,session; Subject subject"},
		{"a new file", func() { fsys["lab/scan.py"] = file("from .session import *\n" + table("Scan", "-> Session")) }, "my_lab: Scan subject,session; Session subject,session; Subject subject"},
		{"a file is gone", func() { delete(fsys, "lab/scan.py") }, "my_lab: Session subject,session; Subject subject"},
	} {
		step.change()
		if got := tables(); got != step.want {
			t.Errorf("%s:\n got  %s\n want %s", step.what, got, step.want)
		}
	}
}

// A reading is good unless a file broke since the last good one.
func TestReaderBroken(t *testing.T) {
	const good, bad = "import datajoint as dj\nschema = dj.Schema('lab')\n", "schema = dj.Schema('lab'\n"
	fsys := fstest.MapFS{"old.py": file(bad), "a.py": file(good), "b.py": file(good)}
	var r extract.Reader
	for i, step := range []struct {
		change func()
		want   []string
	}{
		{func() {}, nil}, // old.py was never good
		{func() { fsys["a.py"] = file(bad) }, []string{"a.py"}},
		{func() {}, []string{"a.py"}},
		{func() { fsys["b.py"] = file(bad) }, []string{"a.py", "b.py"}},
		{func() { fsys["a.py"] = file(good) }, []string{"b.py"}},
		{func() { delete(fsys, "b.py") }, nil},
		{func() { fsys["b.py"] = file(bad) }, []string{"b.py"}}, // new
		{func() { fsys["b.py"] = file(good) }, nil},
		{func() { fsys["old.py"] = file(good) }, nil},
		{func() { fsys["old.py"] = file(bad) }, []string{"old.py"}},
	} {
		step.change()
		readAgain(t, &r, fsys, extract.Options{})
		var got []string
		for _, d := range r.Broken() {
			got = append(got, d.Pos.Path)
		}
		if !slices.Equal(got, step.want) {
			t.Errorf("step %d: %q broke, want %q", i, got, step.want)
		}
	}
}

// The folders of a reading are those that may get a module.
func TestReaderFolders(t *testing.T) {
	fsys := fstest.MapFS{
		"pyproject.toml":              file(""),
		".gitignore":                  file("out/\n"),
		".github/workflows/test.yml":  file(""),
		".git/config":                 file(""),
		"src/lab/__init__.py":         file("import datajoint as dj\nfrom element import probe\n"),
		"src/lab/__pycache__/lab.pyc": file(""),
		"src/lab/deep/er/note.txt":    file(""),
		"docs/index.md":               file(""),
		"out/lab/a.py":                file(""),
		"mine/pyvenv.cfg":             file(""),
		"venv/lib/a.py":               file(""),
	}
	library := fstest.MapFS{"element/__init__.py": file(""), "element/probe.py": file(""), "other/a.py": file("")}
	var r extract.Reader
	readAgain(t, &r, fsys, extract.Options{SearchPath: []extract.Tree{{FS: library, Name: "../library"}}})
	want := []string{".", "../library/element", ".github/workflows", "docs", "src", "src/lab", "src/lab/deep", "src/lab/deep/er"}
	if diff := cmp.Diff(want, r.Folders()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMatters(t *testing.T) {
	for file, want := range map[string]bool{
		"src/lab/scan.py": true, "lab.ipynb": true, "+lab/getSchema.m": true, ".gitignore": true, "pyproject.toml": true, "requirements.txt": true,
		"dj_local_conf.json": true, "src/lab/datajoint.json": true, ".env": true, "a/b/pyvenv.cfg": true,
		"docs/pipeline.svg": false, "docs/pipeline.html": false, "lab.pyc": false, ".scan.py.swp": false, "scan.py~": false, "4913": false, "README.md": false, "a.json": false,
	} {
		if got := extract.Matters(file); got != want {
			t.Errorf("Matters(%q) = %v, want %v", file, got, want)
		}
	}
}
