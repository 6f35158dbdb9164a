//go:build hostile && linux

package hostile

import (
	"bufio"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Code that would never end, or that grows when it runs, comes to an end.
func TestPython(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"raise of nothing", "def f():\n    raise ()\nraise ()\nraise\nraise () from ()\n"},
		{"empty brackets everywhere", "x = ()\n() = ()\n[] = []\ndel ()\nfor () in (): pass\nwith (): pass\nassert ()\nreturn ()\nyield ()\nawait ()\nf(*(), **{})\nclass A(): pass\n@()\ndef g(): pass\nlambda: ()\n{**{}}\nx[()]\nmatch ():\n    case (): pass\n    case []: pass\n    case {}: pass\nimport ()\nfrom . import ()\nglobal\nnonlocal\ntype X = ()\n"},
		{"a lambda in its own default", "f = lambda: 1\nf = lambda a=f(): a\nf()\n"},
		{"a default that calls itself", "def f(a=1): return a\ndef f(a=f()): return f(a)\nf()\n"},
		{"a recursive lambda", "f = lambda n: f(n) + f(n)\nf(1)\n"},
		{"a lambda of itself", "Y = lambda f: (lambda x: f(lambda v: x(x)(v)))(lambda x: f(lambda v: x(x)(v)))\nY(lambda g: lambda n: g(n) + g(n))(1)\n"},
		{"partials of partials", "import functools\nf = functools.partial(lambda n: f() + f(), 1)\nf()\ng = print\nfor i in range(100000):\n    g = functools.partial(g, i)\ng()\n"},
		{"a recursive decorator", "def d(f): return d(d(f))\n@d\n@d\ndef g(): pass\n@d\nclass H: pass\nd(d)(d)\n"},
		{"a decorator that declares", "def d(c): return d(schema(type(c.__name__ + 'x', (c,), {})))\n@d\nclass A(dj.Manual):\n    definition = 'a : int'\n"},
		{"classes from a loop", "for i in range(100000):\n    schema(type(f'A{i}', (dj.Manual,), {'definition': f'a{i} : int'}))\n"},
		{"classes of classes", "c = dj.Manual\nfor i in range(100000):\n    c = type(f'A{i}', (c,), {})\n    schema(c)\n"},
		{"a property of itself", "class A:\n    @property\n    def x(self): return self.x + self.x\n    def __getattr__(self, n): return getattr(self, n + n)\nA().x\nA().y\n"},
		{"a metaclass of itself", "class M(type, metaclass=M):\n    def __call__(c): return c()\nclass A(metaclass=M): pass\nA()\n"},
		{"a generator of itself", "def g():\n    yield from g()\nlist(g())\n[*g()]\ndict(g())\n"},
		{"strings that grow", "s = 'ab'\nfor i in range(10 ** 6):\n    s = s.replace('a', s)\n    s = f'{s}{s}' % s\n    s = s.join(s).format(s) * 999\n"},
		{"large formats", "s = '%1000000000d' % 1\ns = f'{1:1000000000}'\ns = '{:>1000000000}'.format(1)\ns = 'x'.ljust(10 ** 10)\ns = 'x'.zfill(10 ** 10)\ns = 'x' * 10 ** 18\ns = [1] * 10 ** 18\ns = 10 ** 10 ** 10\ns = 1 << 10 ** 10\ns = '\\t'.expandtabs(10 ** 10)\ns = bytes(10 ** 12)\n"},
		{"large ranges", "for i in range(10 ** 18): pass\nx = list(range(10 ** 18))\nx = [i for i in range(10 ** 18)]\nx = range(10 ** 18)[10 ** 17:]\nx = 'x'[::10 ** 18]\nx = sum(range(10 ** 18))\n"},
		{"exec of code", "s = 'exec(s)'\nexec(s)\neval('eval(s)')\nexec('exec(' * 100000)\n__import__('lab')\ncompile(s, s, s)\n"},
		{"numbers", "x = " + strings.Repeat("9", 100_000) + "\ny = x ** x\nz = 1e999999 - 1e999999\nw = -x // 0 % 0\nx[-10**30]\n''[x]\n"},
		{"a path that climbs", "import sys, os\nd = os.path.dirname\np = __file__\nfor i in range(100000):\n    p = d(p)\n    sys.path.append(p + '/..' * i)\nimport nowhere\nimport a.b.c.d.e\n"},
		{"a folder that adds itself", "import sys, os\nsys.path.append(os.path.dirname(__file__))\nsys.path.insert(0, '.')\nsys.path.append('lab')\nsys.path += sys.path\nimport missing\nfrom . import lab\nfrom .. import lab\nfrom " + strings.Repeat(".", 100_000) + " import lab\n"},
		{"a star of itself", "from lab import *\nfrom lab import schema as schema\nimport lab.lab.lab\nlab.lab = lab\nfrom lab.lab import *\n__all__ = __all__ * 9\n"},
		{"deep imports", "import " + strings.Repeat("a.", 50_000) + "a\nfrom " + strings.Repeat("a.", 50_000) + "a import a\n"},
		{"a million handlers", strings.Repeat("try: x = y['z']\nexcept KeyError: x = 1\n", 20_000)},
		{"a million branches", "if x: pass\n" + strings.Repeat("elif x: y = 1\n", 20_000)},
		{"unknown conditions", strings.Repeat("if unknown(): x = 1\nelse: x = 2\n", 20_000)},
		{"choices of choices", strings.Repeat("x = (x if unknown() else y) or (y if unknown() else x)\ny = [x, y]\n", 5_000)},
		{"schemas in a loop", "for i in range(10 ** 6):\n    s = dj.Schema(f's{i}')\n    s.spawn_missing_classes()\n"},
		{"virtual modules in a loop", "for i in range(10 ** 5):\n    globals()[f'v{i}'] = dj.VirtualModule(f'v{i}', f'v{i}')\n"},
		{"globals that grow", "x = globals()\nx['y'] = x\nfor i in range(100000):\n    x[f'a{i}'] = dict(x)\n    locals().update(**x)\n"},
		{"a walrus", "while (x := (y := (x := [x]))): pass\n" + "z = " + strings.Repeat("(z := ", 3000) + "1" + strings.Repeat(")", 3000) + "\n"},
		{"a match of all", "match " + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + ":\n" + strings.Repeat("    case [*x, *_]: pass\n    case {**x}: pass\n    case A(a=A(a=A())): pass\n", 2000)},
		{"f-strings in f-strings", "x = " + strings.Repeat("f'{", 2000) + "1" + strings.Repeat("}'", 2000) + "\ny = f'{" + strings.Repeat("{", 5000) + "'\nz = f'{x!r:{x:{x:{x}}}}'\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newProject(t)
			p.write("lab.py", header+c.text+table("Last", "last : int"))
			p.slack = limits{cpu: evaluation, memory: 128 << 20}
			p.figures = false
			p.endures()
		})
	}
}

