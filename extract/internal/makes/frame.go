package makes

import (
	"maps"
	"slices"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// A frame is the walk through the body of one function.
type frame struct {
	*walker
	module  *interp.Module
	outside *interp.Frame // looks up what the function does not bind
	names   *names
	class   *interp.Class // of a method, for super()
	self    value         // its first argument
	through []string

	returned value
	yielded  *list // nil without a yield
}

// names are the names that a function binds, inside of those of another one.
type names struct {
	of    map[string]value
	outer *names
}

func newNames(outer *names) *names { return &names{of: map[string]value{}, outer: outer} }

// lookup returns the value of a name that the function, or one around it, binds.
func (n *names) lookup(id string) (value, bool) {
	for ; n != nil; n = n.outer {
		if v, ok := n.of[id]; ok {
			return v, true
		}
	}
	return value{}, false
}

// within returns a frame for the same function with names of its own, as that of a
// comprehension.
func (fr *frame) within() *frame {
	inner := *fr
	inner.names = newNames(fr.names)
	return &inner
}

// run walks statements.
func (fr *frame) run(body []python.Stmt) {
	for _, s := range body {
		if fr.exhausted() {
			return
		}
		fr.statement(s)
	}
}

// exhausted counts a step. It reports whether the walk has to end.
func (fr *frame) exhausted() bool {
	fr.steps++
	if fr.steps > maxSteps {
		fr.lose(nil)
		return true
	}
	return fr.steps%1024 == 0 && fr.ctx.Err() != nil
}

func (fr *frame) statement(s python.Stmt) {
	switch s := s.(type) {
	case *python.Import:
		fr.outside.Imports(s, func(name string, v interp.Value) { fr.names.of[name] = fr.valueOf(v) })
	case *python.Assign:
		if s.Value == nil {
			return
		}
		v := fr.eval(s.Value)
		for _, t := range s.Targets {
			fr.assign(t, v)
		}
	case *python.AugAssign:
		v := fr.binary(s.Op, fr.eval(s.Target), fr.eval(s.Value), s.Target, s.Value)
		fr.assign(s.Target, v)
	case *python.ExprStmt:
		fr.eval(s.X)
	case *python.FuncDef:
		fr.names.of[s.Name] = valueOf(&closure{def: s, in: fr})
	case *python.If:
		fr.condition(s.Test)
		fr.branches(s.Then, s.OrElse)
	case *python.For:
		fr.loop(s)
	case *python.Try:
		fr.run(s.Body)
		var others [][]python.Stmt
		for _, h := range s.Handlers {
			others = append(others, h.Body)
		}
		fr.branches(append(others, s.OrElse)...)
		fr.run(s.Finally)
	case *python.With:
		for _, i := range s.Items {
			v := fr.eval(i.Value)
			if i.Target != nil {
				fr.assign(i.Target, tainted(v.origins()))
			}
		}
		fr.run(s.Body)
	case *python.Return:
		fr.returns(s)
	case *python.Raise:
		if s.X != nil {
			fr.eval(s.X)
		}
	case *python.Delete:
		for _, t := range s.Targets {
			if n, ok := t.(*python.Name); ok {
				delete(fr.names.of, n.ID)
			}
		}
	}
}

func (fr *frame) returns(s *python.Return) {
	if s.X == nil {
		return
	}
	v := fr.eval(s.X)
	fr.returned = fr.returned.or(v)
	if len(fr.through) == 1 && fr.through[0] == "key_source" {
		fr.consume(v, s.X)
	}
}

// condition walks an expression whose truth is asked for: a query is true if it has
// rows.
func (fr *frame) condition(x python.Expr) {
	if x != nil {
		fr.consume(fr.eval(x), x)
	}
}

// A branch costs as many steps as one per this many names that it may bind.
const namesPerStep = 8

// branches walks bodies of which one runs, or none.
func (fr *frame) branches(bodies ...[]python.Stmt) {
	before := fr.names.of
	fr.steps += len(before) * len(bodies) / namesPerStep
	all := maps.Clone(before)
	for _, body := range bodies {
		if len(body) == 0 {
			continue
		}
		fr.names.of = maps.Clone(before)
		fr.run(body)
		for name, v := range fr.names.of {
			if old, ok := all[name]; ok {
				v = old.or(v)
			}
			all[name] = v
		}
	}
	fr.names.of = all
}

func (fr *frame) loop(s *python.For) {
	if s.Iter != nil {
		v := fr.iterate(fr.eval(s.Iter), s.Iter)
		if s.Target != nil {
			fr.assign(s.Target, v)
		}
	}
	fr.condition(s.Test)
	fr.branches(s.Body)
	fr.run(s.OrElse)
}

// assign binds a target.
func (fr *frame) assign(target python.Expr, v value) {
	switch t := target.(type) {
	case *python.Name:
		fr.names.of[t.ID] = v
	case *python.Starred:
		fr.assign(t.X, v)
	case *python.Sequence:
		fr.unpack(t, v)
	case *python.Attribute:
		for _, o := range fr.eval(t.X).of {
			if o, ok := o.(object); ok {
				if x, ok := o.Value.(*interp.Instance); ok {
					fr.setAttr(x, t.Name, v)
				}
			}
		}
	case *python.Subscript:
		key := fr.eval(t.Index)
		for _, o := range fr.eval(t.X).of {
			switch o := o.(type) {
			case *record:
				if name, ok := key.text(); ok {
					o.named[name] = v
				} else {
					o.other = o.other.or(v)
				}
			case *list:
				o.elts = append(o.elts, v)
			}
		}
	}
}

// setAttr notes what a method gives an object.
func (w *walker) setAttr(x *interp.Instance, name string, v value) {
	if w.attrs[x] == nil {
		w.attrs[x] = map[string]value{}
	}
	w.attrs[x][name] = w.attrs[x][name].or(v)
}

// unpack deals the elements of a value out to targets.
func (fr *frame) unpack(targets *python.Sequence, v value) {
	starred := slices.ContainsFunc(targets.Elts, func(t python.Expr) bool { _, ok := t.(*python.Starred); return ok })
	if len(v.of) == 1 && !starred {
		if l, ok := v.of[0].(*list); ok && len(l.elts) == len(targets.Elts) {
			for i, t := range targets.Elts {
				fr.assign(t, l.elts[i])
			}
			return
		}
	}
	each := fr.iterate(v, targets)
	for _, t := range targets.Elts {
		fr.assign(t, each)
	}
}
