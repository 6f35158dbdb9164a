package extract_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// healthy is a module that stands beside each broken one. Its table must be
// found in any case.
const healthy = `import datajoint as dj

schema = dj.Schema("healthy")


@schema
class Healthy(dj.Manual):
    definition = """
    healthy : int
    """
`

// TestBrokenFile analyses files that a txtar archive cannot hold or that are
// built to exhaust the analysis. The analysis must end, find the project's
// other tables, and report one diagnostic for what it cannot read.
func TestBrokenFile(t *testing.T) {
	many := 100_000
	if testing.Short() {
		many = 10_000 // the long files take seconds with the race detector
	}
	for _, c := range []struct {
		name, text string
		tables     string // IDs of the tables in the file, one per line
		want       string // the diagnostics
		data       bool   // the file is one statement, which is taken for data if it is long
	}{
		{name: "nothing", text: ""},
		{name: "white space", text: " \t\r\n\f\n"},
		{
			name: "NUL bytes", text: "import datajoint as dj\n\x00\x00",
			want: "error: broken.py:2:1: this is not Python source: it contains a NUL byte [parse-error]\n",
		},
		{
			name: "UTF-16", text: "\xff\xfei\x00m\x00p\x00o\x00r\x00t\x00",
			want: "error: broken.py:1:4: this is not Python source: it contains a NUL byte [parse-error]\n",
		},
		{
			name: "invalid UTF-8", text: module("a : int  # \xff\xfe\n") + "# \xff\n",
			tables: "broken.A\n",
			want:   "error: broken.py:6:12: this byte is not UTF-8, and no comment on the first two lines declares another encoding [parse-error]\n",
		},
		{name: "byte order mark", text: "\ufeff" + module("a : int\n"), tables: "broken.A\n"},
		{name: "carriage returns", text: strings.ReplaceAll(module("a : int\n-> B\n"), "\n", "\r\n"), tables: "broken.A\n", want: "" +
			"error: broken.py:7:4: \"B\" cannot be resolved; import it, or declare it first [fk-unresolved]\n"},
		{name: "carriage returns alone", text: strings.ReplaceAll(module("a : int\n-> B\n"), "\n", "\r"), tables: "broken.A\n", want: "" +
			"error: broken.py:7:4: \"B\" cannot be resolved; import it, or declare it first [fk-unresolved]\n"},
		{
			name: "open brackets", text: strings.Repeat("(", many),
			want: "warning: broken.py:1:1: syntax error: a bracket or a string that begins here is never closed [parse-error]\n",
		},
		{name: "nested brackets", text: "x = " + strings.Repeat("(", many) + "1" + strings.Repeat(")", many), data: true},
		{name: "nested lists", text: "x = " + strings.Repeat("[", many) + strings.Repeat("]", many), data: true},
		{name: "nested calls", text: "x = " + strings.Repeat("f(", many) + strings.Repeat(")", many), data: true},
		{name: "nested operators", text: "x = " + strings.Repeat("not ", many) + "y", data: true},
		{name: "a long sum", text: "x = 1" + strings.Repeat(" + 1", many), data: true},
		{name: "a long chain of attributes", text: "x = a" + strings.Repeat(".b", many), data: true},
		{name: "a long chain of branches", text: "if x:\n    pass\n" + strings.Repeat("elif x:\n    pass\n", 20_000)},
		{name: "a long match", text: "match x:\n" + strings.Repeat("    case 1:\n        pass\n", 20_000)},
		{name: "a long pattern", text: "match x:\n    case a" + strings.Repeat(".b", 10_000) + ":\n        pass\n"},
		{name: "a long choice of patterns", text: "match x:\n    case 1" + strings.Repeat(" | 1", 10_000) + ":\n        pass\n"},
		{name: "a line of imports in a string", text: "def f():\n\tx = '" + strings.Repeat("import ", many) + "'\n"},
		{name: "names with many possible values", text: alternatives(40)},
		{
			name: "a loop of many steps", text: "x = [0]\nfor i in range(2000):\n    for j in range(2000):\n        x = x + x\n" + module("a : int\n"),
			tables: "broken.A\n",
			want:   "warning: broken.py:2:1: this statement does more than can be followed; what it declares may be missing [parse-error]\n",
		},
		{
			name: "sorting long lists", text: "x = list(range(2000)) * 16\nfor i in range(2000):\n    x = x + list(range(2000))\n    sorted(x)\n",
			want: "warning: broken.py:2:1: this statement does more than can be followed; what it declares may be missing [parse-error]\n",
		},
		{
			name: "a class name that is an invalid pattern", text: "import datajoint as dj\nclass A(dj.Manual):\n    definition = 'a : int'\nA.__name__ = 'A('\n",
		},
		{name: "a long comparison", text: "x = 1" + strings.Repeat(" < 1", 10_000)},
		{name: "a long string", text: module("a : int  # " + strings.Repeat("long ", many) + "\n"), tables: "broken.A\n"},
		{name: "many strings", text: "x = (" + strings.Repeat("'a' ", many) + ")", data: true},
		{name: "a long line", text: strings.Repeat("x = 1; ", many/4), data: true},
		{name: "nested branches", text: nested("if x:\n", 200)},
		{name: "nested classes", text: nested("class A:\n", 200)},
		{name: "nested functions", text: nested("def f():\n", 200)},
		{name: "a definition of many lines", text: module(strings.Repeat("a : int\n", 200)), tables: "broken.A\n", want: duplicates(200)},
		{
			name: "nested f-strings", text: "x = " + strings.Repeat(`f"{`, 500) + "1" + strings.Repeat(`}"`, 500),
			want: `warning: broken.py:1:1: syntax error at "x = ` + strings.Repeat(`f\"{`, 12) + `…" [parse-error]` + "\n",
		},
		{
			name: "half a word", text: module("a : int\n") + "\n@sch",
			tables: "broken.A\n", want: "error: broken.py:9:1: syntax error at \"@sch\" [parse-error]\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.data && many == 100_000 {
				c.want = fmt.Sprintf("note: broken.py:1:1: this statement is taken for data and not read: it has %d kB [parse-error]\n", len(c.text)>>10)
			}
			p := project(t, fstest.MapFS{
				"healthy.py": &fstest.MapFile{Data: []byte(healthy)},
				"broken.py":  &fstest.MapFile{Data: []byte(c.text)},
			}, extract.Options{})
			if diff := cmp.Diff(c.tables+"healthy.Healthy\n", tableNames(p)); diff != "" {
				t.Errorf("tables (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.want, describe(t, p, "diagnostics")); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

// module returns a module with one table.
func module(definition string) string {
	return "import datajoint as dj\nschema = dj.Schema('broken')\n@schema\nclass A(dj.Manual):\n    definition = \"\"\"\n" + definition + "\"\"\"\n"
}

// nested returns a compound statement nested in itself.
func nested(head string, depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + head)
	}
	return b.String() + strings.Repeat(" ", depth) + "pass\n"
}

// alternatives returns a chain of names, each of which may have the value of the one
// before.
func alternatives(n int) string {
	var b strings.Builder
	b.WriteString("import datajoint as dj, something\nv0 = dj.VirtualModule('v0', 'v0')\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "v%d = dj.VirtualModule('v%[1]d', 'v%[1]d')\nif something.x:\n    v%[1]d = v%d\n", i, i-1)
	}
	return b.String()
}

// duplicates returns the diagnostics for an attribute that is declared on each
// of the lines.
func duplicates(lines int) string {
	var b strings.Builder
	for i := 1; i < lines; i++ {
		fmt.Fprintf(&b, "warning: broken.py:%d:1: the attribute \"a\" is declared twice; remove one [attribute-duplicate]\n", 6+i)
	}
	return b.String()
}

func project(t testing.TB, fsys fs.FS, opts extract.Options) *graph.Pipeline {
	t.Helper()
	p, err := extract.Project(context.Background(), fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func tableNames(p *graph.Pipeline) string {
	var b strings.Builder
	for _, tab := range p.Tables {
		b.WriteString(tab.ID + "\n")
	}
	return b.String()
}

// TestEndless analyses code that would run for a very long time or need very
// much memory. Its effects may stay unknown, but the analysis must end and must
// read the rest of the project.
func TestEndless(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the evaluation to its limits, which takes seconds with the race detector")
	}
	for _, c := range []struct{ name, text string }{
		{"a string that doubles in a function", "def f(s, n):\n    return f(s + s, n - 1) if n else s\ns = f('x', 60)\n"},
		{"a list that grows under its loop", "x = [1]\nfor i in x:\n    x.append(i)\n"},
		{"a list of lists that doubles", "x = [1]\nfor i in range(60):\n    x = [x, x]\n" + "y = str(x)\n"},
		{"nested loops", "for a in range(2000):\n    for b in range(2000):\n        for c in range(2000):\n            x = 1\n"},
		{"an infinite loop", "while True:\n    x = 1\n"},
		{"functions that call themselves twice", "def f(n):\n    return f(n - 1) + f(n - 2)\nx = f(90)\n"},
		{"functions that call each other", "def f(n): return g(n) + g(n)\ndef g(n): return f(n) + f(n)\nx = f(90)\n"},
		{"a function for each call", "def f(g): return lambda: f(g)()\nx = f(f)()\n"},
		{"a class for each base", "class A: pass\n" + repeat("class A(A): pass\n", 3000)},
		{"classes with many bases", classes(120)},
		{"a class that is its own base", "class A(A): pass\nclass B(C): pass\nclass C(B): pass\nB.x = C.x\n"},
		{"a property of itself", "class A:\n    @property\n    def x(self): return self.x + self.x\ny = A().x\n"},
		{"a decorator of itself", "def d(f): return d(f)\n@d\n@d\ndef g(): pass\n@d\nclass H: pass\n"},
		{"a growing chain of projections", "x = Healthy\nfor i in range(2000):\n    x = x.proj(a='b')\n"},
		{"a module that contains itself", "import broken\nbroken.broken = broken\nbroken.broken.broken.x = broken\n" + "x" + strings.Repeat(".broken", 1000) + "\n"},
		{"names of names", "x = globals()\nx['y'] = x\nfor i in range(1000):\n    x.update(x)\n    locals().update(**x)\n"},
		{"a very large range", "for i in range(10 ** 18): pass\nfor i in range(1000000000000): pass\nx = list(range(999999999999))\n"},
		{"endless tables", "import datajoint as dj\ndef make(n):\n    @dj.Schema('broken')\n    class A(dj.Manual):\n        definition = f'a{n} : int'\n    make(n + 1)\nmake(0)\n"},
		{"branches of unknown conditions", repeat("if unknown(): x = 1\nelse: x = 2\n", 2000)},
		{"nested unknown conditions", nested("if unknown():\n", 40) + repeat("x = 1\n", 3)},
		{"many handlers", nested("try:\n", 1) + "except: pass\n" + repeat("try: x = y['z']\nexcept KeyError: x = 1\n", 2000)},
		{"a string that doubles", "s = 'x'\nfor i in range(60):\n    s = s + s\n"},
		{"a string that doubles by format", "s = 'x'\nfor i in range(60):\n    s = '{0}{0}'.format(s)\n"},
		{"a string that doubles by percent", "s = 'x'\nfor i in range(60):\n    s = '%s%s' % (s, s)\n"},
		{"a string that doubles in an f-string", "s = 'x'\nfor i in range(60):\n    s = f'{s}{s}'\n"},
		{"a string that doubles by join", "s = 'x'\nfor i in range(60):\n    s = s.join([s, s])\n"},
		{"a string that doubles by replace", "s = 'xx'\nfor i in range(60):\n    s = s.replace('x', 'xx')\n"},
		{"a list that doubles", "x = [1]\nfor i in range(60):\n    x = x + x\n"},
		{"a list that doubles in place", "x = [1]\nfor i in range(60):\n    x += x\n"},
		{"a list that doubles by extend", "x = [1]\nfor i in range(60):\n    x.extend(x)\n"},
		{"nested comprehensions", "x = [[[[c for c in range(999)] for b in range(999)] for a in range(999)] for d in range(999)]\n"},
		{"a dict that contains itself", "d = {}\nd['d'] = d\nd.update(d)\nimport datajoint as dj\ndj.config['d'] = d\nx = dj.config['d']['d']['d']\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			p, err := extract.Project(ctx, fstest.MapFS{
				"healthy.py": &fstest.MapFile{Data: []byte(healthy)},
				"broken.py":  &fstest.MapFile{Data: []byte("from healthy import Healthy\n" + c.text)},
			}, extract.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := tableNames(p); !strings.HasSuffix(got, "healthy.Healthy\n") {
				t.Errorf("got the tables\n%s", got)
			}
		})
	}
}

func repeat(s string, n int) string { return strings.Repeat(s, n) }

// classes returns a hierarchy in which each class has all earlier ones as
// bases.
func classes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "class A%d(", i)
		for j := range i {
			fmt.Fprintf(&b, "A%d, ", i-j-1)
		}
		b.WriteString("): pass\n")
	}
	fmt.Fprintf(&b, "x = A%d.nothing\n", n-1)
	return b.String()
}

