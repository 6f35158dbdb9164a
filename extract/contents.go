package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/graph"
)

// contents reports the first row of a lookup table that DataJoint, or the
// database, refuses when the table is declared. Only what is known is judged:
// rows that are short and written out, of a table whose attributes are all
// known.
func (r *resolver) contents(d *resolved) {
	t := d.table
	if t.HasContents() && !t.IsLookup() && !r.mentionsContents() {
		pos, end := t.Class.Span()
		advice := "derive it from dj.Lookup"
		if t.Master != nil {
			advice = "insert them with those of its master"
		}
		r.report("contents-unused", graph.Warning, fmt.Sprintf("%s has contents, but is no lookup table, so they are never inserted; %s", t.Qual, advice), pos, end)
	}
	if t.Tier != graph.Lookup || d.incomplete() || len(t.Def.Problems) > 0 || t.Text == nil || !t.Text.Known() {
		return
	}
	for i := range d.columns {
		if strings.Contains(strings.ToLower(d.columns[i].Type), "auto_increment") {
			return // contents are not inserted
		}
	}
	if refersTo(t, t, map[*datajoint.Table]bool{}) { // a cycle is told already
		return
	}
	rows, pos, ok := t.Contents()
	if !ok {
		return
	}
	for n, row := range rows {
		if why := d.refuses(row); why != "" {
			end := pos
			end.Col++
			r.report("contents-row", graph.Error, fmt.Sprintf("row %d of the contents of %s %s", n+1, t.Qual, why), pos, end)
			return
		}
	}
}

// refersTo reports whether a table refers to another one, directly or by way of
// others.
func refersTo(t, to *datajoint.Table, seen map[*datajoint.Table]bool) bool {
	seen[t] = true
	return slices.ContainsFunc(t.Refs, func(r *datajoint.Ref) bool {
		return r.Parent != nil && (r.Parent == to || !seen[r.Parent] && refersTo(r.Parent, to, seen))
	})
}

// refuses says why a row cannot be inserted, or nothing.
func (d *resolved) refuses(row datajoint.Row) string {
	switch row.Kind {
	case datajoint.TextRow:
		if text := *row.Values[0]; utf8.RuneCountInString(text) != len(d.columns) {
			return fmt.Sprintf("is the text %q, each character of which is taken for a value; write (%[1]q,)", text)
		}
	case datajoint.NumberRow:
		return "is a number, and no row of values; write it as a tuple"
	case datajoint.TupleRow:
		if len(row.Values) != len(d.columns) {
			return fmt.Sprintf("has %s for %s; give one for each", counted(len(row.Values), "value"), counted(len(d.columns), "attribute"))
		}
		for i, v := range row.Values {
			if why := refusesValue(&d.columns[i], v); why != "" {
				return why
			}
		}
	case datajoint.DictRow:
		for i, name := range row.Names {
			at, ok := d.byName[name]
			if !ok {
				return fmt.Sprintf("has a value for %q, which is no attribute; its attributes are %s", name, strings.Join(d.names(), ", "))
			}
			if why := refusesValue(&d.columns[at], row.Values[i]); why != "" {
				return why
			}
		}
	}
	return ""
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (d *resolved) names() []string {
	var names []string
	for i := range d.columns {
		names = append(names, d.columns[i].Name)
	}
	return names
}

var (
	enumType = regexp.MustCompile(`(?i)^enum\s*\((.*)\)$`)
	enumItem = regexp.MustCompile(`^\s*(?:'([^'"\\]*)'|"([^'"\\]*)")\s*(?:,|$)`)
	charType = regexp.MustCompile(`(?i)^(?:var)?char\s*\(\s*([0-9]+)\s*\)$`)
)

// refusesValue says why a text cannot be a value of an attribute, or nothing.
// The database ignores case, and spaces at the end.
func refusesValue(c *column, v *string) string {
	if v == nil {
		return ""
	}
	text := strings.TrimRight(*v, " ")
	if m := enumType.FindStringSubmatch(c.Type); m != nil {
		items, ok := enumItems(m[1])
		if ok && !slices.ContainsFunc(items, func(s string) bool { return strings.EqualFold(strings.TrimRight(s, " "), text) }) {
			return fmt.Sprintf("gives %q for %s, which is none of %s", *v, c.Name, strings.Join(items, ", "))
		}
	}
	if m := charType.FindStringSubmatch(c.Type); m != nil {
		if most, err := strconv.Atoi(m[1]); err == nil && utf8.RuneCountInString(text) > most {
			return fmt.Sprintf("gives a text of %d characters for %s, which takes %d", utf8.RuneCountInString(text), c.Name, most)
		}
	}
	return ""
}

// enumItems reads the values of an enum, if they are plain ASCII.
func enumItems(list string) (items []string, ok bool) {
	for strings.TrimSpace(list) != "" {
		m := enumItem.FindStringSubmatch(list)
		if m == nil || strings.ContainsFunc(m[0], func(r rune) bool { return r >= utf8.RuneSelf }) {
			return nil, false
		}
		items = append(items, m[1]+m[2])
		list = list[len(m[0]):]
	}
	return items, len(items) > 0
}
