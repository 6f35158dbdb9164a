package interp

import "github.com/djdag/djdag/extract/internal/python"

// classDef executes a class statement.
func (fr *Frame) classDef(s *python.ClassDef) {
	c := &Class{Name: s.Name, Qual: s.Name, Module: fr.Module, At: s.Offset(), Outer: fr.class}
	if fr.class != nil {
		c.Qual = fr.class.Qual + "." + s.Name
	}
	for _, b := range s.Bases {
		c.bases = append(c.bases, fr.m.Force(fr.eval(b)))
	}
	c.Altered = len(s.Keywords) > 0
	outer := fr.Scope
	if fr.class != nil {
		outer = fr.Scope.Outer
	}
	c.Scope = NewScope(fr.Module, outer)
	body := &Frame{m: fr.m, Module: fr.Module, Scope: c.Scope, class: c, unsure: fr.unsure}
	body.run(s.Body)
	c.annotated = annotatedIn(s.Body)
	if fr.raised == "" {
		fr.raised = body.raised
	}

	c.sure = fr.unsure == 0
	if v, ok := fr.Scope.Get(s.Name); ok {
		old, ok := v.(*Class)
		if ok && c.sure && old.sure && old.At != c.At && old.Module == c.Module && old.Outer == c.Outer && old.Scope.Outer == c.Scope.Outer {
			c.Replaces = old
		}
	}
	var v Value = c
	for i := len(s.Decorators) - 1; i >= 0 && fr.raised == ""; i-- {
		v = fr.decorate(s.Decorators[i], v)
	}
	if fr.raised != "" {
		return
	}
	fr.Scope.Set(s.Name, v)
	if v == Value(c) {
		fr.m.host.ClassDefined(fr, c, s)
	}
}

// decorate applies a decorator to a class. An unknown decorator is assumed to
// return the class.
func (fr *Frame) decorate(x python.Expr, v Value) Value {
	c, isClass := v.(*Class)
	d := fr.m.Force(fr.eval(x))
	if isClass && fr.m.host.Decorate(fr, d, x, c) {
		return v
	}
	if w := fr.Call(d, &Call{Args: []Value{v}, At: x.Offset()}); isClass {
		if _, ok := w.(*Class); ok {
			return w
		}
		c.Altered = true
	}
	return v
}
