package check

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/djdag/djdag/graph"
)

// lacking lists the tables of the pipeline whose class lacks something.
func (p *Pass) lacking(what string) []*graph.Table {
	var tables []*graph.Table
	p.tables(func(t *graph.Table) {
		if slices.Contains(t.Lacks, what) {
			tables = append(tables, t)
		}
	})
	return tables
}

// autoWithoutMake is silent about a pipeline that computes its tables
// elsewhere, and about a table that the make() of another one fills.
func autoWithoutMake(p *Pass) {
	tables := p.lacking("make")
	if len(tables) == 0 || p.computesElsewhere(len(tables)) {
		return
	}
	filled := p.insertedInto()
	for _, t := range tables {
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

// computesElsewhere reports whether so many tables without make() are no
// mistake but a way to work: the classes are there to read and to refer to,
// and a program in MATLAB, or another package, fills them.
func (p *Pass) computesElsewhere(without int) bool {
	const few = 8
	auto := 0
	p.tables(func(t *graph.Table) {
		if t.Tier.AutoPopulated() {
			auto++
		}
	})
	return without > few && 2*without > auto
}

// insertedInto returns the names before ".insert(" and ".insert1(" in the
// modules: what fills a table from outside of its class names it so.
func (p *Pass) insertedInto() map[string]bool {
	names := make(map[string]bool)
	insert := regexp.MustCompile(`\b([A-Za-z_]\w*)(?:\(\))?\.insert1?\b`)
	for i := range p.Pipeline.Modules {
		text, _ := p.files.read(p.Pipeline.Modules[i].Path)
		for _, m := range insert.FindAllSubmatch(text, -1) {
			names[string(m[1])] = true
		}
	}
	return names
}

// lookupWithoutContents leaves alone the schemas of an Element: the pipeline
// that activates them fills its tables.
func lookupWithoutContents(p *Pass) {
	for _, t := range p.lacking("contents") {
		if s := p.Pipeline.Schema(t.Schema); s == nil || !s.Active || s.Activation.IsValid() {
			continue
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the lookup table %s has no contents, so that it starts empty in a new database; list its rows in contents, or make it a manual table", t.Class),
			Pos:     t.Pos,
			End:     nameEnd(t),
		})
	}
}
