package check

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// hasUnknownParent reports whether a foreign key of the table refers to a table
// with an unknown key, or the attributes of the table itself are unknown.
func (p *Pass) hasUnknownParent(t *graph.Table) bool {
	return len(t.Attributes) == 0 ||
		slices.ContainsFunc(p.Pipeline.ForeignKeysOf(t.ID), func(fk graph.ForeignKey) bool { return len(fk.AttrMap) == 0 })
}

// mayLackAttributes reports whether the table may have attributes that the
// pipeline does not list, because it or an ancestor refers to a table with an
// unknown key.
func (p *Pass) mayLackAttributes(t *graph.Table) bool { return p.mayLack(t, false) }

// mayLack implements mayLackAttributes for all attributes, or only for those of
// the primary key.
func (p *Pass) mayLack(t *graph.Table, keyOnly bool) bool {
	if len(t.Attributes) == 0 || keyOnly && len(t.UnknownKeys) > 0 {
		return true
	}
	for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
		if keyOnly && !fk.Primary {
			continue
		}
		if len(fk.AttrMap) == 0 || p.keyMayLack(fk.Parent) {
			return true
		}
	}
	return false
}

// keyMayLack reports whether the key of a table may have attributes that the
// pipeline does not list. It is false for an external: the foreign key lists its
// whole key or nothing.
func (p *Pass) keyMayLack(id string) bool {
	incomplete, seen := p.incompleteKeys[id]
	if t := p.Pipeline.Table(id); !seen && t != nil {
		p.incompleteKeys[id] = false // ends the recursion on a cycle
		incomplete = p.mayLack(t, true)
		p.incompleteKeys[id] = incomplete
	}
	return incomplete
}
