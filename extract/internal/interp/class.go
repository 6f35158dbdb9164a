package interp

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// A Class is a class of an analysed module.
type Class struct {
	Name   string
	Qual   string // with the enclosing classes
	Module *Module
	At     int // the offset of its name

	Scope *Scope // of its body
	// Outer is the class in whose body this one stands.
	Outer *Class
	// Made: by a call of type(), in no module's text.
	Made bool
	// Altered: by an unknown decorator, or by a metaclass.
	Altered bool
	// Replaces is the class that had its name in the same place before, or nil
	// where there surely was none, or may have been none.
	Replaces *Class
	// Host is what the [Host] makes of the class, or nil.
	Host any

	bases []Value             // *Class, *External or Unknown
	mro   []Value             // the class itself first
	data  map[string]dataNote // values of attributes that are left out
	sure  bool                // its statement stands in no branch that may not be taken
	// annotated are the names that the body annotates, in order.
	annotated []string
	enum      map[string]*enumMember // the members of an enumeration that were asked for
}

// TypeName implements [Value].
func (*Class) TypeName() string { return "" }

// ClassOf implements [Object].
func (c *Class) ClassOf() *Class { return c }

// Equal implements [Equaler].
func (c *Class) Equal(v Value) Truth { return SameObject(c, v) }

// Distinct implements [Distinct].
func (*Class) Distinct() {}

// Attr implements [Attributed].
func (c *Class) Attr(fr *Frame, name string) Value {
	if v, ok := c.member(name); ok {
		return v
	}
	v, found := c.Find(name, nil)
	if !found {
		switch name {
		case "__name__":
			return NewStr(c.Name)
		case "__qualname__":
			return NewStr(c.Qual)
		case "__module__":
			return NewStr(c.Module.Name)
		}
	}
	if w := fr.m.host.ClassAttr(fr, c, name, v); w != nil {
		return w
	}
	if found {
		return fr.bindClass(v, c)
	}
	for _, b := range c.Linear() {
		if e, ok := b.(*External); ok {
			return &External{e.Path + "." + name}
		}
	}
	return nil
}

// bindClass makes a function that was found in a class an attribute of the class.
func (fr *Frame) bindClass(v Value, c *Class) Value {
	if f, ok := v.(*Function); ok {
		switch f.kind {
		case classMethod:
			return &boundMethod{f, c}
		case classProperty:
			return fr.Call(&boundMethod{f, c}, &Call{})
		}
	}
	return v
}

// SetAttr implements [AttrSetter].
func (c *Class) SetAttr(_ *Frame, name string, v Value) {
	if s, ok := v.(*Str); ok && name == "__name__" {
		c.Qual = strings.TrimSuffix(c.Qual, c.Name) + s.Text
		c.Name = s.Text
		return
	}
	c.Scope.Set(name, v)
}

// HasAttr implements [AttrTester].
func (c *Class) HasAttr(_ *Machine, name string) (has, known bool) {
	if _, ok := c.Find(name, nil); ok {
		return true, true
	}
	return false, c.shows(name)
}

// Item implements [Indexed]: the member of an enumeration.
func (c *Class) Item(_ *Frame, key Value) Value {
	if k, ok := KeyText(key); ok {
		if v, ok := c.member(k); ok {
			return v
		}
	}
	return nil
}

// Elements implements [Iterable]: the members of an enumeration.
func (c *Class) Elements(*Frame) ([]Value, bool) {
	if enum, _ := c.isEnum(); enum {
		return c.allMembers(), true
	}
	return nil, false
}

// Subclass returns a class without a body that derives from this one, has its
// name, and stands in the body of another class.
func (c *Class) Subclass(outer *Class) *Class {
	own := *c
	own.Host, own.Outer, own.mro = nil, outer, nil
	own.Scope = NewScope(c.Scope.Module, c.Scope.Outer)
	own.bases = []Value{c}
	return &own
}

// Forget drops the body and the bases of a class. Its name and place stay known.
func (c *Class) Forget() {
	c.Scope, c.Outer, c.Replaces, c.bases, c.mro, c.data, c.enum, c.annotated = nil, nil, nil, nil, nil, nil, nil, nil
}

// Span returns the place of the class's name. The class may stand in another
// module than the table that it is declared as.
func (c *Class) Span() (pos, end graph.Pos) {
	return c.Module.Pos(c.At), c.Module.Pos(c.At + len(c.Name))
}

// Linear returns the method resolution order: the C3 linearisation where it
// exists, else depth first.
func (c *Class) Linear() []Value {
	if c.mro == nil {
		c.mro = []Value{c} // guards against a class among its own bases
		if len(c.bases) == 1 {
			if b, ok := c.bases[0].(*Class); ok { // nothing to merge
				c.mro = append([]Value{c}, b.Linear()...)
				return c.mro
			}
		}
		var lists [][]Value
		for _, b := range c.bases {
			if bc, ok := b.(*Class); ok {
				lists = append(lists, append([]Value{}, bc.Linear()...))
			} else {
				lists = append(lists, []Value{b})
			}
		}
		lists = append(lists, append([]Value{}, c.bases...))
		c.mro = append([]Value{c}, c3(lists)...)
	}
	return c.mro
}

// c3 merges the orders of the bases. See "The Python 2.3 Method Resolution
// Order". Where no head is good, it takes the first, as no error helps here.
func c3(lists [][]Value) []Value {
	var out []Value
	for {
		best := -1
		for i, l := range lists {
			if len(l) == 0 {
				continue
			}
			if best < 0 {
				best = i
			}
			if !inTail(lists, l[0]) {
				best = i
				break
			}
		}
		if best < 0 {
			return out
		}
		head := lists[best][0]
		out = append(out, head)
		for i, l := range lists {
			keep := l[:0]
			for _, v := range l {
				if !same(v, head) {
					keep = append(keep, v)
				}
			}
			lists[i] = keep
		}
	}
}

func inTail(lists [][]Value, v Value) bool {
	for _, l := range lists {
		for i, w := range l {
			if i > 0 && same(v, w) {
				return true
			}
		}
	}
	return false
}

func same(a, b Value) bool {
	x, ok := a.(*External)
	y, ok2 := b.(*External)
	if ok && ok2 {
		return x.Path == y.Path
	}
	return !ok && !ok2 && a == b
}

// Find looks an attribute up along the method resolution order, behind the class
// after if that is not nil.
func (c *Class) Find(name string, after *Class) (Value, bool) {
	skip := after != nil
	for _, b := range c.Linear() {
		bc, ok := b.(*Class)
		if skip {
			skip = !ok || bc != after
			continue
		}
		if ok {
			if v, ok := bc.Scope.Get(name); ok {
				return v, true
			}
		}
	}
	return nil, false
}

// shows reports whether an attribute of this name would have to stand in the
// analysed source.
func (c *Class) shows(name string) bool {
	if strings.HasPrefix(name, "__") || name == "mro" { // of every class
		return false
	}
	for _, b := range c.Linear() {
		switch b := b.(type) {
		case *Class:
			if b.Made || b.Altered {
				return false
			}
		case *External:
			if b.Path != "builtins.object" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// Members lists the names that a class has and that keep keeps, those of its
// bases first. A nil keep keeps all.
func (c *Class) Members(keep func(name string) bool) []string {
	var names []string
	seen := map[string]bool{}
	mro := c.Linear()
	for i := len(mro) - 1; i >= 0; i-- {
		if b, ok := mro[i].(*Class); ok {
			for n := range b.Scope.All() {
				if (keep == nil || keep(n)) && !seen[n] {
					seen[n] = true
					names = append(names, n)
				}
			}
		}
	}
	return names
}
