package check

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/graph"
)

// An origin is an attribute of the table that introduces it.
type origin struct{ table, attribute string }

// foreignKeyMerge reports a column that two foreign keys share although their
// parents do not have it from one table. A diamond is not reported, nor a column
// that comes from an unknown table.
func foreignKeyMerge(p *Pass) {
	p.tables(func(t *graph.Table) {
		fks := p.Pipeline.ForeignKeysOf(t.ID)
		type source struct {
			fk      *graph.ForeignKey
			origins []origin
		}
		byColumn := make(map[string][]source)
		reported := make(map[*graph.ForeignKey]bool)
		for i := range fks {
			fk := &fks[i]
			for _, pair := range fk.AttrMap {
				origins, known := p.origins(fk.Parent, pair.Parent)
				if !known || fk.Parent == t.ID {
					continue
				}
				for _, other := range byColumn[pair.Child] {
					related := slices.ContainsFunc(origins, func(o origin) bool { return slices.Contains(other.origins, o) })
					if related || reported[fk] || !p.joinsParent(t, pair.Child, fk.Parent, pair.Parent) {
						continue
					}
					reported[fk] = true
					p.Report(graph.Diagnostic{
						Message: fmt.Sprintf("%q is one column for two parents: it refers to %s and to %s, which do not have it from one table; rename one with proj() unless both shall be equal",
							pair.Child, p.className(other.fk.Parent), p.className(fk.Parent)),
						Pos:     fk.Pos,
						End:     textEnd(fk.Pos, fk.Text),
						Related: []graph.Related{{Pos: other.fk.Pos, Message: "the other foreign key"}},
					})
				}
				byColumn[pair.Child] = append(byColumn[pair.Child], source{fk, origins})
			}
		}
	})
}

// joinsParent reports whether foreignKeyType has nothing to say about a column
// and the attribute of a parent.
func (p *Pass) joinsParent(t *graph.Table, column, parent, attribute string) bool {
	up := p.Pipeline.Table(parent)
	if up == nil {
		return true
	}
	here, there := t.Attribute(column), up.Attribute(attribute)
	return here == nil || there == nil || p.joins(here.Type, there.Type)
}

// className returns the class of a table, or the ID of an external.
func (p *Pass) className(id string) string {
	if t := p.Pipeline.Table(id); t != nil {
		return t.Class
	}
	return id
}

// origins are the attributes that an attribute comes from.
type origins struct {
	found []origin
	known bool
}

// origins follows an attribute along all foreign keys that bring it. It reports
// false if one of them leads to an unknown table or back to this attribute.
func (p *Pass) origins(id, name string) (found []origin, known bool) {
	here := origin{id, name}
	o, seen := p.introduced[here]
	if !seen {
		p.introduced[here] = origins{} // ends the recursion on a cycle
		o.found, o.known = p.follow(here)
		p.introduced[here] = o
	}
	return o.found, o.known
}

func (p *Pass) follow(here origin) (found []origin, known bool) {
	t := p.Pipeline.Table(here.table)
	if t == nil {
		return nil, false
	}
	a := t.Attribute(here.attribute)
	if a == nil {
		return nil, false
	}
	if len(a.From) == 0 {
		return []origin{here}, true
	}
	for _, i := range a.From {
		fk := &p.Pipeline.ForeignKeys[i]
		for _, pair := range fk.AttrMap {
			if pair.Child != here.attribute {
				continue
			}
			more, ok := p.origins(fk.Parent, pair.Parent)
			if !ok {
				return nil, false
			}
			for _, o := range more {
				if !slices.Contains(found, o) {
					found = append(found, o)
				}
			}
		}
	}
	return found, true
}
