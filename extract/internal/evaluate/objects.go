package evaluate

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// A Field is what stands in a class for an attribute that its objects get when
// they are made: the value of dataclasses.field(), or of its like.
type Field struct {
	Default Value // nil: none
	Factory Value // is called for the value of each object; nil: none
}

func newField(c *call) Value {
	f := &Field{}
	f.Default, _ = c.arg(0, "default")
	for _, name := range []string{"default_factory", "factory"} {
		if v, ok := c.arg(-1, name); ok {
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
	for _, b := range slices.Backward(c.linear()) {
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

// setFields does what the __init__ of such a class would, which is in no
// module's text.
func (m *Machine) setFields(fr *frame, x *Instance, c *call) {
	for i, name := range x.Class.fields() {
		v, given := c.arg(i, name)
		standard, _ := x.Class.find(name, nil)
		field, _ := standard.(*Field)
		switch {
		case given:
			x.Attrs[name] = v
		case c.loose:
			x.Attrs[name] = Unknown{}
		case field == nil:
			// The class has it, or nobody.
		case field.Factory != nil:
			x.Attrs[name] = m.call(fr, field.Factory, &call{at: c.at})
		case field.Default != nil:
			x.Attrs[name] = field.Default
		default:
			x.Attrs[name] = Unknown{}
		}
	}
	if init, ok := x.Class.find("__post_init__", nil); ok {
		m.call(fr, m.bind(fr, init, x), &call{at: c.at})
	}
}

// simpleNamespace is types.SimpleNamespace.
func simpleNamespace(fr *frame, c *call) Value {
	x := &Instance{Class: fr.newClass("SimpleNamespace", c.at), Attrs: map[string]Value{}}
	for _, k := range c.keywords {
		x.Attrs[k.name] = k.value
	}
	return x
}

// namedTuple is collections.namedtuple: a class with fields.
func (m *Machine) namedTuple(fr *frame, c *call) Value {
	name, ok := stringArg(m, c, 0)
	if !ok || len(c.args) < 2 {
		return Unknown{}
	}
	cls := fr.newClass(name, c.at)
	if names, ok := m.force(c.args[1]).(*Str); ok {
		cls.annotated = strings.Fields(strings.ReplaceAll(names.Text, ",", " "))
	} else if names, ok := fr.elements(c.args[1]); ok {
		for _, n := range names {
			if n, ok := m.force(n).(*Str); ok {
				cls.annotated = append(cls.annotated, n.Text)
			}
		}
	}
	if defaults, ok := c.arg(-1, "defaults"); ok { // of the last fields
		if vs, ok := fr.elements(defaults); ok && len(vs) <= len(cls.annotated) {
			for i, v := range vs {
				cls.set(cls.annotated[len(cls.annotated)-len(vs)+i], v)
			}
		}
	}
	return cls
}
