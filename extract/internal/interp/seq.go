package interp

import (
	"cmp"
	"slices"
	"strings"
)

// seq is a list, a tuple or a set. A loose one may hold more than it shows,
// because something unknown was added.
type seq struct {
	Elts  []Value
	Loose bool
}

func (s *seq) add(v Value) { s.extend([]Value{v}) }

// extend adds elements, up to the bound: a longer list is loose.
func (s *seq) extend(vs []Value) {
	if len(s.Elts)+len(vs) > maxElts {
		s.Loose = true
		return
	}
	s.Elts = append(s.Elts, vs...)
}

// texts returns a list of strings.
func texts(words []string) *seq {
	s := &seq{}
	for _, w := range words {
		s.add(NewStr(w))
	}
	return s
}

// TypeName implements [Value]. It stands for a tuple and a set as well.
func (*seq) TypeName() string { return "list" }

// Truth implements [Truthy].
func (s *seq) Truth() Truth { return isFilled(len(s.Elts), s.Loose) }

// isFilled is the truth of a container that may hold more than it shows.
func isFilled(n int, loose bool) Truth {
	switch {
	case n > 0:
		return Yes
	case loose:
		return Maybe
	}
	return No
}

// Equal implements [Equaler].
func (*seq) Equal(v Value) Truth { return OnlyNotNone(v) }

// Elements implements [Iterable].
func (s *seq) Elements(*Frame) ([]Value, bool) { return s.Elts, !s.Loose }

// Contains implements [Container].
func (s *seq) Contains(fr *Frame, v Value) Truth {
	result := No
	if s.Loose {
		result = Maybe
	}
	for _, e := range s.Elts {
		switch fr.equal(e, v) {
		case Yes:
			return Yes
		case Maybe:
			result = Maybe
		}
	}
	return result
}

// Item implements [Indexed].
func (s *seq) Item(_ *Frame, key Value) Value {
	n, ok := key.(Int)
	if !ok || s.Loose {
		return nil
	}
	i := int(n)
	if i < 0 {
		i += len(s.Elts)
	}
	if i < 0 || i >= len(s.Elts) {
		return nil
	}
	return s.Elts[i]
}

func (s *seq) size() int { return len(s.Elts) / eltsPerStep }

// Attr implements [Attributed]: every attribute is a method.
func (s *seq) Attr(_ *Frame, name string) Value {
	return &Builtin{name, func(fr *Frame, c *Call) Value {
		switch name {
		case "append", "add":
			return s.appendCall(fr, c)
		case "extend", "update":
			return s.extendCall(fr, c)
		case "copy":
			return &seq{Elts: slices.Clone(s.Elts), Loose: s.Loose}
		case "remove":
			return s.remove(fr, c)
		case "pop", "insert", "clear":
			s.Loose = true
		}
		return nil
	}}
}

func (s *seq) appendCall(fr *Frame, c *Call) Value {
	if fr.unsure > 0 {
		s.Loose = true
	}
	s.add(c.First())
	return None{}
}

func (s *seq) extendCall(fr *Frame, c *Call) Value {
	vs, ok := fr.elements(c.First())
	s.extend(vs)
	s.Loose = s.Loose || !ok || fr.unsure > 0
	return None{}
}

func (s *seq) remove(fr *Frame, c *Call) Value {
	v := fr.m.Force(c.First())
	for i, e := range s.Elts {
		if fr.equal(e, v) == Yes {
			s.Elts = append(s.Elts[:i:i], s.Elts[i+1:]...)
			return None{}
		}
	}
	s.Loose = true
	return nil
}

// order compares texts, numbers, and sequences of these, as Python does. Of
// other values it does not know the order.
func (fr *Frame) order(a, b Value) int {
	switch a := fr.m.Force(a).(type) {
	case *Str:
		if b, ok := fr.m.Force(b).(*Str); ok {
			return strings.Compare(a.Text, b.Text)
		}
	case Int:
		if b, ok := fr.m.Force(b).(Int); ok {
			return cmp.Compare(a, b)
		}
	case *seq:
		if b, ok := fr.m.Force(b).(*seq); ok {
			return slices.CompareFunc(a.Elts, b.Elts, fr.order)
		}
	}
	return 0
}

// numbers lists what range(first, end, step) yields, or returns nil where that
// is too much.
func numbers(first, end, step Int) Value {
	s := &seq{}
	for n := first; step > 0 && n < end || step < 0 && n > end; n += step {
		if len(s.Elts) == maxTurns {
			return nil
		}
		s.add(n)
	}
	return s
}
