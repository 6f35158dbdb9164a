package evaluate

import (
	"math"
	"slices"
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
