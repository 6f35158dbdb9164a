package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract"
)

// matlabTrees returns the directories next to the project and its search path
// that hold MATLAB schemas. A lab that works in both languages keeps python/
// and matlab/ side by side.
func matlabTrees(dirs []string) []extract.Tree {
	var trees []extract.Tree
	var seen []string
	for _, dir := range dirs {
		abs, err := filepath.Abs(dir)
		if err != nil {
			continue // without an absolute path there is no parent to look in
		}
		parent := filepath.Dir(abs)
		if parent == abs || slices.Contains(seen, parent) || !holdsMATLAB(parent) {
			continue
		}
		seen = append(seen, parent)
		trees = append(trees, extract.Tree{FS: regularFS{os.DirFS(parent)}, Name: displayAbs(parent)})
	}
	return trees
}

// holdsMATLAB reports whether a directory looks like one with MATLAB schemas.
func holdsMATLAB(dir string) bool {
	entries, err := os.ReadDir(dir)
	return err == nil && slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		name := strings.ToLower(e.Name())
		return e.IsDir() && (name == "matlab" || name == "schemas" || strings.HasPrefix(name, "+"))
	})
}
