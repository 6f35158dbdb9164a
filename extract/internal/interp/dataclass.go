package interp

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// An objectField stands in a class body for an attribute that each object gets:
// the value of dataclasses.field() or the like.
type objectField struct {
	Default Value // nil: none
	Factory Value // is called for the value of each object; nil: none
}

// TypeName implements [Value].
func (*objectField) TypeName() string { return "" }

// newField is dataclasses.field() and the like.
func newField(_ *Frame, c *Call) Value {
	f := &objectField{}
	f.Default, _ = c.Arg(0, "default")
	for _, name := range []string{"default_factory", "factory"} {
		if v, ok := c.Arg(-1, name); ok {
			f.Factory = v
		}
	}
	return f
}

// annotatedIn lists the names that statements annotate, in order.
func annotatedIn(body []python.Stmt) []string {
	var names []string
	for _, s := range body {
		if a, ok := s.(*python.Assign); ok && a.Annotated {
			if n, ok := a.Targets[0].(*python.Name); ok {
				names = append(names, n.ID)
			}
		}
	}
	return names
}

// fields lists what a dataclass, a NamedTuple or a model of pydantic takes when
// an object is made: the annotated names, those of the bases first.
func (c *Class) fields() []string {
	var names []string
	for _, b := range slices.Backward(c.Linear()) {
		if b, ok := b.(*Class); ok {
			for _, name := range b.annotated {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// setFields does what the __init__ of such a class does, which no module's text
// shows.
func (x *Instance) setFields(fr *Frame, c *Call) {
	for i, name := range x.Class.fields() {
		v, given := c.Arg(i, name)
		standard, _ := x.Class.Find(name, nil)
		field, _ := standard.(*objectField)
		switch {
		case given:
			x.attrs[name] = v
		case c.Loose:
			x.attrs[name] = Unknown{}
		case field == nil:
			// The class has the value, if there is one.
		case field.Factory != nil:
			x.attrs[name] = fr.Call(field.Factory, &Call{At: c.At})
		case field.Default != nil:
			x.attrs[name] = field.Default
		default:
			x.attrs[name] = Unknown{}
		}
	}
	if init, ok := x.Class.Find("__post_init__", nil); ok {
		fr.Call(fr.Bind(init, x), &Call{At: c.At})
	}
}

// simpleNamespace is types.SimpleNamespace.
func simpleNamespace(fr *Frame, c *Call) Value {
	x := NewInstance(fr.newClass("SimpleNamespace", c.At))
	for _, k := range c.Keywords {
		x.attrs[k.Name] = k.Value
	}
	return x
}

// namedTuple is collections.namedtuple: a class with fields.
func namedTuple(fr *Frame, c *Call) Value {
	m := fr.m
	name, ok := fr.TextArg(c, 0)
	if !ok || len(c.Args) < 2 {
		return nil
	}
	cls := fr.newClass(name, c.At)
	if names, ok := m.Force(c.Args[1]).(*Str); ok {
		cls.annotated = strings.Fields(strings.ReplaceAll(names.Text, ",", " "))
	} else if names, ok := fr.elements(c.Args[1]); ok {
		for _, n := range names {
			if n, ok := m.Force(n).(*Str); ok {
				cls.annotated = append(cls.annotated, n.Text)
			}
		}
	}
	if defaults, ok := c.Arg(-1, "defaults"); ok { // of the last fields
		if vs, ok := fr.elements(defaults); ok && len(vs) <= len(cls.annotated) {
			for i, v := range vs {
				cls.Scope.Set(cls.annotated[len(cls.annotated)-len(vs)+i], v)
			}
		}
	}
	return cls
}
