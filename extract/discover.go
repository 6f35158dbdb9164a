package extract

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/djdag/djdag/extract/internal/projectfiles"
)

// discover lists the project's files and names its modules.
func (p *project) discover(ctx context.Context) error {
	target := path.Clean("./" + p.opts.Target)
	info, err := fs.Stat(p.index.project().FS, target)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return &EntryError{TargetOption, p.opts.Target}
		}
		return err
	}
	p.opts.Target = target
	w := &walker{ctx: ctx, fsys: p.index.project().FS, notebooks: p.opts.Notebooks, exclude: excludeGlobs(p.opts.Exclude), found: p.foundFile}
	if err := w.dir(".", nil); err != nil {
		return err
	}
	if len(w.files) == 0 && w.ignored {
		// A "*" in .gitignore, as virtual environments leave it: it is not meant
		// for what Git was told to keep all the same.
		w.tracked, w.around = true, nil
		if err := w.dir(".", nil); err != nil {
			return err
		}
	}
	if !info.IsDir() && !slices.Contains(w.files, target) {
		w.files = append(w.files, target) // a notebook, or a file that is ignored
		slices.Sort(w.files)
	}
	if p.index.roots = slices.Clone(p.opts.Roots); len(p.index.roots) == 0 {
		p.index.roots = rootsFor(p.opts.Entries, findRoots(p.index.project().FS, w), w)
	}
	for i, r := range p.index.roots {
		p.index.roots[i] = path.Clean("./" + r)
		if info, err := fs.Stat(p.index.project().FS, p.index.roots[i]); err != nil || !info.IsDir() {
			return &EntryError{RootOption, r}
		}
	}
	p.closed, p.around = w.closed, w.around
	p.index.discovered(w.files)
	return nil
}

// foundFile lets a file that is surely analysed be read before its module has
// a name.
func (p *project) foundFile(file string) {
	if len(p.opts.Entries) > 0 || !p.isTarget(file) {
		return
	}
	p.ahead.add(p.index.expect(file)) // else it is read later, in its wave
}

func isIdentifier(s string) bool {
	for i, r := range s {
		if !(r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0x80 || i > 0 && '0' <= r && r <= '9') {
			return false
		}
	}
	return s != ""
}

// A closedFolder is a folder that we may not read.
type closedFolder struct {
	dir string
	err error
}

// maxAround is how many folders deep the files around the modules may lie.
const maxAround = 2

// A walker lists the Python files of a folder. It passes over what is not the
// project's own source: hidden folders, virtual environments, caches, build
// products and all that .gitignore names. Symbolic links to folders are not
// followed, so there are no loops.
type walker struct {
	ctx       context.Context
	fsys      fs.FS
	notebooks bool
	exclude   []string          // globs of what is passed over
	found     func(file string) // is told of each file
	files     []string          // in the order of the walk
	packages  map[string]bool
	closed    []closedFolder
	around    []string // the files around the modules that matter, of the upper folders
	ignored   bool     // .gitignore names a folder or a file
	tracked   bool     // it is not asked
}

func (w *walker) dir(dir string, patterns []ignorePattern) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		if dir == "." {
			return err
		}
		if !errors.Is(err, fs.ErrNotExist) { // else it vanished
			w.closed = append(w.closed, closedFolder{dir, err})
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
			if text, err := fs.ReadFile(w.fsys, path.Join(dir, e.Name())); err == nil && !w.tracked {
				patterns = append(slices.Clip(patterns), ignorePatterns(dir, string(text))...)
			}
		}
	}
	for _, e := range entries {
		name := e.Name()
		file := path.Join(dir, name)
		if slices.ContainsFunc(w.exclude, func(glob string) bool { return doublestar.MatchUnvalidated(glob, file) }) {
			continue
		}
		if e.IsDir() {
			if skipDir(name, w.packages[dir]) || w.ignores(patterns, file, true) {
				continue
			}
			if err := w.dir(file, patterns); err != nil {
				return err
			}
			continue
		}
		if ext := path.Ext(name); ext != ".py" && (ext != ".ipynb" || !w.notebooks) {
			if strings.Count(file, "/") <= maxAround && projectfiles.Matters(name) && !w.ignores(patterns, file, false) {
				w.around = append(w.around, file)
			}
			continue
		}
		if e.Type()&fs.ModeSymlink != 0 {
			if info, err := fs.Stat(w.fsys, file); err != nil || info.IsDir() {
				continue
			}
		}
		if !w.ignores(patterns, file, false) {
			w.files = append(w.files, file)
			w.found(file)
		}
	}
	return nil
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

// ignores reports whether .gitignore names a file or folder.
func (w *walker) ignores(patterns []ignorePattern, file string, isDir bool) bool {
	out := ignored(patterns, file, isDir)
	w.ignored = w.ignored || out
	return out
}

func skipDir(name string, inPackage bool) bool {
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".egg-info") {
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

// findRoots finds where imports of the project start: what pyproject.toml
// says, src/, the folder above each top-level package, and the project itself.
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

// rootsFor drops the roots inside of a folder without __init__.py that an
// entry names as a package: what lies there is imported by that name.
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
