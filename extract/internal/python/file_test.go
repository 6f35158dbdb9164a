package python_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/extract/internal/python"
)

// TestFile compares the trees of sources, as printTree formats them, and their
// syntax errors.
func TestFile(t *testing.T) {
	for _, c := range fileCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := python.NewParser()
			defer p.Close()
			f := parse(t, p, c.in)
			got := printTree(f, f.Body)
			for _, e := range f.Errors {
				line, col := f.LineCol(e.Offset())
				endLine, endCol := f.LineCol(e.End)
				got += fmt.Sprintf("error %d:%d-%d:%d %s\n", line, col, endLine, endCol, e.Message)
			}
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), got); diff != "" {
				t.Errorf("File(%q) (-want +got):\n%s", c.in, diff)
			}
		})
	}
}

func parse(t testing.TB, p *python.Parser, text string) *python.File {
	t.Helper()
	f, err := p.File(context.Background(), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

type fileCase struct{ name, in, want string }

func fileCases() []fileCase {
	return slices.Concat(
		layoutCases(), importCases(), assignmentCases(), expressionCases(), stringCases(),
		definitionCases(), controlFlowCases(), python2Cases(), syntaxErrorCases(),
	)
}

func layoutCases() []fileCase {
	return []fileCase{
		{"empty", "", ""},
		{"only comments", "# a\n  # b\n", ""},
		{"byte order mark", "\ufeffa = 1", `
  1:1 a = 1
`},
		{"carriage returns", "a = 1\r\nif a:\r\n    b = 2\r\n", `
  1:1 a = 1
  2:1 if a
    3:5 b = 2
`},
	}
}

func importCases() []fileCase {
	return []fileCase{
		{"imports", "import a, b.c as d\nfrom a.b import c as d, e\nfrom .. import f\nfrom .g import (\n    h,  # why\n)\nfrom i import *", `
  1:1 import a, b.c as d
  2:1 from a.b import c as d, e
  3:1 from .. import f
  4:1 from .g import h
  7:1 from i import *
`},
		{"import on two lines", "from a \\\n    import b\nimport a . b", `
  1:1 from a import b
  3:1 import a.b
`},
		{"imports of the future", "from __future__ import annotations", ""},
		{"imports for type checkers", "if TYPE_CHECKING:\n    import a\nelse:\n    import b\nif typing.TYPE_CHECKING: import c", `
  1:1 if TYPE_CHECKING
    2:5 import a # typing
  1:1 else
    4:5 import b
  5:1 if typing.TYPE_CHECKING
    5:26 import c # typing
`},
	}
}

func assignmentCases() []fileCase {
	return []fileCase{
		{"assignment", "a = b = 1\nc: int = 2\nd: str\ne, (f, *g) = h", `
  1:1 a = b = 1
  2:1 c = 2
  3:1 d = -
  4:1 (e, (f, *g)) = h
`},
		{"augmented assignment", "a += 1\nb //= 2", `
  1:1 a += 1
  2:1 b //= 2
`},
		{"targets", "a.b = 1\na['b'] = 2\na[1:2] = 3\ndel a, b.c", `
  1:1 a.b = 1
  2:1 a["b"] = 2
  3:1 a[1:2] = 3
  4:1 del a, b.c
`},
		{"several statements on a line", "a = 1; b = 2; import c", `
  1:1 a = 1
  1:8 b = 2
  1:15 import c
`},
		{"data is opaque", "contents = [f(x) for x in y]\nkey_source = A & B", `
  1:1 contents = ?
  2:1 key_source = ?
`},
	}
}

func expressionCases() []fileCase {
	return []fileCase{
		{"calls", "f(a, *b, c=1, **d)\na.b(c)(d)\nf(x for x in y)\nf(\n    a,  # why\n)", `
  1:1 f(a, *b, c=1, **d)
  2:1 a.b(c)(d)
  3:1 f(<x for x in y>)
  4:1 f(a)
`},
		{"statements without effect", "'a docstring'\na\na.b\n1 + 2\n...", ""},
		{"operators", "a = b + c * d\ne = f % (g,)\nh = -1\ni = ~j\nk = l @ m", `
  1:1 a = (b + (c * d))
  2:1 e = (f % (g))
  3:1 h = -1
  4:1 i = ?
  5:1 k = (l @ m)
`},
		{"conditions", "a = b and c or not d\ne = f if g else h\ni = j == k != l\nm = n not in o\np = q is not r", `
  1:1 a = ((b and c) or (not d))
  2:1 e = (f if g else h)
  3:1 i = ((j == k) and (k != l))
  4:1 m = (n not in o)
  5:1 p = (q is not r)
`},
		{"displays", "a = [1, 2.5, *b]\nc = (1,)\nd = ()\ne = {1, 2}\nf = {'a': 1, **g, 2: 3}\nh = None, True, ...", `
  1:1 a = [1, 2.5, *b]
  2:1 c = (1)
  3:1 d = ()
  4:1 e = {1, 2}
  5:1 f = {"a": 1, **g, 2: 3}
  6:1 h = (None, True, ...)
`},
		{"continued lines", "from \\\n  . import a\nfrom \\\nb import c \\\n  as d\nimport \\\n  e\nf = g + \\\n  h \\\n  < i\n@ \\\n  j\nclass K( \\\n  L): pass\nm( \\\n  *n, **\\\n  o)\nwith p as \\\n  q: pass\nr[ \\\n  1: \\\n 2] = s", `
  1:1 from . import a
  3:1 from b import c as d
  6:1 import e
  8:1 f = ((g + h) < i)
  12:3 @j
  13:7 class K(L)
  15:1 m(*n, **o)
  18:1 with p as q
  20:1 r[1:2] = s
`},
		{"comprehensions", "a = [x for x in y if z]\nb = {k: v for k, v in c}\nd = [x for x in y for z in x]", `
  1:1 a = <x for x in y if z>
  2:1 b = <k: v for (k, v) in c>
  3:1 d = <x for x in y for z in x>
`},
		{"lambda", "f = lambda a, b=1, *c, **d: a", `
  1:1 f = (lambda a, b=1, *c, **d: a)
`},
		{"walrus", "if (n := f()) > 1: pass", `
  1:1 if ((n := f()) > 1)
`},
		{"subscripts", "a = b[0]\nc = d['e']['f']\ng = h[1, 2]\ni = j[:]", `
  1:1 a = b[0]
  2:1 c = d["e"]["f"]
  3:1 g = h[(1, 2)]
  4:1 i = j[:]
`},
		{"parentheses and await", "a = ((b))\nc = await d()", `
  1:1 a = b
  2:1 c = d()
`},
	}
}

func stringCases() []fileCase {
	return []fileCase{
		{"strings", "a = 'b'\nc = \"d\"\ne = '''f\ng'''\nh = \"\"\"i\"\"\"\nj = ''", `
  1:1 a = "b"
  2:1 c = "d"
  3:1 e = "f\ng"
  5:1 h = "i"
  6:1 j = ""
`},
		{"prefixes", `a = u'b', r'\n', b'c', R"\d", rb'\x', F'{e}', fr'\d{f}'`, `
  1:1 a = ("b", "\\n", b"c", "\\d", b"\\x", {e}, "\\d"{f})
`},
		{"escapes", `a = '\n\t\\\'\"\x41\u00e4\101\N{BULLET}\q\0'`, `
  1:1 a = "\n\t\\'\"AäA\\N{BULLET}\\q\x00"
`},
		{"continued string", "a = 'b\\\nc'", `
  1:1 a = "bc"
`},
		{"adjacent strings", "a = 'b' \"c\" f'{d}' r'\\e'\nf = ('g'\n     'h')", `
  1:1 a = "b""c"{d}"\\e"
  2:1 f = "g""h"
`},
		{"f-strings", `a = f'b{c}d{e.f!r:>{g}}{{h}}{i["j"]}{k=}'`, `
  1:1 a = "b"{c}"d"{e.f!r:>{g}}"{h}"{i["j"]}{k}
`},
		{"empty f-string", `a = f''`, `
  1:1 a = ""
`},
	}
}

func definitionCases() []fileCase {
	return []fileCase{
		{"class", "@a\n@b.c(d)\nclass E(F, g.H, metaclass=I):\n    j = 1\n    class K(L): pass\n    def m(self): return 1", `
  1:2 @a
  2:2 @b.c(d)
  3:7 class E(F, g.H, metaclass=I)
    4:5 j = 1
    5:11 class K(L)
    6:9 def m
`},
		{"class without bases", "class A: pass\nclass B(): pass", `
  1:7 class A()
  2:7 class B()
`},
		{"functions", "def f(a): return a\nasync def g(): pass\n@h\ndef i(): pass", `
  1:5 def f
  2:11 def g
  3:2 @h
  4:5 def i
`},
	}
}

func controlFlowCases() []fileCase {
	return []fileCase{
		{"if", "if a:\n    b = 1\nelif c:\n    d = 2\nelse:\n    e = 3", `
  1:1 if a
    2:5 b = 1
  1:1 else
    3:1 if c
      4:5 d = 2
    3:1 else
      6:5 e = 3
`},
		{"loops", "for a, b in c:\n    d = 1\nelse:\n    e = 2\nwhile f:\n    break\nfor g in h: continue", `
  1:1 for (a, b) in c
    2:5 d = 1
  1:1 else
    4:5 e = 2
  5:1 while f
    6:5 break
  7:1 for g in h
    7:13 continue
`},
		{"try", "try:\n    a = 1\nexcept (B, c.D) as e:\n    f = 2\nexcept G:\n    pass\nexcept:\n    raise\nelse:\n    h = 3\nfinally:\n    i = 4", `
  1:1 try
    2:5 a = 1
  3:1 except B, c.D as e
    4:5 f = 2
  5:1 except G
  7:1 except
    8:5 raise -
  1:1 else
    10:5 h = 3
  1:1 finally
    12:5 i = 4
`},
		{"with", "with a as b, c():\n    d = 1\nasync with e: f()", `
  1:1 with a as b, c()
    2:5 d = 1
  3:1 with e
    3:15 f()
`},
		{"match", "match a:\n    case 1:\n        b = 1\n    case [c, *d] if e:\n        f = 2\n    case _:\n        g = 3", `
  2:5 if (a == 1)
    3:9 b = 1
  2:5 else
    4:5 if ?
      5:9 f = 2
    4:5 else
      6:5 if True
        7:9 g = 3
`},
		{"raise", "raise A('b') from c", `
  1:1 raise A("b")
`},
	}
}

func python2Cases() []fileCase {
	return []fileCase{
		{"Python 2", "print 'a'\nexec 'b'\nprint >>c, 'd'\ne = `f`\nraise G, 'h'\ntry: pass\nexcept I, j: pass\nk = 0777", `
  4:1 e = ?
  5:1 raise G
  6:1 try
  7:1 except I
  8:1 k = 0777
error 1:1-1:10 syntax error: print is a function since Python 3; write print(...)
`},
	}
}

func syntaxErrorCases() []fileCase {
	return []fileCase{
		{"NUL byte", "a = 1\nb = \x00", `
error 2:5-2:6 this is not Python source: it contains a NUL byte
`},
		{"unclosed bracket", "a = 1\nb = f(2\nc = 3\n", `
  1:1 a = 1
  3:1 c = 3
error 2:1-2:8 syntax error at "b = f(2"
`},
		{"unclosed string", "a = 1\nb = 'c\nd = 2\n", `
  1:1 a = 1
  3:1 d = 2
error 2:5-2:6 syntax error at "'"
`},
		{"stray bracket", "a = 1\nb = (2))\nc = 3\n", `
  1:1 a = 1
  2:1 b = 2
  3:1 c = 3
error 2:5-2:9 syntax error at "(2))"
`},
		{"missing colon", "class A(B)\n    c = 1\nd = 2\n", `
  3:1 d = 2
error 1:1-1:11 syntax error at "class A(B)"
`},
		{"missing value", "a = 1\nb = \n", `
  1:1 a = 1
error 2:1-2:4 syntax error at "b ="
`},
		{"half a definition", "@schema\nclass A(dj.Manual):\n    definition = \"\"\"\n    a : int\n", `
  1:2 @schema
  2:7 class A(dj.Manual)
    4:5 a = -
error 3:5-3:21 syntax error at "definition = \"\"\""
`},
		{"several errors", "@a\nclass B:\n    def f(self\n\n\n@c(\n@d\nclass E(F):\n    g = 1\n    def h(self):\n        return (\n\nfor i in j: k()\n", `
  9:5 g = 1
  13:1 for i in j
    13:13 k()
error 1:1-1:3 syntax error at "@a"
`},
		{"a broken method", "class A(B):\n    c = 1\n\n    def m(self):\n        return (1\n\n    d = 2\n\nclass E(F): pass\n", `
  1:7 class A(B)
    2:5 c = 1
    4:9 def m
  9:7 class E(F)
error 5:9-5:18 syntax error at "return (1"
`},
		{"text that looks like statements", "class A(B):\n    definition = '''\nimport_id : int\n---\nclassy = 5 : int\n'''\n    x = (\n\nclass C(D): pass\n", `
  2:5 definition = "\nimport_id : int\n---\nclassy = 5 : int\n"
  9:7 class C(D)
error 7:7-7:10 syntax error at "= ("
`},
		{"invalid UTF-8", "a = 'ä\xff\xfe'\nb = 2 +", `
  1:1 a = "ä??"
error 1:8-1:9 this byte is not UTF-8, and no comment on the first two lines declares another encoding
`},
		{"another encoding", "#!/usr/bin/python\n# -*- coding: latin-1 -*-\na = '\xe4'", `
  3:1 a = "?"
`},
		{"invalid UTF-8 despite its declaration", "# coding=utf-8\n'\xe4'", `
error 2:2-2:3 this byte is not UTF-8, and no comment on the first two lines declares another encoding
`},
		{"an encoding declared on the third line", "\n\n# coding: latin-1\na = '\xe4'", `
  4:1 a = "?"
error 4:6-4:7 this byte is not UTF-8, and no comment on the first two lines declares another encoding
`},
		{"not Python at all", "<html>\n<body>hello</body>\n", `
error 1:1-1:7 syntax error at "<html>"
`},
	}
}
