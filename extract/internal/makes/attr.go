package makes

import (
	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// attr is v.name. x is the expression that gave v.
func (fr *frame) attr(v value, name string, x python.Expr) value {
	out := tainted(v.from)
	for _, t := range v.of {
		switch t := t.(type) {
		case object:
			out = out.or(fr.objectAttr(t, name, x, v.vague))
		case *query:
			out = out.or(fr.queryAttr(t, name))
		case *parent:
			if m, ok := t.class.Find(name, t.after); ok {
				out = out.or(fr.bind(m, t.self))
			} else if effectOf(name) != noEffect {
				out = out.or(fr.attr(t.self, name, x))
			}
		case *list, *record:
			out = out.or(valueOf(&containerMethod{t, name}))
		case universe:
			if effectOf(name) != noEffect {
				out = out.or(valueOf(&queryMethod{&query{}, name}))
			}
		}
	}
	return out
}

// objectAttr is an attribute of a value of the interpreter.
func (fr *frame) objectAttr(o object, name string, x python.Expr, vague bool) value {
	class, isClass := o.Value.(*interp.Class)
	instance, isInstance := o.Value.(*interp.Instance)
	if isInstance {
		class = instance.Class
		if v, ok := fr.attrs[instance][name]; ok {
			return v
		}
	}
	target, ok := fr.l.TargetOf(o.Value)
	if ok && fr.makesPart(target, class, name) {
		m, _ := class.Find(name, nil)
		return fr.bind(m, valueOf(o))
	}
	if ok && effectOf(name) != noEffect && (target.IsSure() || isTelling(name)) {
		return valueOf(&queryMethod{fr.mentioned(o, x, vague), name})
	}
	if class == nil {
		return fr.valueOf(fr.outside.Attr(o.Value, name))
	}
	if name == "upstream" && fr.l.IsTable(class) {
		if _, own := class.Find(name, nil); !own {
			return valueOf(upstream{})
		}
	}
	if m, ok := class.Find(name, nil); ok {
		if f, isFunction := fr.l.Force(m).(*interp.Function); isFunction {
			if isClass && !f.IsClassMethod() {
				return valueOf(object{f})
			}
			return fr.bind(f, valueOf(o))
		}
	}
	return fr.valueOf(fr.outside.Attr(o.Value, name))
}

// makesPart reports whether a method is the make() of a part of the table: populate()
// does not call that, so the table's own make() may leave the work to it.
func (w *walker) makesPart(target datajoint.Target, class *interp.Class, name string) bool {
	if target.Table == nil || target.Table.Master != w.table || class == nil || effectOf(name) != populates || name == "populate" {
		return false
	}
	_, ok := class.Find(name, nil)
	return ok
}

// queryAttr is an attribute of a query. It has the methods of the class of its table.
func (fr *frame) queryAttr(q *query, name string) value {
	if effectOf(name) != noEffect {
		return valueOf(&queryMethod{q, name})
	}
	if q.class == nil {
		return tainted(q.from)
	}
	m, ok := q.class.Find(name, nil)
	if !ok {
		return tainted(q.from)
	}
	if f, ok := fr.l.Force(m).(*interp.Function); ok {
		return fr.bind(f, valueOf(q))
	}
	return fr.valueOf(fr.outside.Attr(q.class, name))
}

// bind makes a function that was found in a class an attribute of self.
func (fr *frame) bind(m interp.Value, self value) value {
	f, ok := fr.l.Force(m).(*interp.Function)
	switch {
	case !ok:
		return fr.valueOf(m)
	case f.IsStatic():
		return valueOf(object{f})
	case f.IsProperty():
		return fr.invoke(&method{f, self}, arguments{})
	}
	return valueOf(&method{f, self})
}
