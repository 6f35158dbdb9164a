package extract

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/djdag/djdag/extract/internal/projectfiles"
)

// discover lists the project's files, finds its import roots and names its
// modules.
func (p *project) discover(ctx context.Context) error {
	target := path.Clean("./" + p.opts.Target)
	info, err := fs.Stat(p.modules.project().FS, target)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return &EntryError{TargetOption, p.opts.Target}
		}
		return err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "read", Path: p.opts.Target, Err: errNotRegular}
	}
	p.opts.Target = target
	w := &walker{ctx: ctx, fsys: p.modules.project().FS, notebooks: p.opts.Notebooks, exclude: excludeGlobs(p.opts.Exclude), onFile: p.prefetchFile}
	if err := w.dir(".", nil); err != nil {
		return err
	}
	if len(w.files) == 0 && w.sawIgnored {
		// The .gitignore says "*", as virtual environments write it, but the files
		// were added to Git anyway.
		w.noGitignore, w.projectFiles, w.allNotebooks, w.unfollowed, w.folders = true, nil, nil, nil, nil
		if err := w.dir(".", nil); err != nil {
			return err
		}
	}
	if !info.IsDir() && !slices.Contains(w.files, target) {
		w.files = append(w.files, target) // a notebook or an ignored file
		slices.Sort(w.files)
	}
	if p.modules.roots = slices.Clone(p.opts.Roots); len(p.modules.roots) == 0 {
		p.modules.roots = rootsFor(p.opts.Entries, findRoots(p.modules.project().FS, w), w)
	}
	for i, r := range p.modules.roots {
		p.modules.roots[i] = path.Clean("./" + r)
		if info, err := fs.Stat(p.modules.project().FS, p.modules.roots[i]); err != nil || !info.IsDir() {
			return &EntryError{RootOption, r}
		}
	}
	for _, dir := range projectfiles.HiddenFolders() {
		w.hidden(dir)
	}
	p.unreadable, p.unfollowed, p.projectFiles, p.notebooks = w.unreadable, w.unfollowed, w.projectFiles, w.allNotebooks
	p.folders = w.folders
	p.modules.addFiles(w.files)
	return nil
}

// prefetchFile starts parsing a file as soon as it is found, before its module
// has a name, if the file is certain to be analysed.
func (p *project) prefetchFile(file string) {
	if len(p.opts.Entries) > 0 || !p.isTarget(file) {
		return
	}
	p.prefetch.tryAdd(p.modules.addUnnamed(file)) // if the queue is full, its wave parses it
}

// isIdentifier reports whether s is a Python identifier. Any character outside
// ASCII counts as a letter.
func isIdentifier(s string) bool {
	for i, r := range s {
		if !(r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0x80 || i > 0 && '0' <= r && r <= '9') {
			return false
		}
	}
	return s != ""
}

// An unreadableFolder is a folder that could not be read.
type unreadableFolder struct {
	dir string
	err error
}

// A walker lists the Python files of a project. It skips what is not the
// project's own source: hidden folders, virtual environments, caches, build
// output, and everything that .gitignore matches. It does not follow symbolic
// links to folders, so there are no loops.
type walker struct {
	ctx          context.Context
	fsys         fs.FS
	notebooks    bool
	exclude      []string          // globs of the paths to skip
	onFile       func(file string) // called for each file
	unfollowed   []unfollowedFile
	folders      []string // those that were read
	files        []string // in walk order
	packages     map[string]bool
	unreadable   []unreadableFolder
	allNotebooks []string        // whether or not they are analysed
	projectFiles []string        // configuration files
	top          []ignorePattern // those of the project's own .gitignore
	sawIgnored   bool            // .gitignore matched something
	noGitignore  bool            // do not read .gitignore
}

