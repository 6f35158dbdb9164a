package interp

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// flow says how a statement ended.
type flow uint8

const (
	next flow = iota
	returned
	raised
	broke
	continued
)

// run executes statements.
func (fr *Frame) run(body []python.Stmt) flow {
	for _, s := range body {
		if fr.m.steps++; fr.m.steps > fr.m.end {
			return returned
		}
		if fr.fn == nil && fr.class == nil {
			fr.m.limit = fr.m.steps + maxEffort
			fr.m.at = Place{fr.Module, s.Offset()}
		}
		f := fr.statement(s)
		if fr.raised != "" && fr.fn == nil && fr.class == nil && !fr.m.Catches(fr.raised) {
			fr.raised = ""
			continue // a module that fails: read on
		}
		if fr.raised != "" {
			return raised
		}
		if f == returned && fr.fn == nil && fr.class == nil {
			if _, ok := s.(*python.Raise); !ok {
				continue // a module that refuses its settings: read on
			}
		}
		if f != next {
			return f
		}
	}
	return next
}

// statement executes a statement.
func (fr *Frame) statement(s python.Stmt) flow {
	switch s := s.(type) {
	case *python.Import:
		fr.importStmt(s)
	case *python.Assign:
		return fr.assignStmt(s)
	case *python.AugAssign:
		fr.augAssign(s)
	case *python.ExprStmt:
		if c, ok := s.X.(*python.Call); ok {
			fr.callExpr(c, true)
		} else {
			fr.eval(s.X)
		}
	case *python.ClassDef:
		fr.classDef(s)
	case *python.FuncDef:
		fr.funcDef(s)
	case *python.If:
		return fr.ifStmt(s)
	case *python.For:
		return fr.loop(s)
	case *python.Try:
		return fr.try(s)
	case *python.With:
		return fr.with(s)
	case *python.Return:
		return fr.returnStmt(s)
	case *python.Raise:
		fr.raiseStmt(s)
		return returned // in any case, nothing behind it runs
	case *python.Global:
		fr.global(s)
	case *python.Delete:
		fr.del(s)
	case *python.Jump:
		if s.Break {
			return broke
		}
		return continued
	}
	return next
}

func (fr *Frame) assignStmt(s *python.Assign) flow {
	if s.Value == nil {
		return next
	}
	v := fr.eval(s.Value)
	if fr.raised != "" { // the targets keep what they have
		return raised
	}
	for _, t := range s.Targets {
		fr.assign(t, v)
	}
	fr.noteData(s)
	return next
}

func (fr *Frame) with(s *python.With) flow {
	for _, i := range s.Items {
		v := fr.eval(i.Value)
		if fr.raised != "" {
			return raised
		}
		if i.Target != nil {
			fr.assign(i.Target, v)
		}
	}
	return fr.run(s.Body)
}

func (fr *Frame) returnStmt(s *python.Return) flow {
	var v Value = None{}
	if s.X != nil {
		v = fr.eval(s.X)
	}
	if fr.raised != "" {
		return raised
	}
	fr.returned = append(fr.returned, v)
	return returned
}

func (fr *Frame) raiseStmt(s *python.Raise) {
	if s.X == nil && fr.handled != "" {
		fr.Raise(fr.handled)
	} else {
		fr.Raise(exceptionName(s.X))
	}
}

func (fr *Frame) global(s *python.Global) {
	if fr.Scope.global == nil {
		fr.Scope.global = map[string]bool{}
	}
	if s.Nonlocal {
		return
	}
	for _, n := range s.Names {
		fr.Scope.global[n] = true
	}
}

func (fr *Frame) del(s *python.Delete) {
	for _, t := range s.Targets {
		if n, ok := t.(*python.Name); ok {
			fr.Scope.Set(n.ID, nil)
		}
	}
}

// assign binds a target.
func (fr *Frame) assign(target python.Expr, v Value) {
	switch t := target.(type) {
	case *python.Name:
		fr.Scope.Set(t.ID, v)
	case *python.Attribute:
		fr.setAttr(fr.eval(t.X), t.Name, v)
	case *python.Subscript:
		fr.setItem(fr.eval(t.X), fr.evalIndex(t), v)
	case *python.Starred:
		fr.assign(t.X, v)
	case *python.Sequence:
		for i, v := range fr.unpack(v, t.Elts) {
			fr.assign(t.Elts[i], v)
		}
	}
}

// unpack deals the elements of a value out to targets; a starred one gets a list
// of the rest. If it cannot, all get something unknown.
func (fr *Frame) unpack(v Value, targets []python.Expr) []Value {
	out := make([]Value, len(targets))
	for i := range out {
		out[i] = Unknown{}
	}
	star := slices.IndexFunc(targets, func(t python.Expr) bool { _, ok := t.(*python.Starred); return ok })
	vs, ok := fr.elements(v)
	switch {
	case !ok:
	case star < 0 && len(vs) == len(targets):
		copy(out, vs)
	case star >= 0 && len(vs) >= len(targets)-1:
		behind := len(targets) - star - 1
		copy(out, vs[:star])
		out[star] = &seq{Elts: slices.Clone(vs[star : len(vs)-behind])}
		copy(out[star+1:], vs[len(vs)-behind:])
	}
	return out
}

// augAssign executes "target op= value".
func (fr *Frame) augAssign(s *python.AugAssign) {
	old, v := fr.eval(s.Target), fr.eval(s.Value)
	if fr.raised != "" {
		return
	}
	if t, ok := s.Target.(*python.Name); ok && fr.class != nil {
		delete(fr.class.data, t.ID) // what was left out is not all of it
	}
	if list, ok := old.(*seq); ok && s.Op == "+" {
		if vs, ok := fr.elements(v); ok {
			list.extend(vs)
		} else {
			list.Loose = true
		}
		return
	}
	fr.assign(s.Target, fr.binary(s.Op, old, v))
}

// funcDef executes a def statement.
func (fr *Frame) funcDef(s *python.FuncDef) {
	f := &Function{Def: s, Module: fr.Module, closure: fr.Scope, Class: fr.class}
	if fr.class != nil { // a class's namespace is not visible in its methods
		f.closure = fr.Scope.Outer
	}
	var v Value = f
	for i := len(s.Decorators) - 1; i >= 0; i-- {
		switch name := exceptionName(s.Decorators[i]); strings.ToLower(name) {
		case "property", "cached_property":
			f.kind = property
		case "classproperty", "class_property", "classgetter":
			f.kind = classProperty
		case "classmethod":
			f.kind = classMethod
		case "staticmethod":
			f.kind = staticMethod
		default:
			d := fr.eval(s.Decorators[i])
			if fr.raised != "" {
				return
			}
			if _, ok := d.(*Function); ok {
				// A decorator of the project that returns something known
				// replaces the function; else the function is what it wraps.
				if w := fr.Call(d, &Call{Args: []Value{v}, At: s.Offset()}); rank(w) == RankKnown {
					v = w
				}
			}
		}
	}
	fr.Scope.Set(s.Name, v)
}