// TestBrokenNotebook analyses files that are not notebooks or only parts of
// one.
func TestBrokenNotebook(t *testing.T) {
	cannot := func(why string) string {
		return "error: broken.ipynb:1: cannot read this file: this is not a notebook: " + why + " [parse-error]\n"
	}
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", cannot("unexpected end of JSON input")},
		{"half", `{"cells": [{"cell_type": "code", "source": ["import dat`, cannot("unexpected end of JSON input")},
		{"not JSON", "import datajoint as dj\n", cannot("invalid character 'i' looking for beginning of value")},
		{"an array", "[]", cannot("it has no cells")},
		{"cells is a string", `{"cells": "none"}`, cannot("it has no cells")},
		{"cells are numbers", `{"cells": [1, 2]}`, cannot("it has no cells")},
		{"no cells", `{}`, ""},
		{"cells without source", `{"cells": [{"cell_type": "code"}, {"cell_type": "code", "source": null}, {}]}`, ""},
		{"source is a number", `{"cells": [{"cell_type": "code", "source": 5}, {"cell_type": "code", "source": [1, "x"]}]}`, ""},
		{"only text", `{"cells": [{"cell_type": "markdown", "source": ["# (("]}]}`, ""},
		{"NUL bytes", `{"cells": [{"cell_type": "code", "source": ["x = 1\n", "\u0000\n"]}]}`,
			"error: broken.ipynb#cell1:2:1: syntax error at \"\\x00\" [parse-error]\n"},
		{"carriage returns", `{"cells": [{"cell_type": "code", "source": ["x = (\r\n", "1)\r\n", "y = ]"]}]}`,
			"error: broken.ipynb#cell1:3:1: syntax error at \"y = ]\" [parse-error]\n"},
		{"lines without ends", `{"cells": [{"cell_type": "code", "source": ["x = 1", "y = 2"]}]}`,
			"error: broken.ipynb#cell1:1:5: syntax error at \"1\" [parse-error]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := project(t, fstest.MapFS{
				"healthy.py":   &fstest.MapFile{Data: []byte(healthy)},
				"broken.ipynb": &fstest.MapFile{Data: []byte(c.text)},
			}, extract.Options{Notebooks: true})
			if diff := cmp.Diff("healthy.Healthy\n", tableNames(p)); diff != "" {
				t.Errorf("tables (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.want, describe(t, p, "diagnostics")); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

// unreadable is a file system that fails to open one file or folder, as if it
// had vanished or were protected.
type unreadable struct {
	fstest.MapFS
	name string
	err  error
}

func (u unreadable) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: u.err}
	}
	return u.MapFS.Open(name)
}

