package render

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// cycles tells which edges lie on a cycle: those inside of a strongly
// connected component, every edge of which is on some cycle.
type cycles struct {
	all []graph.Cycle
	// tables and modules hold the index of the component that a table or a
	// module is in. A module may be in one of imports and in one of both.
	tables  map[string]int
	modules map[string][]int
}

func findCycles(p *graph.Pipeline) cycles {
	c := cycles{all: p.Cycles(), tables: make(map[string]int), modules: make(map[string][]int)}
	for i, cycle := range c.all {
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

// foreignKey names the cycle of tables, or else of modules, that a foreign key
// is on, or returns "". Either end may be nil: an external is on no cycle.
func (c cycles) foreignKey(child, parent *graph.Table) string {
	if child == nil || parent == nil {
		return ""
	}
	i, ok := c.tables[child.ID]
	j, also := c.tables[parent.ID]
	if ok && also && i == j {
		return c.name(i)
	}
	return c.imports(child.Module, parent.Module)
}

// imports names the cycle that an import between two modules is on, or returns
// "".
func (c cycles) imports(from, to string) string {
	if from == to {
		return ""
	}
	for _, i := range c.modules[from] {
		if slices.Contains(c.modules[to], i) {
			return c.name(i)
		}
	}
	return ""
}

// name says how a cycle goes, which a figure need not show: it may lead through
// modules without tables, or through an import.
func (c cycles) name(i int) string {
	switch c.all[i].Kind {
	case graph.ImportCycle:
		return "on a cycle of imports: " + c.all[i].String()
	case graph.SchemaCycle:
		return "on a cycle of imports and foreign keys: " + c.all[i].String()
	}
	return "on a cycle: " + c.all[i].String()
}
