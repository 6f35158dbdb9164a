package examples_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
	"github.com/djdag/djdag/render"
)

// FuzzMutation changes whole projects as the input says, and checks what holds for
// every project: the analysis ends, a second one gives the same, positions lie in the
// files, the export means the same as the source, an order has parents first, and all
// figures can be written and read.
//
// The first two bytes choose the project. Each further four are a change: its kind, the
// file, the line, and what comes there. How many there are chooses the figure.
func FuzzMutation(f *testing.F) {
	projects := seeds(f)
	figures := []render.Options{
		{Routing: render.Orthogonal},
		{Routing: render.Orthogonal, CollapseAll: true, Legend: true, Imports: true, Stages: true},
		{Routing: render.Orthogonal, Attributes: render.AllAttributes, Types: true, Direction: render.LR, Parts: render.CountParts, Lookups: render.ChipLookups, Hubs: 2, Link: "https://example.org/{path}#L{line}"},
	}
	for i := 0; i < len(projects); i += 5 { // the fuzzer finds the others
		f.Add([]byte{byte(i), byte(i >> 8), byte(i), byte(3 * i), byte(7 * i), byte(5 * i), byte(i + 3), byte(i), byte(11 * i), byte(i)})
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		if len(input) < 2 || len(input) > 200 {
			return
		}
		files := mutated(projects[(int(input[0])|int(input[1])<<8)%len(projects)], input[2:])
		p := analysed(t, files)
		if diff := cmp.Diff(p, analysed(t, files)); diff != "" {
			t.Errorf("a second run differs (-first +second):\n%s", diff)
		}
		judgePositions(t, p, files)
		q := decoded(t, p)
		findings := check.Run(p, check.Options{Project: true, Files: files, NoGit: true})
		for _, d := range findings {
			if d.Rule == "" || d.Message == "" {
				t.Errorf("a finding says nothing: %+v", d)
			}
		}
		opts := check.Options{}
		if diff := cmp.Diff(check.Run(p, opts), check.Run(q, opts)); diff != "" {
			t.Errorf("the check of the export differs (-source +export):\n%s", diff)
		}
		judgeOrder(t, p)
		judgeFigures(t, p, figures[len(input)%len(figures)])
	})
}

// seeds returns the projects in this directory, and those of the archives of package
// extract, in a fixed order.
func seeds(t testing.TB) []fstest.MapFS {
	t.Helper()
	var projects []fstest.MapFS
	for _, dir := range []string{"workflow", "imaging", "computed", "cycles/foreign-key", "cycles/import"} {
		files := fstest.MapFS{}
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) == ".svg" {
				return err
			}
			text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
			files[name] = &fstest.MapFile{Data: text}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		projects = append(projects, files)
	}
	archives, err := filepath.Glob("../extract/testdata/*.txtar")
	if err != nil || archives == nil {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{}
		for _, file := range a.Files {
			if fs.ValidPath(file.Name) && !strings.HasPrefix(file.Name, "want/") {
				files[file.Name] = &fstest.MapFile{Data: file.Data}
			}
		}
		projects = append(projects, files)
	}
	return projects
}

// tokens are what a mutation inserts.
var tokens = []string{
	"(", ")", "[", "}", "\"\"\"", "'", "\\\n", "\r", "\x00", "\xff", "\ufeff", "\u202e", "#", "->", "---", ":", "@", "*", "**", "=", ".", ",", "    ", "\t",
	"raise ()\n", "import *\n", "from . import *\n", "@schema\n", "class A(A):\n", "    def f(self): return self.f()\n", "-> master\n", "-> A.proj(b='a')\n", "-> [nullable] A\n",
	"global x\n", "lambda: f()", "f'{x!r:{x}}'", "while True:\n", "try:\n", "except:\n", "del schema\n", "schema = None\n", "dj.Schema()\n", "dj.VirtualModule('a', 'b')\n", "definition = None\n",
	"unique index (x)\n", "a : enum('b')\n", "a = null : int\n", "yield\n", "match x:\n", "x = [x] * 10**9\n", "schema.spawn_missing_classes()\n", "<img src=x onerror=alert(1)>", "]]>", "=1+1",
}

