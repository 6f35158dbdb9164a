package render

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// row is one column of a table, shown inside of its node.
type row struct {
	name  string
	typ   string // empty where types are not asked for
	inKey bool
	// inherited: a foreign key brings it.
	inherited bool
}

// rows returns the columns that the options ask for: the key first. For what a
// parent brings whose columns are not known there is one row.
func rows(p *graph.Pipeline, t *graph.Table, opts Options) []row {
	if opts.Attributes == NoAttributes {
		return nil
	}
	var key, rest []row
	add := func(r row) {
		if r.inKey {
			key = append(key, r)
		} else {
			rest = append(rest, r)
		}
	}
	walk(p, t, func(a *graph.Attribute) {
		r := row{name: cleanLine(a.Name), inKey: a.InKey, inherited: len(a.From) > 0}
		if opts.Types {
			r.typ = shorten(cleanLine(a.Type), maxType)
		}
		add(r)
	}, func(fk *graph.ForeignKey) {
		if !hasNoKey(p, fk.Parent) {
			add(row{name: "key of " + cleanLine(className(p, fk.Parent)), inKey: fk.Primary, inherited: true})
		}
	})
	if opts.Attributes == KeyAttributes {
		return key
	}
	return append(key, rest...)
}

// hasNoKey reports whether a parent is known to have an empty key, so that it
// brings nothing.
func hasNoKey(p *graph.Pipeline, parent string) bool {
	t := p.Table(parent)
	return t != nil && !slices.ContainsFunc(p.ForeignKeysOf(t.ID), func(fk graph.ForeignKey) bool { return fk.Primary })
}

// walk goes through a table as it is defined: its attributes, and between them
// the foreign keys that bring none that is known. Of these, nothing but the line
// tells the place.
func walk(p *graph.Pipeline, t *graph.Table, attribute func(*graph.Attribute), unknown func(*graph.ForeignKey)) {
	var waiting []*graph.ForeignKey
	fks := p.ForeignKeysOf(t.ID)
	for i := range fks {
		if len(fks[i].AttrMap) == 0 {
			waiting = append(waiting, &fks[i])
		}
	}
	for i := range t.Attributes {
		a := &t.Attributes[i]
		below := waiting[:0]
		for _, fk := range waiting {
			if fk.Pos.Line < a.Line {
				unknown(fk)
			} else {
				below = append(below, fk)
			}
		}
		waiting = below
		attribute(a)
	}
	for _, fk := range waiting {
		unknown(fk)
	}
}

// className returns the class of the table or external with this ID.
func className(p *graph.Pipeline, id string) string {
	_, class := outsideName(p, id)
	return class
}

// maxType is how many runes of a type are shown: an enum may list a hundred
// values.
const maxType = 28

// shorten cuts s to n runes, of which the last tells that there were more.
func shorten(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}

// rowOf returns the index of the row of an attribute, or -1.
func (n *node) rowOf(attribute string) int {
	return slices.IndexFunc(n.rows, func(r row) bool { return r.name == attribute })
}

// ends returns the rows that a foreign key joins: those of the last attribute
// that the parent does not have from a parent of its own, else of the last. They
// are -1 where the two ends show no such pair.
func (e *edge) ends() (from, to int) {
	from, to = -1, -1
	if e.kind != foreignKey {
		return from, to
	}
	for _, pair := range e.fk.AttrMap {
		i, j := e.from.rowOf(cleanLine(pair.Parent)), e.to.rowOf(cleanLine(pair.Child))
		if i >= 0 && j >= 0 && (from < 0 || !e.from.rows[i].inherited || e.from.rows[from].inherited) {
			from, to = i, j
		}
	}
	return from, to
}
