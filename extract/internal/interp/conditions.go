package interp

import (
	"github.com/djdag/djdag/extract/internal/python"
)

// Truth is what is known of a condition.
type Truth uint8

// What may be known of a condition.
const (
	Maybe Truth = iota
	Yes
	No
)

// TruthOf is the truth of a condition that is known.
func TruthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

func (t Truth) not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Maybe
}

// logic evaluates "x and y" and "x or y".
func (fr *Frame) logic(x *python.Logic) Value {
	left := fr.eval(x.X)
	switch t := fr.truth(left); {
	case t == Yes && x.And, t == No && !x.And:
		return fr.eval(x.Y)
	case t != Maybe:
		return left
	}
	right := fr.mayEval(x.Y)
	if t := fr.truth(right); t == No && x.And || t == Yes && !x.And {
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
func (fr *Frame) compare(op string, x, y Value) Truth {
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
	a, ok := fr.m.Settled(x).(Int)
	b, ok2 := fr.m.Settled(y).(Int)
	if ok && ok2 {
		switch op {
		case "<":
			return TruthOf(a < b)
		case "<=":
			return TruthOf(a <= b)
		case ">":
			return TruthOf(a > b)
		case ">=":
			return TruthOf(a >= b)
		}
	}
	return Maybe
}
