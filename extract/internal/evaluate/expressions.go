package evaluate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djdag/djdag/extract/internal/python"
)

// eval evaluates an expression. It never returns nil.
func (fr *frame) eval(x python.Expr) Value {
	switch x := x.(type) {
	case *python.Name:
		return fr.name(x.ID)
	case *python.Attribute:
		return fr.m.attribute(fr, fr.eval(x.X), x.Name)
	case *python.Text:
		return fr.m.charge(fr.text(x))
	case *python.Number:
		if n, err := strconv.ParseInt(x.Text, 0, 64); err == nil {
			return Int(n)
		}
	case *python.Const:
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
	case *python.Sequence:
		s := &Seq{}
		for _, e := range x.Elts {
			if star, ok := e.(*python.Starred); ok {
				if vs, ok := fr.elements(fr.eval(star.X)); ok {
					s.extend(vs)
				} else {
					s.Loose = true
				}
				continue
			}
			s.add(fr.eval(e))
		}
		return s
	case *python.Dict:
		return fr.dict(x)
	case *python.Call:
		return fr.m.charge(fr.call(x, false))
	case *python.Subscript:
		if s, ok := x.Index.(*python.Slice); ok {
			return fr.m.charge(fr.sliced(fr.eval(x.X), s))
		}
		return fr.item(fr.eval(x.X), fr.evalIndex(x))
	case *python.Binary:
		return fr.m.charge(fr.binary(x.Op, fr.eval(x.X), fr.eval(x.Y)))
	case *python.Logic:
		return fr.logic(x)
	case *python.Not:
		switch fr.truth(fr.eval(x.X)) {
		case yes:
			return Bool(false)
		case no:
			return Bool(true)
		}
	case *python.Compare:
		switch fr.compare(x.Op, fr.eval(x.X), fr.eval(x.Y)) {
		case yes:
			return Bool(true)
		case no:
			return Bool(false)
		}
	case *python.Cond:
		switch fr.truth(fr.eval(x.Test)) {
		case yes:
			return fr.eval(x.Then)
		case no:
			return fr.eval(x.OrElse)
		}
		return merge([]Value{fr.mayEval(x.Then), fr.mayEval(x.OrElse)})
	case *python.Bind:
		v := fr.eval(x.X)
		if fr.raised == "" {
			fr.scope.set(x.Name, v)
		}
		return v
	case *python.Lambda:
		return &Function{Lambda: x, Module: fr.module, Closure: fr.scope, params: x.Params, parsed: true}
	case *python.Comprehension:
		return fr.comprehension(x)
	}
	return Unknown{}
}

// charge counts the work of making a value, which is returned.
func (m *Machine) charge(v Value) Value {
	switch v := v.(type) {
	case *Seq:
		m.steps += len(v.Elts) / eltsPerStep
	case *Map:
		m.steps += len(v.Keys) / eltsPerStep
	case *Str:
		m.steps += len(v.Text) / charsPerStep
	}
	return v
}

// mayEval evaluates an expression of which nobody knows whether Python would:
// what it raises is not certain.
func (fr *frame) mayEval(x python.Expr) Value {
	before := fr.raised
	v := fr.eval(x)
	fr.raised = before
	return v
}

// name looks a name up as Python does: here, in the enclosing functions, in
// the module, among the builtins.
func (fr *frame) name(id string) Value {
	if fr.scope.global[id] {
		return fr.module.lookup(fr.m, id)
	}
	for s := fr.scope; s != nil; s = s.outer {
		if v, ok := s.get(id); ok {
			return v
		}
	}
	return fr.module.lookup(fr.m, id)
}

// lookup looks a name up in the module and among the builtins.
func (mod *Module) lookup(m *Machine, id string) Value {
	if v, ok := mod.Scope.get(id); ok {
		return v
	}
	if v, ok := m.builtins[id]; ok {
		return v
	}
	if len(mod.Scope.stars) > 0 {
		return &External{mod.Scope.stars[len(mod.Scope.stars)-1] + "." + id}
	}
	if id == "dj" { // a fragment that some other file or cell gives the import
		return &External{"datajoint"}
	}
	return &Late{mod, id}
}

