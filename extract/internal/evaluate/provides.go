package evaluate

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// Provides lists what the table's class has, or may have, of what DataJoint
// asks a class of the tier for; see [graph.Table].
func (t *Table) Provides() []graph.ClassMember {
	var asked []graph.ClassMember
	switch {
	case t.Tier == graph.Lookup:
		asked = []graph.ClassMember{graph.Contents}
	case t.Tier.AutoPopulated():
		asked = []graph.ClassMember{graph.KeySource, graph.Make}
	}
	classes := append([]*Class{t.Class}, t.again...)
	return slices.DeleteFunc(asked, func(m graph.ClassMember) bool {
		return !slices.ContainsFunc(classes, func(c *Class) bool { return c.provides(m) })
	})
}

// provides reports whether the class has, or may have, what DataJoint asks for.
func (c *Class) provides(m graph.ClassMember) bool {
	if c.altered || c.tierGiven() || len(c.foreignBases()) > 0 || c.has(m.String()) {
		return true
	}
	// In place of make there may be its old name or its three steps, and whoever
	// writes a populate of his own need not call it.
	return m == graph.Make && c.has("_make_tuples", "make_compute", "populate")
}

// tierGiven reports whether a decorator or a guess made a table of the class.
func (c *Class) tierGiven() bool {
	for _, b := range c.linear() {
		if bc, ok := b.(*Class); ok && bc.tier != nil {
			return true
		}
	}
	return false
}

// has reports whether the class has one of the names.
func (c *Class) has(names ...string) bool {
	for _, name := range names {
		if _, ok := c.find(name, nil); ok {
			return true
		}
	}
	return false
}
