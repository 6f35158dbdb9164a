package makes

import (
	"slices"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
)

// A value is what is known of what an expression evaluates to. Its zero value knows
// nothing.
type value struct {
	of   []thing // what it may be; empty if unknown
	from origin
	// vague: it is one of these, but they are more than the code can mean here, as all
	// elements of a dict whose key is not known.
	vague bool
}

// An origin is a set of what had a part in a value: bit 0 is the key, and each further
// bit is an argument that make() has beside it.
type origin uint64

const fromKey origin = 1

// maxOf is how many things a value may be. Further ones are dropped.
const maxOf = 16

// A thing is something that a name may stand for.
type thing interface{ isThing() }

type (
	// An object is a value of the interpreter: a module, a class, a function, a text.
	object struct{ interp.Value }
	// A method is a function with the object that it is called on.
	method struct {
		fn   *interp.Function
		self value
	}
	// A closure is a function that a body defines.
	closure struct {
		def    *python.FuncDef
		lambda *python.Lambda // instead of def
		in     *frame
	}
	// A queryMethod is a method that DataJoint gives a table.
	queryMethod struct {
		query *query
		name  string
	}
	// A containerMethod is a method of a list or a dict.
	containerMethod struct {
		of   thing
		name string
	}
	// A list is a list, a tuple or a set. Its elements may be more than are known.
	list struct{ elts []value }
	// A record is a dict. It may have more than is known.
	record struct {
		named map[string]value
		other value // of keys that are not known
	}
	// A parent is what super() returns.
	parent struct {
		class, after *interp.Class // of self, and of the method that asks
		self         value
	}
	// An upstream is self.upstream.
	upstream struct{}
	// A universe is dj.U(…), which has the rows of what it is joined with.
	universe struct{}
)

func (object) isThing()           {}
func (*method) isThing()          {}
func (*closure) isThing()         {}
func (*queryMethod) isThing()     {}
func (*containerMethod) isThing() {}
func (*list) isThing()            {}
func (*record) isThing()          {}
func (*parent) isThing()          {}
func (*query) isThing()           {}
func (upstream) isThing()         {}
func (universe) isThing()         {}

// valueOf is a value that is one thing.
func valueOf(t thing) value { return value{of: []thing{t}} }

// or is a value that may be either.
func (v value) or(w value) value {
	v.from, v.vague = v.from|w.from, v.vague || w.vague
	if len(v.of) == 0 {
		v.of = w.of
		return v
	}
	v.of = slices.Clip(v.of)
	for _, t := range w.of {
		if len(v.of) < maxOf && !slices.ContainsFunc(v.of, func(u thing) bool { return same(u, t) }) {
			v.of = append(v.of, t)
		}
	}
	return v
}

// same reports whether two things are surely one.
func same(a, b thing) bool {
	x, ok := a.(object)
	y, ok2 := b.(object)
	if !ok || !ok2 {
		return !ok && !ok2 && a == b
	}
	switch u := x.Value.(type) {
	case *interp.External:
		w, ok := y.Value.(*interp.External)
		return ok && u.Path == w.Path
	case *interp.Instance: // objects of a table are as good as the table
		w, ok := y.Value.(*interp.Instance)
		return ok && u == w
	case *interp.Class, *interp.Module, *interp.Function, *interp.Str, *interp.Map:
		return x.Value == y.Value
	}
	return false
}

// tainted is a value of which only its origin is known.
func tainted(from origin) value { return value{from: from} }

// text returns the text that a value surely is.
func (v value) text() (string, bool) {
	if len(v.of) != 1 {
		return "", false
	}
	if o, ok := v.of[0].(object); ok {
		if s, ok := o.Value.(*interp.Str); ok && s.Known() {
			return s.Text, true
		}
	}
	return "", false
}

// The bounds of a look into lists and dicts.
const (
	maxNesting = 4
	maxLook    = 500 // values
)

// walk calls visit with a value and with what the lists and dicts in it hold, up to a
// bound.
func (v value) walk(visit func(value)) {
	left := maxLook
	v.walkTo(visit, 0, &left)
}

func (v value) walkTo(visit func(value), depth int, left *int) {
	if *left--; *left < 0 {
		return
	}
	visit(v)
	if depth == maxNesting {
		return
	}
	for _, t := range v.of {
		switch t := t.(type) {
		case *list:
			for _, e := range t.elts[:min(len(t.elts), maxLook)] {
				e.walkTo(visit, depth+1, left)
			}
		case *record:
			t.other.walkTo(visit, depth+1, left)
			for _, name := range sortedKeys(t.named) {
				t.named[name].walkTo(visit, depth+1, left)
			}
		}
	}
}

// origins is the origin of a value and of what it holds.
func (v value) origins() origin {
	var from origin
	v.walk(func(w value) {
		from |= w.from
		for _, t := range w.of {
			if q, ok := t.(*query); ok {
				from |= q.from
			}
		}
	})
	return from
}

// item is what stands at a place in the list, or any element.
func (l *list) item(key value) value {
	if len(key.of) == 1 {
		if o, ok := key.of[0].(object); ok {
			if i, ok := o.Value.(interp.Int); ok && 0 <= i && int(i) < len(l.elts) {
				return l.elts[i]
			}
		}
	}
	v := l.element()
	v.vague = v.vague || len(v.of) > 1
	return v
}

// element is what an element of the list may be.
func (l *list) element() value {
	var v value
	for _, e := range l.elts {
		v = v.or(e)
	}
	return v
}

// at is what the dict holds under a key, which may be several.
func (r *record) at(key value) value {
	var v value
	for _, t := range key.of {
		o, ok := t.(object)
		if !ok {
			return r.field()
		}
		name, ok := o.Value.(*interp.Str)
		if !ok || !r.named[name.Text].known() {
			return r.field()
		}
		v = v.or(r.named[name.Text])
	}
	if len(key.of) == 0 {
		return r.field()
	}
	return v
}

// field is what the dict may hold under any key.
func (r *record) field() value {
	v := r.other
	for _, name := range sortedKeys(r.named) {
		v = v.or(r.named[name])
	}
	v.vague = v.vague || len(v.of) > 1
	return v
}

// add adds what another dict holds.
func (r *record) add(v value) {
	r.other.from |= v.from
	for _, t := range v.of {
		if o, ok := t.(*record); ok && o != r {
			for name, e := range o.named {
				r.named[name] = e
			}
			r.other = r.other.or(o.other)
		}
	}
}
