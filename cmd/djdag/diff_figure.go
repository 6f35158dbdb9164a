package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/djdag/djdag/diff"
	"github.com/djdag/djdag/render"
)

// marksOf returns the marks of a union as render takes them.
func marksOf(u *diff.Union) *render.Marks {
	mark := map[diff.Mark]render.Mark{
		diff.New: render.MarkAdded, diff.Gone: render.MarkRemoved, diff.Changed: render.MarkChanged, diff.Rekeyed: render.MarkRekeyed,
	}
	marks := &render.Marks{Tables: make(map[string]render.Mark)}
	for id, m := range u.Tables {
		marks.Tables[id] = mark[m]
	}
	for _, m := range u.ForeignKeys {
		marks.ForeignKeys = append(marks.ForeignKeys, mark[m])
	}
	return marks
}

// unchangedSchemas returns the active schemas in which nothing changed, unless nothing
// changed at all.
func unchangedSchemas(u *diff.Union) []string {
	schemas := make(map[string]bool) // whether something changed
	for i := range u.Pipeline.Tables {
		t := &u.Pipeline.Tables[i]
		if t.Active {
			schemas[t.Schema] = schemas[t.Schema] || u.Tables[t.ID] != diff.Same
		}
	}
	unchanged := slices.DeleteFunc(slices.Sorted(maps.Keys(schemas)), func(id string) bool { return schemas[id] })
	if len(unchanged) == len(schemas) {
		return nil
	}
	return unchanged
}

// mostInMarkdown is the number of tables up to which the picture in Markdown shows them;
// more are hard to read in the width of a page.
const mostInMarkdown = 60

// pictureInMarkdown returns the changed tables and their parents as Mermaid, or their
// schemas if the tables are too many. It returns "" if no table changed.
func pictureInMarkdown(d *diff.Diff) (string, error) {
	if len(d.Tables) == 0 {
		return "", nil
	}
	u := d.Union()
	shown := make(map[string]bool)
	for id := range u.Tables {
		shown[id] = true
		for _, fk := range u.ForeignKeysOf(id) {
			shown[fk.Parent] = true
		}
	}
	opts := render.Options{Tables: slices.Sorted(maps.Keys(shown)), Marks: marksOf(u), CollapseAll: len(shown) > mostInMarkdown}
	var picture bytes.Buffer
	if err := render.Mermaid(&picture, u.Pipeline, opts); err != nil {
		return "", fmt.Errorf("draw the changes: %w", err)
	}
	return picture.String(), nil
}
