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
