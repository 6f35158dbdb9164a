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

// findProject returns the directory to analyse path from, as an OS path, and
// the slash-separated target inside it. A directory is its own base. A package
// or a single file belongs to a project, which decides what it may import, so
// its base is the project directory. Without a project, the base is the topmost
// package: the directories next to it may be unrelated. A project directory may
// itself be a package. With configured, a directory that is no project belongs to
// the one above it, if there is a configuration.
func findProject(path string, isDir, configured bool) (base, target string, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", "", cannot("read", path, err)
	}
	dir := abs
	if !isDir {
		dir = filepath.Dir(abs)
	}
	isPart := !isDir || hasAny(dir, "__init__.py")
	if !isPart && configured && !isProject(dir) {
		c, err := nearestConfig(dir)
		isPart = err != nil || c.path != "" // the error is reported with the project
	}
	if isPart {
		top := dir
		for hasAny(dir, "__init__.py") && !isProject(dir) && filepath.Dir(dir) != dir {
			top, dir = dir, filepath.Dir(dir)
		}
		if dir = projectAbove(dir); dir == "" {
			dir = top
		}
	}
	if isDir && !isBelow(dir, abs) {
		return findProject(realPath(abs), isDir, configured) // the user names it, wherever the link leads
	}
	inside, err := filepath.Rel(dir, abs)
	if err != nil {
		return "", "", cannot("read", path, err)
	}
	return displayAbs(dir), filepath.ToSlash(inside), nil
}

// projectAbove returns the nearest directory at or above dir that looks like a
// project, or "".
func projectAbove(dir string) string {
	for ; ; dir = filepath.Dir(dir) {
		if isProject(dir) {
			return dir
		}
		if filepath.Dir(dir) == dir {
			return ""
		}
	}
}

// packageName returns the name that a directory is imported by, or "" if it is
// not a package. A checkout may have a name that no module can have, such as
// "my-pipeline"; it is imported as my_pipeline.
func packageName(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil || !hasAny(dir, "__init__.py") {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, filepath.Base(abs))
}

// isProject reports whether a directory looks like the top of a project.
func isProject(dir string) bool {
	return hasAny(dir, projectFile, configFile, "setup.py", "setup.cfg", ".git")
}

// hasAny reports whether the directory contains any of the names.
func hasAny(dir string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	})
}

// inGit reports whether a directory belongs to a Git repository.
func inGit(dir string) bool {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	for ; ; abs = filepath.Dir(abs) {
		if hasAny(abs, ".git") {
			return true
		}
		if filepath.Dir(abs) == abs {
			return false
		}
	}
}

// rootWithin returns the import root dir as a slash-separated path inside base.
// dir is relative to the current directory, like every path on the command
// line, or else to the project.
func rootWithin(base, dir string) (string, error) {
	if checkDir(dir) != nil && !filepath.IsAbs(dir) && checkDir(filepath.Join(base, dir)) == nil {
		dir = filepath.Join(base, dir)
	}
	if err := checkDir(dir); err != nil {
		return "", err
	}
	root, err := relativeTo(base, dir)
	if err != nil {
		return "", err
	}
	root = filepath.ToSlash(root)
	if !fs.ValidPath(root) {
		return "", usagef("%s is outside the project %s; use --search-path", dir, base)
	}
	return root, nil
}

// checkDir returns an error unless dir is a directory.
func checkDir(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return cannot("read", dir, err)
	}
	if !info.IsDir() {
		return fmt.Errorf("cannot read %s: not a directory", dir)
	}
	return nil
}
