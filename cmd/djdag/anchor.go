package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// anchor returns the folder that path is analysed in, as an OS path, and the
// target inside it, slash-separated. A folder is analysed as it is. A package
// and a single file are part of a project, which says what they may import: so
// they are analysed from the project's folder, or if there is none, from that of
// the topmost package: what lies beside it may be anything. A project's folder
// may be a package itself.
func anchor(path string, isDir bool) (base, target string, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", "", cannot("read", path, err)
	}
	folder := abs
	if !isDir {
		folder = filepath.Dir(abs)
	}
	if !isDir || hasAny(folder, "__init__.py") {
		top := folder
		for hasAny(folder, "__init__.py") && !isProject(folder) && filepath.Dir(folder) != folder {
			top, folder = folder, filepath.Dir(folder)
		}
		if folder = projectAbove(folder); folder == "" {
			folder = top
		}
	}
	inside, err := filepath.Rel(folder, abs)
	if err != nil {
		return "", "", cannot("read", path, err)
	}
	return display(folder), filepath.ToSlash(inside), nil
}

// projectAbove returns the nearest folder at or above dir that looks like a
// project's, or "".
func projectAbove(dir string) string {
	for folder := dir; ; folder = filepath.Dir(folder) {
		if isProject(folder) {
			return folder
		}
		if filepath.Dir(folder) == folder {
			return ""
		}
	}
}

// packageName returns the name by which a folder is imported, or "" where it is
// no package. A checkout may be called what no module can be, such as
// "my-pipeline"; then it is my_pipeline.
func packageName(folder string) string {
	abs, err := filepath.Abs(folder)
	if err != nil || !hasAny(folder, "__init__.py") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, filepath.Base(abs))
}

// isProject reports whether a folder looks like a project's.
func isProject(folder string) bool {
	return hasAny(folder, projectFile, configFile, "setup.py", "setup.cfg", ".git")
}

// hasAny reports whether one of the names is in the folder.
func hasAny(folder string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		_, err := os.Stat(filepath.Join(folder, name))
		return err == nil
	})
}

// rootWithin returns the import root dir as a slash-separated path inside
// base. Like every path on the command line it counts from the current
// directory; one that is not there counts from the project.
func rootWithin(base, dir string) (string, error) {
	if isFolder(dir) != nil && !filepath.IsAbs(dir) && isFolder(filepath.Join(base, dir)) == nil {
		dir = filepath.Join(base, dir)
	}
	if err := isFolder(dir); err != nil {
		return "", err
	}
	root, err := relative(base, dir)
	if err != nil {
		return "", err
	}
	root = filepath.ToSlash(root)
	if !fs.ValidPath(root) {
		return "", usagef("%s is outside of the project %s; use --search-path", dir, base)
	}
	return root, nil
}

func isFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return cannot("read", dir, err)
	}
	if !info.IsDir() {
		return fmt.Errorf("cannot read %s: not a folder", dir)
	}
	return nil
}
