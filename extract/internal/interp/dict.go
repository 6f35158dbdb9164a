package interp

import "strconv"

// Map is a dict with string keys. A loose one may hold more than it shows.
type Map struct {
	Keys  []string // in order of insertion
	Vals  map[string]Value
	Loose bool
}

func newMap() *Map { return &Map{Vals: map[string]Value{}} }

func (d *Map) set(key string, v Value) {
	if _, ok := d.Vals[key]; !ok {
		d.Keys = append(d.Keys, key)
	}
	d.Vals[key] = v
}

// update adds the entries of another dict, or of a namespace by name. The
// entries of anything else are unknown.
func (d *Map) update(v Value) {
	switch o := v.(type) {
	case *Map:
		for _, k := range o.Keys {
			d.set(k, o.Vals[k])
		}
		d.Loose = d.Loose || o.Loose
	case *Namespace:
		names := o.Scope.dict()
		for _, k := range names.Keys {
			d.set(k, names.Vals[k])
		}
	default:
		d.Loose = true
	}
}

// KeyText returns the text under which a dict keeps a key.
func KeyText(key Value) (text string, ok bool) {
	switch k := key.(type) {
	case *Str:
		return k.Text, true
	case Int:
		return strconv.FormatInt(int64(k), 10), true
	}
	return "", false
}

// TypeName implements [Value].
func (*Map) TypeName() string { return "dict" }

// Truth implements [Truthy].
func (d *Map) Truth() Truth { return isFilled(len(d.Keys), d.Loose) }

// Equal implements [Equaler].
func (*Map) Equal(v Value) Truth { return OnlyNotNone(v) }

// Elements implements [Iterable].
func (d *Map) Elements(fr *Frame) ([]Value, bool) {
	fr.m.steps += d.size()
	vs := make([]Value, len(d.Keys))
	for i, k := range d.Keys {
		vs[i] = NewStr(k)
	}
	return vs, !d.Loose
}

// Contains implements [Container].
func (d *Map) Contains(fr *Frame, v Value) Truth {
	key, ok := fr.m.Settled(v).(*Str)
	if !ok {
		return Maybe
	}
	if _, ok := d.Vals[key.Text]; ok {
		return Yes
	}
	if d.Loose {
		return Maybe
	}
	return No
}

// Item implements [Indexed].
func (d *Map) Item(fr *Frame, key Value) Value {
	k, ok := KeyText(key)
	if !ok {
		return nil
	}
	if v, ok := d.Vals[k]; ok {
		return v
	}
	if !d.Loose {
		fr.Raise("KeyError")
	}
	return nil
}

// SetItem implements [ItemSetter].
func (d *Map) SetItem(_ *Frame, key, v Value) {
	if k, ok := key.(*Str); ok {
		d.set(k.Text, v)
	} else {
		d.Loose = true
	}
}

func (d *Map) size() int { return len(d.Keys) / eltsPerStep }

// Attr implements [Attributed]: every attribute is a method.
func (d *Map) Attr(_ *Frame, name string) Value {
	return &Builtin{name, func(fr *Frame, c *Call) Value {
		switch name {
		case "get", "pop":
			return d.get(fr, c, false)
		case "setdefault":
			return d.get(fr, c, true)
		case "keys":
			return d.list(func(key string) Value { return NewStr(key) })
		case "values":
			return d.list(func(key string) Value { return d.Vals[key] })
		case "items":
			return d.list(func(key string) Value { return &seq{Elts: []Value{NewStr(key), d.Vals[key]}} })
		case "update":
			return d.updateCall(fr, c)
		case "copy":
			o := newMap()
			o.update(d)
			return o
		}
		return nil
	}}
}

// get is get, pop and setdefault; the last one keeps the default.
func (d *Map) get(fr *Frame, c *Call, keep bool) Value {
	k, ok := fr.TextArg(c, 0)
	if !ok {
		return nil
	}
	if v, ok := d.Vals[k]; ok {
		return v
	}
	if d.Loose {
		return nil
	}
	var v Value = None{}
	if len(c.Args) > 1 {
		v = c.Args[1]
	}
	if keep {
		d.set(k, v)
	}
	return v
}

func (d *Map) list(element func(key string) Value) *seq {
	s := &seq{Loose: d.Loose}
	for _, k := range d.Keys {
		s.add(element(k))
	}
	return s
}

func (d *Map) updateCall(fr *Frame, c *Call) Value {
	if len(c.Args) > 0 {
		d.update(fr.m.Force(c.Args[0]))
	}
	for _, k := range c.Keywords {
		d.set(k.Name, k.Value)
	}
	return None{}
}
