package datajoint

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// Contents are the rows that a table's class lists.
type Contents struct {
	// Wrong says why the contents as a whole are no rows, or is empty.
	Wrong string
	// Rows are in order. They are all rows, but a row itself may be unknown.
	Rows []Row
	Pos  graph.Pos // of the contents
}

// A Row is a row of contents, as far as it is known.
type Row struct {
	Kind RowKind
	// Names are those of a dict, in order; those of other rows are empty.
	Names []string
	// Values are in the order of the row.
	Values []Datum
	Pos    graph.Pos
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
	CallRow // a tuple that is called, since a comma is missing
)

// A Datum is a value in a row.
type Datum struct {
	Kind DatumKind
	// Text is a string, or a number or a truth value as Python writes it.
	Text string
	// Number is the value of a number or a truth value.
	Number float64
	// Len is the number of elements of a list.
	Len int
}

// DatumKind is the kind of a [Datum].
type DatumKind uint8

// The kinds of data.
const (
	UnknownDatum DatumKind = iota
	TextDatum
	NumberDatum
	BoolDatum
	NoneDatum // or nan
	ListDatum // or a tuple or a set
	DictDatum
)

// readIsLookup reports whether DataJoint inserts the contents of the table's class.
func (t *Table) readIsLookup() bool {
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

// readFillsItself reports whether a method of the table's class may insert rows.
func (t *Table) readFillsItself() bool {
	return len(t.again) > 0 || slices.ContainsFunc(t.Class.Members(nil), func(name string) bool {
		v, _ := t.Class.Find(name, nil)
		f, ok := v.(*interp.Function)
		return ok && f.Mentions("insert")
	})
}

// readContents returns the contents of the table's class, or nil.
func (t *Table) readContents() *Contents {
	if t.Class.Altered || hasForeignTier(t.Class) || has(t.Class, "insert", "insert1") {
		return nil // other code inserts the rows
	}
	l := t.Schema.library
	if pos, ok := contentsMethod(t.Class); ok {
		return &Contents{Wrong: "are a method, which is no list of rows; write @property above it", Pos: pos}
	}
	l.Allow()
	d, ok := l.Data(t.Class, "contents")
	if !ok {
		return nil
	}
	place := func(i int) graph.Pos { return d.Owner.Module.Pos(d.Pos(i)) }
	c := &Contents{Pos: place(-1)}
	switch v := d.Value.(type) {
	case interp.None, interp.Bool, interp.Int, interp.Float:
		c.Wrong = fmt.Sprintf("are of the type %s, which is no list of rows; write a list, or remove them", v.TypeName())
		return c
	}
	if d.Uncallable >= 0 {
		c.Rows = make([]Row, d.Uncallable+1)
		c.Rows[d.Uncallable] = Row{Kind: CallRow, Pos: place(d.Uncallable)}
		return c
	}
	if !d.All {
		return nil
	}
	fr := l.NewFrame(d.Owner.Module, d.Owner.Scope)
	c.Rows = make([]Row, 0, len(d.Elements))
	for i, v := range d.Elements {
		row := rowOf(fr, v)
		row.Pos = place(i)
		c.Rows = append(c.Rows, row)
	}
	return c
}

// contentsMethod returns the place of contents that are a method, because the
// decorator is missing that makes a property of it.
func contentsMethod(c *interp.Class) (pos graph.Pos, ok bool) {
	v, _ := c.Find("contents", nil)
	f, ok := v.(*interp.Function)
	if !ok || f.Def == nil || len(f.Def.Decorators) > 0 || f.Class == nil {
		return graph.Pos{}, false
	}
	return f.Module.Pos(f.Def.Offset()), true
}

func rowOf(fr *interp.Frame, v interp.Value) Row {
	switch v := fr.Force(v).(type) {
	case *interp.Str:
		if v.Known() {
			return Row{Kind: TextRow, Values: []Datum{{Kind: TextDatum, Text: v.Text}}}
		}
	case interp.Int, interp.Float, interp.Bool, interp.None:
		return Row{Kind: NumberRow}
	case *interp.Map:
		if v.Loose {
			return Row{}
		}
		row := Row{Kind: DictRow}
		for _, k := range v.Keys {
			row.Names = append(row.Names, k)
			row.Values = append(row.Values, datumOf(fr, v.Vals[k]))
		}
		return row
	default:
		values, all := listOf(fr, v)
		if !all {
			return Row{}
		}
		row := Row{Kind: TupleRow}
		for _, x := range values {
			row.Values = append(row.Values, datumOf(fr, x))
		}
		return row
	}
	return Row{}
}

// listOf returns the elements of a list, a tuple or a set.
func listOf(fr *interp.Frame, v interp.Value) (values []interp.Value, all bool) {
	if list, ok := v.(interp.Iterable); ok && v.TypeName() == "list" {
		return list.Elements(fr)
	}
	return nil, false
}

func datumOf(fr *interp.Frame, v interp.Value) Datum {
	switch v := fr.Force(v).(type) {
	case *interp.Str:
		if v.Known() {
			return Datum{Kind: TextDatum, Text: v.Text}
		}
	case interp.Int:
		return Datum{Kind: NumberDatum, Text: strconv.FormatInt(int64(v), 10), Number: float64(v)}
	case interp.Float:
		if math.IsNaN(float64(v)) {
			return Datum{Kind: NoneDatum, Text: "nan"}
		}
		return Datum{Kind: NumberDatum, Text: strconv.FormatFloat(float64(v), 'g', -1, 64), Number: float64(v)}
	case interp.Bool:
		if v {
			return Datum{Kind: BoolDatum, Text: "True", Number: 1}
		}
		return Datum{Kind: BoolDatum, Text: "False"}
	case interp.None:
		return Datum{Kind: NoneDatum, Text: "None"}
	case *interp.External:
		switch v.Path {
		case "numpy.nan", "numpy.NaN", "numpy.NAN", "math.nan":
			return Datum{Kind: NoneDatum, Text: "nan"}
		}
	case *interp.Map:
		return Datum{Kind: DictDatum}
	default:
		if values, all := listOf(fr, v); all {
			return Datum{Kind: ListDatum, Len: len(values)}
		}
	}
	return Datum{}
}

// noteContents reports rows in the body of a lookup class that a misspelt name
// hides.
func (l *Library) noteContents(c *interp.Class, s *python.ClassDef) {
	const name = "contents"
	if tier, ok := l.tier(c); !ok || tier != graph.Lookup || c.Altered || has(c, name) || len(foreignBases(c)) > 0 {
		return
	}
	for _, stmt := range s.Body {
		a, ok := stmt.(*python.Assign)
		if !ok || len(a.Targets) != 1 || !listsRows(a.Value) {
			continue
		}
		target, ok := a.Targets[0].(*python.Name)
		if !ok || spelling.Nearest(target.ID, []string{name}) == "" {
			continue
		}
		l.Report(graph.Diagnostic{
			Rule: "contents-unused", Severity: graph.Warning,
			Message: fmt.Sprintf("the name %q is misspelt, so the rows of %q are never inserted; write contents", target.ID, c.Qual),
			Pos:     c.Module.Pos(a.Offset()), End: c.Module.Pos(a.Offset() + len(target.ID)),
		})
	}
}

// listsRows reports whether an expression is a list of rows.
func listsRows(x python.Expr) bool {
	list, ok := x.(*python.Sequence)
	if !ok || len(list.Elts) == 0 {
		return false
	}
	switch list.Elts[0].(type) {
	case *python.Sequence, *python.Dict:
		return true
	}
	return false
}
