//go:build hostile && linux

package hostile

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// noise returns random bytes, the same for each seed.
func noise(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	text := make([]byte, 0, n+8)
	for len(text) < n {
		text = binary.LittleEndian.AppendUint64(text, r.Uint64())
	}
	return string(text[:n])
}

// whole is a module with some of everything.
const whole = "# -*- coding: utf-8 -*-\n\"\"\"Doc.\"\"\"\nimport datajoint as dj\nfrom healthy import Healthy as H, schema as other\n\n" +
	"schema = dj.Schema(f\"{'lab'}_x\", locals())\n\n\n@schema\nclass Scän(dj.Manual):\n    definition = \"\"\"  # Comment\n    -> H.proj(h='healthy')\n    scan = 1 : int  # number\n    ---\n    note = 'a\\'b' : varchar(20)\n    unique index (note)\n    \"\"\"\n\n" +
	"    class Part(dj.Part):\n        definition = '''\n        -> master\n        '''\n\n    def make(self, key):\n        self.insert1(dict(key, x=[1, (2), {3: 4}]), **{})\n        if key: return (yield)\n        try:\n            raise ()\n        except (A, B) as e: pass\n\nx = [f'{i!r:>{10}}' for i in range(3) if i] or lambda a, *b, **c: (a := 1)\n"

// notebook is a notebook with some of everything.
const notebook = `{"cells": [{"cell_type": "markdown", "source": ["# T\n"]}, {"cell_type": "code", "execution_count": null, "source": ["%%time\n", "import datajoint as dj\n", "s = dj.Schema('nb')\n"], "outputs": [{"text": ["\u001b[31m"]}]}, {"cell_type": "code", "source": "@s\nclass N(dj.Manual):\n    definition = 'n : int'\n"}], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}`

// pyproject is a configuration with some of everything.
const pyproject = "[project]\nname = \"lab\"\ndependencies = [\"datajoint>=2.0,<3\"]\n\n[tool.djdag]\nroots = [\".\"]\nexclude = ['x/**']\n\n[tool.djdag.set]\ncustom.x = \"y\"\n\n[tool.datajoint.stores.far]\nprotocol = 's3'\nbucket = \"\"\"a\\\nb\"\"\"\n[[tool.djdag.figure]]\noutput = \"x.svg\"\n"

