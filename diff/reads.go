package diff

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// whyReads is what a read means for a deployed database.
const whyReads = "what was computed before stays as it is"

// A reading is the computed graph of a version: the tables that each table reads for
// sure without a foreign key to them.
type reading map[string][]graph.Dependency // by the reader

// readingOf returns the reading of a version, or nil if its make() were not read.
func readingOf(p *graph.Pipeline) reading {
	if !p.Project.HasReads {
		return nil
	}
	r := make(reading)
	for _, d := range p.Dependencies() {
		if d.Cover == graph.Undeclared {
			r[d.Reader] = append(r[d.Reader], d)
		}
	}
	return r
}

// reads returns the tables that the make() of a table reads now, or does not read any
// more, as far as no foreign key leads to them.
func (c *comparison) reads(old, new *graph.Table) []Change {
	if c.oldReads == nil || c.newReads == nil {
		return nil
	}
	var changes []Change
	rest := slices.Clone(c.newReads[new.ID])
	for _, d := range c.oldReads[old.ID] {
		if at := slices.IndexFunc(rest, func(x graph.Dependency) bool { return x.Table == c.renamed(d.Table) }); at >= 0 {
			rest = slices.Delete(rest, at, at+1)
			continue
		}
		changes = append(changes, Change{Kind: ReadRemoved, Name: d.Table, Reason: whyReads, Pos: d.Pos})
	}
	for _, d := range rest {
		changes = append(changes, Change{Kind: ReadAdded, Name: d.Table, Reason: whyReads, Pos: d.Pos})
	}
	return changes
}
