package python_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract/internal/python"
)

// TestSourceOffset marks characters of strings in a source and checks that they
// have the right offsets in the strings' values. The marks are "^" in the line
// below.
func TestSourceOffset(t *testing.T) {
	for _, c := range []struct{ name, source, value string }{
		{"plain", `
x = 'abc'
     ^^^
`, "abc"},
		{"prefix", `
x = Rb'abc' ; y = u"def"
       ^^^          ^^^
`, "abcdef"},
		{"three quotes", `
x = """a
b
^
  cd"""
  ^^
`, "bcd"},
		{"escapes", `
x = 'a\tb\\c\'d'
     ^  ^  ^  ^
`, "abcd"},
		{"long escapes", `
x = "\x41b\u00e4c\U0001F600d\101e"
         ^      ^          ^    ^
`, "bcde"},
		{"invalid escapes", `
x = 'a\qb\x4g'
     ^ ^^  ^^^
`, "aqb4g"},
		{"raw", `
x = r'a\tb'
      ^  ^
`, "ab"},
		{"continued line", `
x = 'a\
b'
^
`, "b"},
		{"two literals", `
x = ('ab' # no
      ^^
     "cd")
      ^^
`, "abcd"},
		{"around fields", `
x = f'a{b}c{{d}}e{f!r:>3}g'
      ^   ^  ^  ^        ^
`, "acdeg"},
		{"letters of two bytes", `
x = 'äbüc'
      ^ ^
`, "bc"},
		{"in a class", `
class A:
    x = '''
    a : int
    ^
    -> B
       ^
    '''
`, "aB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			source, marked := unmark(c.source)
			p := python.NewParser()
			defer p.Close()
			f := parse(t, p, source)
			at := map[int]string{} // characters of the strings, by offset
			walkText(f.Body, func(part *python.TextPart) {
				for i, r := range part.Value {
					at[part.SourceOffset(i)] += string(r)
				}
			})
			var got strings.Builder
			for _, offset := range marked {
				got.WriteString(at[offset])
			}
			if got.String() != c.value {
				t.Errorf("the marks in\n%s\nspell %q, want %q", c.source, got.String(), c.value)
			}
		})
	}
}

// unmark removes the lines of marks from a text and returns the marked offsets.
// A mark's column counts characters, not bytes.
func unmark(marked string) (text string, offsets []int) {
	var b strings.Builder
	start := 0
	line := ""
	for l := range strings.Lines(strings.TrimPrefix(marked, "\n")) {
		if strings.Trim(l, " ^\n") != "" || !strings.Contains(l, "^") {
			start, line = b.Len(), l
			b.WriteString(l)
			continue
		}
		column := 0
		for i := range line {
			if column < len(l) && l[column] == '^' {
				offsets = append(offsets, start+i)
			}
			column++
		}
	}
	return b.String(), offsets
}

// walkText visits the literal parts of all strings that are assigned.
func walkText(body []python.Stmt, visit func(*python.TextPart)) {
	for _, s := range body {
		switch s := s.(type) {
		case *python.ClassDef:
			walkText(s.Body, visit)
		case *python.Assign:
			if text, ok := s.Value.(*python.Text); ok {
				for i := range text.Parts {
					if text.Parts[i].X == nil {
						visit(&text.Parts[i])
					}
				}
			}
		}
	}
}

