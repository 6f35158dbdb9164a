package interp

type (
	// Late is a name of a module that was not bound when it was looked up: it
	// never is, or only later, as where imports form a cycle. It is looked up
	// again when it is used.
	Late struct {
		Module *Module
		Name   string
	}
	// either is the first of several values that turns out to be something.
	either struct{ Of []Value }
)

// TypeName implements [Value].
func (*Late) TypeName() string { return "" }

// Rank implements [Ranked].
func (*Late) Rank() int { return RankName }

// IsSomething implements [Doubtful].
func (*Late) IsSomething() bool { return false }

// TypeName implements [Value].
func (*either) TypeName() string { return "" }

// Rank implements [Ranked].
func (*either) Rank() int { return RankElusive }

// choose returns the first value that is something, or the last one. Each is
// forced once only: they may hold one another.
func (e *either) choose(m *Machine) (v Value) {
	for _, alt := range e.Of {
		v = m.Force(alt)
		if d, doubtful := v.(Doubtful); !doubtful || d.IsSomething() {
			break
		}
	}
	return v
}
