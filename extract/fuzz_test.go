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
)

// FuzzProject holds what is true of every project of one file: the analysis
// ends without an error, twice with the same result, and what comes out fits
// together.
func FuzzProject(f *testing.F) {
	for _, text := range files(f, ".py") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{"m.py": &fstest.MapFile{Data: []byte(text)}}
		p := project(t, fsys, extract.Options{})
		checkPipeline(t, p, map[string]string{"m.py": text})
		if diff := cmp.Diff(p, project(t, fsys, extract.Options{})); diff != "" {
			t.Errorf("a second run gives something else:\n%s", diff)
		}
	})
}

// FuzzNotebook holds the same of a notebook.
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

// files returns the files of the archives whose names end so.
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

// checkPipeline checks that a pipeline fits together, and that its positions
// lie in the files, if these are given by their paths.
func checkPipeline(t *testing.T, p *graph.Pipeline, files map[string]string) {
	t.Helper()
	at := func(what string, pos graph.Pos) {
		t.Helper()
		text, ok := files[pos.Path]
		if !ok || pos.Line == 0 {
			if files != nil && pos.Path != "" && !ok {
				t.Errorf("%s stands in the file %q, which is not there", what, pos.Path)
			}
			return
		}
		lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
		if pos.Line > len(lines) || pos.Col > len(lines[pos.Line-1])+1 || pos.Col < 1 {
			t.Errorf("%s stands at %s, which is not there", what, pos)
		}
	}
	known := map[string]bool{}
	for _, x := range p.Externals {
		known[x.ID] = true
	}
	schemas := map[string]bool{}
	for _, s := range p.Schemas {
		at("the schema "+s.ID, s.Pos)
		schemas[s.ID] = true
	}
	for _, tab := range p.Tables {
		if known[tab.ID] {
			t.Errorf("%s is there twice", tab.ID)
		}
		known[tab.ID] = true
	}
	for _, tab := range p.Tables {
		at("the table "+tab.ID, tab.Pos)
		if !schemas[tab.Schema] {
			t.Errorf("the schema %q of %s is not there", tab.Schema, tab.ID)
		}
		if tab.Master != "" && !known[tab.Master] {
			t.Errorf("the master %q of %s is not there", tab.Master, tab.ID)
		}
		key := 0
		for _, a := range tab.Attributes {
			if a.InKey {
				key++
			}
			for _, n := range a.From {
				if n < 0 || n >= len(p.ForeignKeys) || p.ForeignKeys[n].Child != tab.ID {
					t.Errorf("%s.%s comes from foreign key %d, which is none of the table's", tab.ID, a.Name, n)
				}
			}
		}
		if key != len(tab.PrimaryKey) {
			t.Errorf("%s has %d attributes in its key %v", tab.ID, key, tab.PrimaryKey)
		}
	}
	for _, fk := range p.ForeignKeys {
		at("the foreign key "+fk.Text, fk.Pos)
		if !known[fk.Child] || !known[fk.Parent] {
			t.Errorf("the foreign key from %q to %q has an end that is not there", fk.Child, fk.Parent)
		}
	}
	for _, d := range p.Diagnostics {
		at(d.Message, d.Pos)
		at("the end of "+d.Message, d.End)
		if d.Rule == "" || d.Message == "" {
			t.Errorf("a diagnostic says nothing: %+v", d)
		}
	}
	checkArrows(t, p)
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
		t.Errorf("the export is not what was read back (-first +second):\n%s", diff)
	}
}

// checkArrows checks that no reference is lost: each line that DataJoint takes
// for a foreign key is one, or a diagnostic says why not.
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
			return // what follows from it is not reported
		}
	}
	if lost := arrows - len(p.ForeignKeys); lost < 0 || lost > explained {
		t.Errorf("%d lines with an arrow, %d foreign keys, and %d diagnostics that say why", arrows, len(p.ForeignKeys), explained)
	}
}
