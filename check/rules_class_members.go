package check

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/graph"
)

// lacks reports whether the class of a table certainly does not have a member
// that DataJoint uses.
func lacks(t *graph.Table, member graph.ClassMember) bool {
	return !slices.Contains(t.Provides, member)
}

// lacksMake reports whether the class of a table certainly has nothing that
// populate() may call. Before 0.14, this is make() alone.
func (p *Pass) lacksMake(t *graph.Table) bool {
	return lacks(t, graph.Make) && (lacks(t, graph.MakeSteps) || p.allBefore(version(0, 14)))
}

// autoWithoutMake does not report tables that other code inserts into, such as
// the make() of another table. It reports nothing if most tables are computed
// elsewhere.
func autoWithoutMake(p *Pass) {
	var without []*graph.Table
	all := 0
	p.tables(func(t *graph.Table) {
		if t.Tier.AutoPopulated() {
			all++
			if p.lacksMake(t) {
				without = append(without, t)
			}
		}
	})
	if len(without) == 0 || computedElsewhere(len(without), all) {
		return
	}
	filled := p.insertedInto()
	for _, t := range without {
		if filled[t.ShortName()] {
			continue
		}
		message := "the %s table %s has no make(), without which populate() fails; write one, or make it a manual table"
		if !lacks(t, graph.MakeSteps) {
			message = "the %s table %s has no make(), and datajoint before 0.14 does not call make_fetch(), make_compute() and make_insert(); require 0.14, or write make()"
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf(message, t.Tier, t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	}
}

// computedElsewhere reports whether so many tables lack make() that it cannot be
// a mistake: another program, for example in MATLAB, fills the tables, and the
// classes are for queries and references.
func computedElsewhere(without, all int) bool {
	const few = 8
	return without > few && 2*without > all
}

// insertedInto returns the last component of each name that the modules insert
// into.
func (p *Pass) insertedInto() map[string]bool {
	names := make(map[string]bool)
	for i := range p.Pipeline.Modules {
		for _, insert := range p.Pipeline.Modules[i].Inserts {
			names[lastName(insert.Name)] = true
		}
	}
	return names
}

// lookupWithoutContents does not report the tables of an Element, which the
// pipeline that activates it may fill.
func lookupWithoutContents(p *Pass) {
	p.tables(func(t *graph.Table) {
		if t.Tier != graph.Lookup || !lacks(t, graph.Contents) || !p.declaredAtOnce(t.Schema) {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the lookup table %s has no contents, so it is empty in a new database; list its rows in contents, or make it a manual table", t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}
