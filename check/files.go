package check

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// files provides the files of the project to rules.
type files struct {
	fsys fs.FS // may be nil
	// names returns the paths of the files in the top three levels of
	// directories, sorted.
	names func() []string
}

func newFiles(fsys fs.FS) *files {
	f := &files{fsys: fsys}
	f.names = sync.OnceValue(f.walk)
	return f
}

// read returns the content of a file, and whether it can be read.
func (f *files) read(name string) ([]byte, bool) {
	if f.fsys == nil {
		return nil, false
	}
	text, err := fs.ReadFile(f.fsys, name)
	return text, err == nil
}

// has reports whether a file exists, even if it cannot be read, as a link that leads
// out of the project.
func (f *files) has(name string) bool {
	if f.fsys == nil {
		return false
	}
	_, err := fs.Lstat(f.fsys, name)
	return err == nil
}

// hasRegular reports whether a file exists and is no directory.
func (f *files) hasRegular(name string) bool {
	if f.fsys == nil {
		return false
	}
	info, err := fs.Stat(f.fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// walk returns the files of the top levels. It skips hidden directories and
// generated ones.
func (f *files) walk() []string {
	if f.fsys == nil {
		return nil
	}
	const levels = 2
	var names []string
	// Ignore what cannot be read.
	_ = fs.WalkDir(f.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			names = append(names, name)
		case name == ".":
		case strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"node_modules", "venv", "env", "build", "dist", "__pycache__"}, d.Name()),
			strings.Count(name, "/") >= levels:
			return fs.SkipDir
		}
		return nil
	})
	return names
}

// matching returns the files whose base name in lower case matches a pattern of
// [path.Match].
func (f *files) matching(pattern string) []string {
	var found []string
	for _, name := range f.names() {
		if ok, err := path.Match(pattern, strings.ToLower(path.Base(name))); ok && err == nil {
			found = append(found, name)
		}
	}
	return found
}

// inRoot returns the files at the top level. It changes names.
func inRoot(names []string) []string {
	return slices.DeleteFunc(names, func(n string) bool { return strings.Contains(n, "/") })
}