// TestFunction parses functions one by one, in different places of a file.
// Offsets are relative to the file.
func TestFunction(t *testing.T) {
	p := python.NewParser()
	defer p.Close()
	f := parse(t, p, `
def plain(a, b: int, c=1, d: str = "e"): return a

class A:
    @property
    def method(self, *args, key=None, **kwargs):
        """Text
at the margin."""
        if self.b:
            from . import lazy
            return lazy
        def inner(): pass

    async def coroutine(self, /, *, a=[]):
        pass

    if True:
        def deep(self):
            return 1 +
            x = 2

def unclosed(a, b
`)
	var got strings.Builder
	var walk func(body []python.Stmt)
	walk = func(body []python.Stmt) {
		for _, s := range body {
			switch s := s.(type) {
			case *python.ClassDef:
				walk(s.Body)
			case *python.If:
				walk(s.Then)
			case *python.FuncDef:
				ps, inside := p.Function(f, s)
				fmt.Fprintf(&got, "def %s(%s)\n%s", s.Name, params(ps), printTree(f, inside))
			}
		}
	}
	walk(f.Body)
	want := `def plain(a, b, c=1, d="e")
  2:42 return a
def method(self, *args, kw key=None, **kwargs)
  9:9 if self.b
    10:13 from . import lazy # deferred
    11:13 return lazy
  12:13 def inner
def coroutine(self, kw a=[])
def deep(self)
  19:13 return ?
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("functions (-want +got):\n%s", diff)
	}
	if len(f.Imports) != 1 || f.Imports[0].Scope != python.Deferred {
		t.Errorf("imports: got %v, want one that is deferred", f.Imports)
	}
}

func TestExpr(t *testing.T) {
	p := python.NewParser()
	defer p.Close()
	for text, want := range map[string]string{
		"A.B":                            "A.B",
		"a.B.proj(c='d', e=\"f\")":       `a.B.proj(c="d", e="f")`,
		"f(1)['x'] # comment":            `f(1)["x"]`,
		"(A)":                            "A",
		"A & 'x > 1'":                    `(A & "x > 1")`,
		"":                               "-",
		"# comment":                      "-",
		"A B":                            "-",
		"A.":                             "-",
		"A; B":                           "-",
		"x = 1":                          "?",
		"import x":                       "-",
		"A.proj(":                        "-",
		"\x00":                           "-",
		"ä":                              "ä",
		strings.Repeat("(", 100_000):     "-",
		strings.Repeat("a.", 5000) + "b": "", // any result, but no crash
	} {
		x := p.Expr(text, 0)
		if got := expr(x); want != "" && got != want {
			t.Errorf("Expr(%.40q) = %s, want %s", text, got, want)
		}
	}
	if at := p.Expr("A.B", 100).(*python.Attribute); at.Offset() != 100 || at.NameAt != 102 {
		t.Errorf("got offsets %d and %d, want 100 and 102", at.Offset(), at.NameAt)
	}
}

func TestCells(t *testing.T) {
	p := python.NewParser()
	defer p.Close()
	text := "a = 1\nb = (\nc = 2\ndef f(:\nd = 3\n"
	f, err := p.Cells(t.Context(), []byte(text), []int{0, 6, 12, 18, 26})
	if err != nil {
		t.Fatal(err)
	}
	got := printTree(f, f.Body)
	for _, e := range f.Errors {
		line, col := f.LineCol(e.Offset())
		got += fmt.Sprintf("error %d:%d %s\n", line, col, e.Message)
	}
	want := `  1:1 a = 1
  3:1 c = 2
  4:5 def f
  5:1 d = 3
error 2:1 syntax error at "b = ("
error 4:7 syntax error: ) is missing here
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

func TestLineCol(t *testing.T) {
	p := python.NewParser()
	defer p.Close()
	f := parse(t, p, "ab\n\ncä\r\nd")
	for _, c := range []struct{ offset, line, col int }{
		{-1, 1, 1}, {0, 1, 1}, {2, 1, 3}, {3, 2, 1}, {4, 3, 1}, {7, 3, 4}, {9, 4, 1}, {10, 4, 2},
	} {
		if line, col := f.LineCol(c.offset); line != c.line || col != c.col {
			t.Errorf("LineCol(%d) = %d:%d, want %d:%d", c.offset, line, col, c.line, c.col)
		}
	}
	for n, want := range []string{"", "ab", "", "cä", "d", ""} {
		if got := f.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
}
