package python_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract/internal/python"
)

// TestLongFile parses a file that is long enough to be read in pieces, with statements
// of all kinds at the borders, and compares it with its statements parsed alone.
func TestLongFile(t *testing.T) {
	statements := []string{
		"import datajoint as dj\n",
		"@schema\n# the scans\n@more\nclass Scan(dj.Manual):\n    definition = '''\n    scan_id : int\n    '''\n\n    def make(self, key):\n        return key\n",
		"if a:\n    x = 1\nelif b:\n    x = 2\nelse:\n    x = 3\n",
		"try:\n    import a\nexcept ImportError:\n    a = None\nfinally:\n    b = 1\n",
		"def f(x):\n    return x\n",
		"rows = [" + strings.Repeat("(1, 'a', {'b': 2}), ", 300) + "]\n",
		"y = {" + strings.Repeat("1: [2, 3], ", 300) + "}\nz = (" + strings.Repeat("1, ", 900) + ")\n",
		strings.Repeat("LIMIT = 3\nNAME = 'imaging'  # a name\n# a comment\nRATE = 0.5\n", 300),
		"for i in range(3):\n    f(i)\n",
	}
	p := python.NewParser()
	defer p.Close()
	var text, want strings.Builder
	line := 0
	for n := 0; text.Len() < 1<<20; n++ {
		s := statements[n%len(statements)]
		alone := parse(t, p, s)
		if alone.Errors != nil {
			t.Fatalf("%q: %v", s, alone.Errors)
		}
		want.WriteString(shiftLines(printTree(alone, alone.Body), line))
		text.WriteString(s)
		line += strings.Count(s, "\n")
	}
	f := parse(t, p, text.String())
	if f.Errors != nil || f.Unread != nil {
		t.Errorf("errors %v, unread %v; want none", f.Errors, f.Unread)
	}
	if diff := cmp.Diff(strings.Split(want.String(), "\n"), strings.Split(printTree(f, f.Body), "\n")); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
}

// TestLongBrokenFile finds what stands after a broken statement, however much that is.
func TestLongBrokenFile(t *testing.T) {
	p := python.NewParser()
	defer p.Close()
	rest := strings.Repeat("def f(a, b):\n    return a + b\n\nx = f(1, 2)\n", 5_000)
	for _, c := range []struct{ name, broken, message string }{
		{"an open bracket", "x = (\n", `2:1 syntax error at "x = ("`},
		{"an open bracket in a class", "class A:\n    x = (\n", `2:1 syntax error at "class A:"`},
		{"brackets that do not match", "x = (1]\n", `2:1 syntax error at "x = (1]"`},
		{"an open string", "x = '''\n", `2:1 syntax error at "x = '''"`},
		{"a bracket too many", "x = (1))\n", `2:1 syntax error at "x = (1))"`},
		{"no value", "x = = 1\n", `2:5 syntax error at "="`},
		{"a conflict of a merge", "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n", `2:1 syntax error at "<<<<<<<"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := parse(t, p, "before = 1\n"+c.broken+rest+"after = 1\n")
			var errors []string
			for _, e := range f.Errors {
				line, col := f.LineCol(e.Offset())
				errors = append(errors, fmt.Sprintf("%d:%d %s", line, col, e.Message))
			}
			if diff := cmp.Diff([]string{c.message}, errors); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
			tree := printTree(f, f.Body)
			if n := strings.Count(tree, "def f"); n != 5_000 || !strings.Contains(tree, "before = ") || !strings.Contains(tree, "after = ") {
				t.Errorf("%d of 5000 functions, and the statements\n%.200s…", n, tree)
			}
		})
	}
}

// shiftLines adds lines to the line numbers of a printed tree.
func shiftLines(tree string, lines int) string {
	var b strings.Builder
	for s := range strings.Lines(tree) {
		indent := len(s) - len(strings.TrimLeft(s, " "))
		var line, col int
		if n, _ := fmt.Sscanf(s[indent:], "%d:%d", &line, &col); n == 2 {
			_, rest, _ := strings.Cut(s[indent:], " ")
			s = fmt.Sprintf("%s%d:%d %s", s[:indent], line+lines, col, rest)
		}
		b.WriteString(s)
	}
	return b.String()
}

// TestUnread parses statements that are too long to be read. What they assign to is
// bound all the same.
func TestUnread(t *testing.T) {
	long := strings.Repeat("1 + ", 40_000) + "1"
	for _, c := range []struct{ name, text, tree, unread string }{
		{"a value", "x = " + long + "\ny = 2\n", "  1:1 x = ?\n  2:1 y = 2\n", "1:1"},
		{"two targets", "a\nx, y[0] = z = " + long + "  # sum\n", "  2:1 (x, y[0]) = ?\n", "2:1"},
		{"a call", "x = 1\nf(" + long + ")\r\ny = 2\n", "  1:1 x = 1\n  3:1 y = 2\n", "2:1"},
		{"without a line feed", "x = " + long, "  1:1 x = ?\n", "1:1"},
		{"many statements on a line", strings.Repeat("x = 1;", 20_000) + "\n", "  1:1 x = ?\n", "1:1"},
		{"what begins a block", "for i in " + strings.Repeat("1, ", 40_000) + ":\n    x = 1\n", "  1:1 for i in ?\n    2:5 x = 1\n", ""},
		{"a literal is no such statement", "x = [" + strings.Repeat("1, ", 40_000) + "]\n", "  1:1 x = ?\n", ""},
		{"nor is one in a call", "x = f([" + strings.Repeat("1, ", 40_000) + "], y)\n", "  1:1 x = f(?, y)\n", ""},
		{"a long string is read", "x = '" + strings.Repeat("a", 3_000) + "'\n", "  1:1 x = \"" + strings.Repeat("a", 3_000) + "\"\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := python.NewParser()
			defer p.Close()
			f := parse(t, p, c.text)
			if f.Errors != nil {
				t.Errorf("errors %v; want none", f.Errors)
			}
			if diff := cmp.Diff(c.tree, printTree(f, f.Body)); diff != "" {
				t.Errorf("tree (-want +got):\n%s", diff)
			}
			var unread []string
			for _, u := range f.Unread {
				line, col := f.LineCol(u.Offset())
				unread = append(unread, fmt.Sprintf("%d:%d", line, col))
			}
			if got := strings.Join(unread, " "); got != c.unread {
				t.Errorf("unread %q; want %q", got, c.unread)
			}
		})
	}
}

// TestUnclosed parses a large file in which a bracket is never closed. It still has the
// statements above.
func TestUnclosed(t *testing.T) {
	p := python.NewParser()
	defer p.Close()
	above := strings.Repeat("def f(x):\n    return x\n\nclass A:\n    y = [1, 2]\n\n", 4_000)
	f := parse(t, p, above+"x = [\n"+strings.Repeat("    'a',\n", 200_000))
	if len(f.Errors) != 1 || f.Errors[0].Message != "syntax error: a bracket or a string that begins here is never closed" {
		t.Errorf("errors %v", f.Errors)
	} else if line, _ := f.LineCol(f.Errors[0].Offset()); line != 24_001 {
		t.Errorf("the error is in line %d; want 24001", line)
	}
	if len(f.Body) < 7_000 {
		t.Errorf("%d statements; want most of the 8000 above the error", len(f.Body))
	}
}
