//go:build hostile && linux

package hostile

import (
	"bufio"
	"fmt"
	"strings"
	"testing"
)

// recovery is the memory that the parser takes while it tries many ways to make sense of
// what is no Python.
const recovery = 64 << 20

// Files of a size that nobody writes cost what they hold, or are left out with a word.
func TestHuge(t *testing.T) {
	const mb = 1 << 20
	long := strings.Repeat("0123456789abcdef", 4096) // 64 kB
	for _, c := range []struct {
		name  string
		make  func(p *project)
		flags []string
	}{
		{"a module of 200 MB", func(p *project) {
			p.repeat("huge.py", header, "x = 1\n", 200*mb/6, "")
			p.told = []string{"huge.py"}
		}, nil},
		{"a module of 200 MB without a line end", func(p *project) {
			p.repeat("huge.py", "x = '", long, 200*mb/len(long), "'")
			p.told = []string{"huge.py"}
		}, nil},
		{"a line of 50 MB", func(p *project) {
			p.repeat("huge.py", header+"x = [", "1, ", 50*mb/3, "]\n")
			p.told = []string{"huge.py"}
		}, nil},
		{"a line of 15 MB", func(p *project) {
			p.repeat("huge.py", header+"x = [", "1, ", 15*mb/3, "]\n"+table("A", "a : int"))
			p.tables, p.statements = 1, 1_000_000
		}, nil},
		{"a literal of 8 MB", func(p *project) {
			p.repeat("huge.py", header+"x = '", long, 8*mb/len(long), "'\n"+table("A", "a : int"))
			p.tables = 1
		}, nil},
		{"a definition of 8 MB on a line", func(p *project) {
			p.repeat("huge.py", header+"@schema\nclass A(dj.Manual):\n    definition = '''\n    a : int  # ", long, 8*mb/len(long), "\n    '''\n")
		}, nil},
		{"a comment of 8 MB", func(p *project) {
			p.repeat("huge.py", header+"# ", long, 8*mb/len(long), "\n"+table("A", "a : int"))
			p.tables = 1
		}, nil},
		{"a name of 8 MB", func(p *project) {
			p.repeat("huge.py", header+"x", long, 8*mb/len(long), " = 1\n"+table("A", "a : int"))
			p.told = []string{"huge.py"}
			p.tables = 1
		}, nil},
		{"a million assignments", func(p *project) {
			p.repeat("huge.py", header, "x = 1\n", 1_000_000, table("A", "a : int"))
			p.statements = 1_000_000
			p.tables = 1
		}, nil},
		{"a million assignments without a table", func(p *project) { p.repeat("huge.py", "", "x = 1\n", 1_000_000, ""); p.told = []string{"huge.py"} }, nil},
		{"a million names", func(p *project) {
			p.stream("huge.py", func(w *bufio.Writer) {
				w.WriteString(header)
				for i := range 1_000_000 {
					fmt.Fprintf(w, "x%d = %d\n", i, i)
				}
				w.WriteString(table("A", "a : int"))
			})
			p.tables, p.statements = 1, 1_000_000
		}, nil},
		{"a million calls", func(p *project) {
			p.repeat("huge.py", header+"def f(x): return x\n", "f(1)\n", 1_000_000, table("A", "a : int"))
			p.tables, p.statements = 1, 1_000_000
		}, nil},
		{"a million comments", func(p *project) {
			p.repeat("huge.py", header, "# x\n", 1_000_000, table("A", "a : int"))
			p.tables = 1
		}, nil},
		{"a million empty lines", func(p *project) {
			p.repeat("huge.py", header, "\n", 1_000_000, table("A", "a : int"))
			p.tables = 1
		}, nil},
		{"a million semicolons", func(p *project) { p.repeat("huge.py", header, "x=1;", 1_000_000, "\n"); p.statements = 1_000_000 }, nil},
		{"open brackets", func(p *project) {
			p.repeat("huge.py", header, "(", 200_000, "\n"+table("A", "a : int"))
			p.told = []string{"huge.py"}
			p.slack.memory = recovery
		}, nil},
		{"closed brackets", func(p *project) {
			p.repeat("huge.py", header, ")", 200_000, "\n")
			p.told = []string{"huge.py"}
			p.slack.memory = recovery
		}, nil},
		{"nested brackets", func(p *project) {
			p.write("huge.py", header+"x = "+strings.Repeat("([", 100_000)+strings.Repeat("])", 100_000)+"\n"+table("A", "a : int"))
			p.tables = 1
		}, nil},
		{"nested brackets in a definition", func(p *project) {
			p.write("huge.py", header+table("A", "a : "+strings.Repeat("(", 100_000)+strings.Repeat(")", 100_000)))
		}, nil},
		{"nested calls", func(p *project) {
			p.write("huge.py", header+"x = "+strings.Repeat("f(", 100_000)+strings.Repeat(")", 100_000)+"\n"+table("A", "a : int"))
			p.tables = 1
		}, nil},
		{"nested blocks", func(p *project) {
			p.stream("huge.py", func(w *bufio.Writer) {
				w.WriteString(header)
				for i := range 1500 {
					w.WriteString(strings.Repeat(" ", i) + "if x:\n")
				}
				w.WriteString(strings.Repeat(" ", 1500) + "pass\n")
			})
		}, nil},
		{"a definition of 100,000 lines", func(p *project) {
			p.stream("huge.py", func(w *bufio.Writer) {
				w.WriteString(header + "@schema\nclass A(dj.Manual):\n    definition = '''\n")
				for i := range 100_000 {
					fmt.Fprintf(w, "    a%d : int  # %d\n", i, i)
				}
				w.WriteString("    '''\n")
			})
			p.tables = 1
			p.slack.memory = 100_000 << 10 // 1 kB for each attribute, in the model and the figure
		}, nil},
		{"5,000 small modules in a folder", func(p *project) {
			for i := range 5_000 {
				p.write(fmt.Sprintf("many/m%d.py", i), "x = 1\n")
			}
		}, nil},
		{"deep folders", func(p *project) { p.write(strings.Repeat("d/", 1000)+"x.py", "x = 1\n") }, nil},
		{"a notebook of 200 MB", func(p *project) {
			p.repeat("huge.ipynb", `{"cells": [{"cell_type": "code", "source": ["x = 1\n"], "outputs": [{"data": {"image/png": "`, long, 200*mb/len(long), `"}}]}]}`)
		}, []string{"--notebooks"}},
		{"a notebook of 300 MB", func(p *project) {
			p.repeat("huge.ipynb", `{"cells": [{"cell_type": "code", "source": ["x = 1\n"], "outputs": [{"data": {"image/png": "`, long, 300*mb/len(long), `"}}]}]}`)
			p.told = []string{"huge.ipynb"}
		}, []string{"--notebooks"}},
		{"a notebook of 300,000 cells", func(p *project) {
			p.repeat("huge.ipynb", `{"cells": [`, `{"cell_type": "code", "source": "x = 1"}, `, 300_000, `{"cell_type": "code", "source": "x = 1"}]}`)
		}, []string{"--notebooks"}},
		{"a deep notebook", func(p *project) {
			p.write("huge.ipynb", `{"cells": `+strings.Repeat("[", mb)+strings.Repeat("]", mb)+`}`)
			p.told = []string{"huge.ipynb"}
		}, []string{"--notebooks"}},
		{"deep metadata of a notebook", func(p *project) {
			p.write("huge.ipynb", `{"cells": [], "metadata": `+strings.Repeat(`{"a":`, 9_000)+"1"+strings.Repeat("}", 9_000)+`}`)
		}, []string{"--notebooks"}},
		{"deep settings", func(p *project) {
			p.write("datajoint.json", strings.Repeat(`{"a":`, mb)+"1"+strings.Repeat("}", mb))
			p.told = []string{"datajoint.json"}
		}, nil},
		{"settings of 100,000 keys", func(p *project) {
			p.stream("datajoint.json", func(w *bufio.Writer) {
				w.WriteString("{")
				for i := range 100_000 {
					fmt.Fprintf(w, "\"k%d\": %d, ", i, i)
				}
				w.WriteString("\"z\": 1}")
			})
		}, nil},
		{"nested YAML", func(p *project) {
			p.write("docker-compose.yaml", strings.Repeat("- ", 50_000)+"x\n")
			p.told = []string{"docker-compose.yaml"}
		}, nil},
		{"nested YAML in flow style", func(p *project) {
			p.write("docker-compose.yaml", "a: "+strings.Repeat("[", 100_000)+"\n")
			p.told = []string{"docker-compose.yaml"}
		}, nil},
		{"YAML that grows when it is read", func(p *project) {
			text := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
			for i := range 12 {
				text += fmt.Sprintf("a%d: &a%[1]d [%s*a%d]\n", i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 8), i)
			}
			p.write("docker-compose.yaml", text)
		}, nil},
		{"requirements of 100,000 lines", func(p *project) { p.repeat("requirements.txt", "", "datajoint>=2\n", 100_000, "") }, nil},
		{"an environment of 100,000 lines", func(p *project) { p.repeat(".env", "", "DJ_PASS=x\n", 100_000, "") }, nil},
		{"a .gitignore of 20,000 lines", func(p *project) { p.repeat(".gitignore", "", "*.x*y*z*\n", 20_000, "") }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newProject(t)
			c.make(p)
			p.endures(c.flags...)
		})
	}
}

