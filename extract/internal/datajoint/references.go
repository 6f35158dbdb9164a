package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/extract/internal/interp"
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

	target interp.Value
	// late: it was not found when the table was declared.
	late bool
	// unbound: nor was its first name bound then.
	unbound bool
}

// A namespace is where the references of a definition are looked up.
type namespace struct {
	scope *interp.Scope // of the frame that applied the decorator
	// locals: only these names count, not the module's.
	locals *interp.Map
	extra  interp.Value // what activate adds; it shadows the scope
}

// contextFrame is the frame in which the references of a table are evaluated:
// its own class and its master's, what activate added, and the namespace of
// whoever applied the decorator. A part's own name is not in it.
func (l *Library) contextFrame(t *Table) *interp.Frame {
	ns := t.context
	own := interp.NewScope(t.Module, l.namespaceScope(ns.extra, t.Module))
	master := t.Class
	if t.Master != nil {
		if master = t.Class.Outer; master == nil || tableOf(master) != t.Master {
			master = t.Master.Class
		}
		own.Set("master", master)
	}
	own.Set("self", t.Class)
	own.Set(master.Name, master)
	// The scope's own names, without those of the functions around it.
	base := t.Module
	if ns.locals != nil {
		base = &interp.Module{Unit: t.Module.Unit, Scope: l.namespaceScope(ns.locals, t.Module)}
	} else if ns.scope != nil {
		if base = ns.scope.Module; ns.scope != base.Scope {
			base = &interp.Module{Unit: base.Unit, Scope: ns.scope.Alone()}
		}
	}
	fr := l.NewFrame(base, own)
	fr.Binding = true
	return fr
}

// namespaceScope returns a scope with the names of a dict, or nil.
func (l *Library) namespaceScope(v interp.Value, mod *interp.Module) *interp.Scope {
	switch v := l.Force(v).(type) {
	case *interp.Namespace:
		return v.Scope.Alone()
	case *interp.Map:
		s := interp.NewScope(mod, nil)
		for _, k := range v.Keys {
			s.Set(k, v.Vals[k])
		}
		return s
	}
	return nil
}

// bindRef evaluates what a foreign key refers to. It reports false where that
// is not (yet) a table.
func (l *Library) bindRef(fr *interp.Frame, t *Table, r *Ref) bool {
	r.target, r.Renames = nil, nil
	fr.Clear()
	v := evalRef(fr, r.Item.ForeignKey.Ref)
	for {
		switch x := l.Force(v).(type) {
		case *Projection:
			r.Renames = x.Renames
			v = x.Table
			continue
		case *interp.Instance:
			v = x.Class
			continue
		case *interp.Class:
			r.target = x
			return tableOf(x) != nil
		case *VirtualTable, *interp.External:
			r.target = x
			return true
		default:
			r.target = x
			return false
		}
	}
}

// evalRef evaluates the text of a reference, which is mostly a dotted name.
func evalRef(fr *interp.Frame, text string) interp.Value {
	names := strings.Split(text, ".")
	if !allIdentifiers(names) {
		return fr.EvalText(text)
	}
	v := fr.Name(names[0])
	for _, n := range names[1:] {
		v = fr.Attr(v, n)
	}
	return v
}

// isUnbound reports whether nothing has bound the first name of a reference.
func isUnbound(fr *interp.Frame, r *Ref) bool {
	late, ok := fr.Name(r.root()).(*interp.Late)
	return ok && late.Module == fr.Module && late.Name == r.root()
}

// root is the first name of the reference.
func (r *Ref) root() string {
	root, _, _ := strings.Cut(r.Item.ForeignKey.Ref, ".")
	return root
}

func allIdentifiers(names []string) bool {
	for _, n := range names {
		if !interp.IsIdentifier(n) {
			return false
		}
	}
	return true
}
