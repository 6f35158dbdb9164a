package bench_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	sitter "github.com/smacker/go-tree-sitter"
	grammar "github.com/smacker/go-tree-sitter/python"
	"golang.org/x/sync/errgroup"
)

// parse reads the Python files of a project and parses them with one tree-sitter parser
// per core. Nothing is done with the trees: no program that parses all files with
// tree-sitter takes less.
func parse(project string) error {
	names := make(chan string)
	g, ctx := errgroup.WithContext(context.Background())
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			parser := sitter.NewParser()
			defer parser.Close()
			parser.SetLanguage(grammar.GetLanguage())
			for name := range names {
				text, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				tree, err := parser.ParseCtx(ctx, nil, text)
				if err != nil {
					return err
				}
				tree.Close()
			}
			return nil
		})
	}
	g.Go(func() error {
		defer close(names)
		return filepath.WalkDir(project, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".py" {
				return err
			}
			select {
			case names <- name:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	})
	return g.Wait()
}
