package extract

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/extract/internal/matlab"
	"github.com/djdag/djdag/graph"
)

// matlabTables finds tables that MATLAB code beside the pipeline declares. They
// are not tables of this pipeline, but a foreign key to one of them inherits
// its key.
type matlabTables struct {
	packages map[string]matlabPackage // by database name
	keys     map[string][]graph.Attribute
}

// A matlabPackage is the package folder of a MATLAB schema.
type matlabPackage struct {
	tree Tree
	dir  string
	pkg  string
}

// maxFolders limits the search for MATLAB schemas in one tree.
const maxFolders = 5_000

// findMatlab looks for MATLAB schemas in the given trees.
func findMatlab(trees []Tree) *matlabTables {
	m := &matlabTables{packages: map[string]matlabPackage{}, keys: map[string][]graph.Attribute{}}
	for _, t := range trees {
		folders := 0
		_ = fs.WalkDir(t.FS, ".", func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // skip unreadable folders
			case d.IsDir():
				if folders++; folders > maxFolders {
					return fs.SkipAll
				}
				if file != "." && skipDir(d.Name(), true) {
					return fs.SkipDir
				}
			case d.Name() == "getSchema.m":
				text, err := fs.ReadFile(t.FS, file)
				if err != nil {
					return nil
				}
				if pkg, database, ok := matlab.Schema(string(text)); ok {
					if _, known := m.packages[database]; !known {
						m.packages[database] = matlabPackage{t, path.Dir(file), pkg}
					}
				}
			}
			return nil
		})
	}
	return m
}

// matlabKey returns the primary key of a table that MATLAB declares, or nil. In
// MATLAB, a part table is a class of its own, named after its master and
// itself: class lists these names.
func (r *resolver) matlabKey(database string, class []string) []graph.Attribute {
	if r.matlab == nil {
		r.matlab = findMatlab(append(append([]Tree{}, r.project.modules.trees...), r.project.opts.Around...))
	}
	m := r.matlab
	name := strings.Join(class, "")
	id := database + "." + name
	if key, ok := m.keys[id]; ok {
		return key
	}
	m.keys[id] = nil // ends recursion: a reference cycle adds nothing
	folder, ok := m.packages[database]
	if !ok {
		return nil
	}
	text, err := fs.ReadFile(folder.tree.FS, path.Join(folder.dir, name+".m"))
	if err != nil {
		return nil
	}
	body, ok := matlab.Definition(string(text))
	if !ok {
		return nil
	}
	var key []graph.Attribute
	add := func(c graph.Attribute) {
		for _, k := range key {
			if k.Name == c.Name {
				return
			}
		}
		c.InKey, c.From = true, nil
		key = append(key, c)
	}
	for _, item := range definition.Parse(body).Items {
		switch {
		case !item.InKey:
		case item.Attribute != nil:
			a := item.Attribute
			add(r.attributeOf(a))
		case item.ForeignKey != nil:
			pkg, parent, ok := strings.Cut(strings.TrimSuffix(item.ForeignKey.Ref, "()"), ".")
			if !ok {
				continue
			}
			for _, c := range r.matlabParent(database, pkg, parent) {
				for i, old := range item.ForeignKey.RefAttrs {
					if old == c.Name && i < len(item.ForeignKey.NewAttrs) {
						c.Name = item.ForeignKey.NewAttrs[i]
					}
				}
				add(c)
			}
		}
	}
	m.keys[id] = key
	return key
}

// matlabParent returns the key of "package.Table", as a MATLAB definition in
// the database from names it, or nil. The table may be declared in Python or in
// MATLAB. If several databases have a package of this name, from itself comes
// first.
func (r *resolver) matlabParent(from, pkg, class string) []graph.Attribute {
	packages := r.matlab.packages
	databases := append([]string{from}, slices.Sorted(maps.Keys(packages))...)
	for _, database := range databases {
		if packages[database].pkg != pkg {
			continue
		}
		if t := r.library.TableNamed(database, class); t != nil {
			return r.resolve(t).keyColumns()
		}
		if key := r.matlabKey(database, []string{class}); key != nil {
			return key
		}
	}
	return nil
}

// externalKey returns the key of a parent that the analysed Python does not
// declare, or nil if it is unknown.
func (r *resolver) externalKey(ref *datajoint.Ref) []graph.Attribute {
	if ref.Database == "" {
		return nil
	}
	return r.matlabKey(ref.Database, strings.Split(ref.Outside.Class, "."))
}
