package extract

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/projectfiles"
)

// packageFolders returns the folders that pyproject.toml declares as import roots. It
// skips folders that are packages themselves: their modules import each other by the
// package's name, so declaring one as a root is a mistake.
func packageFolders(fsys fs.FS) []string {
	var roots []string
	for _, r := range projectfiles.PackageFolders(fsys) {
		r = path.Clean("./" + r)
		if info, err := fs.Stat(fsys, r); err != nil || !info.IsDir() || slices.Contains(roots, r) {
			continue
		}
		if _, err := fs.Stat(fsys, path.Join(r, "__init__.py")); err != nil || r == "." {
			roots = append(roots, r)
		}
	}
	return roots
}

// findRoots returns the import roots of the project: those in pyproject.toml,
// src/, the project folder, and the parent of each top-level package.
func findRoots(fsys fs.FS, w *walker) []string {
	roots := packageFolders(fsys)
	add := func(r string) {
		if !slices.Contains(roots, r) {
			roots = append(roots, r)
		}
	}
	if !w.packages["src"] && slices.ContainsFunc(w.files, func(f string) bool { return strings.HasPrefix(f, "src/") }) {
		add("src")
	}
	add(".")
	var tops []string
	for pkg := range w.packages {
		if parent := path.Dir(pkg); pkg != "." && !w.packages[parent] {
			tops = append(tops, parent)
		}
	}
	slices.Sort(tops)
	for _, t := range tops {
		add(t)
	}
	return roots
}

// rootsFor removes the roots at or below a namespace package that an entry
// names. Modules there are imported by the package's name.
func rootsFor(entries, roots []string, w *walker) []string {
	for _, e := range entries {
		top, _, _ := strings.Cut(e, ".")
		for _, r := range roots {
			folder := path.Join(r, top)
			if w.packages[folder] || slices.Contains(w.files, folder+".py") {
				break
			}
			if slices.ContainsFunc(w.files, func(f string) bool { return strings.HasPrefix(f, folder+"/") }) {
				roots = slices.DeleteFunc(slices.Clone(roots), func(r string) bool {
					return r == folder || strings.HasPrefix(r, folder+"/")
				})
				break
			}
		}
	}
	return roots
}
