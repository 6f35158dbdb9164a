package check_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

func TestText(t *testing.T) {
	long := strings.Repeat("x", 300) + "HERE" + strings.Repeat("y", 300)
	fsys := fstest.MapFS{
		"long.py": {Data: []byte(long)},
		"ansi.py": {Data: []byte("a\x1b[31mb -> C\u202e\n")},
		"raw.py":  {Data: []byte("a\xff -> C\n")},
	}
	for name, file := range source {
		fsys[name] = file
	}
	tests := []struct {
		name string
		in   graph.Diagnostic
		want string
	}{
		{"nothing known", graph.Diagnostic{}, "?: error: m [r]\n"},
		{"only the file", graph.Diagnostic{Pos: at("lab/a.py", 0, 0)}, "lab/a.py: error: m [r]\n"},
		{"no such file", graph.Diagnostic{Pos: at("lab/none.py", 1, 1)}, "lab/none.py:1:1: error: m [r]\n"},
		{"an invalid path", graph.Diagnostic{Pos: at("/../a.py", 1, 1)}, "/../a.py:1:1: error: m [r]\n"},
		{"no such line", graph.Diagnostic{Pos: at("lab/a.py", 99, 1)}, "lab/a.py:99:1: error: m [r]\n"},
		{"the whole file", graph.Diagnostic{Pos: at("lab/b.py", 1, 0)}, "lab/b.py:1: error: m [r]\n"},
		{"no column", graph.Diagnostic{Pos: at("lab/a.py", 3, 0)}, `
lab/a.py:3: error: m [r]
    3 | 	A   -> b.B
`},
		{"column behind the line", graph.Diagnostic{Pos: at("lab/b.py", 1, 99)}, `
lab/b.py:1:99: error: m [r]
    1 | from . import a
`},
		{"column at the end", graph.Diagnostic{Pos: at("lab/b.py", 1, 16)}, `
lab/b.py:1:16: error: m [r]
    1 | from . import a
      |                ^
`},
		{"a word, where the end is not known", graph.Diagnostic{Pos: at("lab/b.py", 1, 8)}, `
lab/b.py:1:8: error: m [r]
    1 | from . import a
      |        ^~~~~~
`},
		{"an end on another line", graph.Diagnostic{Pos: at("lab/b.py", 1, 8), End: at("lab/b.py", 2, 1)}, `
lab/b.py:1:8: error: m [r]
    1 | from . import a
      |        ^~~~~~
`},
		{"an end behind the line", graph.Diagnostic{Pos: at("lab/b.py", 1, 8), End: at("lab/b.py", 1, 99)}, `
lab/b.py:1:8: error: m [r]
    1 | from . import a
      |        ^~~~~~~~
`},
		{"letters of two bytes", graph.Diagnostic{Pos: at("lab/b.py", 3, 9), End: at("lab/b.py", 3, 17)}, `
lab/b.py:3:9: error: m [r]
    3 |  -> a.A # näher
      |         ^~~~~~~
`},
		{"a notebook, and letters of double width", graph.Diagnostic{Pos: at("lab/n.ipynb#cell2", 2, 4), End: at("lab/n.ipynb#cell2", 2, 14)}, `
lab/n.ipynb#cell2:2:4: error: m [r]
    2 | -> 日本.語 # wide
      |    ^~~~~~~
`},
		{"a cell in one string", graph.Diagnostic{Pos: at("lab/n.ipynb#cell3", 2, 1)}, `
lab/n.ipynb#cell3:2:1: error: m [r]
    2 | b = 2
      | ^
`},
		{"no such cell", graph.Diagnostic{Pos: at("lab/n.ipynb#cell9", 2, 1)}, "lab/n.ipynb#cell9:2:1: error: m [r]\n"},
		{"no number of a cell", graph.Diagnostic{Pos: at("lab/n.ipynb#cellar", 2, 1)}, "lab/n.ipynb#cellar:2:1: error: m [r]\n"},
		{"a long line", graph.Diagnostic{Pos: at("long.py", 1, 301), End: at("long.py", 1, 305)}, `
long.py:1:301: error: m [r]
    1 | …` + strings.Repeat("x", 60) + "HERE" + strings.Repeat("y", 56) + `
      | ` + strings.Repeat(" ", 61) + `^~~~
`},
		{"control characters", graph.Diagnostic{Pos: at("ansi.py", 1, 9)}, `
ansi.py:1:9: error: m [r]
    1 | a\x1b[31mb -> C\u202e
      |            ^~
`},
		{"not UTF-8", graph.Diagnostic{Pos: at("raw.py", 1, 4)}, `
raw.py:1:4: error: m [r]
    1 | a\xff -> C
      |       ^~
`},
		{"related", graph.Diagnostic{Pos: at("lab/b.py", 0, 0), Related: []graph.Related{{Pos: at("x.py", 1, 2), Message: "here"}, {Message: "nowhere"}}}, `
lab/b.py: error: m [r]
    x.py:1:2: here
    nowhere
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := tt.in
			d.Rule, d.Message = "r", "m"
			var b strings.Builder
			if err := check.Text(&b, []graph.Diagnostic{d}, check.TextOptions{Source: fsys}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), b.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestConcise(t *testing.T) {
	findings := []graph.Diagnostic{
		{Rule: "r", Message: "a\x1b[0m\nb", Pos: at("a.py", 1, 2), Related: []graph.Related{{Message: "not shown"}}},
		{Rule: "s", Severity: graph.Warning, Message: "b"},
	}
	var b strings.Builder
	if err := check.Concise(&b, findings); err != nil {
		t.Fatal(err)
	}
	if want := "a.py:1:2: error: a\\x1b[0m\\nb [r]\n?: warning: b [s]\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
