package main

import (
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
	places := p.Places()
	about := func(pos graph.Pos) bool {
		t := places.At(pos)
		if t == nil {
			return slices.ContainsFunc(places.In(pos.Path), func(t *graph.Table) bool { return wanted[t.ID] })
		}
		// Below a part, the position may be in the body of its master again.
		return wanted[t.ID] || wanted[t.Master]
	}
	return slices.DeleteFunc(findings, func(d graph.Diagnostic) bool {
		return !about(d.Pos) && !slices.ContainsFunc(d.Related, func(r graph.Related) bool { return about(r.Pos) })
	})
}
