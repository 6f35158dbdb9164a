package render

import (
	"io"

	"github.com/djdag/djdag/graph"
)

// JSON writes the part of the pipeline that the figure shows, in the format of
// [graph.Pipeline.Encode]. That is all of it unless [Options.Tables] or
// [Options.Focus] leave something out; tables in collapsed schemas count as
// shown. JSON fails on a name in opts that means nothing, and on an error from w.
func JSON(w io.Writer, p *graph.Pipeline, opts Options) error {
	b, err := newBuilder(p, opts)
	if err != nil {
		return err
	}
	return b.shown().Encode(w)
}

// shown returns the part of the pipeline that the figure shows. The result may
// be the pipeline itself.
func (b *builder) shown() *graph.Pipeline {
	if b.view.chosen == nil && b.view.schemas == nil {
		return b.p
	}
	inside := func(t *graph.Table) bool { return b.view.schemas == nil || b.view.schemas[t.Schema] }
	// The figure draws an inactive table as an external if a shown table refers
	// to it.
	outside := make(map[string]bool)
	for i := range b.p.ForeignKeys {
		fk := &b.p.ForeignKeys[i]
		if child := b.p.Table(fk.Child); child != nil && b.view.shows(child) {
			outside[fk.Parent] = true
		}
	}
	var ids []string
	add := func(id string, shown bool) {
		if shown && b.view.showsID(id) {
			ids = append(ids, id)
		}
	}
	for i := range b.p.Tables {
		t := &b.p.Tables[i]
		add(t.ID, inside(t) || !t.Active && outside[t.ID])
	}
	for i := range b.p.Externals {
		id := b.p.Externals[i].ID
		add(id, b.view.schemas == nil || outside[id])
	}
	return b.p.Restrict(ids)
}