// dir walks a folder. The patterns are those of the .gitignore files above it.
func (w *walker) dir(dir string, patterns []ignorePattern) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		if dir == "." {
			return err
		}
		if !errors.Is(err, fs.ErrNotExist) { // a folder that vanished is not an error
			w.unreadable = append(w.unreadable, unreadableFolder{dir, err})
		}
		return nil
	}
	for _, e := range entries {
		switch e.Name() {
		case "pyvenv.cfg":
			return nil
		case "__init__.py":
			if w.packages == nil {
				w.packages = map[string]bool{}
			}
			w.packages[dir] = true
		case ".gitignore":
			if !w.isFile(path.Join(dir, e.Name()), e) {
				continue
			}
			if text, err := fs.ReadFile(w.fsys, path.Join(dir, e.Name())); err == nil && !w.noGitignore {
				patterns = append(slices.Clip(patterns), ignorePatterns(dir, string(text))...)
			}
		}
	}
	w.folders = append(w.folders, dir)
	if dir == "." {
		w.top = patterns
	}
	for _, e := range entries {
		file := path.Join(dir, e.Name())
		if slices.ContainsFunc(w.exclude, func(glob string) bool { return doublestar.MatchUnvalidated(glob, file) }) {
			continue
		}
		if !e.IsDir() {
			w.file(file, e, patterns)
			continue
		}
		if skipDir(e.Name(), w.packages[dir]) || w.ignores(patterns, file, true) {
			continue
		}
		if err := w.dir(file, patterns); err != nil {
			return err
		}
	}
	return nil
}

// file adds a file if it is Python or configuration.
func (w *walker) file(file string, e fs.DirEntry, patterns []ignorePattern) {
	ext := path.Ext(file)
	code := ext == ".py" || ext == ".ipynb" && w.notebooks
	switch {
	case !code && ext != ".ipynb" && !projectfiles.Relevant(file) && !projectfiles.Describes(file):
		if e.Type()&fs.ModeSymlink != 0 && !w.ignores(patterns, file, false) {
			w.folderLink(file)
		}
		return
	case !e.Type().IsRegular() && w.ignores(patterns, file, false), !w.isFile(file, e):
		return
	}
	if ext == ".ipynb" && e.Type().IsRegular() && !w.ignores(patterns, file, false) {
		w.allNotebooks = append(w.allNotebooks, file)
	}
	if code && !w.ignores(patterns, file, false) {
		w.files = append(w.files, file)
		w.onFile(file)
	} else if !code && projectfiles.Relevant(file) && !w.ignores(patterns, file, false) {
		w.projectFiles = append(w.projectFiles, file)
	}
}

// excludeGlobs returns [Options.Exclude] as globs of whole paths.
func excludeGlobs(exclude []string) []string {
	var globs []string
	for _, e := range exclude {
		glob := strings.TrimPrefix(path.Clean("/"+e), "/")
		if !strings.Contains(strings.TrimSuffix(e, "/"), "/") {
			glob = "**/" + glob
		}
		globs = append(globs, glob)
	}
	return globs
}

// hidden adds the configuration in a hidden folder.
func (w *walker) hidden(dir string) {
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			w.unreadable = append(w.unreadable, unreadableFolder{dir, err})
		}
		return
	}
	for above := dir; above != "."; above = path.Dir(above) {
		if w.ignores(w.top, above, true) {
			return
		}
	}
	w.folders = append(w.folders, dir)
	for _, e := range entries {
		if file := path.Join(dir, e.Name()); !e.IsDir() && projectfiles.Relevant(file) && !w.ignores(w.top, file, false) && w.isFile(file, e) {
			w.projectFiles = append(w.projectFiles, file)
		}
	}
}

// ignores reports whether .gitignore matches a file or folder.
func (w *walker) ignores(patterns []ignorePattern, file string, isDir bool) bool {
	out := ignored(patterns, file, isDir)
	w.sawIgnored = w.sawIgnored || out
	return out
}

// skipDir reports whether a folder of this name holds no source of the project.
// Inside a package, names such as "build" are ordinary.
func skipDir(name string, inPackage bool) bool {
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".egg-info") || strings.Contains(name, "{{") { // of a template
		return true
	}
	switch name {
	case "__pycache__", "node_modules", "site-packages":
		return true
	case "build", "dist", "venv", "env":
		return !inPackage
	}
	return false
}