// text builds a string from a literal.
func (fr *frame) text(x *python.Text) Value {
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
			s := fr.toStr(v, label(p.X))
			if p.Conversion == "r" && s.Known() {
				s = str("'" + s.Text + "'")
			}
			v = s
		}
		s := fr.formatted(v, p.Format, label(p.X))
		parts = append(parts, s.fixedAt(fr.module, p.Offset()))
	}
	return concat(parts...)
}

func (fr *frame) literal(p *python.TextPart) *Str {
	s := &Str{Text: p.Value, marks: []mark{{0, fr.module, p.Offset(), false}}}
	for _, k := range p.Skips {
		s.marks = append(s.marks, mark{k.Value, fr.module, p.SourceOffset(k.Value), false})
	}
	return s
}

// label names an unknown expression in a string.
func label(x python.Expr) string {
	switch x := x.(type) {
	case *python.Name:
		return x.ID
	case *python.Attribute:
		return label(x.X) + "." + x.Name
	case *python.Call:
		return label(x.Fn) + "()"
	case *python.Subscript:
		if t, ok := x.Index.(*python.Text); ok && len(t.Parts) == 1 {
			return t.Parts[0].Value
		}
		return label(x.X)
	}
	return "?"
}

// toStr turns a value into a string, as str() does; something unknown
// becomes a hole with the label.
func (fr *frame) toStr(v Value, label string) *Str {
	switch v := fr.m.force(v).(type) {
	case *Str:
		return v
	case Path:
		return v.Str
	case Int:
		return str(strconv.FormatInt(int64(v), 10))
	case Bool:
		if v {
			return str("True")
		}
		return str("False")
	case None:
		return str("None")
	case *Setting:
		return hole(v.Label, v)
	case *Member:
		if n, ok := v.Value.(Int); ok {
			return fr.toStr(n, label)
		}
		return str(v.Class.Name + "." + v.Name)
	}
	return hole(label, nil)
}

func (fr *frame) dict(x *python.Dict) Value {
	d := newMap()
	for i, k := range x.Keys {
		v := fr.eval(x.Values[i])
		if k == nil { // **other
			d.update(fr.m.force(v))
			continue
		}
		switch key := fr.m.force(fr.eval(k)).(type) {
		case *Str:
			d.set(key.Text, v)
		case Int:
			d.set(strconv.FormatInt(int64(key), 10), v)
		default:
			d.Loose = true
		}
	}
	return d
}

func (fr *frame) evalIndex(x *python.Subscript) Value {
	if _, ok := x.Index.(*python.Slice); ok {
		return Unknown{}
	}
	return fr.eval(x.Index)
}

// sliced evaluates x[from:to] of a text or a sequence that is known.
func (fr *frame) sliced(v Value, s *python.Slice) Value {
	v = fr.m.force(v)
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
	return &Seq{Elts: slices.Clone(vs[from:to])}
}

