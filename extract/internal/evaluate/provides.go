package evaluate

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// Provides lists what the table's class has, or may have, of what DataJoint
// asks a class of the tier for; see [graph.Table].
func (t *Table) Provides() []string {
	var asked []string
	switch {
	case t.Tier == graph.Lookup:
		asked = []string{"contents"}
	case t.Tier.AutoPopulated():
		asked = []string{"key_source", "make"}
	}
	classes := append([]*Class{t.Class}, t.again...)
	return slices.DeleteFunc(asked, func(name string) bool {
		return !slices.ContainsFunc(classes, func(c *Class) bool { return c.provides(name) })
	})
}

// provides reports whether the class has, or may have, what DataJoint asks for.
func (c *Class) provides(name string) bool {
	if c.altered || c.tierGiven() || len(c.foreignBases()) > 0 || c.has(name) {
		return true
	}
	// In place of make there may be its old name or its three steps, and whoever
	// writes a populate of his own need not call it.
	return name == "make" && c.has("_make_tuples", "make_compute", "populate")
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
