package extract

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/djdag/djdag/extract/internal/interp"
)

// A moduleIndex finds modules by name. Discovery adds files from one goroutine;
// after that, any number of goroutines may use the index.
type moduleIndex struct {
	trees []Tree // the project first
	// pkg is the name by which the project's folder itself is imported; it may
	// be empty.
	pkg   string
	roots []string  // the import roots of the project, slash-separated
	files []*source // the discovered files of the project, sorted by path
	// folders has the project's folders with Python files in them, at any depth.
	folders map[string]bool

	mu         sync.Mutex         // guards the fields below
	byName     map[string]*source // a nil value: there is no such module
	byPath     map[string]*source // the project's files
	addedPaths []addedPath
}

func newModuleIndex(trees []Tree, pkg string) *moduleIndex {
	return &moduleIndex{trees: trees, pkg: pkg, folders: map[string]bool{}, byName: map[string]*source{}, byPath: map[string]*source{}}
}

// project returns the project's own tree.
func (x *moduleIndex) project() *Tree { return &x.trees[0] }

// inProject reports whether a source is a file of the project, even if it was found
// on the search path.
func (x *moduleIndex) inProject(s *source) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return s.tree == x.project() || x.byPath[s.shown] != nil
}

// all returns the modules that were found, each once, unsorted.
func (x *moduleIndex) all() []*source {
	x.mu.Lock()
	defer x.mu.Unlock()
	var found []*source
	seen := map[*source]bool{}
	for _, s := range x.byName {
		if s != nil && !seen[s] {
			seen[s] = true
			found = append(found, s)
		}
	}
	return found
}

// addUnnamed adds a source for a file of the project, whose module is named
// later.
func (x *moduleIndex) addUnnamed(file string) *source {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := x.project().source(file)
	x.byPath[file] = s
	return s
}

// addFiles adds files of the project and names their modules.
func (x *moduleIndex) addFiles(files []string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, f := range files {
		x.files = append(x.files, x.addFile(f))
	}
	for _, s := range x.files {
		if s.root == "" && x.inHiddenPackage(s) {
			s.root = x.rootOf(s.path)
		}
	}
}

// inHiddenPackage reports whether a package of another root hides the package of
// a file. Such a file imports from its own package, even if only the other one
// has a module of the name.
func (x *moduleIndex) inHiddenPackage(s *source) bool {
	top, _, inPackage := strings.Cut(s.unit.Name, ".")
	if !inPackage {
		return false
	}
	pkg := x.byPath[path.Join(x.rootOf(s.path), top, "__init__.py")]
	return pkg != nil && pkg.root != ""
}

// addFile adds a file of the project and names its module. The caller holds
// x.mu.
func (x *moduleIndex) addFile(f string) *source {
	for dir := path.Dir(f); dir != "." && !x.folders[dir]; dir = path.Dir(dir) {
		x.folders[dir] = true
	}
	s := x.byPath[f]
	if s == nil {
		s = x.project().source(f)
	}
	s.unit.Name = x.moduleName(f)
	if first := x.byName[s.unit.Name]; first != nil && first.tree == s.tree {
		// Two roots have a module of this name. Imports find the first; the other
		// is named after its path.
		s.root = x.rootOf(f)
		s.unit.Name = strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(f, path.Ext(f)), "/__init__"), "/", ".")
		if x.byName[s.unit.Name] != nil {
			s.unit.Name = f
		}
	}
	x.byName[s.unit.Name] = s
	x.byPath[f] = s
	return s
}

// moduleName returns the module name of a project file: its path relative to
// the deepest import root above it. If some folder on that path is not an
// identifier, so that no import statement can name the module, the name is that
// of the file alone.
func (x *moduleIndex) moduleName(file string) string {
	best := x.rootOf(file)
	rel := file
	if best != "" && best != "." {
		rel = strings.TrimPrefix(file, best+"/")
	}
	rel = strings.TrimSuffix(rel, path.Ext(rel))
	if x.pkg != "" && best == "." {
		rel = path.Join(x.pkg, rel)
	}
	if path.Base(rel) == "__init__" && path.Dir(rel) != "." {
		rel = path.Dir(rel)
	}
	parts := strings.Split(rel, "/")
	for _, part := range parts[:len(parts)-1] {
		if !isIdentifier(part) {
			return parts[len(parts)-1]
		}
	}
	return strings.Join(parts, ".")
}

