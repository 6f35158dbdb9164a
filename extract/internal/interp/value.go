package interp

// A Value is what an expression may evaluate to. Values are compared by
// identity where they are pointers.
//
// What a value can do shows in the interfaces below that it implements. What
// it does not implement is unknown of it.
type Value interface {
	// TypeName is the name of the type as isinstance() knows it, such as
	// "str", or empty where the machine cannot tell.
	TypeName() string
}

// What a value may be able to do.
type (
	// Attributed has attributes: x.name. Attr returns nil for an unknown one.
	Attributed interface {
		Attr(fr *Frame, name string) Value
	}
	// AttrSetter takes assignments to x.name.
	AttrSetter interface {
		SetAttr(fr *Frame, name string, v Value)
	}
	// AttrTester answers hasattr(x, name), if that is known.
	AttrTester interface {
		HasAttr(m *Machine, name string) (has, known bool)
	}
	// Indexed has items: x[key]. Item returns nil for an unknown one.
	Indexed interface {
		Item(fr *Frame, key Value) Value
	}
	// ItemSetter takes assignments to x[key].
	ItemSetter interface {
		SetItem(fr *Frame, key, v Value)
	}
	// Container answers "v in x".
	Container interface {
		Contains(fr *Frame, v Value) Truth
	}
	// Iterable lists its elements, and reports whether these are all.
	Iterable interface {
		Elements(fr *Frame) (elts []Value, all bool)
	}
	// Callable can be called. Call returns nil for an unknown result.
	Callable interface {
		Call(fr *Frame, c *Call) Value
	}
	// Truthy decides a condition.
	Truthy interface {
		Truth() Truth
	}
	// Equaler answers "x == v". Both are settled.
	Equaler interface {
		Equal(v Value) Truth
	}
	// Texter is written by str(x). The label stands for what is unknown.
	Texter interface {
		AsText(label string) *Str
	}
	// Ranked is less informative than most values; see [rank].
	Ranked interface {
		Rank() int
	}
	// Doubtful may turn out to be nothing, so an [either] looks further.
	Doubtful interface {
		IsSomething() bool
	}
	// Object is an object of a class of the analysed source.
	Object interface {
		ClassOf() *Class
	}
	// Distinct equals itself alone.
	Distinct interface {
		Distinct()
	}
	// SubclassTester answers issubclass(x, class).
	SubclassTester interface {
		IsSubclass(m *Machine, class Value) Truth
	}
	// ModuleLike is a module for inspect.ismodule().
	ModuleLike interface {
		IsModule()
	}
	// Heir is an object of a class whose base no source shows. BaseAttr returns
	// an attribute that the base has, or nil.
	Heir interface {
		BaseAttr(name string) Value
	}
)

// Force looks again for what could not be found before. It returns v itself
// where there is nothing to look for, and never nil.
func (m *Machine) Force(v Value) Value {
	for range 20 {
		switch x := v.(type) {
		case nil:
			return Unknown{}
		case *Late:
			w, ok := m.Member(x.Module, x.Name)
			if !ok || w == v {
				return v
			}
			v = w
		case *either:
			return x.choose(m)
		default:
			return v
		}
	}
	return Unknown{}
}

// Attr evaluates x.name.
func (fr *Frame) Attr(x Value, name string) Value {
	if x, ok := fr.m.Force(x).(Attributed); ok {
		if v := x.Attr(fr, name); v != nil {
			return v
		}
	}
	return Unknown{}
}

// setAttr executes x.name = v.
func (fr *Frame) setAttr(x Value, name string, v Value) {
	if x, ok := fr.m.Force(x).(AttrSetter); ok {
		x.SetAttr(fr, name, v)
	}
}

// hasAttr answers hasattr(x, name), if that is known.
func (m *Machine) hasAttr(x Value, name string) (has, known bool) {
	if x, ok := m.Force(x).(AttrTester); ok {
		return x.HasAttr(m, name)
	}
	return false, false
}

