package interp

import (
	"iter"
	"slices"
	"strings"
)

// A Scope is a namespace: of a module, a function or a class body.
type Scope struct {
	names  *bindings
	Module *Module
	Outer  *Scope // the enclosing function's or module's, never a class's
	global map[string]bool
	// stars are the external modules whose names were imported with "*".
	stars []string
	// sources give names that no statement binds. The last one counts.
	sources []NameSource
	// unsure are the names of imports that failed, which the code provides for.
	unsure  map[string]bool
	journal *journal
}

// A journal remembers what a branch changed.
type journal struct {
	order []string
	old   map[string]Value
	outer *journal
}

// NewScope returns an empty namespace in a module, and in another namespace.
func NewScope(module *Module, outer *Scope) *Scope {
	return &Scope{names: &bindings{}, Module: module, Outer: outer}
}

// Set binds a name.
func (s *Scope) Set(name string, v Value) {
	if s.global[name] && s != s.Module.Scope {
		s.Module.Scope.Set(name, v)
		return
	}
	if j := s.journal; j != nil {
		if _, ok := j.old[name]; !ok {
			j.old[name], _ = s.names.get(name)
			j.order = append(j.order, name)
		}
	}
	s.names.set(name, v)
}

// Get looks a name up in this namespace alone.
func (s *Scope) Get(name string) (Value, bool) {
	v, ok := s.names.get(name)
	if last := len(s.sources) - 1; !ok && last >= 0 {
		if v := s.sources[last].Named(name, s.sources[:last]); v != nil {
			return v, true
		}
	}
	return v, ok && v != nil
}

// doubt notes that an import which the code lets fail brings a name where it
// does not.
func (s *Scope) doubt(name string) {
	if s.unsure == nil {
		s.unsure = map[string]bool{}
	}
	s.unsure[name] = true
}

// Doubts reports whether an import that failed would bring a name, and the code
// provides for its failure.
func (s *Scope) Doubts(name string) bool { return s.unsure[name] }

// Open reports whether the namespace may have names that no statement binds,
// as after "from a import *".
func (s *Scope) Open() bool {
	return len(s.sources) > 0 || slices.ContainsFunc(s.stars, func(path string) bool { return !InStdlib(path) })
}

// Deleted reports whether a statement has deleted a name.
func (s *Scope) Deleted(name string) bool {
	v, ok := s.names.get(name)
	return ok && v == nil
}

// AddSource adds names that no statement binds.
func (s *Scope) AddSource(source NameSource) { s.sources = append(s.sources, source) }

// All iterates over the names that the scope binds, as they were bound first. The value
// of one that was deleted is nil.
func (s *Scope) All() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		for _, b := range s.names.list {
			if !yield(b.name, b.value) {
				return
			}
		}
	}
}

// Len returns the number of names that [Scope.All] yields.
func (s *Scope) Len() int { return len(s.names.list) }

// dict returns the names of the scope, as they were bound first, except those that
// Python gives every module.
func (s *Scope) dict() *Map {
	d := newMap()
	for name, v := range s.All() {
		if v != nil && !(strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")) {
			d.set(name, v)
		}
	}
	return d
}

// Alone returns a view of the scope's own names, without those around it.
func (s *Scope) Alone() *Scope {
	view := *s
	view.Outer, view.journal = nil, nil
	return &view
}