func (u unreadable) ReadFile(name string) ([]byte, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: u.err}
	}
	return u.MapFS.ReadFile(name)
}

func (u unreadable) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: u.err}
	}
	return u.MapFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	files := fstest.MapFS{
		"healthy.py":   &fstest.MapFile{Data: []byte(healthy)},
		"gone.py":      &fstest.MapFile{Data: []byte("x = 1\n")},
		"secret/in.py": &fstest.MapFile{Data: []byte("x = 1\n")},
	}
	t.Run("file", func(t *testing.T) {
		p := project(t, unreadable{files, "gone.py", fs.ErrNotExist}, extract.Options{})
		want := "error: gone.py: cannot read this file: file does not exist [parse-error]\n"
		if diff := cmp.Diff(want, describe(t, p, "diagnostics")); diff != "" {
			t.Errorf("diagnostics (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff("healthy.Healthy\n", tableNames(p)); diff != "" {
			t.Errorf("tables (-want +got):\n%s", diff)
		}
	})
	t.Run("folder", func(t *testing.T) {
		p := project(t, unreadable{files, "secret", fs.ErrPermission}, extract.Options{})
		want := "warning: secret: cannot read this folder, so its contents are missing: permission denied [parse-error]\n"
		if diff := cmp.Diff(want, describe(t, p, "diagnostics")); diff != "" {
			t.Errorf("diagnostics (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff("healthy.Healthy\n", tableNames(p)); diff != "" {
			t.Errorf("tables (-want +got):\n%s", diff)
		}
	})
	t.Run("root", func(t *testing.T) {
		_, err := extract.Project(context.Background(), unreadable{files, ".", fs.ErrPermission}, extract.Options{})
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("got the error %v", err)
		}
	})
}

