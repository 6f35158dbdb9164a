package interp

import (
	"cmp"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// importStmt executes an import.
func (fr *Frame) importStmt(s *python.Import) {
	fr.m.reached[s] = true
	if s.From {
		fr.importFrom(s)
		return
	}
	for _, n := range s.Names {
		if !fr.importName(n) {
			return
		}
	}
}

// importName executes "import a.b" or "import a.b as c". It reports false if
// that raises an exception.
func (fr *Frame) importName(n python.ImportName) bool {
	m := fr.m
	mod := m.importModule(n.Name, fr.Module.Name)
	root, _, dotted := strings.Cut(n.Name, ".")
	switch {
	case mod == nil:
		if fr.inProject(root) && fr.Raise("ModuleNotFoundError") {
			fr.Scope.doubt(cmp.Or(n.Alias, root))
			return false
		}
		if n.Alias != "" {
			fr.Scope.Set(n.Alias, &External{n.Name})
		} else if top := m.modules[root]; top != nil {
			fr.Scope.Set(root, top)
		} else {
			fr.Scope.Set(root, &External{root})
		}
	case n.Alias != "":
		fr.Scope.Set(n.Alias, mod)
	case dotted:
		fr.Scope.Set(root, m.importModule(root, fr.Module.Name))
	default:
		fr.Scope.Set(root, mod)
	}
	return true
}

// importFrom executes "from a import b".
func (fr *Frame) importFrom(s *python.Import) {
	path := fr.absolute(s)
	mod := fr.m.importModule(path, fr.Module.Name)
	switch {
	case mod == nil:
		fr.importMissing(s, path)
		return
	case s.Star:
		fr.importStar(mod)
		return
	}
	for _, n := range s.Names {
		v, ok := fr.memberOrSubmodule(mod, n.Name)
		if !ok {
			if !mod.loading && fr.Raise("ImportError") {
				fr.doubtAll(s)
				return
			}
			v = &Late{mod, n.Name}
		}
		fr.Scope.Set(cmp.Or(n.Alias, n.Name), v)
		if mod.Scope.Doubts(n.Name) {
			fr.Scope.doubt(cmp.Or(n.Alias, n.Name))
		}
	}
}

// importMissing executes "from a import b" where there is no module a.
func (fr *Frame) importMissing(s *python.Import, path string) {
	root, _, _ := strings.Cut(path, ".")
	if (s.Level > 0 || fr.inProject(root)) && fr.Raise("ModuleNotFoundError") {
		fr.doubtAll(s)
		return
	}
	for _, n := range s.Names {
		fr.Scope.Set(cmp.Or(n.Alias, n.Name), fr.missing(path+"."+n.Name))
	}
	if s.Star {
		fr.Scope.stars = append(fr.Scope.stars, path)
	}
}

// doubtAll notes what an import would have brought that raised an exception.
func (fr *Frame) doubtAll(s *python.Import) {
	for _, n := range s.Names {
		fr.Scope.doubt(cmp.Or(n.Alias, n.Name))
	}
}

// memberOrSubmodule looks a name of a module up, and imports the submodule of
// this name if there is none.
func (fr *Frame) memberOrSubmodule(mod *Module, name string) (Value, bool) {
	if v, ok := fr.m.Member(mod, name); ok {
		return v, true
	}
	if sub := fr.m.importModule(mod.Name+"."+name, fr.Module.Name); sub != nil {
		return sub, true
	}
	return nil, false
}

// missing is the value of a name in a module that does not exist. It is external,
// unless a package of the analysed source should hold it.
func (fr *Frame) missing(path string) Value {
	for i := strings.LastIndexByte(path, '.'); i >= 0; i = strings.LastIndexByte(path[:i], '.') {
		if mod := fr.m.importModule(path[:i], fr.Module.Name); mod != nil {
			if mod.File == nil { // a folder: the rest may be installed elsewhere
				break
			}
			return &Late{mod, path[i+1:]}
		}
	}
	return outside(path)
}

// inProject reports whether a top-level name is that of an analysed package.
func (fr *Frame) inProject(root string) bool {
	return fr.m.modules[root] != nil || fr.m.loader.Find(fr.m.ctx, root, fr.Module.Name) != nil
}

// absolute returns the dotted name that a from-import names.
func (fr *Frame) absolute(s *python.Import) string {
	return AbsoluteImport(fr.Module.Unit, s)
}

// AbsoluteImport returns the dotted name of the module that a from-import of
// a unit names.
func AbsoluteImport(u *Unit, s *python.Import) string {
	if s.Level == 0 {
		return s.Path
	}
	base := (&Module{Unit: u}).packageName()
	for range s.Level - 1 {
		i := strings.LastIndexByte(base, '.')
		base = base[:max(i, 0)]
	}
	switch {
	case base == "":
		return s.Path
	case s.Path == "":
		return base
	}
	return base + "." + s.Path
}

// importStar executes "from a import *".
func (fr *Frame) importStar(mod *Module) {
	listed, _ := mod.Scope.names.get("__all__")
	if all, ok := listed.(*seq); ok && !all.Loose {
		fr.importAll(mod, all.Elts)
		return
	}
	for name, v := range mod.Scope.All() {
		if !strings.HasPrefix(name, "_") && v != nil {
			fr.Scope.Set(name, mod.seenAs(name, v))
		}
	}
	fr.takeStars(mod)
}

// importAll binds the names of __all__.
func (fr *Frame) importAll(mod *Module, names []Value) {
	for _, name := range names {
		if s, ok := name.(*Str); ok {
			if v, ok := fr.memberOrSubmodule(mod, s.Text); ok {
				fr.Scope.Set(s.Text, v)
			}
		}
	}
}

// takeStars takes over the names of a module that no statement of it binds.
func (fr *Frame) takeStars(mod *Module) {
	fr.Scope.stars = append(fr.Scope.stars, mod.Scope.stars...)
	fr.Scope.sources = append(fr.Scope.sources, mod.Scope.sources...)
	for name := range mod.Scope.unsure {
		fr.Scope.doubt(name)
	}
}
