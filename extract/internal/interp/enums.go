package interp

import (
	"slices"
	"strings"
)

// An enumMember is a member of an enumeration. Where the members are strings, the
// strings themselves stand for them, since code mostly asks for a string.
type enumMember struct {
	Class *Class
	Name  string
	Value Value
}

// autoValue is what enum.auto() returns: the class chooses the value.
type autoValue struct{}

// TypeName implements [Value].
func (autoValue) TypeName() string { return "" }

// TypeName implements [Value].
func (*enumMember) TypeName() string { return "" }

// ClassOf implements [Object].
func (x *enumMember) ClassOf() *Class { return x.Class }

// Equal implements [Equaler].
func (x *enumMember) Equal(v Value) Truth {
	switch v := v.(type) {
	case *enumMember:
		return TruthOf(x == v)
	case None, *Str:
		return No
	}
	return Maybe
}

// AsText implements [Texter].
func (x *enumMember) AsText(label string) *Str {
	if n, ok := x.Value.(Int); ok {
		return n.AsText(label)
	}
	return NewStr(x.Class.Name + "." + x.Name)
}

// Attr implements [Attributed].
func (x *enumMember) Attr(fr *Frame, name string) Value {
	switch name {
	case "value", "_value_":
		return x.Value
	case "name", "_name_":
		return NewStr(x.Name)
	}
	if v, ok := x.Class.Find(name, nil); ok {
		return fr.Bind(v, x)
	}
	return nil
}

// isEnum reports whether a class is an enumeration, and whether its members
// are strings.
func (c *Class) isEnum() (enum, ofStrings bool) {
	for _, b := range c.Linear() {
		switch b := b.(type) {
		case *External:
			switch b.Path {
			case "enum.StrEnum":
				return true, true
			case "enum.Enum", "enum.IntEnum", "enum.Flag", "enum.IntFlag":
				enum = true
			}
		case *Builtin:
			ofStrings = ofStrings || b.Name == "str"
		}
	}
	return enum, enum && ofStrings
}

// member returns the member of an enumeration with that name.
func (c *Class) member(name string) (Value, bool) {
	v, ok := c.Scope.Get(name)
	if !ok || strings.HasPrefix(name, "_") {
		return nil, false
	}
	enum, ofStrings := c.isEnum()
	if !enum {
		return nil, false
	}
	switch v.(type) {
	case *Function, *Class, *Builtin:
		return nil, false
	case autoValue:
		v = Unknown{}
		if ofStrings {
			v = NewStr(strings.ToLower(name))
		}
	}
	if ofStrings {
		return v, true
	}
	if c.enum == nil {
		c.enum = map[string]*enumMember{}
	}
	if c.enum[name] == nil {
		c.enum[name] = &enumMember{Class: c, Name: name, Value: v}
	}
	return c.enum[name], true
}

// allMembers lists the members of an enumeration in the order of its body.
func (c *Class) allMembers() []Value {
	var all []Value
	for name := range c.Scope.All() {
		if v, ok := c.member(name); ok {
			all = append(all, v)
		}
	}
	return all
}

// memberOf returns the member of an enumeration that has a value.
func (fr *Frame) memberOf(c *Class, value Value) Value {
	all := c.allMembers()
	i := slices.IndexFunc(all, func(v Value) bool {
		if m, ok := v.(*enumMember); ok {
			v = m.Value
		}
		return fr.equal(v, value) == Yes
	})
	if i < 0 {
		return Unknown{}
	}
	return all[i]
}