// bound evaluates one end of a slice of n elements, which counts from the end
// if it is negative.
func (fr *frame) bound(x python.Expr, n, otherwise int) (int, bool) {
	if x == nil {
		return otherwise, true
	}
	switch v := fr.m.force(fr.eval(x)).(type) {
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

// item evaluates x[key].
func (fr *frame) item(x, key Value) Value {
	key = fr.m.force(key)
	k, isStr := key.(*Str)
	if n, ok := key.(Int); ok {
		if s, ok := fr.m.force(x).(*Seq); ok {
			i := int(n)
			if i < 0 {
				i += len(s.Elts)
			}
			if i >= 0 && i < len(s.Elts) && !s.Loose {
				return s.Elts[i]
			}
			return Unknown{}
		}
		k, isStr = str(strconv.FormatInt(int64(n), 10)), true
	}
	if !isStr {
		return Unknown{}
	}
	switch x := fr.m.force(x).(type) {
	case *Map:
		if v, ok := x.Vals[k.Text]; ok {
			return v
		}
		if !x.Loose {
			fr.raise("KeyError")
		}
	case *Namespace:
		if v, ok := x.Scope.get(k.Text); ok {
			return v
		}
	case *Class:
		if v, ok := x.member(k.Text); ok {
			return v
		}
	case *Config:
		return fr.configItem(x, k.Text)
	case *Environ:
		return fr.environItem(k.Text)
	case *External:
		if x.Path == "sys.modules" {
			if k.Text == "__main__" {
				return fr.m.mainModule(fr)
			}
			if mod := fr.m.modules[k.Text]; mod != nil {
				return mod
			}
		}
	}
	return Unknown{}
}

// elements lists what an iterable yields, if all of it is known.
func (fr *frame) elements(v Value) ([]Value, bool) {
	switch v := fr.m.force(v).(type) {
	case *Seq:
		return v.Elts, !v.Loose
	case *Map:
		fr.m.steps += len(v.Keys) / eltsPerStep
		vs := make([]Value, len(v.Keys))
		for i, k := range v.Keys {
			vs[i] = str(k)
		}
		return vs, !v.Loose
	case *Namespace:
		return fr.elements(v.Scope.dict())
	case *Str:
		if !v.Known() || len(v.Text) > maxTurns {
			return nil, false
		}
		var vs []Value
		for _, r := range v.Text {
			vs = append(vs, str(string(r)))
		}
		return vs, true
	case *Class:
		if enum, _ := v.isEnum(); enum {
			return v.allMembers(), true
		}
	}
	return nil, false
}

func (fr *frame) comprehension(x *python.Comprehension) Value {
	inner := *fr
	inner.scope = newScope(fr.module, fr.scope)
	inner.returned = nil
	list, dict := &Seq{}, newMap()
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

// collect adds to the list, or to the dict, what a comprehension makes under
// the clauses that are left. It reports whether that can be told.
func (fr *frame) collect(x *python.Comprehension, clauses []python.Clause, list *Seq, dict *Map) bool {
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
		case no:
			continue
		case maybe:
			list.Loose, dict.Loose = true, true
		}
		if !fr.collect(x, clauses[1:], list, dict) {
			return false
		}
	}
	return true
}

// all tells whether all of some conditions hold.
func (fr *frame) all(tests []python.Expr) truth {
	all := yes
	for _, test := range tests {
		switch fr.truth(fr.eval(test)) {
		case no:
			return no
		case maybe:
			all = maybe
		}
	}
	return all
}

// binary evaluates an arithmetic operator.
func (fr *frame) binary(op string, x, y Value) Value {
	x, y = fr.m.force(x), fr.m.force(y)
	switch op {
	case "+":
		if a, ok := x.(*Seq); ok {
			if b, ok := y.(*Seq); ok {
				s := &Seq{Elts: append([]Value{}, a.Elts...), Loose: a.Loose || b.Loose}
				s.extend(b.Elts)
				return s
			}
			return &Seq{Elts: a.Elts, Loose: true}
		}
		_, xs := x.(*Str)
		_, ys := y.(*Str)
		if xs || ys || isSetting(x) || isSetting(y) {
			if isNumber(x) || isNumber(y) {
				return Unknown{}
			}
			return concat(fr.toStr(x, "?"), fr.toStr(y, "?"))
		}
	case "*":
		if s, ok := x.(*Str); ok {
			return times(s, y)
		}
		if s, ok := y.(*Str); ok {
			return times(s, x)
		}
	case "%":
		if s, ok := x.(*Str); ok {
			var args []Value
			if t, ok := y.(*Seq); ok {
				args = t.Elts
			} else {
				args = []Value{y}
			}
			named, _ := y.(*Map)
			return s.percent(func(name string, i int, fields string, verb byte) *Str {
				var v Value
				switch {
				case name != "" && named != nil:
					v = named.Vals[name]
				case i < len(args):
					v = args[i]
				}
				if v == nil {
					return nil
				}
				name = cmp.Or(name, "?")
				if strings.IndexByte("sra", verb) >= 0 {
					v = fr.toStr(v, name)
				}
				return fr.formatted(v, percentLayout(fields, verb), name)
			})
		}
	case "/":
		_, left := x.(Path)
		_, right := y.(Path)
		if left || right {
			return Path{fr.joinPath([]Value{x, y})}
		}
	case "|":
		if a, ok := x.(*Map); ok {
			if b, ok := y.(*Map); ok {
				d := newMap()
				d.update(a)
				d.update(b)
				return d
			}
		}
	}
	if a, ok := x.(Int); ok {
		if b, ok := y.(Int); ok {
			return arithmetic(op, a, b)
		}
	}
	return Unknown{}
}

func isSetting(v Value) bool { _, ok := v.(*Setting); return ok }
func isNumber(v Value) bool  { _, ok := v.(Int); return ok }
