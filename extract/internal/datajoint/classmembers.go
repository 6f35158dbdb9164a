package datajoint

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// readProvides lists what the table's class has, or may have, of what DataJoint
// asks a class of the tier for.
func (t *Table) readProvides() []graph.ClassMember {
	var asked []graph.ClassMember
	switch {
	case t.Tier == graph.Lookup:
		asked = []graph.ClassMember{graph.Contents}
	case t.Tier.AutoPopulated():
		asked = []graph.ClassMember{graph.KeySource, graph.Make, graph.MakeSteps}
	}
	l := t.Schema.library
	classes := append([]*interp.Class{t.Class}, t.again...)
	return slices.DeleteFunc(asked, func(m graph.ClassMember) bool {
		return !slices.ContainsFunc(classes, func(c *interp.Class) bool { return l.provides(c, m) })
	})
}

// provides reports whether a class has, or may have, what DataJoint asks for.
func (l *Library) provides(c *interp.Class, m graph.ClassMember) bool {
	if c.Altered || l.tierGiven(c) || len(foreignBases(c)) > 0 {
		return true
	}
	switch m {
	case graph.KeySource:
		return has(c, "key_source") || hasForeignTier(c)
	case graph.Make:
		// It may have the old name. A populate of the class itself need not call it.
		return has(c, "make", "_make_tuples", "populate")
	case graph.MakeSteps:
		return has(c, "make_fetch") && has(c, "make_compute") && has(c, "make_insert")
	}
	return has(c, m.String())
}

// hasForeignTier reports whether a class has its tier from a package that extends
// DataJoint.
func hasForeignTier(c *interp.Class) bool {
	return slices.ContainsFunc(c.Linear(), func(b interp.Value) bool {
		x, ok := b.(*interp.External)
		if !ok || strings.HasPrefix(x.Path, "datajoint.") {
			return false
		}
		_, tier := tierOf(x.Path)
		return tier
	})
}

// has reports whether a class has one of the names.
func has(c *interp.Class, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		_, ok := c.Find(name, nil)
		return ok
	})
}
