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
	if t.Class.altered || t.Class.tierGiven() || len(t.Class.foreignBases()) > 0 {
		return asked
	}
	return slices.DeleteFunc(asked, func(name string) bool {
		// In place of make there may be its old name or its three steps, and
		// whoever writes a populate of his own need not call it.
		return !t.Class.has(name) && (name != "make" || !t.Class.has("_make_tuples", "make_compute", "populate"))
	})
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