// Files that end anywhere, or hold anything, are read as far as they make sense.
func TestBytes(t *testing.T) {
	t.Run("a module that ends early", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for end := range len(whole) {
			p.write(fmt.Sprintf("m%d.py", end), whole[:end])
		}
		p.figures = false
		p.endures()
	})
	t.Run("a module that starts late", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for start := range len(whole) {
			p.write(fmt.Sprintf("m%d.py", start), whole[start:])
		}
		p.figures = false
		p.endures()
	})
	t.Run("a module with a byte too many", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		hostile := []string{"\x00", "\xff", "(", ")", "\"\"\"", "'''", "\n", "\r", "\\", "{", "}", "#", "\f", "\u2028", "\ufeff", "->", "\t", ":", "@", "*"}
		for at := range len(whole) {
			p.write(fmt.Sprintf("m%d.py", at), whole[:at]+hostile[at%len(hostile)]+whole[at:])
		}
		p.figures = false
		p.endures()
	})
	t.Run("a notebook that ends early", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for end := range len(notebook) {
			name := fmt.Sprintf("n%d.ipynb", end)
			p.write(name, notebook[:end])
			p.told = append(p.told, name)
		}
		p.figures = false
		p.endures("--notebooks")
	})
	t.Run("noise", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for seed := range uint64(300) {
			name := fmt.Sprintf("m%d.py", seed)
			p.write(name, noise(seed, 64<<(seed%8)))
			p.told = append(p.told, name)
			p.write(fmt.Sprintf("n%d.ipynb", seed), noise(seed, 1000))
		}
		for seed, name := range []string{"pyproject.toml", "docker-compose.yaml", "Dockerfile", "datajoint.json", "requirements.txt", "setup.cfg", "setup.py", ".env", ".gitignore", "environment.yml", "README.md", "LICENSE"} {
			p.write(name, noise(uint64(seed), 5000))
		}
		p.slack.memory = recovery
		p.endures("--notebooks")
	})
	t.Run("words in any order", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		words := strings.FieldsFunc(whole, func(r rune) bool { return r == ' ' })
		for seed := range uint64(200) {
			r := rand.New(rand.NewPCG(seed, 2))
			p.stream(fmt.Sprintf("m%d.py", seed), func(w *bufio.Writer) {
				for range 200 {
					w.WriteString(words[r.IntN(len(words))] + []string{" ", "", "\n", "\n    "}[r.IntN(4)])
				}
			})
		}
		p.slack = limits{cpu: 5 * time.Second, memory: recovery} // the parser makes sense of it, slowly
		p.endures()
	})
	t.Run("a mistake over and over", func(t *testing.T) {
		for _, mistake := range []string{
			"x = (\n", "x = (1]\n", "x = 1)\n", "[", "f(", "x = (1, [2, {3\n", "def f(a,\n", "class A(B):\n    x = [\n", "with (\n", "from . import (\n",
			"x =\n", "x = = 1\n", "x y z\n", "+ - *\n", "def\n", "class (\n", "if x\n", "else:\n", "try:\n    x\n", "@\n", "lambda\n", "  x\n x\n   x\n",
			"'\n", "'''\n'\n", "f'{'\n", "x = 1 \\ y\n", "<p class='a'>text</p>\n", "It's prose.\n", "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n", "%{\nx : int\n%}\n",
		} {
			t.Run(mistake, func(t *testing.T) {
				t.Parallel()
				p := newProject(t)
				p.repeat("broken.py", header+table("A", "a : int"), mistake, 900_000/len(mistake), table("B", "b : int"))
				p.slack.memory = recovery
				switch mistake {
				case "else:\n", "  x\n x\n   x\n":
					p.slack.memory = 160 << 20 // the tree of a single statement of 900 kB
				}
				p.endures()
			})
		}
		for _, mistake := range []string{"x = (\n", "x = " + strings.Repeat("(", 190) + "\n", "x = '''\n", "class A:\n    x = (\n"} {
			t.Run(mistake+" once", func(t *testing.T) {
				t.Parallel()
				p := newProject(t)
				p.repeat("broken.py", header+mistake, "def f(a, b):\n    return a + b\n\nx = f(1, 2)\n", 20_000, table("A", "a : int"))
				p.told = []string{"broken.py"}
				p.statements = 40_000
				p.endures()
			})
		}
	})
	t.Run("encodings", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		wide := func(order binary.AppendByteOrder) string {
			var text []byte
			for _, unit := range utf16.Encode([]rune("\ufeff" + whole)) {
				text = order.AppendUint16(text, unit)
			}
			return string(text)
		}
		latin := strings.Replace(strings.Replace(whole, "ä", "\xe4", 1), "utf-8", "latin-1", 1)
		for name, text := range map[string]string{
			"utf16le.py": wide(binary.LittleEndian), "utf16be.py": wide(binary.BigEndian), "nul.py": whole + "\x00", "latin.py": strings.Replace(latin, "latin-1", "utf-8", 1),
			"unknown.py": strings.Replace(latin, "latin-1", "no-such", 1), "long.py": "# \xed\xa0\x80\xf4\x90\x80\x80\xc0\x80\n" + whole,
		} {
			p.write(name, text)
			p.told = append(p.told, name)
		}
		p.write("declared.py", latin)
		p.write("returns.py", strings.ReplaceAll(whole, "\n", "\r"))
		p.write("mixed.py", strings.ReplaceAll(whole, "\n\n", "\r\n\r"))
		p.write("mark.py", "\ufeff"+whole)
		p.write("marks.py", "\ufeff\ufeff"+whole)
		p.write("empty.py", "")
		p.write("space.py", " \t\f\v\u00a0\u3000\n")
		p.write("continued.py", strings.ReplaceAll(whole, " ", "\\\n"))
		p.endures()
	})
	t.Run("names that are not UTF-8", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for _, name := range []string{"\xff\xfe.py", "a\xc3.py", "\xed\xa0\x80/x.py", "dir\xff/__init__.py", "nb\xff.ipynb", "x\n.py", " .py", ".py", "..py", "-.py", "--config.py", "a b.py", "a.b.py", "~.py", "$HOME.py", strings.Repeat("n", 250) + ".py", "CON.py", "x.PY", "con:x.py", `back\slash.py`} {
			p.write(name, whole+"(")
		}
		p.endures("--notebooks")
	})
}