// rootOf returns the deepest import root above a file, or "".
func (x *moduleIndex) rootOf(file string) string {
	best := ""
	for _, r := range x.roots {
		if (r == "." || strings.HasPrefix(file, r+"/")) && (best == "" || best == "." || len(r) > len(best)) {
			best = r
		}
	}
	return best
}

// find looks up a dotted module name as seen by the module from: beside that
// module if Python would search there, in the project, and on the search path.
// It returns nil if there is no such module.
func (x *moduleIndex) find(name, from string) *source {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.lookUp(name, from)
}

// lookUp is find for callers that hold x.mu.
func (x *moduleIndex) lookUp(name, from string) *source {
	if isDataJoint(name) && !isDataJoint(from) {
		return nil // built in, even if its source is available
	}
	near := x.byName[from]
	if near != nil && near.root != "" { // its name is taken in another root
		if s := x.atPath(path.Join(near.root, strings.ReplaceAll(name, ".", "/"))); s != nil {
			return s
		}
	}
	if near != nil && near.tree == x.project() && x.byPath[near.initPath] == nil {
		// A file outside any package is a script: Python searches its folder
		// first.
		if s := x.atPath(path.Join(near.dir, strings.ReplaceAll(name, ".", "/"))); s != nil && !near.importsOwnFolder() {
			return s
		}
	}
	if s, ok := x.byName[name]; ok {
		return s // nil after a lookup that failed
	}
	var s *source
	if i := strings.LastIndexByte(name, '.'); i < 0 || x.lookUp(name[:i], from) != nil {
		s = x.findOnDisk(name)
	}
	if s == nil {
		s = x.findOnAddedPaths(name)
	}
	x.byName[name] = s
	return s
}

// addPath adds a folder to those that are searched last. The folder is relative
// to the tree of the module from.
func (x *moduleIndex) addPath(dir, from string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	near := x.byName[from]
	if near == nil || near.tree == nil {
		return
	}
	if added := (addedPath{near.tree, dir}); !slices.Contains(x.addedPaths, added) {
		x.addedPaths = append(x.addedPaths, added)
		for name, s := range x.byName { // failed lookups may now succeed
			if s == nil {
				delete(x.byName, name)
			}
		}
	}
}

// An addedPath is a folder that the code adds to sys.path.
type addedPath struct {
	tree *Tree
	dir  string // slash-separated, in the tree
}

// findOnAddedPaths looks up a module in the folders that the code adds to
// sys.path. A module that has another name in the project is the same source,
// not a copy.
func (x *moduleIndex) findOnAddedPaths(name string) *source {
	rel := strings.ReplaceAll(name, ".", "/")
	for _, a := range x.addedPaths {
		stem := path.Join(a.dir, rel)
		if a.tree == x.project() {
			if s := x.atPath(stem); s != nil {
				return s
			}
		} else if stem != rel {
			if s := x.inTree(strings.ReplaceAll(stem, "/", ".")); s != nil && s.tree == a.tree {
				return s
			}
		}
	}
	return nil
}

// inTree looks up a module by its full name, not on the added paths: one of these may
// be below another, and so on without an end.
func (x *moduleIndex) inTree(name string) *source {
	if s := x.byName[name]; s != nil {
		return s
	}
	s := x.findOnDisk(name)
	if s != nil {
		x.byName[name] = s
	}
	return s
}

// atPath returns the project's module or package at a path without its
// extension, or nil.
func (x *moduleIndex) atPath(stem string) *source {
	if s := x.byPath[stem+".py"]; s != nil {
		return s
	}
	return x.byPath[stem+"/__init__.py"]
}

