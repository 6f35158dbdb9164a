package main

import (
	"github.com/spf13/cobra"

	"github.com/djdag/djdag/drift"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// draw draws the pipeline of the source, with what differs in colour.
func (f *driftFlags) draw(cmd *cobra.Command, s *source, report *drift.Report, format render.Format) error {
	p := s.displayed()
	return f.output.draw(cmd, p, format, func(opts *render.Options) { opts.Marks = driftMarks(s.Pipeline, report) })
}

// driftMarks returns the marks of a pipeline from source: what is not deployed is new,
// and what differs is changed.
func driftMarks(p *graph.Pipeline, report *drift.Report) *render.Marks {
	marks := &render.Marks{Tables: map[string]render.Mark{}, ForeignKeys: make([]render.Mark, len(p.ForeignKeys))}
	absent := map[string]bool{} // schemas that are not deployed
	for _, d := range report.Differences {
		switch {
		case d.Kind == drift.NotDeployed && d.Table == "":
			absent[d.Schema] = true
		case d.Table == "":
		case d.Kind == drift.NotDeployed:
			marks.Tables[d.Table] = render.MarkAdded
		case d.Kind == drift.Keys:
			marks.Tables[d.Table] = render.MarkRekeyed
		case marks.Tables[d.Table] == render.Unmarked:
			marks.Tables[d.Table] = render.MarkChanged
		}
	}
	for i := range p.Tables {
		if t := &p.Tables[i]; t.Active && absent[p.Schema(t.Schema).Name] {
			marks.Tables[t.ID] = render.MarkAdded
		}
	}
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		if marks.Tables[fk.Child] == render.MarkAdded {
			marks.ForeignKeys[i] = render.MarkAdded
		}
		for _, d := range report.Differences {
			if d.Kind != drift.ForeignKeys || d.Table != fk.Child || d.Pos != fk.Pos {
				continue
			}
			if marks.ForeignKeys[i] = render.MarkChanged; d.Database == "" {
				marks.ForeignKeys[i] = render.MarkAdded
			}
		}
	}
	return marks
}
