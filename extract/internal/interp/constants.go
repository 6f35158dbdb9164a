package interp

import "strconv"

type (
	// Unknown is a value that nothing is known of.
	Unknown struct{}
	// None is Python's None.
	None struct{}
	// Bool is True or False.
	Bool bool
	// Int is an integer of 64 bits; a larger one is Unknown.
	Int int64
	// Float is a number with a fraction, or nan. The machine does not calculate
	// with it.
	Float float64
	// Ellipsis is "...".
	Ellipsis struct{}
)

// TypeName implements [Value].
func (Unknown) TypeName() string { return "" }

// Rank implements [Ranked].
func (Unknown) Rank() int { return RankNothing }

// IsSomething implements [Doubtful].
func (Unknown) IsSomething() bool { return false }

// TypeName implements [Value].
func (None) TypeName() string { return "NoneType" }

// Rank implements [Ranked].
func (None) Rank() int { return RankNone }

// IsSomething implements [Doubtful].
func (None) IsSomething() bool { return false }

// Truth implements [Truthy].
func (None) Truth() Truth { return No }

// AsText implements [Texter].
func (None) AsText(string) *Str { return NewStr("None") }

// Equal implements [Equaler].
func (None) Equal(v Value) Truth {
	switch v.(type) {
	case None:
		return Yes
	case *External, *Late, *either:
		return Maybe
	}
	return No
}

// TypeName implements [Value].
func (Bool) TypeName() string { return "bool" }

// Truth implements [Truthy].
func (b Bool) Truth() Truth { return TruthOf(bool(b)) }

// AsText implements [Texter].
func (b Bool) AsText(string) *Str {
	if b {
		return NewStr("True")
	}
	return NewStr("False")
}

// Equal implements [Equaler].
func (b Bool) Equal(v Value) Truth {
	switch v := v.(type) {
	case Bool:
		return TruthOf(b == v)
	case None, *Str:
		return No
	}
	return Maybe
}

// TypeName implements [Value].
func (Int) TypeName() string { return "int" }

// Truth implements [Truthy].
func (n Int) Truth() Truth { return TruthOf(n != 0) }

// AsText implements [Texter].
func (n Int) AsText(string) *Str { return NewStr(strconv.FormatInt(int64(n), 10)) }

// Equal implements [Equaler].
func (n Int) Equal(v Value) Truth {
	switch v := v.(type) {
	case Int:
		return TruthOf(n == v)
	case None, *Str:
		return No
	}
	return Maybe
}

// TypeName implements [Value].
func (Float) TypeName() string { return "float" }

// Rank implements [Ranked].
func (Float) Rank() int { return RankNothing }

// TypeName implements [Value].
func (Ellipsis) TypeName() string { return "" }

// Truth implements [Truthy].
func (Ellipsis) Truth() Truth { return Yes }
