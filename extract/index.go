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

// An index finds modules by their names. Files are added to it while they are
// discovered; after that it may be used by several goroutines at once.
type index struct {
	trees []Tree // the project first
	// pkg is the name under which the project's folder itself is imported, or
	// empty.
	pkg   string
	roots []string  // the import roots of the project, slash-separated
	files []*source // of the project, as they were discovered, by path
	// folders are those of the project that hold Python, at any depth.
	folders map[string]bool

	mu     sync.Mutex         // guards the following
	byName map[string]*source // nil: there is no such module
	byPath map[string]*source // the project's files
	added  []addedPath
}

func newIndex(trees []Tree, pkg string) *index {
	return &index{trees: trees, pkg: pkg, folders: map[string]bool{}, byName: map[string]*source{}, byPath: map[string]*source{}}
}

// project is the tree of the project itself.
func (x *index) project() *Tree { return &x.trees[0] }

// all lists the modules that were found, each once, in no order.
func (x *index) all() []*source {
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

// expect makes a source of a file of the project that has no name yet.
func (x *index) expect(file string) *source {
	x.mu.Lock()
	defer x.mu.Unlock()
	s := x.project().source(file)
	x.byPath[file] = s
	return s
}

// discovered names the modules of the files of the project.
func (x *index) discovered(files []string) {
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

// inHiddenPackage reports whether another root's package hides the one that a
// file is in. Its imports stay in its own, even if only that one has a module
// of the file's name.
func (x *index) inHiddenPackage(s *source) bool {
	top, _, inPackage := strings.Cut(s.unit.Name, ".")
	if !inPackage {
		return false
	}
	pkg := x.byPath[path.Join(x.rootOf(s.path), top, "__init__.py")]
	return pkg != nil && pkg.root != ""
}

// addFile names the module of a file of the project.
func (x *index) addFile(f string) *source {
	for dir := path.Dir(f); dir != "." && !x.folders[dir]; dir = path.Dir(dir) {
		x.folders[dir] = true
	}
	s := x.byPath[f]
	if s == nil {
		s = x.project().source(f)
	}
	s.unit.Name = x.moduleName(f)
	if first := x.byName[s.unit.Name]; first != nil && first.tree == s.tree {
		// Two roots hold a module of one name. The first is found by imports;
		// the other is known by its path.
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

// moduleName names the module of a project file: its path in the deepest
// import root that holds it. A file that no import statement could name is
// known by its own name.
func (x *index) moduleName(file string) string {
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

// rootOf returns the deepest import root that holds a file, or "".
func (x *index) rootOf(file string) string {
	best := ""
	for _, r := range x.roots {
		if (r == "." || strings.HasPrefix(file, r+"/")) && (best == "" || best == "." || len(r) > len(best)) {
			best = r
		}
	}
	return best
}

// find looks a dotted name up: in the project, beside the importing file, on
// the search path.
func (x *index) find(name, from string) *source {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.lookUp(name, from)
}

func (x *index) lookUp(name, from string) *source {
	if isDataJoint(name) && !isDataJoint(from) {
		return nil // it is built in, even where its own source is at hand
	}
	near := x.byName[from]
	if near != nil && near.root != "" { // two roots hold a package of one name
		if s := x.at(path.Join(near.root, strings.ReplaceAll(name, ".", "/"))); s != nil {
			return s
		}
	}
	if near != nil && near.tree == x.project() && x.byPath[near.init] == nil {
		// The folder of a file that is run, and so is in no package, is where
		// Python looks first.
		if s := x.at(path.Join(near.dir, strings.ReplaceAll(name, ".", "/"))); s != nil && !near.inNamespace() {
			return s
		}
	}
	if s, ok := x.byName[name]; ok {
		return s // nil, if it was looked for in vain before
	}
	var s *source
	if i := strings.LastIndexByte(name, '.'); i < 0 || x.lookUp(name[:i], from) != nil {
		s = x.findOnDisk(name)
	}
	if s == nil {
		s = x.onPath(name)
	}
	x.byName[name] = s
	return s
}

// addPath adds a folder to those that are searched last: its path in the tree of
// the module that names it.
func (x *index) addPath(dir, from string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	near := x.byName[from]
	if near == nil || near.tree == nil {
		return
	}
	if added := (addedPath{near.tree, dir}); !slices.Contains(x.added, added) {
		x.added = append(x.added, added)
		for name, s := range x.byName { // what was not found may lie there
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

// onPath finds a module in the folders that the code adds to sys.path. It is
// the module that other names in the project lead to, not a copy.
func (x *index) onPath(name string) *source {
	rel := strings.ReplaceAll(name, ".", "/")
	for _, a := range x.added {
		stem := path.Join(a.dir, rel)
		if a.tree == x.project() {
			if s := x.at(stem); s != nil {
				return s
			}
		} else if stem != rel {
			if s := x.lookUp(strings.ReplaceAll(stem, "/", "."), ""); s != nil && s.tree == a.tree {
				return s
			}
		}
	}
	return nil
}

// at returns the project's module or package at a path without its ending.
func (x *index) at(stem string) *source {
	if s := x.byPath[stem+".py"]; s != nil {
		return s
	}
	return x.byPath[stem+"/__init__.py"]
}

// findOnDisk finds a module in the import roots and on the search path. A
// folder without __init__.py is a package without code.
func (x *index) findOnDisk(name string) *source {
	rel := strings.ReplaceAll(name, ".", "/")
	if !fs.ValidPath(rel) {
		return nil
	}
	namespace := func(dir string) *source {
		return &source{path: dir, unit: &interp.Unit{Name: name, IsPackage: true}}
	}
	var folder *source
	inside, ofPackage := strings.CutPrefix(rel, x.pkg+"/") // of the project's folder
	for _, r := range x.roots {                            // what lies there is known
		stem := path.Join(r, rel)
		if r == "." && ofPackage {
			stem = inside
		}
		if s := x.at(stem); s != nil {
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

// addWritten adds the modules that a notebook writes to the project, unless
// the files are there already, and lists them.
func (x *index) addWritten(nb *source) []*source {
	x.mu.Lock()
	defer x.mu.Unlock()
	var added []*source
	for _, w := range nb.writes {
		file := path.Join(path.Dir(nb.path), w.file)
		s := x.byPath[file]
		if s == nil && fs.ValidPath(file) {
			s = x.addFile(file)
			s.writer, s.text, s.cells = nb, w.text, w.cells
		}
		if s != nil && s.writer == nb {
			added = append(added, s)
		}
	}
	return added
}

// findFile returns the file of the project at a path from the folder of a module
// of it, or nil. A notebook that was not discovered is added.
func (x *index) findFile(file, from string) *source {
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

// below lists the modules inside a package, by name.
func (x *index) below(s *source) []*source {
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
			t := &x.trees[i]
			if s.tree != nil && s.tree != t {
				continue
			}
			dir := strings.ReplaceAll(s.unit.Name, ".", "/")
			_ = fs.WalkDir(t.FS, dir, func(file string, d fs.DirEntry, err error) error {
				if err != nil {
					return nil // a folder we may not read holds nothing for us
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
		}
	}
	slices.SortStableFunc(found, func(a, b *source) int {
		return cmp.Or(cmp.Compare(rankOf(a.path), rankOf(b.path)), strings.Compare(a.unit.Name, b.unit.Name))
	})
	return found
}

// isDataJoint reports whether a module is DataJoint itself, or part of it.
func isDataJoint(name string) bool {
	return name == "datajoint" || strings.HasPrefix(name, "datajoint.")
}
