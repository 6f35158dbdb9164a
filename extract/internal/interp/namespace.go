package interp

// Namespace is the dict of a module or a function, as of locals().
type Namespace struct{ Scope *Scope }

// TypeName implements [Value].
func (*Namespace) TypeName() string { return "" }

// Elements implements [Iterable].
func (n *Namespace) Elements(fr *Frame) ([]Value, bool) { return n.Scope.dict().Elements(fr) }

// Contains implements [Container].
func (n *Namespace) Contains(fr *Frame, v Value) Truth {
	key, ok := fr.m.Settled(v).(*Str)
	if !ok {
		return Maybe
	}
	_, bound := n.Scope.Get(key.Text)
	return TruthOf(bound)
}

// Item implements [Indexed].
func (n *Namespace) Item(_ *Frame, key Value) Value {
	if k, ok := KeyText(key); ok {
		if v, ok := n.Scope.Get(k); ok {
			return v
		}
	}
	return nil
}

// SetItem implements [ItemSetter].
func (n *Namespace) SetItem(_ *Frame, key, v Value) {
	if k, ok := key.(*Str); ok {
		n.Scope.Set(k.Text, v)
	}
}

// Attr implements [Attributed]: every attribute is a method.
func (n *Namespace) Attr(fr *Frame, name string) Value {
	switch name {
	case "get", "pop":
		return &Builtin{name, n.get}
	case "update":
		return &Builtin{name, n.update}
	}
	return n.Scope.dict().Attr(fr, name)
}

func (n *Namespace) get(fr *Frame, c *Call) Value {
	k, ok := fr.TextArg(c, 0)
	if !ok {
		return nil
	}
	if v, ok := n.Scope.Get(k); ok {
		return v
	}
	if len(c.Args) > 1 {
		return c.Args[1]
	}
	return None{}
}

func (n *Namespace) update(fr *Frame, c *Call) Value {
	d := newMap()
	if len(c.Args) > 0 {
		d.update(fr.m.Force(c.Args[0]))
	}
	for _, k := range d.Keys {
		n.Scope.Set(k, d.Vals[k])
	}
	for _, k := range c.Keywords {
		n.Scope.Set(k.Name, k.Value)
	}
	return None{}
}

// frameObject is what inspect.currentframe() returns.
type frameObject struct{ fr *Frame }

// TypeName implements [Value].
func (*frameObject) TypeName() string { return "" }

// Attr implements [Attributed].
func (x *frameObject) Attr(_ *Frame, name string) Value {
	switch {
	case name == "f_back" && x.fr.back != nil:
		return &frameObject{x.fr.back}
	case name == "f_locals":
		return &Namespace{x.fr.Scope}
	case name == "f_globals":
		return &Namespace{x.fr.Module.Scope}
	}
	return nil
}
