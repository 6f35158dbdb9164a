package interp

import "slices"

// isInstance answers isinstance(x, class), where class may be several.
func (fr *Frame) isInstance(x, class Value) Truth {
	class = fr.m.Force(class)
	if s, ok := class.(*seq); ok {
		result := No
		for _, e := range s.Elts {
			switch fr.isInstance(x, e) {
			case Yes:
				return Yes
			case Maybe:
				result = Maybe
			}
		}
		return result
	}
	if c, ok := class.(*Class); ok {
		if x, ok := fr.m.Force(x).(*Instance); ok {
			return TruthOf(slices.Contains(x.Class.Linear(), Value(c)))
		}
	}
	return isOfType(fr.m.Settled(x), typeNamed(class))
}

// typeNamed returns the name of a type that no source shows.
func typeNamed(class Value) string {
	switch t := class.(type) {
	case *Builtin:
		return t.Name
	case *External:
		return LastOf(t.Path)
	}
	return ""
}

func isOfType(x Value, name string) Truth {
	if x == nil {
		return Maybe
	}
	switch x := x.(type) {
	case *Function:
		if name == "property" {
			return TruthOf(x.kind == property)
		}
	case *seq:
		if name == "list" || name == "tuple" || name == "set" {
			return Maybe
		}
	}
	is := x.TypeName()
	switch name {
	case "str", "dict", "list", "tuple", "set", "bool", "int", "float", "ModuleType", "Path", "PurePath":
		if is != "" {
			return TruthOf(is == name)
		}
	}
	return Maybe
}

// IsSubclass implements [SubclassTester].
func (c *Class) IsSubclass(m *Machine, class Value) Truth {
	for _, b := range c.Linear() {
		if same(b, class) {
			return Yes
		}
		switch b := b.(type) {
		case *Class:
		case *External:
			if t, ok := class.(*External); ok {
				if is := m.host.IsSubclass(b, t); is != Maybe {
					return is
				}
			}
		default:
			return Maybe
		}
	}
	return No
}

// newClass returns an empty class that a call makes.
func (fr *Frame) newClass(name string, at int) *Class {
	cls := &Class{Name: name, Qual: name, Module: fr.Module, At: at, Scope: NewScope(fr.Module, nil), Made: true}
	return cls
}

// makeClass is type(name, bases, dict).
func makeClass(fr *Frame, c *Call) Value {
	m := fr.m
	name, ok := fr.TextArg(c, 0)
	if !ok || len(c.Args) < 2 {
		return nil
	}
	cls := fr.newClass(name, c.At)
	if bases, ok := fr.elements(c.Args[1]); ok {
		for _, b := range bases {
			cls.bases = append(cls.bases, m.Force(b))
		}
	}
	if len(c.Args) > 2 {
		if d, ok := m.Force(c.Args[2]).(*Map); ok {
			for _, k := range d.Keys {
				cls.Scope.Set(k, d.Vals[k])
			}
		}
	}
	if len(cls.bases) > 0 {
		// A decorator often makes a class anew to give it a base: it stands
		// for the class in the text, unless the host has made something of that.
		if b, ok := cls.bases[0].(*Class); ok && b.Name == name && b.Host == nil {
			cls.Module, cls.Qual, cls.At, cls.Outer, cls.Made = b.Module, b.Qual, b.At, b.Outer, b.Made
		}
	}
	return cls
}
