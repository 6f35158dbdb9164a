package check_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
)

// A countingFS counts how often each file is read. It is safe for concurrent use.
type countingFS struct {
	fstest.MapFS
	mu    sync.Mutex
	reads map[string]int
}

func (c *countingFS) ReadFile(name string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reads[name]++
	return c.MapFS.ReadFile(name)
}

var _ fs.ReadFileFS = (*countingFS)(nil)

// TestNotebooksAreReadOnce: the number of times that Run and each format read a
// notebook does not depend on the number of cells with findings.
func TestNotebooksAreReadOnce(t *testing.T) {
	notebook := func(schema string, cells int) []byte {
		var b strings.Builder
		fmt.Fprintf(&b, `{"cells": [{"cell_type": "code", "source": "import datajoint as dj\nschema = dj.Schema('%s')"}`, schema)
		for i := range cells {
			fmt.Fprintf(&b, `, {"cell_type": "code", "source": "@schema\nclass A%d(dj.Manual):\n  definition = 'a = 1 : int'"}`, i)
		}
		b.WriteString(`]}`)
		return []byte(b.String())
	}
	files := fstest.MapFS{"a.ipynb": {Data: notebook("a", 20)}, "b.ipynb": {Data: notebook("b", 1)}}
	p, err := extract.Project(context.Background(), files, extract.Options{Notebooks: true})
	if err != nil {
		t.Fatal(err)
	}
	source := &countingFS{MapFS: files, reads: map[string]int{}}
	findings := check.Run(p, check.Options{Files: source})
	if len(findings) < 21 {
		t.Fatalf("only %d findings", len(findings))
	}
	if large, small := source.reads["a.ipynb"], source.reads["b.ipynb"]; large != small {
		t.Errorf("the check reads the large notebook %d times, the small one %d times", large, small)
	}
	for _, f := range check.Formats() {
		clear(source.reads)
		if err := f.Write(io.Discard, findings, check.FormatOptions{Source: source}); err != nil {
			t.Fatal(err)
		}
		if n := source.reads["a.ipynb"]; n > 1 {
			t.Errorf("%s: the large notebook is read %d times", f.Name, n)
		}
	}
}

// TestManyFindingsInOneLine: a long line costs its length once, not once for each
// finding in it. Otherwise this would take gigabytes, and longer than a test may.
func TestManyFindingsInOneLine(t *testing.T) {
	const many = 20_000
	files := fstest.MapFS{"lab.py": {Data: []byte("import datajoint as dj\n" + strings.Repeat("dj.conn(password='hünter22'); ", many) + "\n")}}
	p, err := extract.Project(context.Background(), files, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	findings := check.Run(p, check.Options{Files: files, Select: []string{"credentials"}})
	if len(findings) != many {
		t.Fatalf("%d findings, want %d", len(findings), many)
	}
	for _, format := range check.Formats() {
		var out strings.Builder
		if err := format.Write(&out, findings, check.FormatOptions{Source: files, Credentials: p.Credentials}); err != nil {
			t.Errorf("%s: %v", format.Name, err)
		}
		if strings.Contains(out.String(), "nter22") {
			t.Errorf("%s shows a password", format.Name)
		}
		last := findings[many-1]
		if want := fmt.Sprintf("%q: %d", "startColumn", last.Pos.Col-(many-1)); format.Name == "sarif" && !strings.Contains(out.String(), want) {
			t.Errorf("%s has no %s", format.Name, want)
		}
	}
}
