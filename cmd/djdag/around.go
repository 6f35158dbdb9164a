package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract"
)

// around returns the folders beside the project and its search path in which a
// laboratory that works in two languages keeps its MATLAB schemas: the parent
// of python/, if a folder of MATLAB stands there, too.
func around(folders []string) []extract.Tree {
	var trees []extract.Tree
	var seen []string
	for _, dir := range folders {
		abs, err := filepath.Abs(dir)
		if err != nil {
			continue // a path that cannot be named has no parent to look in
		}
		parent := filepath.Dir(abs)
		if parent == abs || slices.Contains(seen, parent) || !holdsMatlab(parent) {
			continue
		}
		seen = append(seen, parent)
		trees = append(trees, extract.Tree{FS: regular{os.DirFS(parent)}, Name: display(parent)})
	}
	return trees
}

func holdsMatlab(dir string) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		name := strings.ToLower(e.Name())
		return e.IsDir() && (name == "matlab" || name == "schemas" || strings.HasPrefix(name, "+"))
	})
}
