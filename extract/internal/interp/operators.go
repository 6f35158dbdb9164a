package interp

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// binary evaluates an arithmetic operator.
func (fr *Frame) binary(op string, x, y Value) Value {
	x, y = fr.m.Force(x), fr.m.Force(y)
	var v Value
	switch op {
	case "+":
		v = fr.plus(x, y)
	case "*":
		v = repeated(x, y)
	case "%":
		if s, ok := x.(*Str); ok {
			v = fr.percent(s, y)
		}
	case "/":
		v = fr.slash(x, y)
	case "|":
		v = union(x, y)
	}
	if v != nil {
		return v
	}
	if a, ok := x.(Int); ok {
		if b, ok := y.(Int); ok {
			return arithmetic(op, a, b)
		}
	}
	return Unknown{}
}

// plus joins lists and strings. It returns nil for other values.
func (fr *Frame) plus(x, y Value) Value {
	if a, ok := x.(*seq); ok {
		b, ok := y.(*seq)
		if !ok {
			return &seq{Elts: a.Elts, Loose: true}
		}
		s := &seq{Elts: append([]Value{}, a.Elts...), Loose: a.Loose || b.Loose}
		s.extend(b.Elts)
		return s
	}
	if !mayBeText(x) && !mayBeText(y) {
		return nil
	}
	if isNumber(x) || isNumber(y) {
		return Unknown{}
	}
	return concat(fr.ToStr(x, "?"), fr.ToStr(y, "?"))
}

func mayBeText(v Value) bool {
	switch v.(type) {
	case *Str, *Setting:
		return true
	}
	return false
}

func isNumber(v Value) bool { _, ok := v.(Int); return ok }

// repeated is string * number, and number * string.
func repeated(x, y Value) Value {
	if s, ok := x.(*Str); ok {
		return times(s, y)
	}
	if s, ok := y.(*Str); ok {
		return times(s, x)
	}
	return nil
}

// times repeats a string.
func times(s *Str, n Value) Value {
	count, ok := n.(Int)
	switch {
	case !ok:
		return Unknown{}
	case count <= 0:
		return NewStr("")
	case count > maxMarks:
		return NewHole("…", nil)
	}
	return concat(slices.Repeat([]*Str{s}, int(count))...)
}

// percent fills the fields of a string: template % y.
func (fr *Frame) percent(template *Str, y Value) Value {
	args := []Value{y}
	if t, ok := y.(*seq); ok {
		args = t.Elts
	}
	named, _ := y.(*Map)
	return template.percent(func(name string, i int, fields string, verb byte) *Str {
		var v Value
		switch {
		case name != "" && named != nil:
			v = named.Vals[name]
		case i < len(args):
			v = args[i]
		}
		if v == nil {
			return nil
		}
		name = cmp.Or(name, "?")
		if strings.IndexByte("sra", verb) >= 0 {
			v = fr.ToStr(v, name)
		}
		return fr.formatted(v, percentLayout(fields, verb), name)
	})
}

// slash joins paths.
func (fr *Frame) slash(x, y Value) Value {
	_, left := x.(pathValue)
	_, right := y.(pathValue)
	if !left && !right {
		return nil
	}
	return pathValue{fr.joinPath([]Value{x, y})}
}

// union joins dicts.
func union(x, y Value) Value {
	a, ok := x.(*Map)
	b, ok2 := y.(*Map)
	if !ok || !ok2 {
		return nil
	}
	d := newMap()
	d.update(a)
	d.update(b)
	return d
}

// arithmetic applies an operator to two integers as Python does: division
// rounds down, and the remainder has the sign of the divisor. What is not an
// integer of 64 bits is unknown.
func arithmetic(op string, a, b Int) Value {
	switch op {
	case "+":
		if c := a + b; (c > a) == (b > 0) {
			return c
		}
	case "-":
		if c := a - b; (c < a) == (b > 0) {
			return c
		}
	case "*":
		if min(a, b) >= math.MinInt32 && max(a, b) <= math.MaxInt32 {
			return a * b
		}
	case "//", "%":
		if b == 0 || b == -1 && a == math.MinInt64 {
			return Unknown{}
		}
		q, r := a/b, a%b
		if r != 0 && (r < 0) != (b < 0) {
			q, r = q-1, r+b
		}
		if op == "//" {
			return q
		}
		return r
	}
	return Unknown{}
}