// mutated returns the files of a project after the changes. It leaves the project as it
// is.
func mutated(project fstest.MapFS, changes []byte) fstest.MapFS {
	files := maps.Clone(project)
	for ; len(changes) >= 4; changes = changes[4:] {
		names := slices.Sorted(maps.Keys(files))
		name := names[int(changes[1])%len(names)]
		lines := strings.SplitAfter(string(files[name].Data), "\n")
		at := int(changes[2]) % len(lines)
		with := int(changes[3])
		switch changes[0] % 8 {
		case 0: // delete lines
			lines = slices.Delete(lines, at, min(len(lines), at+1+with%5))
		case 1: // repeat a line
			lines = slices.Insert(lines, at, slices.Repeat(lines[at:at+1], 1+with%9)...)
		case 2: // swap two lines
			other := with % len(lines)
			lines[at], lines[other] = lines[other], lines[at]
		case 3: // take lines from another file
			other := strings.SplitAfter(string(files[names[with%len(names)]].Data), "\n")
			lines = slices.Insert(lines, at, other[min(len(other), at/2):min(len(other), at/2+20)]...)
		case 4: // end early
			text := strings.Join(lines, "")
			lines = []string{text[:len(text)*with/256]}
		case 5: // insert a token at the start of a line
			lines = slices.Insert(lines, at, tokens[with%len(tokens)])
		case 6: // insert one inside a line
			middle := len(lines[at]) * (with >> 6) / 4
			lines[at] = lines[at][:middle] + tokens[with%len(tokens)] + lines[at][middle:]
		case 7: // move the file
			delete(files, name)
			name = path.Join([]string{"", "src", "a", "tests", "a/b", "notebooks"}[with%6], path.Base(name))
		}
		files[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
	}
	return files
}

// analysed returns the pipeline of a project.
func analysed(t *testing.T, files fstest.MapFS) *graph.Pipeline {
	t.Helper()
	p, err := extract.Project(t.Context(), files, extract.Options{Notebooks: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// judgePositions checks that all positions lie in the files.
func judgePositions(t *testing.T, p *graph.Pipeline, files fstest.MapFS) {
	t.Helper()
	lines := map[string][]string{}
	for name, file := range files {
		if path.Ext(name) == ".py" {
			text := strings.TrimPrefix(string(file.Data), "\ufeff")
			lines[name] = strings.Split(string(newline.Unify([]byte(text))), "\n")
		}
	}
	judge := func(what string, pos graph.Pos) {
		file, ok := lines[pos.Path]
		if ok && pos.Line != 0 && (pos.Line > len(file) || pos.Col > len(file[pos.Line-1])+1) {
			t.Errorf("%s is at %s, which does not exist", what, pos)
		}
	}
	for i := range p.Tables {
		judge(p.Tables[i].ID, p.Tables[i].Pos)
		for _, a := range p.Tables[i].Attributes {
			judge(a.Name, a.Pos)
		}
	}
	for i := range p.ForeignKeys {
		judge(p.ForeignKeys[i].Text, p.ForeignKeys[i].Pos)
	}
	for _, d := range p.Diagnostics {
		judge(d.Message, d.Pos)
		judge(d.Message, d.End)
	}
}

// decoded returns a pipeline after encoding and decoding, which keep all of it.
func decoded(t *testing.T, p *graph.Pipeline) *graph.Pipeline {
	t.Helper()
	var first, second bytes.Buffer
	if err := p.Encode(&first); err != nil {
		t.Fatal(err)
	}
	q, err := graph.Decode(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Encode(&second); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first.String(), second.String()); diff != "" {
		t.Errorf("the decoded pipeline differs (-first +second):\n%s", diff)
	}
	return q
}

// judgeOrder checks that an order of the tables has each of them once, after its
// parents.
func judgeOrder(t *testing.T, p *graph.Pipeline) {
	t.Helper()
	steps, err := p.Order(graph.OrderOptions{Level: graph.TableLevel})
	if err != nil {
		return // there is a cycle
	}
	place := map[string]int{}
	for i, s := range steps {
		if _, twice := place[s.ID]; twice {
			t.Errorf("%s is twice in the order", s.ID)
		}
		place[s.ID] = i
	}
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		child, ok := place[fk.Child]
		parent, has := place[fk.Parent]
		if ok && has && child <= parent && fk.Child != fk.Parent {
			t.Errorf("%s is before its parent %s", fk.Child, fk.Parent)
		}
	}
	if _, err := p.Order(graph.OrderOptions{}); err != nil && len(p.Cycles()) == 0 {
		t.Errorf("no order of the modules, and no cycle: %v", err)
	}
}

// judgeFigures writes a figure in the formats that need no worker.
func judgeFigures(t *testing.T, p *graph.Pipeline, opts render.Options) {
	t.Helper()
	for _, format := range render.Formats() {
		if format.Worker && format.Name != "svg" {
			continue
		}
		var out bytes.Buffer
		if err := format.Write(t.Context(), &out, p, opts); err != nil {
			t.Errorf("%s: %v", format.Name, err)
			continue
		}
		switch format.Name {
		case "svg", "graphml":
			judgeXML(t, format.Name, out.Bytes())
		case "json":
			if _, err := graph.Decode(&out); err != nil {
				t.Errorf("the figure as JSON: %v", err)
			}
		}
	}
}

// judgeXML checks that a text is well-formed XML.
func judgeXML(t *testing.T, name string, text []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s is no XML: %v", name, err)
			return
		}
	}
}