// A configuration that ends anywhere is read, or refused with a word on it.
func TestCut(t *testing.T) {
	t.Run("configuration", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		for end := 0; end < len(pyproject); end += 7 {
			p.write("pyproject.toml", pyproject[:end])
			if out := p.djdag("check", "--exit-zero"); out.code != 0 && !strings.Contains(p.head(out.stderr), "pyproject.toml") {
				p.Errorf("cut at %d: exit code %d: %s", end, out.code, p.head(out.stderr))
			}
		}
	})
	t.Run("export", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		p.write("lab.py", whole)
		p.djdag("export", "-o", "whole.json")
		text, err := os.ReadFile(p.path("whole.json"))
		p.must(err)
		end := strings.TrimRight(string(text), "\n")
		r := rand.New(rand.NewPCG(3, 3))
		for range 60 {
			p.write("cut.json", end[:r.IntN(len(end))])
			p.refused("cut.json", []string{"check", "cut.json"})
			changed := []byte(end)
			for range 3 {
				changed[r.IntN(len(changed))] = "\"{}[]:,0x \x00\xff"[r.IntN(11)]
			}
			p.write("changed.json", string(changed))
			figure := p.newFile("x.svg")
			if out := p.djdag("render", "changed.json", "--routing", "orthogonal", "-o", figure); out.code == 0 {
				p.judgeSVG(figure)
			}
			p.djdag("check", "changed.json", "--format", "sarif")
			p.djdag("order", "changed.json", "--level", "table", "--format", "json")
		}
	})
	t.Run("baseline", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		p.write("lab.py", whole)
		p.djdag("check", "--baseline", "known.json", "--write-baseline")
		text, err := os.ReadFile(p.path("known.json"))
		p.must(err)
		for end := 0; end < len(text); end += max(1, len(text)/20) {
			p.write("cut.json", string(text[:end]))
			p.djdag("check", "--baseline", "cut.json")
		}
	})
	t.Run("Markdown", func(t *testing.T) {
		t.Parallel()
		p := newProject(t)
		text := "# T\n\n<!-- djdag: --format mermaid -->\n```mermaid\nx\n```\n<!-- /djdag -->\n<!-- djdag: -o x.svg -->\n<!-- /djdag -->\n"
		for end := 0; end < len(text); end += 5 {
			p.write("page.md", text[:end])
			p.djdag("render", "--update", "page.md", "--routing", "orthogonal")
			for _, name := range p.names(p.dir) { // what it may write
				if strings.HasSuffix(name, ".svg") {
					p.must(os.Remove(name))
				}
			}
		}
		p.write("page.md", strings.Repeat("<!-- djdag: --format mermaid -->\n", 20_000))
		p.djdag("render", "--update", "page.md")
		p.write("page.md", noise(1, 100_000))
		p.djdag("render", "--update", "page.md")
		p.write("page.md", "<!-- djdag: -o "+filepath.Join("..", "..", "out.svg")+" -->\n<!-- /djdag -->\n")
		p.djdag("render", "--update", "page.md", "--routing", "orthogonal")
	})
}
