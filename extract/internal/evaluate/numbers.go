package evaluate

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

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

// numbers lists what range(first, end, step) does, or nil where that is too
// much.
func numbers(first, end, step Int) Value {
	s := &Seq{}
	for n := first; step > 0 && n < end || step < 0 && n > end; n += step {
		if len(s.Elts) == maxTurns {
			return nil
		}
		s.add(n)
	}
	return s
}

// order compares texts, numbers, and sequences of these, as Python does. Of
// other values it does not know the order.
func (fr *frame) order(a, b Value) int {
	switch a := fr.m.force(a).(type) {
	case *Str:
		if b, ok := fr.m.force(b).(*Str); ok {
			return strings.Compare(a.Text, b.Text)
		}
	case Int:
		if b, ok := fr.m.force(b).(Int); ok {
			return cmp.Compare(a, b)
		}
	case *Seq:
		if b, ok := fr.m.force(b).(*Seq); ok {
			return slices.CompareFunc(a.Elts, b.Elts, fr.order)
		}
	}
	return 0
}

// times repeats a string.
func times(s *Str, n Value) Value {
	count, ok := n.(Int)
	switch {
	case !ok:
		return Unknown{}
	case count <= 0:
		return str("")
	case count > maxMarks:
		return hole("…", nil)
	}
	return concat(slices.Repeat([]*Str{s}, int(count))...)
}
