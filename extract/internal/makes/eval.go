package makes

import (
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// eval walks an expression.
func (fr *frame) eval(x python.Expr) value {
	if x == nil || fr.exhausted() {
		return value{}
	}
	switch x := x.(type) {
	case *python.Name:
		return fr.name(x.ID)
	case *python.Attribute:
		return fr.attr(fr.eval(x.X), x.Name, x.X)
	case *python.Text:
		return fr.literal(x)
	case *python.Number, *python.Const:
		return fr.valueOf(fr.outside.Eval(x))
	case *python.Sequence:
		return fr.sequence(x)
	case *python.Dict:
		return fr.dict(x)
	case *python.Call:
		return fr.call(x)
	case *python.Subscript:
		return fr.subscript(x)
	case *python.Binary:
		return fr.binary(x.Op, fr.eval(x.X), fr.eval(x.Y), x.X, x.Y)
	case *python.Logic:
		v := fr.eval(x.X)
		fr.consume(v, x.X)
		return v.or(fr.eval(x.Y))
	case *python.Not:
		fr.condition(x.X)
	case *python.Compare:
		return fr.compare(x)
	case *python.Cond:
		fr.condition(x.Test)
		return fr.eval(x.Then).or(fr.eval(x.OrElse))
	case *python.Bind:
		v := fr.eval(x.X)
		fr.names.of[x.Name] = v
		return v
	case *python.Lambda:
		return valueOf(&closure{lambda: x, in: fr})
	case *python.Comprehension:
		return fr.comprehension(x)
	case *python.Yield:
		v := fr.eval(x.X)
		if fr.yielded == nil {
			fr.yielded = &list{}
		}
		fr.yielded.elts = append(fr.yielded.elts, v)
	case *python.Starred:
		return fr.iterate(fr.eval(x.X), x.X)
	}
	return value{}
}

// name looks a name up: in the function and those around it, then as the module does.
func (fr *frame) name(id string) value {
	if v, ok := fr.names.lookup(id); ok {
		return v
	}
	v := fr.outside.Name(id)
	if _, unknown := v.(interp.Unknown); unknown {
		return fr.assignedIn(fr.module, id)
	}
	return fr.valueOf(v)
}

// valueOf is a value of the interpreter.
func (fr *frame) valueOf(v interp.Value) value {
	var out value
	alternatives := interp.Alternatives(v)
	for _, alt := range alternatives {
		switch w := fr.l.Force(alt).(type) {
		case nil, interp.Unknown, *interp.Late:
		case *interp.External:
			if q := fr.importedQuery(w); q.known() {
				out = out.or(q)
			} else {
				out = out.or(valueOf(object{w}))
			}
		default:
			out = out.or(valueOf(fr.thingOf(w)))
		}
	}
	out.vague = len(alternatives) > 1
	return out
}

// thingOf is what a value of the interpreter is here. Lists and dicts of a module are
// copied, since a body may add to them.
func (fr *frame) thingOf(v interp.Value) thing {
	if f, self, ok := interp.Method(v); ok {
		return &method{f, fr.valueOf(self)}
	}
	if m, ok := v.(*interp.Map); ok && fr.copying < maxNesting {
		fr.copying++
		defer func() { fr.copying-- }()
		r := &record{named: map[string]value{}}
		for _, k := range m.Keys[:min(len(m.Keys), maxCopied)] {
			r.named[k] = fr.valueOf(m.Vals[k])
		}
		return r
	}
	if v.TypeName() == "list" && fr.copying < maxNesting {
		fr.copying++
		defer func() { fr.copying-- }()
		l := &list{}
		elts, _ := fr.outside.Elements(v)
		for _, e := range elts[:min(len(elts), maxCopied)] {
			l.elts = append(l.elts, fr.valueOf(e))
		}
		return l
	}
	return object{v}
}

// maxCopied is how many elements of a list or a dict of a module are looked at.
const maxCopied = 64

// literal is a string. One with replacement fields depends on these.
func (fr *frame) literal(x *python.Text) value {
	if len(x.Parts) == 1 && x.Parts[0].X == nil {
		return valueOf(object{interp.NewStr(x.Parts[0].Value)})
	}
	var from origin
	for i := range x.Parts {
		if f := x.Parts[i].X; f != nil {
			from |= fr.eval(f).origins()
		}
	}
	return tainted(from)
}

func (fr *frame) sequence(x *python.Sequence) value {
	l := &list{}
	for _, e := range x.Elts {
		l.elts = append(l.elts, fr.eval(e))
	}
	return valueOf(l)
}

func (fr *frame) dict(x *python.Dict) value {
	r := &record{named: map[string]value{}}
	for i, k := range x.Keys {
		v := fr.eval(x.Values[i])
		if k == nil {
			r.add(v)
		} else if name, ok := fr.eval(k).text(); ok {
			r.named[name] = v
		} else {
			r.other = r.other.or(v)
		}
	}
	return valueOf(r)
}

func (fr *frame) comprehension(x *python.Comprehension) value {
	inner := fr.within()
	for _, c := range x.Clauses {
		inner.assign(c.Target, inner.iterate(inner.eval(c.Iter), c.Iter))
		for _, test := range c.Ifs {
			inner.condition(test)
		}
	}
	if x.Key != nil {
		inner.eval(x.Key)
		return valueOf(&record{named: map[string]value{}, other: inner.eval(x.Elt)})
	}
	return valueOf(&list{elts: []value{inner.eval(x.Elt)}})
}

// subscript is x[index].
func (fr *frame) subscript(x *python.Subscript) value {
	v := fr.eval(x.X)
	if s, ok := x.Index.(*python.Slice); ok {
		for _, part := range []python.Expr{s.From, s.To, s.Step} {
			fr.eval(part)
		}
		return v
	}
	key := fr.eval(x.Index)
	out := tainted(v.from)
	for _, t := range v.of {
		switch t := t.(type) {
		case upstream:
			out = out.or(fr.upstreamOf(key, x.Index))
		case *list:
			out = out.or(t.item(key))
		case *record:
			out = out.or(t.at(key))
		case object:
			for _, k := range key.of {
				if k, ok := k.(object); ok {
					out = out.or(fr.valueOf(fr.outside.Item(t.Value, k.Value)))
				}
			}
		case *query:
			out.from |= t.from
		}
	}
	return out
}

func (v value) known() bool { return len(v.of) > 0 || v.from != 0 }

// upstreamOf is self.upstream[table].
func (fr *frame) upstreamOf(key value, x python.Expr) value {
	before := fr.kind
	fr.kind = graph.Upstream
	defer func() { fr.kind = before }()
	q := fr.queryOf(key, x)
	if q == nil {
		fr.lose(x)
		return tainted(fromKey)
	}
	own := *q
	own.from |= fromKey
	own.operate()
	return valueOf(&own)
}

// binary is an arithmetic operator. Those of queries restrict and join.
func (fr *frame) binary(op string, x, y value, atX, atY python.Expr) value {
	switch op {
	case "&", "-", "*", "+", "^", "|":
	default:
		return tainted(x.origins() | y.origins())
	}
	if fr.mayBeQuery(x, op) {
		if q := fr.queryOf(x, atX); q != nil {
			out := fr.compose(q, y, atY)
			if op == "*" || op == "+" {
				out.class = nil
			}
			return valueOf(out)
		}
	}
	if isUniverse(x) || fr.mayBeQuery(y, op) {
		if q := fr.queryOf(y, atY); q != nil {
			out := fr.compose(q, x, atX)
			out.class = nil
			return valueOf(out)
		}
	}
	if op == "+" || op == "|" {
		return joined(x, y)
	}
	return tainted(x.origins() | y.origins())
}

// joined is the sum of two lists, or of two dicts.
func joined(x, y value) value {
	out := tainted(x.from | y.from)
	for _, t := range append(append([]thing{}, x.of...), y.of...) {
		switch t.(type) {
		case *list, *record:
			out = out.or(valueOf(t))
		}
	}
	return out
}

// mayBeQuery reports whether an operator on a value makes a query of it. A class of a
// package that is not analysed can be anything.
func (fr *frame) mayBeQuery(v value, op string) bool {
	for _, t := range v.of {
		switch t := t.(type) {
		case *query:
			return true
		case object:
			if target, ok := fr.l.TargetOf(t.Value); ok && (target.IsSure() || op == "&") {
				return true
			}
		}
	}
	return false
}

func isUniverse(v value) bool {
	for _, t := range v.of {
		if _, ok := t.(universe); ok {
			return true
		}
	}
	return false
}

// compare is a comparison. "row in table" asks the table.
func (fr *frame) compare(x *python.Compare) value {
	left, right := fr.eval(x.X), fr.eval(x.Y)
	if (x.Op == "in" || x.Op == "not in") && fr.mayBeQuery(right, "&") {
		if q := fr.queryOf(right, x.Y); q != nil {
			fr.read(fr.compose(q, left, x.X))
		}
	}
	return tainted(left.origins() | right.origins())
}

// consume reads a value if it is a query: its rows are counted, or handed to code that
// is not followed. A table alone is not read.
func (fr *frame) consume(v value, x python.Expr) {
	for _, t := range v.of {
		if q, ok := t.(*query); ok {
			fr.read(q)
		}
	}
	if fr.kind == graph.AsKeySource {
		if q := fr.queryOf(v, x); q != nil {
			fr.read(q)
		}
	}
}

// iterate is what a value yields. A query yields its rows.
func (fr *frame) iterate(v value, x python.Expr) value {
	out := value{from: v.from, vague: v.vague}
	for _, t := range v.of {
		switch t := t.(type) {
		case *query:
			out = out.or(fr.read(t))
		case *list:
			out = out.or(t.element())
		case *record:
			for _, name := range sortedKeys(t.named) {
				out = out.or(valueOf(object{interp.NewStr(name)}))
			}
		case object:
			if target, ok := fr.l.TargetOf(t.Value); ok && target.IsSure() {
				out = out.or(fr.read(fr.mentioned(t, x, v.vague)))
				continue
			}
			elts, _ := fr.outside.Elements(t.Value)
			for _, e := range elts {
				if len(out.of) >= maxOf {
					break
				}
				out = out.or(fr.valueOf(e))
			}
		}
	}
	return out
}

// lose notes that something in the method cannot be followed. x may be nil.
func (fr *frame) lose(x python.Expr) {
	name := fr.through[0]
	if fr.lost[name] {
		return
	}
	fr.lost[name] = true
	r := &Read{Kind: graph.Unfollowed, Likely: true, Through: fr.through}
	if x != nil {
		r.Pos, r.Text = fr.module.Pos(x.Offset()), nameOf(x)
	}
	fr.found = append(fr.found, r)
}
