package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// contents reports the first row of a lookup table that DataJoint, or the
// database, refuses when the table is declared, or else the first that it takes
// for another one. Only what is known is judged: rows that are short and written
// out, of a table whose attributes are all known.
func (r *resolver) contents(d *resolved) {
	t := d.table
	if t.HasContents() && !t.IsLookup() && !r.mentionsContents {
		pos, end := t.Class.Span()
		advice := "derive it from dj.Lookup"
		if t.Master != nil {
			advice = "insert them with those of its master"
		}
		r.report("contents-unused", graph.Warning, fmt.Sprintf("%s has contents, but is no lookup table, so they are never inserted; %s", t.Qual, advice), pos, end)
	}
	if t.Tier != graph.Lookup {
		return
	}
	c, ok := t.Contents()
	if !ok {
		return
	}
	if c.Wrong != "" {
		r.reportAt("contents-row", graph.Error, fmt.Sprintf("the contents of %s %s", t.Qual, c.Wrong), c.Pos)
		return
	}
	if len(c.Rows) == 0 || !d.isWholly() {
		return
	}
	if at := d.counter(); at >= 0 {
		if r.mentionsContents {
			return
		}
		r.reportAt("contents-unused", graph.Warning, fmt.Sprintf("the contents of %s are never inserted, because %s is auto_increment; number the rows yourself, or insert them elsewhere",
			t.Qual, d.columns[at].Name), c.Pos)
		return
	}
	if r.cyclic[t] { // which is told already
		return
	}
	j := rowJudge{resolver: r, d: d, types: typesOf(d), keys: map[string]int{}}
	j.parents = j.parentsOf(d)
	var doubt *finding
	for n := range c.Rows {
		f := j.judge(n, c.Rows)
		if f.why == "" {
			continue
		}
		f.why = fmt.Sprintf("row %d of the contents of %s %s", n+1, t.Qual, f.why)
		f.pos = c.Rows[n].Pos
		if f.severity == graph.Error {
			r.reportAt("contents-row", f.severity, f.why, f.pos)
			return
		}
		if doubt == nil {
			doubt = &f
		}
	}
	if doubt != nil {
		r.reportAt("contents-row", doubt.severity, doubt.why, doubt.pos)
	}
}

// hasRows reports whether the rows of a lookup table are known.
func hasRows(t *datajoint.Table) bool {
	c, ok := t.Contents()
	return ok && len(c.Rows) > 0
}

// A finding is what is wrong with a row; why is empty if nothing is.
type finding struct {
	severity graph.Severity
	why      string
	pos      graph.Pos
}

// reportAt reports what begins at a position and has no known end.
func (r *resolver) reportAt(rule string, severity graph.Severity, message string, pos graph.Pos) {
	end := pos
	end.Col++
	r.report(rule, severity, message, pos, end)
}

// isWholly reports whether all attributes of the table are known.
func (d *resolved) isWholly() bool {
	return !d.facts.incomplete && d.table.Sound
}

// counter returns the index of an attribute that the database counts, which
// keeps DataJoint from inserting contents, or a negative number.
func (d *resolved) counter() int {
	return slices.IndexFunc(d.columns, func(c graph.Attribute) bool { return strings.Contains(strings.ToLower(c.Type), "auto_increment") })
}

// A rowJudge judges the rows of a lookup table in their order.
type rowJudge struct {
	*resolver
	d       *resolved
	types   []valueType // of the columns
	parents []parentRows
	// fields are the attributes that the first row gives, and all others have to;
	// nil if they are unknown.
	fields []string
	keys   map[string]int // the first row with a key
}

