package evaluate

import (
	"slices"
	"strings"
)

// A Member is a member of an enumeration, as far as it is more than its value.
// Of an enumeration whose members are strings, the strings themselves are the
// members: whatever else code asks of them, they answer as those.
type Member struct {
	Class *Class
	Name  string
	Value Value
}

// autoValue is what enum.auto() returns: the class chooses the value.
type autoValue struct{}

// isEnum reports whether a class is an enumeration, and whether its members
// are strings.
func (c *Class) isEnum() (enum, ofStrings bool) {
	for _, b := range c.linear() {
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
	v, ok := c.scope.get(name)
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
			v = str(strings.ToLower(name))
		}
	}
	if ofStrings {
		return v, true
	}
	if c.enum == nil {
		c.enum = map[string]*Member{}
	}
	if c.enum[name] == nil {
		c.enum[name] = &Member{Class: c, Name: name, Value: v}
	}
	return c.enum[name], true
}

// allMembers lists the members of an enumeration in the order of its body.
func (c *Class) allMembers() []Value {
	var all []Value
	for _, name := range c.scope.order {
		if v, ok := c.member(name); ok {
			all = append(all, v)
		}
	}
	return all
}

// memberOf returns the member of an enumeration that has a value.
func (fr *frame) memberOf(c *Class, value Value) Value {
	all := c.allMembers()
	i := slices.IndexFunc(all, func(v Value) bool {
		if m, ok := v.(*Member); ok {
			v = m.Value
		}
		return fr.equal(v, value) == yes
	})
	if i < 0 {
		return Unknown{}
	}
	return all[i]
}

// memberAttribute evaluates member.name.
func (m *Machine) memberAttribute(fr *frame, x *Member, name string) Value {
	switch name {
	case "value", "_value_":
		return x.Value
	case "name", "_name_":
		return str(x.Name)
	}
	if v, ok := x.Class.find(name, nil); ok {
		return m.bind(fr, v, x)
	}
	return Unknown{}
}
