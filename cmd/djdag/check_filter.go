package main

import (
	"cmp"
	"slices"

	"github.com/djdag/djdag/graph"
)

// findingsAbout returns the findings about the given tables of the pipeline. A
// finding is about a table if one of its positions is inside the class of that
// table, or above all classes of a module that declares the table. The rules
// always run on the whole pipeline: a table would look broken without its
// parents.
func findingsAbout(p *graph.Pipeline, findings []graph.Diagnostic, ids []string) []graph.Diagnostic {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	declared := make(map[string][]*graph.Table) // by path, in source order
	for i := range p.Tables {
		t := &p.Tables[i]
		declared[t.Pos.Path] = append(declared[t.Pos.Path], t)
	}
	for _, tables := range declared {
		slices.SortFunc(tables, func(a, b *graph.Table) int { return a.Pos.Compare(b.Pos) })
	}
	about := func(pos graph.Pos) bool {
		tables := declared[pos.Path]
		above, _ := slices.BinarySearchFunc(tables, pos, func(t *graph.Table, pos graph.Pos) int {
			return cmp.Or(cmp.Compare(t.Pos.Line, pos.Line), -1) // the class line itself counts as inside
		})
		if above == 0 {
			return slices.ContainsFunc(tables, func(t *graph.Table) bool { return wanted[t.ID] })
		}
		// Below a part, the position may be in the body of its master again.
		t := tables[above-1]
		return wanted[t.ID] || wanted[t.Master]
	}
	return slices.DeleteFunc(findings, func(d graph.Diagnostic) bool {
		return !about(d.Pos) && !slices.ContainsFunc(d.Related, func(r graph.Related) bool { return about(r.Pos) })
	})
}