// item evaluates x[key].
func (fr *Frame) item(x, key Value) Value {
	key = fr.m.Force(key)
	if x, ok := fr.m.Force(x).(Indexed); ok {
		if v := x.Item(fr, key); v != nil {
			return v
		}
	}
	return Unknown{}
}

// setItem executes x[key] = v.
func (fr *Frame) setItem(x, key, v Value) {
	key = fr.m.Force(key)
	if x, ok := fr.m.Force(x).(ItemSetter); ok {
		x.SetItem(fr, key, v)
	}
}

// contains answers "v in x".
func (fr *Frame) contains(x, v Value) Truth {
	if x, ok := fr.m.Force(x).(Container); ok {
		return x.Contains(fr, v)
	}
	return Maybe
}

// elements lists what an iterable yields, and reports whether that is all.
func (fr *Frame) elements(v Value) (elts []Value, all bool) {
	if v, ok := fr.m.Force(v).(Iterable); ok {
		return v.Elements(fr)
	}
	return nil, false
}

// Call calls a value. It never returns nil.
func (fr *Frame) Call(fn Value, c *Call) Value {
	if f, ok := fr.m.Force(fn).(Callable); ok {
		if v := f.Call(fr, c); v != nil {
			return v
		}
	}
	return Unknown{}
}

// truth decides a condition.
func (fr *Frame) truth(v Value) Truth {
	if v, ok := fr.m.Settled(v).(Truthy); ok {
		return v.Truth()
	}
	return Maybe
}

// equal answers "x == y".
func (fr *Frame) equal(x, y Value) Truth {
	a, b := fr.m.Settled(x), fr.m.Settled(y)
	if a, ok := a.(Equaler); ok && b != nil {
		return a.Equal(b)
	}
	return Maybe
}

// ToStr turns a value into a string, as str() does. Something unknown becomes
// a hole with the label.
func (fr *Frame) ToStr(v Value, label string) *Str {
	if v, ok := fr.m.Force(v).(Texter); ok {
		return v.AsText(label)
	}
	return NewHole(label, nil)
}

// classOf returns the class of an object, or nil.
func classOf(v Value) *Class {
	if v, ok := v.(Object); ok {
		return v.ClassOf()
	}
	return nil
}

// SameObject is Equal for values that are [Distinct].
func SameObject(a, b Value) Truth {
	switch b.(type) {
	case Distinct:
		return TruthOf(a == b)
	case None, *Str:
		return No
	}
	return Maybe
}

// OnlyNotNone is Equal for values whose contents the machine does not compare.
func OnlyNotNone(b Value) Truth {
	if _, none := b.(None); none {
		return No
	}
	return Maybe
}

// The ranks of values: how informative they are.
const (
	RankNothing = iota
	RankNone
	RankName    // of something that the source does not show
	RankElusive // may turn out to be nothing, or depends on a setting
	RankPartly  // with unknown parts
	RankKnown
)

// rank says how informative a value is.
func rank(v Value) int {
	switch v := v.(type) {
	case nil:
		return RankNothing
	case Ranked:
		return v.Rank()
	}
	return RankKnown
}

// merge returns the most informative of the values that different branches bind
// to one name, the first of equals. Where that may turn out to be nothing, the
// others are kept behind it.
func merge(vs []Value) Value {
	var best Value = Unknown{}
	for _, v := range vs {
		if rank(v) > rank(best) {
			best = v
		}
	}
	if _, ok := best.(Doubtful); !ok {
		return best
	}
	e := &either{}
	for _, v := range vs {
		if v != best && rank(v) > RankNone {
			e.Of = append(e.Of, v)
		}
	}
	if len(e.Of) == 0 {
		return best
	}
	e.Of = append([]Value{best}, e.Of...)
	return e
}

// A sized value takes work to make.
type sized interface {
	size() (steps int)
}

// charge counts the work of making a value, which it returns.
func (m *Machine) charge(v Value) Value {
	if v, ok := v.(sized); ok {
		m.steps += v.size()
	}
	return v
}
