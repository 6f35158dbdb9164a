package interp

import (
	"context"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// A Unit is a module as it is on disk.
type Unit struct {
	Name      string // dotted
	Path      string // slash-separated, in the tree of source that holds it
	IsPackage bool   // relative imports count from the module itself
	File      *python.File
	// Main: the unit runs as a script, as a notebook does.
	Main bool
	// Place turns an offset in the file into a position.
	Place func(offset int) graph.Pos
}

// A Loader finds modules.
type Loader interface {
	// Find returns the unit of a dotted name, or nil. A folder without code
	// is a unit without a File. from is the importing module. A unit may lack
	// its File when the context has ended.
	Find(ctx context.Context, name, from string) *Unit
	// FindFile returns the unit of a file, by its path from the folder of the
	// module that names it, or nil.
	FindFile(ctx context.Context, file, from string) *Unit
	// AddPath adds a folder to those that Find searches, behind all others. The
	// path counts from the tree of source of the module from.
	AddPath(dir, from string)
}

// A Module is a module that was imported.
type Module struct {
	*Unit
	Scope   *Scope
	loading bool
}

// TypeName implements [Value].
func (*Module) TypeName() string { return "ModuleType" }

// Truth implements [Truthy].
func (*Module) Truth() Truth { return Yes }

// Equal implements [Equaler].
func (mod *Module) Equal(v Value) Truth { return SameObject(mod, v) }

// Distinct implements [Distinct].
func (*Module) Distinct() {}

// IsModule implements [ModuleLike].
func (*Module) IsModule() {}

// Attr implements [Attributed].
func (mod *Module) Attr(fr *Frame, name string) Value {
	switch name {
	case "__dict__":
		return &Namespace{mod.Scope}
	case "__name__":
		return NewStr(mod.Name)
	}
	if v, ok := fr.m.Member(mod, name); ok {
		return v
	}
	return &Late{mod, name}
}

// SetAttr implements [AttrSetter].
func (mod *Module) SetAttr(_ *Frame, name string, v Value) { mod.Scope.Set(name, v) }

// HasAttr implements [AttrTester].
func (mod *Module) HasAttr(m *Machine, name string) (has, known bool) {
	_, ok := m.Member(mod, name)
	return ok, ok || !mod.loading
}

// Member looks a name of a module up: what the code binds, or a submodule that
// has been imported. Something unknown is External, so that its path
// distinguishes it.
func (m *Machine) Member(mod *Module, name string) (Value, bool) {
	if v, ok := mod.Scope.Get(name); ok {
		return mod.seenAs(name, v), true
	}
	if sub := m.modules[mod.Name+"."+name]; sub != nil {
		return sub, true
	}
	if len(mod.Scope.stars) > 0 && !mod.loading {
		return starred(mod.Scope.stars, name), true
	}
	return nil, false
}

// seenAs is what other modules see as a name that is bound to v.
func (mod *Module) seenAs(name string, v Value) Value {
	if _, unknown := v.(Unknown); unknown {
		return &External{mod.Name + "." + name}
	}
	return v
}

// Pos returns the position of an offset in the module's file.
func (mod *Module) Pos(offset int) graph.Pos {
	if mod == nil || mod.Place == nil {
		return graph.Pos{}
	}
	return mod.Place(offset)
}

// packageName is what a relative import of the module counts from.
func (mod *Module) packageName() string {
	if mod.IsPackage {
		return mod.Name
	}
	i := strings.LastIndexByte(mod.Name, '.')
	return mod.Name[:max(i, 0)]
}
