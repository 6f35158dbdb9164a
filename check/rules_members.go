package check

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/graph"
)

// lacks reports whether the class of a table is known not to have something
// that DataJoint asks for.
func lacks(t *graph.Table, what graph.ClassMember) bool { return !slices.Contains(t.Provides, what) }

// autoWithoutMake is silent about a pipeline that computes its tables
// elsewhere, and about a table that the make() of another one fills.
func autoWithoutMake(p *Pass) {
	var without []*graph.Table
	all := 0
	p.tables(func(t *graph.Table) {
		if t.Tier.AutoPopulated() {
			all++
			if lacks(t, graph.Make) {
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
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the %s table %s has no make(), without which populate() fails; write one, or make it a manual table", t.Tier, t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	}
}

// computedElsewhere reports whether so many tables without make() are no
// mistake but a way to work: the classes are there to read and to refer to,
// and a program in MATLAB, or another package, fills them.
func computedElsewhere(without, all int) bool {
	const few = 8
	return without > few && 2*without > all
}

// insertedInto returns the last names of what the modules insert into: what
// fills a table from outside of its class names it so.
func (p *Pass) insertedInto() map[string]bool {
	names := make(map[string]bool)
	for i := range p.Pipeline.Modules {
		for _, insert := range p.Pipeline.Modules[i].Inserts {
			names[lastName(insert.Name)] = true
		}
	}
	return names
}

// lookupWithoutContents leaves alone the schemas of an Element: the pipeline
// that activates them fills its tables.
func lookupWithoutContents(p *Pass) {
	p.tables(func(t *graph.Table) {
		s := p.Pipeline.Schema(t.Schema)
		if t.Tier != graph.Lookup || !lacks(t, graph.Contents) || s == nil || !s.Active || s.Activation.IsValid() {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the lookup table %s has no contents, so that it starts empty in a new database; list its rows in contents, or make it a manual table", t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	})
}
