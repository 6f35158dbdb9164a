package evaluate

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/python"
)

// truth is what is known of a condition.
type truth uint8

const (
	maybe truth = iota
	yes
	no
)

func known(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	}
	return maybe
}

// settled replaces a setting, or a string with settings in it, by what it is
// on a machine that sets nothing. What stays unknown is nil.
func (m *Machine) settled(v Value) Value {
	switch v := m.force(v).(type) {
	case *Setting:
		if v.Default == nil {
			return nil
		}
		return m.settled(v.Default)
	case *Str:
		if v.Known() {
			return v
		}
		var b strings.Builder
		end := 0
		for _, h := range v.Holes {
			if h.Setting == nil {
				return nil
			}
			d, ok := m.settled(h.Setting).(*Str)
			if !ok {
				return nil
			}
			b.WriteString(v.Text[end:h.Start])
			b.WriteString(d.Text)
			end = h.End
		}
		b.WriteString(v.Text[end:])
		return str(b.String())
	case Unknown:
		return nil
	default:
		return v
	}
}

// truth decides a condition.
func (fr *frame) truth(v Value) truth {
	switch v := fr.m.settled(v).(type) {
	case None:
		return no
	case Bool:
		return known(bool(v))
	case Int:
		return known(v != 0)
	case *Str:
		return known(v.Text != "")
	case *Seq:
		if len(v.Elts) > 0 {
			return yes
		}
		if !v.Loose {
			return no
		}
	case *Map:
		if len(v.Keys) > 0 {
			return yes
		}
		if !v.Loose {
			return no
		}
	case *Config:
		return known(len(v.Path) == 0 || fr.m.hasConfig(v.Path))
	case *Module, *Function, *Schema, *Builtin, Path, Ellipsis:
		return yes
	case *External:
		if v.Path == "typing.TYPE_CHECKING" {
			return no
		}
	}
	return maybe
}

func (fr *frame) logic(x *python.Logic) Value {
	left := fr.eval(x.X)
	switch t := fr.truth(left); {
	case t == yes && x.And, t == no && !x.And:
		return fr.eval(x.Y)
	case t != maybe:
		return left
	}
	right := fr.mayEval(x.Y)
	if t := fr.truth(right); t == no && x.And || t == yes && !x.And {
		// Whatever the left side is, the whole is as good as the right one:
		// false, or true.
		if rank(right) > rank(left) {
			return right
		}
	}
	if x.And {
		return Unknown{}
	}
	return merge([]Value{left, right})
}

// compare decides a comparison.
func (fr *frame) compare(op string, x, y Value) truth {
	switch op {
	case "==", "is":
		return fr.equal(x, y)
	case "!=", "is not", "<>":
		return fr.equal(x, y).not()
	case "in":
		return fr.contains(y, x)
	case "not in":
		return fr.contains(y, x).not()
	}
	a, ok := fr.m.settled(x).(Int)
	b, ok2 := fr.m.settled(y).(Int)
	if ok && ok2 {
		switch op {
		case "<":
			return known(a < b)
		case "<=":
			return known(a <= b)
		case ">":
			return known(a > b)
		case ">=":
			return known(a >= b)
		}
	}
	return maybe
}

func (fr *frame) equal(x, y Value) truth {
	a, b := fr.m.settled(x), fr.m.settled(y)
	if a == nil || b == nil {
		return maybe
	}
	switch a := a.(type) {
	case *Str:
		switch b := b.(type) {
		case *Str:
			return known(a.Text == b.Text)
		case None, Bool, Int, *Module, *Class:
			return no
		}
	case None:
		switch b.(type) {
		case None:
			return yes
		case *External, *Late, *Either:
			return maybe
		}
		return no
	case Bool:
		switch b := b.(type) {
		case Bool:
			return known(a == b)
		case None, *Str:
			return no
		}
	case Int:
		switch b := b.(type) {
		case Int:
			return known(a == b)
		case None, *Str:
			return no
		}
	case *Module, *Class, *Function, *Schema:
		switch b.(type) {
		case *Module, *Class, *Function, *Schema:
			return known(a == b)
		case None, *Str:
			return no
		}
	case *Member:
		switch b := b.(type) {
		case *Member:
			return known(a == b)
		case None, *Str:
			return no
		}
	case *Seq, *Map, *Instance, *Config:
		if _, ok := b.(None); ok {
			return no
		}
	}
	return maybe
}

func (fr *frame) contains(container, x Value) truth {
	key, ok := fr.m.settled(x).(*Str)
	switch c := fr.m.force(container).(type) {
	case *Seq:
		result := known(false)
		if c.Loose {
			result = maybe
		}
		for _, e := range c.Elts {
			switch fr.equal(e, x) {
			case yes:
				return yes
			case maybe:
				result = maybe
			}
		}
		return result
	case *Map:
		if !ok {
			return maybe
		}
		if _, ok := c.Vals[key.Text]; ok {
			return yes
		}
		if c.Loose {
			return maybe
		}
		return no
	case *Str:
		if s, isStr := fr.m.settled(c).(*Str); ok && isStr {
			return known(strings.Contains(s.Text, key.Text))
		}
	case *Config:
		if ok {
			return known(fr.m.hasConfig(append(append([]string{}, c.Path...), key.Text)))
		}
	case *Environ:
		if ok {
			_, set := fr.m.opts.Env[key.Text]
			return known(set)
		}
	case *Namespace:
		if ok {
			_, bound := c.Scope.get(key.Text)
			return known(bound)
		}
	}
	return maybe
}