// findOnDisk looks up a module in the import roots and on the search path, or
// returns nil. A folder without __init__.py is a source without code: a
// namespace package.
func (x *moduleIndex) findOnDisk(name string) *source {
	rel := strings.ReplaceAll(name, ".", "/")
	if !fs.ValidPath(rel) {
		return nil
	}
	namespace := func(dir string) *source {
		return &source{path: dir, unit: &interp.Unit{Name: name, IsPackage: true}}
	}
	var folder *source
	inside, ofPackage := strings.CutPrefix(rel, x.pkg+"/") // relative to the project's folder
	for _, r := range x.roots {                            // all files there are known
		stem := path.Join(r, rel)
		if r == "." && ofPackage {
			stem = inside
		}
		if s := x.atPath(stem); s != nil {
			return s
		}
		if folder == nil && x.folders[stem] {
			folder = namespace(stem)
		}
	}
	for i := 1; i < len(x.trees); i++ {
		t := &x.trees[i]
		for _, f := range []string{rel + "/__init__.py", rel + ".py"} {
			if info, err := fs.Stat(t.FS, f); err == nil && !info.IsDir() {
				s := t.source(f)
				s.unit.Name = name
				return s
			}
		}
		if folder == nil {
			if info, err := fs.Stat(t.FS, rel); err == nil && info.IsDir() {
				folder = namespace(rel)
			}
		}
	}
	return folder
}

// addWritten adds the modules that a notebook's cells write, unless the project
// has these files, and returns them.
func (x *moduleIndex) addWritten(nb *source) []*source {
	x.mu.Lock()
	defer x.mu.Unlock()
	var added []*source
	for _, w := range nb.writes {
		file := path.Join(path.Dir(nb.path), w.file)
		s := x.byPath[file]
		if s == nil && fs.ValidPath(file) {
			s = x.addFile(file)
			s.writtenBy, s.text, s.cells = nb, w.text, w.cells
		}
		if s != nil && s.writtenBy == nb {
			added = append(added, s)
		}
	}
	return added
}

// findFile returns the project's file at a path relative to the folder of the
// module from, or nil. It adds notebooks that were not discovered.
func (x *moduleIndex) findFile(file, from string) *source {
	x.mu.Lock()
	defer x.mu.Unlock()
	near := x.byName[from]
	if near == nil || near.tree != x.project() {
		return nil
	}
	file = path.Join(near.dir, file)
	if s := x.byPath[file]; s != nil {
		return s
	}
	if !fs.ValidPath(file) {
		return nil
	}
	if info, err := fs.Stat(near.tree.FS, file); err != nil || info.IsDir() {
		return nil
	}
	return x.addFile(file)
}

// submodules returns all modules in a package, sorted by rank and name.
func (x *moduleIndex) submodules(s *source) []*source {
	var found []*source
	if s.tree == x.project() || s.tree == nil {
		prefix := s.unit.Name + "."
		for _, f := range x.files {
			if strings.HasPrefix(f.unit.Name, prefix) {
				found = append(found, f)
			}
		}
	}
	if s.tree != x.project() && s.unit.IsPackage {
		for i := 1; i < len(x.trees); i++ {
			if t := &x.trees[i]; s.tree == nil || s.tree == t {
				found = x.appendSubmodules(found, t, s)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b *source) int {
		return cmp.Or(cmp.Compare(rankOf(a.path), rankOf(b.path)), strings.Compare(a.unit.Name, b.unit.Name))
	})
	return found
}

// appendSubmodules appends the modules of package s in a tree of the search
// path to found.
func (x *moduleIndex) appendSubmodules(found []*source, t *Tree, s *source) []*source {
	dir := strings.ReplaceAll(s.unit.Name, ".", "/")
	_ = fs.WalkDir(t.FS, dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // skip unreadable folders
		}
		if d.IsDir() && skipDir(d.Name(), true) {
			return fs.SkipDir
		}
		if path.Ext(file) == ".py" {
			name := strings.TrimSuffix(strings.TrimSuffix(file, ".py"), "/__init__")
			if m := x.find(strings.ReplaceAll(name, "/", "."), ""); m != nil && m != s {
				found = append(found, m)
			}
		}
		return nil
	})
	return found
}

// isDataJoint reports whether a module is DataJoint's own.
func isDataJoint(name string) bool {
	return name == "datajoint" || strings.HasPrefix(name, "datajoint.")
}
