package interp

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/djdag/djdag/extract/internal/python"
)

// eval evaluates an expression. It never returns nil.
func (fr *Frame) eval(x python.Expr) Value {
	if v := fr.value(x); v != nil {
		return v
	}
	return Unknown{}
}

// value evaluates an expression. It returns nil for what is unknown.
func (fr *Frame) value(x python.Expr) Value {
	switch x := x.(type) {
	case *python.Name:
		return fr.Name(x.ID)
	case *python.Attribute:
		return fr.Attr(fr.eval(x.X), x.Name)
	case *python.Text:
		return fr.m.charge(fr.text(x))
	case *python.Number:
		return number(x)
	case *python.Const:
		return constant(x)
	case *python.Sequence:
		return fr.sequence(x)
	case *python.Dict:
		return fr.dict(x)
	case *python.Call:
		return fr.m.charge(fr.callExpr(x, false))
	case *python.Subscript:
		return fr.subscript(x)
	case *python.Binary:
		return fr.m.charge(fr.binary(x.Op, fr.eval(x.X), fr.eval(x.Y)))
	case *python.Logic:
		return fr.logic(x)
	case *python.Not:
		return boolOf(fr.truth(fr.eval(x.X)).not())
	case *python.Compare:
		return boolOf(fr.compare(x.Op, fr.eval(x.X), fr.eval(x.Y)))
	case *python.Cond:
		return fr.cond(x)
	case *python.Bind:
		v := fr.eval(x.X)
		if fr.raised == "" {
			fr.Scope.Set(x.Name, v)
		}
		return v
	case *python.Lambda:
		return &Function{lambda: x, Module: fr.Module, closure: fr.Scope, params: x.Params, parsed: true}
	case *python.Comprehension:
		return fr.comprehension(x)
	}
	return nil
}

func number(x *python.Number) Value {
	if n, err := strconv.ParseInt(x.Text, 0, 64); err == nil {
		return Int(n)
	}
	if n, err := strconv.ParseFloat(x.Text, 64); err == nil {
		return Float(n)
	}
	return nil
}

func constant(x *python.Const) Value {
	switch x.Name {
	case "True":
		return Bool(true)
	case "False":
		return Bool(false)
	case "None":
		return None{}
	case "...":
		return Ellipsis{}
	}
	return nil
}

// sequence evaluates a list, tuple or set display.
func (fr *Frame) sequence(x *python.Sequence) Value {
	s := &seq{}
	for _, e := range x.Elts {
		star, ok := e.(*python.Starred)
		if !ok {
			s.add(fr.eval(e))
			continue
		}
		if vs, ok := fr.elements(fr.eval(star.X)); ok {
			s.extend(vs)
		} else {
			s.Loose = true
		}
	}
	return s
}

func (fr *Frame) subscript(x *python.Subscript) Value {
	if s, ok := x.Index.(*python.Slice); ok {
		return fr.m.charge(fr.sliced(fr.eval(x.X), s))
	}
	return fr.item(fr.eval(x.X), fr.eval(x.Index))
}

// cond evaluates "x if test else y".
func (fr *Frame) cond(x *python.Cond) Value {
	switch fr.truth(fr.eval(x.Test)) {
	case Yes:
		return fr.eval(x.Then)
	case No:
		return fr.eval(x.OrElse)
	}
	return merge([]Value{fr.mayEval(x.Then), fr.mayEval(x.OrElse)})
}

// mayEval evaluates an expression that Python may not evaluate: what it raises
// is not certain.
func (fr *Frame) mayEval(x python.Expr) Value {
	before := fr.raised
	v := fr.eval(x)
	fr.raised = before
	return v
}

// Name looks a name up as Python does: here, in the enclosing functions, in
// the module, among the builtins.
func (fr *Frame) Name(id string) Value {
	if fr.Scope.global[id] {
		return fr.m.Lookup(fr.Module, id)
	}
	for s := fr.Scope; s != nil; s = s.Outer {
		if v, ok := s.Get(id); ok {
			return v
		}
	}
	return fr.m.Lookup(fr.Module, id)
}

// Lookup looks a name up in the module and among the builtins.
func (m *Machine) Lookup(mod *Module, id string) Value {
	if v, ok := mod.Scope.Get(id); ok {
		return v
	}
	if v, ok := m.builtins[id]; ok {
		return v
	}
	if len(mod.Scope.stars) > 0 {
		return starred(mod.Scope.stars, id)
	}
	if v := m.host.Unbound(id); v != nil {
		return v
	}
	return &Late{mod, id}
}

// text builds a string from a literal.
func (fr *Frame) text(x *python.Text) Value {
	if x.Bytes {
		return Unknown{}
	}
	if len(x.Parts) == 1 && x.Parts[0].X == nil {
		return fr.literal(&x.Parts[0])
	}
	parts := make([]*Str, 0, len(x.Parts))
	for i := range x.Parts {
		p := &x.Parts[i]
		if p.X == nil {
			parts = append(parts, fr.literal(p))
			continue
		}
		v := fr.eval(p.X)
		if p.Conversion != "" {
			s := fr.ToStr(v, Label(p.X))
			if p.Conversion == "r" && s.Known() {
				s = NewStr("'" + s.Text + "'")
			}
			v = s
		}
		s := fr.formatted(v, p.Format, Label(p.X))
		parts = append(parts, s.fixedAt(fr.Module, p.Offset()))
	}
	return concat(parts...)
}

