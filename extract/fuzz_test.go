package extract_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
)

// FuzzProject checks what holds for every project of one file: the analysis
// ends without an error, a second run gives the same result, and the pipeline
// is consistent.
func FuzzProject(f *testing.F) {
	for _, text := range files(f, ".py") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{"m.py": &fstest.MapFile{Data: []byte(text)}}
		p := project(t, fsys, extract.Options{Reads: true})
		checkPipeline(t, p, map[string]string{"m.py": text})
		if diff := cmp.Diff(p, project(t, fsys, extract.Options{Reads: true})); diff != "" {
			t.Errorf("a second run differs (-first +second):\n%s", diff)
		}
	})
}

// FuzzNotebook checks that the pipeline of any notebook is consistent.
func FuzzNotebook(f *testing.F) {
	for _, text := range files(f, ".ipynb") {
		f.Add(text)
	}
	f.Add(`{"cells": [{"cell_type": "code", "source": ["%%time\n", "import datajoint as dj\n", "x = !ls\n", "dj?"]}]}`)
	f.Add(`{"worksheets": [{"cells": [{"cell_type": "code", "input": "x = (\r\n%y"}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{"m.ipynb": &fstest.MapFile{Data: []byte(text)}}
		checkPipeline(t, project(t, fsys, extract.Options{Target: "m.ipynb"}), nil)
	})
}

// files returns the texts of the files in the archives whose names have a
// suffix.
func files(t testing.TB, suffix string) []string {
	t.Helper()
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, suffix) {
				texts = append(texts, string(file.Data))
			}
		}
	}
	return texts
}

// checkPipeline checks that a pipeline is consistent and survives encoding. If
// files is not nil, it has the texts of the files by path, and all positions
// must lie in them.
func checkPipeline(t *testing.T, p *graph.Pipeline, files map[string]string) {
	t.Helper()
	checkPositions(t, p, files)
	checkReferences(t, p)
	checkArrows(t, p)
	checkEncoding(t, p)
}

// checkPositions checks that all positions lie in the files. It skips files
// that are not given.
func checkPositions(t *testing.T, p *graph.Pipeline, files map[string]string) {
	t.Helper()
	if files == nil {
		return
	}
	check := func(what string, pos graph.Pos) {
		t.Helper()
		text, ok := files[pos.Path]
		switch {
		case pos.Path != "" && !ok:
			t.Errorf("%s is in the file %q, which does not exist", what, pos.Path)
		case ok && pos.Line != 0:
			lines := strings.Split(string(newline.Unify([]byte(strings.TrimPrefix(text, "\ufeff")))), "\n")
			if pos.Line > len(lines) || pos.Col > len(lines[pos.Line-1])+1 || pos.Col < 1 {
				t.Errorf("%s is at %s, which does not exist", what, pos)
			}
		}
	}
	for _, s := range p.Schemas {
		check("the schema "+s.ID, s.Pos)
	}
	for _, tab := range p.Tables {
		check("the table "+tab.ID, tab.Pos)
	}
	for _, fk := range p.ForeignKeys {
		check("the foreign key "+fk.Text, fk.Pos)
	}
	for _, d := range p.Diagnostics {
		check(d.Message, d.Pos)
		check("the end of "+d.Message, d.End)
	}
}

// checkReferences checks that each ID and index in a pipeline refers to
// something, that IDs are unique, and that diagnostics say something.
func checkReferences(t *testing.T, p *graph.Pipeline) {
	t.Helper()
	known := map[string]bool{}
	for _, x := range p.Externals {
		known[x.ID] = true
	}
	schemas := map[string]bool{}
	for _, s := range p.Schemas {
		schemas[s.ID] = true
	}
	for _, tab := range p.Tables {
		if known[tab.ID] {
			t.Errorf("the ID %s is not unique", tab.ID)
		}
		known[tab.ID] = true
	}
	for _, tab := range p.Tables {
		if !schemas[tab.Schema] {
			t.Errorf("the schema %q of %s does not exist", tab.Schema, tab.ID)
		}
		if tab.Master != "" && !known[tab.Master] {
			t.Errorf("the master %q of %s does not exist", tab.Master, tab.ID)
		}
		checkAttributes(t, p, &tab)
	}
	for _, fk := range p.ForeignKeys {
		if !known[fk.Child] || !known[fk.Parent] {
			t.Errorf("the foreign key from %q to %q has an end that does not exist", fk.Child, fk.Parent)
		}
	}
	for _, d := range p.Diagnostics {
		if d.Rule == "" || d.Message == "" {
			t.Errorf("a diagnostic says nothing: %+v", d)
		}
	}
}

// checkAttributes checks the key of a table, and where its attributes come
// from.
func checkAttributes(t *testing.T, p *graph.Pipeline, tab *graph.Table) {
	t.Helper()
	inKey := 0
	for _, a := range tab.Attributes {
		if a.InKey {
			inKey++
		}
		for _, n := range a.From {
			if n < 0 || n >= len(p.ForeignKeys) || p.ForeignKeys[n].Child != tab.ID {
				t.Errorf("%s.%s comes from foreign key %d, which is not the table's", tab.ID, a.Name, n)
			}
		}
	}
	if inKey != len(tab.PrimaryKey) {
		t.Errorf("%s has %d attributes in its key %v", tab.ID, inKey, tab.PrimaryKey)
	}
}

// checkEncoding checks that a pipeline is the same after encoding and decoding.
func checkEncoding(t *testing.T, p *graph.Pipeline) {
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
}

// checkArrows checks that no reference is lost: each line that DataJoint parses
// as a foreign key is one, or a diagnostic says why not.
func checkArrows(t *testing.T, p *graph.Pipeline) {
	t.Helper()
	arrows := 0
	for _, tab := range p.Tables {
		for line := range strings.Lines(tab.Definition) {
			line = strings.TrimSpace(line)
			before, _, ok := strings.Cut(line, "->")
			if ok && !strings.ContainsAny(before, "\"'#") && !strings.HasPrefix(line, "---") && !strings.HasPrefix(line, "___") {
				arrows++
			}
		}
	}
	explained := 0
	for _, d := range p.Diagnostics {
		switch d.Rule {
		case "fk-duplicate", "fk-syntax":
			explained++
		case "parse-error":
			return // its consequences are not reported
		}
	}
	if lost := arrows - len(p.ForeignKeys); lost < 0 || lost > explained {
		t.Errorf("%d lines with an arrow, but %d foreign keys and %d diagnostics that explain the difference", arrows, len(p.ForeignKeys), explained)
	}
}
