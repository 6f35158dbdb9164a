package render

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// cycles tells which edges lie on a cycle: those inside of a strongly
// connected component, every edge of which is on some cycle.
type cycles struct {
	// tables and modules hold the number of the component that a table or a
	// module is in. A module may be in one of imports and in one of both.
	tables  map[string]int
	modules map[string][]int
}

func findCycles(p *graph.Pipeline) cycles {
	c := cycles{tables: make(map[string]int), modules: make(map[string][]int)}
	for i, cycle := range p.Cycles() {
		for _, member := range cycle.Members {
			if cycle.Kind == graph.ForeignKeyCycle {
				c.tables[member] = i
			} else {
				c.modules[member] = append(c.modules[member], i)
			}
		}
	}
	return c
}

// hasForeignKey reports whether fk is on a cycle of tables, or on one of
// modules. Either end may be nil: an external is on no cycle.
func (c cycles) hasForeignKey(child, parent *graph.Table) bool {
	if child == nil || parent == nil {
		return false
	}
	i, ok := c.tables[child.ID]
	j, also := c.tables[parent.ID]
	if ok && also && i == j {
		return true
	}
	return c.hasImport(child.Module, parent.Module)
}

// hasImport reports whether an import between two modules is on a cycle.
func (c cycles) hasImport(from, to string) bool {
	return from != to && slices.ContainsFunc(c.modules[from], func(i int) bool { return slices.Contains(c.modules[to], i) })
}
