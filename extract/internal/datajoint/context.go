package datajoint

import "github.com/djdag/djdag/extract/internal/interp"

// A namespace is where the references of a definition are looked up.
type namespace struct {
	scope *interp.Scope // of the frame that applied the decorator
	// locals: only these names count, not the module's.
	locals *interp.Map
	// by is the function of the project that applied the schema to a class from
	// outside of it, and so gave it its own names; else empty.
	by    string
	extra interp.Value // what activate adds; it shadows the scope
}

// contextFrame returns the frame in which the references of a table are
// evaluated. It has the table's class and that of its master, what activate
// added, and the namespace in which the decorator was applied. It lacks the name
// of a part itself.
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

// isEmptyContext reports whether a namespace that is given counts as none.
func isEmptyContext(v interp.Value) bool {
	switch v := v.(type) {
	case nil, interp.None, interp.Unknown:
		return true
	case *interp.Map:
		return len(v.Keys) == 0 && !v.Loose
	}
	return false
}