// failing is a file system that panics when it reads a file, as the parser would on
// input that nobody thought of.
type failing struct {
	fstest.MapFS
	name string
}

func (f failing) ReadFile(name string) ([]byte, error) {
	if name == f.name {
		panic("index out of range")
	}
	return f.MapFS.ReadFile(name)
}

// A mistake in the parser costs one file and one diagnostic.
func TestPanic(t *testing.T) {
	for _, name := range []string{"broken.py", "broken.ipynb"} {
		p := project(t, failing{fstest.MapFS{
			"healthy.py": &fstest.MapFile{Data: []byte(healthy)},
			name:         &fstest.MapFile{Data: []byte("{}")},
		}, name}, extract.Options{Notebooks: true})
		want := "error: " + name + ":1: cannot read this file: djdag failed in it, which is a mistake of djdag; please report it with this file (index out of range) [parse-error]\n"
		if diff := cmp.Diff(want, describe(t, p, "diagnostics")); diff != "" {
			t.Errorf("diagnostics (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff("healthy.Healthy\n", tableNames(p)); diff != "" {
			t.Errorf("tables (-want +got):\n%s", diff)
		}
	}
}

// TestDisk analyses a folder on disk with symbolic links in a cycle, dangling
// links, and a folder named like a file.
func TestDisk(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(filepath.FromSlash(to), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip("needs symbolic links: ", err)
		}
	}
	write("lab/__init__.py", "")
	write("lab/healthy.py", healthy)
	write("lab/folder.py/inside.py", "x = 1\n")
	link(".", "lab/loop")
	link("../lab", "lab/up")
	link("nowhere.py", "lab/dangling.py")
	link("circle_b.py", "lab/circle_a.py")
	link("circle_a.py", "lab/circle_b.py")
	link("healthy.py", "lab/other.py")
	link("me@here.1234", "lab/.#healthy.py")
	link("circle", "lab/circle")
	link("nowhere", "lab/package")
	link("nowhere", "lab/LICENSE")
	link("nowhere.dat", "lab/data.dat")
	p := project(t, os.DirFS(dir), extract.Options{})
	if diff := cmp.Diff("lab.healthy.Healthy\n", tableNames(p)); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
	var diagnostics strings.Builder
	for _, d := range p.Diagnostics {
		if d.Rule != "table-duplicate" { // lab/other.py is a link to lab/healthy.py
			fmt.Fprintf(&diagnostics, "%s: %s\n", d.Severity, d)
		}
	}
	if diff := cmp.Diff(`note: lab/circle: cannot follow this link: too many levels of symbolic links [parse-error]
warning: lab/circle_a.py: cannot follow this link: too many levels of symbolic links [parse-error]
warning: lab/circle_b.py: cannot follow this link: too many levels of symbolic links [parse-error]
warning: lab/dangling.py: cannot follow this link: no such file or directory [parse-error]
note: lab/package: cannot follow this link: no such file or directory [parse-error]
`, diagnostics.String()); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s", diff)
	}
	var modules []string
	for _, m := range p.Modules {
		modules = append(modules, m.Name)
	}
	if diff := cmp.Diff([]string{"inside", "lab", "lab.healthy", "lab.other"}, modules); diff != "" {
		t.Errorf("modules (-want +got):\n%s", diff)
	}
}

