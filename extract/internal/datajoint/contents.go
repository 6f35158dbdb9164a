package datajoint

import (
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// A Row is a row of contents, as far as it is known.
type Row struct {
	Kind RowKind
	// Names are those of a dict, in order; those of other rows are empty.
	Names []string
	// Values are in the order of the row. One that is no text that is known is
	// nil.
	Values []*string
}

// RowKind says what a row is.
type RowKind uint8

// The kinds of rows.
const (
	UnknownRow RowKind = iota
	TupleRow           // or a list
	DictRow
	TextRow // a string where a row is expected; Values holds it
	NumberRow
)

// HasContents reports whether the table's class has contents, in the analysed
// source.
func (t *Table) HasContents() bool { return has(t.Class, "contents") }

// IsLookup reports whether DataJoint inserts the contents of the table's class.
func (t *Table) IsLookup() bool {
	if t.Tier == graph.Lookup || t.Class.Altered || len(foreignBases(t.Class)) > 0 {
		return true
	}
	for _, b := range t.Class.Linear() {
		if x, ok := b.(*interp.External); ok {
			if tier, ok := tierOf(x.Path); ok && tier == graph.Lookup {
				return true
			}
		}
	}
	return false
}

// Contents returns the rows that the table's class lists, and where, if they
// are short enough to be read.
func (t *Table) Contents() ([]Row, graph.Pos, bool) {
	if t.Class.Altered {
		return nil, graph.Pos{}, false
	}
	l := t.Schema.library
	l.Allow()
	values, owner, at, ok := l.Data(t.Class, "contents")
	if !ok {
		return nil, graph.Pos{}, false
	}
	fr := l.NewFrame(owner.Module, owner.Scope)
	rows := make([]Row, 0, len(values))
	for _, v := range values {
		rows = append(rows, rowOf(fr, v))
	}
	return rows, owner.Module.Pos(at), true
}

func rowOf(fr *interp.Frame, v interp.Value) Row {
	switch v := fr.Force(v).(type) {
	case *interp.Str:
		if v.Known() {
			return Row{Kind: TextRow, Values: []*string{&v.Text}}
		}
	case interp.Int:
		return Row{Kind: NumberRow}
	case *interp.Map:
		if v.Loose {
			return Row{}
		}
		row := Row{Kind: DictRow}
		for _, k := range v.Keys {
			row.Names = append(row.Names, k)
			row.Values = append(row.Values, textOf(fr, v.Vals[k]))
		}
		return row
	case interp.Iterable:
		if _, isClass := v.(*interp.Class); isClass {
			return Row{}
		}
		values, all := v.Elements(fr)
		if !all {
			return Row{}
		}
		row := Row{Kind: TupleRow}
		for _, x := range values {
			row.Values = append(row.Values, textOf(fr, x))
		}
		return row
	}
	return Row{}
}

func textOf(fr *interp.Frame, v interp.Value) *string {
	if s, ok := fr.Force(v).(*interp.Str); ok && s.Known() {
		return &s.Text
	}
	return nil
}