// evaluation is the time that running code to the limits of the interpreter takes,
// whatever its size.
const evaluation = 4 * time.Second

// Pipelines larger than any that is known take a time that grows with their size.
func TestMany(t *testing.T) {
	const many = 10_000
	each := func(n int, write func(w *bufio.Writer, i int)) func(*project) {
		return func(p *project) {
			p.stream("lab.py", func(w *bufio.Writer) {
				w.WriteString(header)
				for i := range n {
					write(w, i)
				}
			})
		}
	}
	wide := func(n int) string {
		lines := make([]string, n)
		for i := range lines {
			lines[i] = fmt.Sprintf("a%d : int", i)
		}
		return strings.Join(lines, "\n")
	}
	for _, c := range []struct {
		name   string
		tables int
		make   func(p *project)
	}{
		{"unresolved references of a table", 1, func(p *project) {
			p.repeat("lab.py", header+"@schema\nclass A(dj.Manual):\n    definition = '''\n    a : int\n", "    -> Nowhere\n", many, "    '''\n")
			p.slack.memory = many * 5 << 10 // each is a line of the figure, too
		}},
		{"unresolved references of many tables", many, each(many, func(w *bufio.Writer, i int) { w.WriteString(table(fmt.Sprint("A", i), fmt.Sprint("-> Nowhere", i))) })},
		{"undecorated tables", 0, each(many, func(w *bufio.Writer, i int) {
			w.WriteString(strings.TrimPrefix(table(fmt.Sprint("A", i), "a : int"), "@schema\n"))
		})},
		{"references to undecorated tables", many / 2, each(many/2, func(w *bufio.Writer, i int) {
			w.WriteString(strings.TrimPrefix(table(fmt.Sprint("U", i), "a : int"), "@schema\n") + table(fmt.Sprint("A", i), fmt.Sprint("-> U", i)))
		})},
		{"a table declared again and again", 1, each(many, func(w *bufio.Writer, i int) { w.WriteString(table("A", "a : int")) })},
		{"a reference again and again", 2, func(p *project) {
			p.repeat("lab.py", header+table("A", "a : int")+"@schema\nclass B(dj.Manual):\n    definition = '''\n", "    -> A\n", many, "    '''\n")
		}},
		{"an attribute again and again", 1, func(p *project) {
			p.repeat("lab.py", header+"@schema\nclass B(dj.Manual):\n    definition = '''\n", "    a : int\n", many, "    '''\n")
		}},
		{"children of a wide key", 51, func(p *project) {
			p.stream("lab.py", func(w *bufio.Writer) {
				w.WriteString(header + table("Wide", wide(5_000)))
				for i := range 50 {
					w.WriteString(table(fmt.Sprint("A", i), "-> Wide"))
				}
			})
			p.slack.memory = 500 << 20 // 250,000 attributes
			p.slack.cpu = 4 * time.Second
		}},
		{"renamed children of a wide key", 51, func(p *project) {
			p.stream("lab.py", func(w *bufio.Writer) {
				w.WriteString(header + table("Wide", wide(1_000)))
				for i := range 50 {
					w.WriteString(table(fmt.Sprint("A", i), fmt.Sprintf("-> Wide.proj(b%d='a%[1]d')\n-> Wide", i)))
				}
			})
			p.slack.memory = 300 << 20
			p.slack.cpu = 4 * time.Second
		}},
		{"a chain", many, each(many, func(w *bufio.Writer, i int) {
			w.WriteString(table(fmt.Sprint("A", i), map[bool]string{true: "a : int", false: fmt.Sprint("-> A", i-1)}[i == 0]))
		})},
		{"a chain whose keys grow", 300, // and 45,000 attributes
			each(300, func(w *bufio.Writer, i int) {
				w.WriteString(table(fmt.Sprint("A", i), fmt.Sprintf("a%d : int", i)+map[bool]string{true: "", false: fmt.Sprint("\n-> A", i-1)}[i == 0]))
			})},
		{"a cycle", many, each(many, func(w *bufio.Writer, i int) { w.WriteString(table(fmt.Sprint("A", i), fmt.Sprint("-> A", (i+1)%many))) })},
		{"a cycle of modules", many/10 - 10, func(p *project) { // imports are followed a thousand deep, as in Python
			for i := range many / 10 {
				p.write(fmt.Sprintf("m%d.py", i), fmt.Sprintf("import m%d\n", (i+1)%(many/10))+header+table(fmt.Sprint("A", i), fmt.Sprintf("-> m%d.A%[1]d", (i+1)%(many/10))))
			}
		}},
		{"modules that import all others", 0, func(p *project) {
			var all strings.Builder
			for i := range 300 {
				fmt.Fprintf(&all, "import m%d\nfrom m%[1]d import *\n", i)
			}
			for i := range 300 {
				p.write(fmt.Sprintf("m%d.py", i), all.String())
			}
			p.statements = 300 * 600
		}},
		{"a star", many, each(many, func(w *bufio.Writer, i int) {
			w.WriteString(table(fmt.Sprint("A", i), map[bool]string{true: "a : int", false: "-> A0"}[i == 0]))
		})},
		{"all with all", 150, each(150, func(w *bufio.Writer, i int) {
			w.WriteString("@schema\nclass A" + fmt.Sprint(i) + "(dj.Manual):\n    definition = '''\n    id : int\n    ---\n")
			for j := range i {
				fmt.Fprintf(w, "    -> A%d\n", j)
			}
			w.WriteString("    '''\n")
		})},
		{"parts", 0, func(p *project) {
			p.stream("lab.py", func(w *bufio.Writer) {
				w.WriteString(header + "@schema\nclass A(dj.Manual):\n    definition = 'a : int'\n")
				for i := range many {
					fmt.Fprintf(w, "    class P%d(dj.Part):\n        definition = '-> master'\n", i)
				}
			})
			p.tables = many
		}},
		// Each class keeps all of its bases: 3000 * 3000 / 2 of them.
		{"a deep chain of classes", 0, each(3_000, func(w *bufio.Writer, i int) {
			fmt.Fprintf(w, "class C%d(%s): pass\n", i, map[bool]string{true: "dj.Manual", false: fmt.Sprint("C", i-1)}[i == 0])
		})},
		{"decorated classes in a chain", 0, each(2_000, func(w *bufio.Writer, i int) {
			fmt.Fprintf(w, "@schema\nclass C%d(%s):\n    definition = 'a : int'\n", i, map[bool]string{true: "dj.Manual", false: fmt.Sprint("C", i-1)}[i == 0])
		})},
		{"schemas", many, each(many, func(w *bufio.Writer, i int) {
			fmt.Fprintf(w, "schema = dj.Schema('s%d')\n%s", i, table(fmt.Sprint("A", i), "a : int"))
		})},
		{"findings in a line", 0, func(p *project) {
			p.repeat("lab.py", header, "dj.conn(password='hunter22') ; ", 20_000, "\n"+table("A", "a : int"))
		}},
		{"ignore comments", 0, func(p *project) {
			p.repeat("lab.py", header, "x = 1  # djdag: ignore[fk-cycle, table-plural, nothing]\n", 50_000, table("A", "a : int"))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newProject(t)
			c.make(p)
			p.tables = max(p.tables, c.tables)
			p.figures = p.tables < 2_000
			p.slack.memory += many * 5 << 10 // findings: a little more than tables
			p.endures()
		})
	}
}