func TestErrors(t *testing.T) {
	files := fstest.MapFS{"lab/a.py": &fstest.MapFile{Data: []byte(healthy)}}
	for _, c := range []struct {
		name string
		opts extract.Options
		want string
	}{
		{"entry", extract.Options{Entries: []string{"lab.b"}}, `there is no module "lab.b" in the import roots or on the search path`},
		{"entry with .**", extract.Options{Entries: []string{"b.**"}}, `there is no module "b.**" in the import roots or on the search path`},
		{"empty entry", extract.Options{Entries: []string{""}}, `there is no module "" in the import roots or on the search path`},
		{"entry is a path", extract.Options{Entries: []string{"lab/a.py"}}, `there is no module "lab/a.py" in the import roots or on the search path`},
		{"root", extract.Options{Roots: []string{"nowhere"}}, `the import root "nowhere" is not a folder of the project`},
		{"root is a file", extract.Options{Roots: []string{"lab/a.py"}}, `the import root "lab/a.py" is not a folder of the project`},
		{"target", extract.Options{Target: "lab/b.py"}, `there is nothing to read at "lab/b.py"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := extract.Project(context.Background(), files, c.opts)
			var e *extract.EntryError
			if !errors.As(err, &e) || err.Error() != c.want {
				t.Errorf("got the error %v, want %s", err, c.want)
			}
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := extract.Project(ctx, files, extract.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got the error %v", err)
		}
	})
}
