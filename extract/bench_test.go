package extract_test

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"testing"
	"testing/fstest"

	sitter "github.com/smacker/go-tree-sitter"
	grammar "github.com/smacker/go-tree-sitter/python"
	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/extract"
)

// sizes returns the sizes of the benchmarks: the number of modules and of
// tables in each.
func sizes() [][2]int { return [][2]int{{1, 1}, {10, 10}, {100, 10}} }

// BenchmarkParse is the baseline for BenchmarkProject: it parses the same files
// with tree-sitter alone, on the same number of cores. Analysing a project
// should take at most 1.25 times as long.
func BenchmarkParse(b *testing.B) {
	for _, size := range sizes() {
		fsys := generate(size[0], size[1])
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			b.SetBytes(total(fsys))
			for b.Loop() {
				if err := parseAll(fsys); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkProject analyses a whole generated pipeline.
func BenchmarkProject(b *testing.B) {
	for _, size := range sizes() {
		fsys := generate(size[0], size[1])
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			b.SetBytes(total(fsys))
			b.ReportAllocs()
			for b.Loop() {
				p, err := extract.Project(context.Background(), fsys, extract.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if got, want := len(p.Tables), 2*size[0]*size[1]; got != want {
					b.Fatalf("got %d tables, want %d", got, want)
				}
			}
		})
	}
}

func total(fsys fstest.MapFS) (bytes int64) {
	for _, f := range fsys {
		bytes += int64(len(f.Data))
	}
	return bytes
}

// parseAll parses the files with one tree-sitter parser per core.
func parseAll(fsys fstest.MapFS) error {
	todo := make(chan string)
	var g errgroup.Group
	for range min(runtime.GOMAXPROCS(0), len(fsys)) {
		g.Go(func() error {
			parser := sitter.NewParser()
			defer parser.Close()
			parser.SetLanguage(grammar.GetLanguage())
			for name := range todo {
				text, err := fs.ReadFile(fsys, name)
				if err != nil {
					return err
				}
				tree, err := parser.ParseCtx(context.Background(), nil, text)
				if err != nil {
					return err
				}
				tree.Close()
			}
			return nil
		})
	}
	for name := range fsys {
		todo <- name
	}
	close(todo)
	return g.Wait()
}

// TestGenerated checks that a generated pipeline has the expected tables and
// foreign keys and no diagnostics.
func TestGenerated(t *testing.T) {
	p := project(t, generate(12, 5), extract.Options{})
	for _, d := range p.Diagnostics {
		t.Error(d)
	}
	if got, want := len(p.Tables), 2*12*5; got != want {
		t.Errorf("got %d tables, want %d", got, want)
	}
	if got, want := len(p.ForeignKeys), 169; got != want {
		t.Errorf("got %d foreign keys, want %d", got, want)
	}
}
