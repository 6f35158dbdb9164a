package check

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// files is the project's folder, as far as rules look at it.
type files struct {
	fsys fs.FS // nil: there is none
	// names lists the files of the folder and of the two levels of folders
	// below, sorted.
	names func() []string
}

func newFiles(fsys fs.FS) *files {
	f := &files{fsys: fsys}
	f.names = sync.OnceValue(f.walk)
	return f
}

func (f *files) read(name string) ([]byte, bool) {
	if f.fsys == nil {
		return nil, false
	}
	text, err := fs.ReadFile(f.fsys, name)
	return text, err == nil
}

func (f *files) has(name string) bool {
	if f.fsys == nil {
		return false
	}
	_, err := fs.Stat(f.fsys, name)
	return err == nil
}

// walk lists the files of the upper levels, without those of folders that no
// one wrote.
func (f *files) walk() []string {
	if f.fsys == nil {
		return nil
	}
	const levels = 2
	var names []string
	// What cannot be read is not there.
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

// matching returns the files whose base name matches the pattern of
// [path.Match], ignoring case.
func (f *files) matching(pattern string) []string {
	var found []string
	for _, name := range f.names() {
		if ok, err := path.Match(pattern, strings.ToLower(path.Base(name))); ok && err == nil {
			found = append(found, name)
		}
	}
	return found
}

// inRoot keeps the names of files of the folder itself.
func inRoot(names []string) []string {
	return slices.DeleteFunc(names, func(n string) bool { return strings.Contains(n, "/") })
}