func (fr *Frame) literal(p *python.TextPart) *Str {
	s := &Str{Text: p.Value, marks: []mark{{0, fr.Module, p.Offset(), false}}}
	for _, k := range p.Skips {
		s.marks = append(s.marks, mark{k.Value, fr.Module, p.SourceOffset(k.Value), false})
	}
	return s
}

// Label names an unknown expression in a string.
func Label(x python.Expr) string {
	switch x := x.(type) {
	case *python.Name:
		return x.ID
	case *python.Attribute:
		return Label(x.X) + "." + x.Name
	case *python.Call:
		return Label(x.Fn) + "()"
	case *python.Subscript:
		if t, ok := x.Index.(*python.Text); ok && len(t.Parts) == 1 {
			return t.Parts[0].Value
		}
		return Label(x.X)
	}
	return "?"
}

func (fr *Frame) dict(x *python.Dict) Value {
	d := newMap()
	for i, k := range x.Keys {
		v := fr.eval(x.Values[i])
		if k == nil { // **other
			d.update(fr.m.Force(v))
			continue
		}
		if key, ok := KeyText(fr.m.Force(fr.eval(k))); ok {
			d.set(key, v)
		} else {
			d.Loose = true
		}
	}
	return d
}

func (fr *Frame) evalIndex(x *python.Subscript) Value {
	if _, ok := x.Index.(*python.Slice); ok {
		return Unknown{}
	}
	return fr.eval(x.Index)
}

// sliced evaluates x[from:to] of a text or a sequence that is known.
func (fr *Frame) sliced(v Value, s *python.Slice) Value {
	v = fr.m.Force(v)
	text, isText := v.(*Str)
	vs, isKnown := fr.elements(v)
	n := len(vs)
	if isText {
		isKnown = text.Known() && utf8.RuneCountInString(text.Text) == len(text.Text)
		n = len(text.Text)
	}
	from, ok1 := fr.bound(s.From, n, 0)
	to, ok2 := fr.bound(s.To, n, n)
	if !isKnown || !ok1 || !ok2 || s.Step != nil {
		return Unknown{}
	}
	to = max(from, to)
	if isText {
		return text.slice(from, to)
	}
	return &seq{Elts: slices.Clone(vs[from:to])}
}

// bound evaluates one end of a slice of n elements, which counts from the end
// if it is negative.
func (fr *Frame) bound(x python.Expr, n, otherwise int) (int, bool) {
	if x == nil {
		return otherwise, true
	}
	switch v := fr.m.Force(fr.eval(x)).(type) {
	case None:
		return otherwise, true
	case Int:
		if v < 0 {
			v += Int(n)
		}
		return int(min(max(v, 0), Int(n))), true
	}
	return 0, false
}

func (fr *Frame) comprehension(x *python.Comprehension) Value {
	inner := *fr
	inner.Scope = NewScope(fr.Module, fr.Scope)
	inner.returned = nil
	list, dict := &seq{}, newMap()
	known := inner.collect(x, x.Clauses, list, dict)
	fr.raised = inner.raised
	switch {
	case !known || fr.raised != "":
		return Unknown{}
	case x.Key != nil:
		return dict
	}
	return list
}

// collect adds to the list, or to the dict, what a comprehension yields under the
// remaining clauses. It reports whether all of that is known.
func (fr *Frame) collect(x *python.Comprehension, clauses []python.Clause, list *seq, dict *Map) bool {
	if len(clauses) == 0 {
		if x.Key == nil {
			list.add(fr.eval(x.Elt))
		} else if k, ok := fr.eval(x.Key).(*Str); ok {
			dict.set(k.Text, fr.eval(x.Elt))
		} else {
			dict.Loose = true
		}
		return fr.raised == ""
	}
	clause := &clauses[0]
	vs, ok := fr.elements(fr.eval(clause.Iter))
	if !ok || len(vs) > maxTurns {
		return false
	}
	for _, v := range vs {
		if fr.m.steps++; fr.m.steps > fr.m.limit {
			return false
		}
		fr.assign(clause.Target, v)
		switch fr.all(clause.Ifs) {
		case No:
			continue
		case Maybe:
			list.Loose, dict.Loose = true, true
		}
		if !fr.collect(x, clauses[1:], list, dict) {
			return false
		}
	}
	return true
}

// all decides whether all conditions hold.
func (fr *Frame) all(tests []python.Expr) Truth {
	all := Yes
	for _, test := range tests {
		switch fr.truth(fr.eval(test)) {
		case No:
			return No
		case Maybe:
			all = Maybe
		}
	}
	return all
}
