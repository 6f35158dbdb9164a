package evaluate

import "github.com/djdag/djdag/graph"

// Lacks lists what DataJoint expects of a class of the table's tier and this
// one does not have, as far as that is known; see [graph.Table].
func (t *Table) Lacks() []string {
	if t.Class.altered || t.Class.tierGiven() || len(t.Class.foreignBases()) > 0 {
		return nil
	}
	switch {
	case t.Tier == graph.Lookup && !t.Class.has("contents"):
		return []string{"contents"}
	case t.Tier.AutoPopulated() && !t.Class.has("make", "_make_tuples", "make_compute", "populate"):
		// In place of make there may be its old name or its three steps, and
		// whoever writes a populate of his own need not call it.
		return []string{"make"}
	}
	return nil
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