// judge says what is wrong with row n.
func (j *rowJudge) judge(n int, rows []datajoint.Row) finding {
	row := &rows[n]
	d := j.d
	bad := func(format string, args ...any) finding {
		return finding{severity: graph.Error, why: fmt.Sprintf(format, args...)}
	}
	values := make([]datajoint.Datum, len(d.columns)) // in the order of the columns
	switch row.Kind {
	case datajoint.CallRow:
		return bad("calls a list or a constant; write a comma in front of the bracket")
	case datajoint.TextRow:
		text := row.Values[0].Text
		if utf8.RuneCountInString(text) != len(d.columns) {
			return bad("is the text %q, each character of which is taken for a value; write (%[1]q,)", text)
		}
		return finding{severity: graph.Warning, why: fmt.Sprintf("is the text %q, and fits only because it is as long as the table has attributes; write it as a tuple", text)}
	case datajoint.NumberRow:
		return bad("is a single value, and no row of values; write it as a tuple")
	case datajoint.TupleRow:
		if len(row.Values) != len(d.columns) {
			return bad("has %s for %s; give one for each", counted(len(row.Values), "value"), counted(len(d.columns), "attribute"))
		}
		if n == 0 {
			j.fields = d.names()
		}
		copy(values, row.Values)
	case datajoint.DictRow:
		if why := j.refusesFields(n, row.Names); why != "" {
			return bad("%s", why)
		}
		for i, name := range row.Names {
			if at := d.column(name); at >= 0 {
				values[at] = row.Values[i]
			}
		}
	default:
		return finding{}
	}
	for i, v := range values {
		if why := j.types[i].refuses(v, j.fromVersion2()); why != "" {
			return bad("gives %s for %s, which %s", written(v), d.columns[i].Name, why)
		}
	}
	if why := j.lacksParent(values); why != "" {
		return bad("%s", why)
	}
	return finding{severity: graph.Warning, why: j.repeats(n, values, rows)}
}

// refusesFields says why a dict of these names cannot be row n, or nothing.
// DataJoint looks up the names of the first row alone; the others need the same
// attributes.
func (j *rowJudge) refusesFields(n int, names []string) string {
	d := j.d
	var fields []string
	unknown := ""
	for _, name := range names {
		if d.column(name) >= 0 {
			fields = append(fields, name)
		} else if unknown == "" {
			unknown = name
		}
	}
	if n == 0 {
		if unknown != "" {
			return fmt.Sprintf("has a value for %q, which is no attribute; its attributes are %s", unknown, strings.Join(d.names(), ", "))
		}
		j.fields = fields
	}
	for i := range d.columns {
		if c := &d.columns[i]; j.types[i].required && !slices.Contains(fields, c.Name) {
			if unknown != "" {
				return fmt.Sprintf("has a value for %q, which is no attribute, and none for %s; its attributes are %s", unknown, c.Name, strings.Join(d.names(), ", "))
			}
			return fmt.Sprintf("has no value for %s, which has no default; give one", c.Name)
		}
	}
	if j.fields == nil {
		return ""
	}
	for _, name := range d.names() {
		if here := slices.Contains(fields, name); here != slices.Contains(j.fields, name) {
			first, this := "one", "none"
			if here {
				first, this = this, first
			}
			return fmt.Sprintf("has %s for %s, but row 1 has %s, and all rows need the same attributes; give it in each row, or in none", this, name, first)
		}
	}
	return ""
}

// repeats says that a row has the key of an earlier one and another value, or
// nothing. DataJoint inserts the first one alone.
func (j *rowJudge) repeats(n int, values []datajoint.Datum, rows []datajoint.Row) string {
	d := j.d
	key := ""
	var names []string
	for i := range d.columns {
		if !d.columns[i].InKey {
			continue
		}
		text, ok := j.types[i].normal(values[i])
		if !ok {
			return ""
		}
		key += text + "\x00"
		names = append(names, written(values[i]))
	}
	first, seen := j.keys[key]
	if !seen {
		j.keys[key] = n
		return ""
	}
	if rows[first].Kind != rows[n].Kind || slices.Equal(rows[first].Values, rows[n].Values) {
		return ""
	}
	equal := ""
	for i, v := range rows[first].Values {
		if rows[first].Kind == datajoint.TupleRow && d.columns[i].InKey && v != rows[n].Values[i] {
			equal = ", which the database takes for equal"
		}
	}
	if equal != "" && j.out.Project.Backend == "postgresql" {
		return "" // which minds case
	}
	return fmt.Sprintf("has the key %s of row %d%s, so it is dropped; correct the key, or remove one", strings.Join(names, ", "), first+1, equal)
}