// A configuration or an export that cannot be read stops the run, with a word on the
// file.
func TestRefused(t *testing.T) {
	deep := strings.Repeat("[", 1<<20) + strings.Repeat("]", 1<<20)
	many := func(line string, n int) func(*bufio.Writer) {
		return func(w *bufio.Writer) {
			for i := range n {
				fmt.Fprintf(w, line, i)
			}
		}
	}
	t.Run("TOML", func(t *testing.T) {
		for name, write := range map[string]func(*bufio.Writer){
			"110,000 keys":      many("k%d = 1\n", 110_000),
			"110,000 tables":    many("[t%d]\n", 110_000),
			"a key of 20,000":   func(w *bufio.Writer) { w.WriteString("a" + strings.Repeat(".a", 20_000) + " = 1\n") },
			"a table of 20,000": func(w *bufio.Writer) { w.WriteString("[a" + strings.Repeat(".a", 20_000) + "]\n") },
			"nested arrays":     func(w *bufio.Writer) { w.WriteString("a = " + deep + "\n") },
			"nested tables": func(w *bufio.Writer) {
				w.WriteString("a = " + strings.Repeat("{a = ", 100_000) + "1" + strings.Repeat("}", 100_000))
			},
			"open arrays": func(w *bufio.Writer) { w.WriteString("a = " + strings.Repeat("[", 100_000)) },
		} {
			t.Run(name+" in djdag.toml", func(t *testing.T) {
				t.Parallel()
				p := newProject(t)
				p.stream("djdag.toml", write)
				p.refused("djdag.toml", []string{"check"}, []string{"export"}, []string{"render", "-o", p.newFile("x.svg")})
			})
			t.Run(name+" in pyproject.toml", func(t *testing.T) { // most of it is not djdag's
				t.Parallel()
				p := newProject(t)
				p.stream("pyproject.toml", write)
				p.told = []string{"pyproject.toml"}
				p.endures()
			})
		}
	})
	t.Run("exports", func(t *testing.T) {
		for name, text := range map[string]string{
			"deep":          deep,
			"deep record":   `{"format": "djdag/1", "tables": [{"id": ` + deep + `}]}`,
			"deep unknown":  `{"format": "djdag/1", "x": ` + deep + `}`,
			"open":          `{"format": "djdag/1", "tables": [`,
			"wrong numbers": `{"format": "djdag/1", "tables": [{"id": "a", "line": 1e999}]}`,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				p := newProject(t)
				p.write("x.json", text)
				p.refused("x.json", []string{"check", "x.json"}, []string{"order", "x.json"}, []string{"render", "x.json", "-o", p.newFile("x.svg")})
			})
		}
	})
}
