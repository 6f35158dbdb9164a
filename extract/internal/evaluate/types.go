package evaluate

import (
	"github.com/djdag/djdag/graph"
)

// has reports whether a value has an attribute, if that is known.
func has(m *Machine, x Value, name string) (has, known bool) {
	switch x := x.(type) {
	case *Module:
		_, ok := m.member(x, name)
		return ok, ok || !x.loading
	case *Class:
		if _, ok := x.find(name, nil); ok {
			return true, true
		}
		return false, x.shows(name)
	case *Instance:
		if _, ok := x.Attrs[name]; ok {
			return true, true
		}
		if _, ok := x.Class.find(name, nil); ok {
			return true, true
		}
	}
	return false, false
}

func isInstance(fr *frame, x, class Value) Value {
	if s, ok := fr.m.force(class).(*Seq); ok {
		result := Value(Bool(false))
		for _, e := range s.Elts {
			switch isInstance(fr, x, e) {
			case Bool(true):
				return Bool(true)
			case Value(Unknown{}):
				result = Unknown{}
			}
		}
		return result
	}
	name := ""
	switch t := fr.m.force(class).(type) {
	case *Builtin:
		name = t.Name
	case *External:
		name = lastOf(t.Path)
	case *Class:
		if x, ok := fr.m.force(x).(*Instance); ok {
			for _, b := range x.Class.linear() {
				if b == Value(t) {
					return Bool(true)
				}
			}
			return Bool(false)
		}
	}
	is := ""
	switch x := fr.m.settled(x).(type) {
	case *Function:
		if name != "property" {
			return Unknown{}
		}
		return Bool(x.Kind == Property)
	case *Str:
		is = "str"
	case *Map:
		is = "dict"
	case None:
		is = "NoneType"
	case Bool:
		is = "bool"
	case Int:
		is = "int"
	case *Module:
		is = "ModuleType"
	case *Seq:
		if name == "list" || name == "tuple" || name == "set" {
			return Unknown{}
		}
		is = "list"
	default:
		return Unknown{}
	}
	switch name {
	case "str", "dict", "list", "tuple", "set", "bool", "int", "float", "ModuleType", "Path", "PurePath":
		return Bool(is == name)
	}
	return Unknown{}
}

// isSubclass decides issubclass(x, class), where class may be a tier.
func isSubclass(x, class Value) Value {
	if v, ok := x.(*VirtualTable); ok {
		t, ok := class.(*External)
		if !ok {
			return Unknown{}
		}
		if tier, ok := tierOf(t.Path); ok && tier == graph.Part {
			return Bool(len(v.Path) > 1)
		}
		return Unknown{}
	}
	c, ok := x.(*Class)
	if !ok {
		return Unknown{}
	}
	for _, b := range c.linear() {
		if same(b, class) {
			return Bool(true)
		}
		switch b.(type) {
		case *Class:
		case *External:
			if t, ok := class.(*External); ok {
				want, isTier := tierOf(t.Path)
				if have, ok := tierOf(b.(*External).Path); ok && isTier {
					return Bool(have == want)
				}
			}
		default:
			return Unknown{}
		}
	}
	return Bool(false)
}

// newClass returns an empty class that a call makes.
func (fr *frame) newClass(name string, at int) *Class {
	cls := &Class{Name: name, Qual: name, Module: fr.module, At: at, scope: newScope(fr.module, nil), made: true}
	cls.scope.ordered = true
	return cls
}

// makeClass is type(name, bases, dict).
func (m *Machine) makeClass(fr *frame, c *call) Value {
	name, ok := stringArg(m, c, 0)
	if !ok || len(c.args) < 2 {
		return Unknown{}
	}
	cls := fr.newClass(name, c.at)
	if bases, ok := fr.elements(c.args[1]); ok {
		for _, b := range bases {
			cls.Bases = append(cls.Bases, m.force(b))
		}
	}
	if len(c.args) > 2 {
		if d, ok := m.force(c.args[2]).(*Map); ok {
			for _, k := range d.Keys {
				cls.set(k, d.Vals[k])
			}
		}
	}
	if len(cls.Bases) > 0 {
		// A decorator often makes a class anew to give it a base: it stands
		// for the class in the text, unless that is a table itself.
		if b, ok := cls.Bases[0].(*Class); ok && b.Name == name && b.table == nil {
			cls.Module, cls.Qual, cls.At, cls.outer, cls.made = b.Module, b.Qual, b.At, b.outer, b.made
		}
	}
	return cls
}
