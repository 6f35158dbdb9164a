package render

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// A row is one column of a table, shown inside its node.
type row struct {
	name      string
	typ       string // empty unless the options ask for types
	inKey     bool
	inherited bool // from a parent, by a foreign key
}

// rows returns the columns that the options ask for, the key first. A foreign
// key to a parent of unknown columns has one row for all of them, and so does
// each unknown key that other parents bring.
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
	unknown := slices.Clone(t.UnknownKeys)
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
		if fk.Primary { // the row stands for what the parent inherits, too
			brought := []string{fk.Parent}
			if parent := p.Table(fk.Parent); parent != nil {
				brought = append(brought, parent.UnknownKeys...)
			}
			unknown = slices.DeleteFunc(unknown, func(id string) bool { return slices.Contains(brought, id) })
		}
	})
	for _, id := range unknown {
		if id != t.ID {
			add(row{name: "key of " + cleanLine(className(p, id)), inKey: true, inherited: true})
		}
	}
	if opts.Attributes == KeyAttributes {
		return key
	}
	return append(key, rest...)
}

// hasNoKey reports whether the parent is known to have an empty primary key.
func hasNoKey(p *graph.Pipeline, parent string) bool {
	t := p.Table(parent)
	return t != nil && !slices.ContainsFunc(p.ForeignKeysOf(t.ID), func(fk graph.ForeignKey) bool { return fk.Primary })
}

// walk visits the attributes of a table in the order of its definition, and
// between them, by line, the foreign keys that bring no known attribute.
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
			if fk.Pos.Line < a.Pos.Line {
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

// maxType limits how many runes of a type are shown. An enum may list a hundred
// values.
const maxType = 28

// shorten returns s if it has at most n runes. Otherwise it returns n runes that
// end in an ellipsis.
func shorten(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}

// rowOf returns the index of the row that shows an attribute, or -1.
func (n *node) rowOf(attribute string) int {
	return slices.IndexFunc(n.rows, func(r row) bool { return r.name == attribute })
}

// ends returns the rows of the parent and the child that a foreign key joins. Of
// its attributes that both ends show, it takes the last one that the parent does
// not inherit, or else the last. Both are -1 if there is none.
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
