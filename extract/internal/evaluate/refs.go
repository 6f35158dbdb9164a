package evaluate

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/graph"
)

// A Ref is a foreign key with what it refers to.
type Ref struct {
	Item *definition.Item
	// Parent is the table, or nil: then Outside stands for it.
	Parent  *Table
	Outside graph.External
	Renames []Rename // of a projection
	// Database and Class name a table of a virtual module; Class is the
	// master's name, and a part's.
	Database string
	Class    []string

	target Value
	// late: it was not found when the table was declared.
	late bool
	// unbound: nor was its first name bound then.
	unbound bool
}

// A namespace is where the references of a definition are looked up.
type namespace struct {
	scope *Scope // of the frame that applied the decorator
	// locals: only these names count, not the module's.
	locals *Map
	extra  Value // what activate adds; it shadows the scope
}

// contextFrame is the frame in which the references of a table are evaluated:
// its own class and its master's, what activate added, and the namespace of
// whoever applied the decorator. A part's own name is not in it.
func (m *Machine) contextFrame(t *Table) *frame {
	ns := t.context
	own := newScope(t.Module, nil)
	master := t.Class
	if t.Master != nil {
		if master = t.Class.outer; master == nil || master.table != t.Master {
			master = t.Master.Class
		}
		own.names["master"] = master
	}
	own.names["self"] = t.Class
	own.names[master.Name] = master
	last := own
	if extra := m.namespaceScope(ns.extra, t.Module); extra != nil {
		last.outer = extra
		last = extra
	}
	// The scope's own names, without those of the functions around it.
	base := t.Module
	if ns.locals != nil {
		base = &Module{Unit: t.Module.Unit, Scope: m.namespaceScope(ns.locals, t.Module)}
	} else if ns.scope != nil {
		if ns.scope == ns.scope.module.Scope {
			base = ns.scope.module
		} else {
			base = &Module{Unit: ns.scope.module.Unit, Scope: ns.scope.alone()}
		}
	}
	return &frame{m: m, module: base, scope: own, binding: true}
}

// namespaceScope returns a scope with the names of a dict, or nil.
func (m *Machine) namespaceScope(v Value, mod *Module) *Scope {
	switch v := m.force(v).(type) {
	case *Namespace:
		return v.Scope.alone()
	case *Map:
		s := newScope(mod, nil)
		for _, k := range v.Keys {
			s.names[k] = v.Vals[k]
		}
		return s
	}
	return nil
}

// bindRef evaluates what a foreign key refers to. It reports false where that
// is not (yet) a table.
func (m *Machine) bindRef(fr *frame, t *Table, r *Ref) bool {
	r.target, r.Renames, fr.raised = nil, nil, ""
	v := m.evalRef(fr, t, r)
	for {
		switch x := m.force(v).(type) {
		case *Projection:
			r.Renames = x.Renames
			v = x.Table
			continue
		case *Instance:
			v = x.Class
			continue
		case *Class:
			r.target = x
			return x.table != nil
		case *VirtualTable, *External:
			r.target = x
			return true
		default:
			r.target = x
			return false
		}
	}
}

func (m *Machine) evalRef(fr *frame, t *Table, r *Ref) Value {
	text := r.Item.ForeignKey.Ref
	if names := strings.Split(text, "."); allIdentifiers(names) {
		v := fr.name(names[0])
		for _, n := range names[1:] {
			v = m.attribute(fr, v, n)
		}
		return v
	}
	x := m.parser.Expr(text, 0)
	if x == nil {
		return Unknown{}
	}
	return fr.eval(x)
}

// isUnbound reports whether nothing has bound the first name of a reference.
func (fr *frame) isUnbound(r *Ref) bool {
	late, ok := fr.name(r.root()).(*Late)
	return ok && late.Module == fr.module && late.Name == r.root()
}

// root is the first name of the reference.
func (r *Ref) root() string {
	root, _, _ := strings.Cut(r.Item.ForeignKey.Ref, ".")
	return root
}

func allIdentifiers(names []string) bool {
	for _, n := range names {
		if !isIdentifier(n) {
			return false
		}
	}
	return true
}

// TableNamed returns the table of a database schema by its class name, or nil.
func (m *Machine) TableNamed(database, class string) *Table {
	return m.virtualTable(&VirtualTable{Of: &Virtual{Schema: str(database)}, Path: []string{class}})
}

// virtualTable returns the table that a virtual module stands for, or nil.
func (m *Machine) virtualTable(v *VirtualTable) *Table {
	for _, s := range v.Of.before {
		if t := m.tableIn(m.identity(s.Name), v.Path); t != nil {
			return t
		}
	}
	return m.tableIn(m.identity(v.Of.Schema), v.Path)
}

// externalTable returns the table of this path, or nil. What is unknown but
// holds a schema that declares tables holds these as well, like a virtual
// module.
func (m *Machine) externalTable(path string) *Table {
	names := strings.Split(path, ".")
	for i := len(names) - 1; i > 0; i-- {
		if t := m.tableIn(outside+strings.Join(names[:i], ".")+".schema", names[i:]); t != nil {
			return t
		}
	}
	return nil
}

// tableIn returns the table of a class, or of its part, in the schema of an
// identity, or nil.
func (m *Machine) tableIn(id string, class []string) *Table {
	if id == "" {
		return nil
	}
	for _, tier := range []graph.Tier{graph.Manual, graph.Lookup, graph.Imported, graph.Computed} {
		name := sqlName(tier, class[0])
		for _, part := range class[1:] {
			name += "__" + snake(part)
		}
		if t := m.byKey[tableKey{id, name}]; t != nil {
			return t
		}
	}
	return nil
}
