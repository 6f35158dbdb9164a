package check

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// hasUnknownParent reports whether a foreign key of the table leads out of the
// pipeline, or nothing is known of the table itself.
func (p *Pass) hasUnknownParent(t *graph.Table) bool {
	return len(t.Attributes) == 0 ||
		slices.ContainsFunc(p.Pipeline.ForeignKeysOf(t.ID), func(fk graph.ForeignKey) bool { return len(fk.AttrMap) == 0 })
}

// hasGaps reports whether attributes of the table may be missing, as a
// foreign key of it, or of the key of a table above, leads out of the pipeline.
func (p *Pass) hasGaps(t *graph.Table) bool {
	if p.gaps == nil {
		p.gaps = make(map[string]bool)
	}
	return p.gapsIn(t, false)
}

// gapsIn reports whether attributes of the table, or only of its key, may be
// missing.
func (p *Pass) gapsIn(t *graph.Table, keyOnly bool) bool {
	if len(t.Attributes) == 0 {
		return true
	}
	for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
		if keyOnly && !fk.Primary {
			continue
		}
		if len(fk.AttrMap) == 0 || p.keyGaps(fk.Parent) {
			return true
		}
	}
	return false
}

// keyGaps is gapsIn for the key of a table, computed once. A table that is not
// analysed has none: what is known of its key came with the foreign key.
func (p *Pass) keyGaps(id string) bool {
	known, seen := p.gaps[id]
	if t := p.Pipeline.Table(id); !seen && t != nil {
		p.gaps[id] = false // a cycle ends here
		known = p.gapsIn(t, true)
		p.gaps[id] = known
	}
	return known
}
