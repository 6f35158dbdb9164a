package interp

type (
	// Instance is an object of a class of an analysed module.
	Instance struct {
		Class *Class
		attrs map[string]Value
	}
	// superObject is what super() returns.
	superObject struct {
		Class *Class // the class after which the search starts
		Self  Value
	}
)

// NewInstance returns an object that no __init__ has seen yet.
func NewInstance(c *Class) *Instance { return &Instance{Class: c, attrs: map[string]Value{}} }

// Call implements [Callable]: it makes an object of the class.
func (c *Class) Call(fr *Frame, args *Call) Value {
	if v := fr.m.host.Make(fr, c, args); v != nil {
		return v
	}
	if enum, _ := c.isEnum(); enum {
		return fr.memberOf(c, args.First())
	}
	x := NewInstance(c)
	if !fr.Initialise(c, x, args) {
		x.setFields(fr, args)
	}
	return x
}

// Initialise calls the __init__ of a class on an object, if there is one.
func (fr *Frame) Initialise(c *Class, self Value, args *Call) bool {
	init, ok := c.Find("__init__", nil)
	if ok {
		fr.Call(fr.Bind(init, self), args)
	}
	return ok
}

// TypeName implements [Value].
func (*Instance) TypeName() string { return "" }

// ClassOf implements [Object].
func (x *Instance) ClassOf() *Class { return x.Class }

// Equal implements [Equaler].
func (*Instance) Equal(v Value) Truth { return OnlyNotNone(v) }

// Attr implements [Attributed].
func (x *Instance) Attr(fr *Frame, name string) Value {
	if v, ok := x.attrs[name]; ok {
		return v
	}
	switch name {
	case "__class__":
		return x.Class
	case "__dict__":
		d := newMap()
		for k, v := range x.attrs {
			d.set(k, v)
		}
		d.Loose = true
		return d
	}
	if v, ok := x.Class.Find(name, nil); ok {
		return fr.Bind(v, x)
	}
	return x.Class.Attr(fr, name)
}

// SetAttr implements [AttrSetter].
func (x *Instance) SetAttr(_ *Frame, name string, v Value) { x.attrs[name] = v }

// HasAttr implements [AttrTester].
func (x *Instance) HasAttr(_ *Machine, name string) (has, known bool) {
	_, has = x.attrs[name]
	if !has {
		_, has = x.Class.Find(name, nil)
	}
	return has, has
}

// Call implements [Callable].
func (x *Instance) Call(fr *Frame, c *Call) Value {
	if v, ok := x.Class.Find("__call__", nil); ok {
		return fr.Call(fr.Bind(v, x), c)
	}
	return nil
}

// TypeName implements [Value].
func (*superObject) TypeName() string { return "" }

// Attr implements [Attributed].
func (x *superObject) Attr(fr *Frame, name string) Value {
	c := classOf(x.Self)
	if c == nil {
		return nil
	}
	if v, ok := c.Find(name, x.Class); ok {
		return fr.Bind(v, x.Self)
	}
	if heir, ok := x.Self.(Heir); ok {
		return heir.BaseAttr(name)
	}
	return nil
}
