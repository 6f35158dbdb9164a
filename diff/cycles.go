package diff

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// cycles returns the cycles that are new, then those that are gone. Two cycles of one kind
// are the same if they have a member in common.
func (c *comparison) cycles() []Cycle {
	old, new := c.old.Cycles(), c.new.Cycles()
	var cycles []Cycle
	for i := range new {
		if !slices.ContainsFunc(old, func(o graph.Cycle) bool { return c.sameCycle(&o, &new[i]) }) {
			cycles = append(cycles, Cycle{Added, new[i]})
		}
	}
	for i := range old {
		if !slices.ContainsFunc(new, func(n graph.Cycle) bool { return c.sameCycle(&old[i], &n) }) {
			cycles = append(cycles, Cycle{Removed, old[i]})
		}
	}
	return cycles
}

func (c *comparison) sameCycle(old, new *graph.Cycle) bool {
	return old.Kind == new.Kind && slices.ContainsFunc(old.Members, func(m string) bool {
		if old.Kind == graph.ForeignKeyCycle {
			m = c.renamed(m)
		}
		_, found := slices.BinarySearch(new.Members, m)
		return found
	})
}