// A parentRows is a lookup table that the rows refer to, whose rows are known.
type parentRows struct {
	name    string
	columns []int       // of the child
	types   []valueType // of the parent's columns, likewise
	has     map[string]bool
}

// parentsOf returns the lookup tables that a table refers to whose rows are all
// known, and that nothing else fills.
func (j *rowJudge) parentsOf(d *resolved) []parentRows {
	var found []parentRows
	for _, ref := range d.refs {
		i := slices.IndexFunc(d.table.Refs, func(f *datajoint.Ref) bool { return f.Parent != nil && j.ids[f.Parent] == ref.fk.Parent })
		if i < 0 || !ref.keyKnown || len(ref.fk.AttrMap) == 0 {
			continue
		}
		if p, ok := j.rowsOf(d, d.table.Refs[i].Parent, ref.fk.AttrMap); ok {
			found = append(found, p)
		}
	}
	return found
}

// rowsOf reads the keys of a parent.
func (j *rowJudge) rowsOf(d *resolved, t *datajoint.Table, pairs []graph.AttrPair) (p parentRows, ok bool) {
	parent := j.done[t]
	c, known := t.Contents()
	if parent == nil || !known || c.Wrong != "" || t.Tier != graph.Lookup || !parent.isWholly() || parent.counter() >= 0 ||
		j.inserted[interp.LastOf(t.Qual)] || t.FillsItself() {
		return p, false
	}
	p = parentRows{name: t.Qual, has: map[string]bool{}}
	types := typesOf(parent)
	for _, pair := range pairs {
		at, from := d.column(pair.Child), parent.column(pair.Parent)
		if at < 0 || from < 0 {
			return p, false
		}
		p.columns, p.types = append(p.columns, at), append(p.types, types[from])
	}
	for _, row := range c.Rows {
		key := ""
		for i, pair := range pairs {
			at := parent.column(pair.Parent)
			if row.Kind == datajoint.DictRow {
				at = slices.Index(row.Names, pair.Parent)
			} else if row.Kind != datajoint.TupleRow {
				return p, false
			}
			if at < 0 || at >= len(row.Values) {
				return p, false
			}
			text, ok := p.types[i].normal(row.Values[at])
			if !ok {
				return p, false
			}
			key += text + "\x00"
		}
		p.has[key] = true
	}
	return p, true
}

// lacksParent says that a row refers to none of a parent, or nothing.
func (j *rowJudge) lacksParent(values []datajoint.Datum) string {
	for _, p := range j.parents {
		key, known := "", true
		var names, shown []string
		for i, at := range p.columns {
			text, ok := p.types[i].normal(values[at])
			known = known && ok
			key += text + "\x00"
			names, shown = append(names, j.d.columns[at].Name), append(shown, written(values[at]))
		}
		if known && !p.has[key] {
			return fmt.Sprintf("gives %s for %s, which no row of %s has; add it there, or correct it", strings.Join(shown, ", "), strings.Join(names, ", "), p.name)
		}
	}
	return ""
}

// fromVersion2 reports whether the project allows datajoint 2 alone.
func (r *resolver) fromVersion2() bool {
	return r.out.Project.DataJoint.AllFrom(graph.Version{Major: 2})
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (d *resolved) names() []string {
	names := make([]string, 0, len(d.columns))
	for i := range d.columns {
		names = append(names, d.columns[i].Name)
	}
	return names
}
