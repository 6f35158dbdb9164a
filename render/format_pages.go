package render

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render/graphviz"
)

// pages writes a PDF of several pages: a figure of all schemas, whose pills lead to one
// page per schema; there, the pills of its neighbours lead to theirs, and the title
// back to the first page. Schemas are in the build order or, with a cycle, in the order
// of their names.
func pages(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	worker, err := opts.Worker.worker()
	if err != nil {
		return err
	}
	if !worker.Private {
		return fmt.Errorf("%s cannot make a PDF of several pages; install %s", worker.Path, graphviz.Name)
	}
	if opts.Theme == Auto {
		opts.Theme = Light
	}
	schemas := schemaOrder(p, opts.Tables)
	opts.pageOf = make(map[string]int)
	for i, schema := range schemas {
		opts.pageOf[schema] = i + 2
	}
	title := cmp.Or(opts.Title, "Pipeline")
	names := newSchemaNames(p)
	var in []byte
	for i := range len(schemas) + 1 {
		o := opts
		o.Collapse, o.Expand, o.Focus = nil, nil, nil
		o.CollapseAll = i == 0
		o.Title = title
		if i > 0 {
			o.Focus = []string{schemas[i-1]}
			o.Title = title + ": " + names.label(schemas[i-1])
			o.titlePage = 1
			o.Notice = nil // the first page has told it
		}
		f, l, err := drawn(ctx, p, o)
		if err != nil {
			return err
		}
		in = append(in, f.svg(l)...)
	}
	worker.Notice = opts.Notice
	out, err := worker.Run(ctx, "pdf", in)
	if err != nil {
		return err
	}
	_, err = w.Write(out)
	return err
}

// schemaOrder returns the IDs of the schemas with active tables, of these tables if
// they are given, in the build order.
func schemaOrder(p *graph.Pipeline, tables []string) []string {
	shown := make(map[string]bool)
	for i := range p.Tables {
		if t := &p.Tables[i]; t.Active && (tables == nil || slices.Contains(tables, t.ID)) {
			shown[t.Schema] = true
		}
	}
	place := make(map[string]int)
	if steps, err := p.Order(graph.OrderOptions{Level: graph.TableLevel}); err == nil {
		for i, step := range steps {
			if t := p.Table(step.ID); t != nil && place[t.Schema] == 0 {
				place[t.Schema] = i + 1
			}
		}
	}
	schemas := slices.Collect(maps.Keys(shown))
	slices.SortFunc(schemas, func(a, b string) int { return cmp.Or(cmp.Compare(place[a], place[b]), strings.Compare(a, b)) })
	return schemas
}
