package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// A Ref is a foreign key with what it refers to.
type Ref struct {
	// Text is the expression that stands at an offset in the definition.
	Text   string
	Offset int
	// Parent is the table, or nil: then Outside stands for it.
	Parent  *Table
	Outside graph.External
	Renames []Rename // of a projection
	Kept    []string // the attributes that a projection keeps by name
	// Database is the schema of a table of a virtual module; empty for others.
	Database string

	target interp.Value
	// late: the target was not found when the table was declared.
	late bool
	// unbound: its first name was not bound then, either.
	unbound bool
	// waiting: it was found, but its schema was not active yet.
	waiting bool
}

// bindRef evaluates what a foreign key refers to. It reports false where that
// is not (yet) a table.
func (l *Library) bindRef(fr *interp.Frame, r *Ref) bool {
	r.target, r.Renames, r.Kept = nil, nil, nil
	fr.Clear()
	v := evalRef(fr, r.Text)
	for {
		switch x := l.Force(v).(type) {
		case *projection:
			r.Renames, r.Kept = x.renames, x.names
			v = x.table
			continue
		case *interp.Instance:
			v = x.Class
			continue
		case *interp.Class:
			r.target = x
			return standsFor(x) != nil
		case *virtualTable, *interp.External:
			r.target = x
			return true
		default:
			r.target = x
			return false
		}
	}
}

// evalRef evaluates the text of a reference, which is mostly a dotted name.
func evalRef(fr *interp.Frame, text string) interp.Value {
	names := strings.Split(text, ".")
	if !allIdentifiers(names) {
		return fr.EvalText(text)
	}
	v := fr.Name(names[0])
	for _, n := range names[1:] {
		v = fr.Attr(v, n)
	}
	return v
}

// isUnbound reports whether nothing has bound the first name of a reference.
func isUnbound(fr *interp.Frame, r *Ref) bool {
	late, ok := fr.Name(r.root()).(*interp.Late)
	return ok && late.Module == fr.Module && late.Name == r.root()
}

// root is the first name of the reference.
func (r *Ref) root() string {
	root, _, _ := strings.Cut(r.Text, ".")
	return root
}

func allIdentifiers(names []string) bool {
	for _, n := range names {
		if !interp.IsIdentifier(n) {
			return false
		}
	}
	return true
}
