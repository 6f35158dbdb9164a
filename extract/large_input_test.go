package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract"
)

// Large files are left out with a word, unless they hold tables.
func TestLargeFiles(t *testing.T) {
	const mb = 1 << 20
	data := strings.Repeat("x = 1\n", 3*mb/6)
	for _, c := range []struct{ name, file, text, tables, want string }{
		{"data", "large.py", data, "", "note: large.py:1: this file is taken for data and not read: it has 3 MB and no definition in it [parse-error]\n"},
		{"too large", "large.py", strings.Repeat("#", 17*mb), "", "error: large.py:1: cannot read this file: it has 17 MB, and djdag reads no more than 16 MB; move the data out of it [parse-error]\n"},
		{"tables", "large.py", module("a : int\n") + strings.Repeat("# x\n", 3*mb/4), "large.A\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := project(t, fstest.MapFS{
				"healthy.py": &fstest.MapFile{Data: []byte(healthy)},
				c.file:       &fstest.MapFile{Data: []byte(c.text)},
			}, extract.Options{})
			if diff := cmp.Diff(c.want, describe(t, p, "diagnostics")); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff("healthy.Healthy\n"+c.tables, tableNames(p)); diff != "" {
				t.Errorf("tables (-want +got):\n%s", diff)
			}
		})
	}
}

// TestMany analyses projects of a size at which work that grows with the square of it
// would not end in the time of a test.
func TestMany(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds with the race detector")
	}
	const many = 20_000
	lines := func(format string) string {
		var b strings.Builder
		for i := range many {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	classes := lines("class U%d(dj.Manual):\n    definition = 'u : int'\n")
	for _, c := range []struct {
		name        string
		text        string
		diagnostics int
	}{
		{"references that cannot be resolved", module("a : int\n" + lines("-> Nowhere%d\n")), many},
		{"one reference that cannot be resolved", module("a : int\n" + strings.Repeat("-> Nowhere\n", many)), many},
		{"tables that are not decorated", module("a : int\n") + classes, many},
		{"references to a table that is not decorated", "import datajoint as dj\nclass U(dj.Manual):\n    definition = 'u : int'\n" + module(strings.Repeat("-> U\n", many)), many},
		{"a table that is declared again and again", strings.Repeat(module("a : int\n"), many/4), many/4 - 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := project(t, fstest.MapFS{"broken.py": &fstest.MapFile{Data: []byte(c.text)}}, extract.Options{})
			if got := len(p.Diagnostics); got < c.diagnostics {
				t.Errorf("%d diagnostics, want %d or more", got, c.diagnostics)
			}
		})
	}
	t.Run("modules that import all of each other", func(t *testing.T) {
		t.Parallel()
		const modules = 120
		var text strings.Builder
		for i := range modules {
			fmt.Fprintf(&text, "import m%d\nfrom m%[1]d import *\n", i)
		}
		files := fstest.MapFS{}
		for i := range modules {
			files[fmt.Sprintf("m%d.py", i)] = &fstest.MapFile{Data: []byte(text.String())}
		}
		if got := len(project(t, files, extract.Options{}).Modules); got != modules {
			t.Errorf("%d modules, want %d", got, modules)
		}
	})
	t.Run("children of a wide key", func(t *testing.T) {
		t.Parallel()
		const width, children = 5_000, 50
		var wide, text strings.Builder
		for i := range width {
			fmt.Fprintf(&wide, "a%d : int\n", i)
		}
		text.WriteString(module(wide.String()))
		for i := range children {
			fmt.Fprintf(&text, "@schema\nclass B%d(dj.Manual):\n    definition = '-> A'\n", i)
		}
		p := project(t, fstest.MapFS{"broken.py": &fstest.MapFile{Data: []byte(text.String())}}, extract.Options{})
		attributes := 0
		for i := range p.Tables {
			attributes += len(p.Tables[i].Attributes)
		}
		if want := width * (children + 1); attributes != want {
			t.Errorf("%d attributes, want %d", attributes, want)
		}
	})
}
