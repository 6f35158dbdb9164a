package render

import (
	"context"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/graph"
)

// An exploration is what figures of the explorer have beside others: their nodes are
// buttons, marked where something was found, and each line that several edges share
// names its children.
type exploration struct {
	tables int                       // how many there are
	names  map[string]string         // of the tables, schemas and externals for screen readers, by ID
	found  map[string]graph.Severity // the worst at tables and schemas, by ID
	places map[string]int            // of the tables in the build order, see builder.places
}

// mostExplored is the number of tables up to which the explorer has a figure of all.
const mostExplored = 500

// exploredFigures draws the figures of the page: first that of all schemas, then that of
// each of the schemas, and last that of all tables, which is "" if they are too many.
func exploredFigures(ctx context.Context, p *graph.Pipeline, opts Options, explored *exploration, schemas []string) ([]string, error) {
	opts.Collapse, opts.Expand, opts.Focus, opts.CollapseAll = nil, nil, nil, false
	opts.Highlight, opts.Fit, opts.Pages, opts.Legend = nil, Size{}, false, false
	opts.Text, opts.EmbedFont = TextElements, false
	opts.Routing = Orthogonal
	opts.Background = NoBackground // the page is the ground
	opts.Title, opts.Link = "", "" // the page has them
	opts.Inline, opts.IDPrefix = true, "figure-"
	opts.explored = explored
	opts.Stages = true // the page hides them until they are asked for
	opts.Notice = nil  // a page can be walked through, however large its figures are
	if opts.Theme != Classic {
		opts.Theme = Light // the style sheet of the page makes it dark
	}
	views := make([]Options, len(schemas)+2)
	for i := range views {
		views[i] = opts
	}
	views[0].CollapseAll = true
	for i, schema := range schemas {
		views[i+1].Focus = []string{schema}
	}
	if explored.tables > mostExplored {
		views = views[:len(views)-1]
	}
	figures := make([]string, len(schemas)+2)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, view := range views {
		group.Go(func() error {
			f, l, err := drawn(ctx, p, view)
			if err == nil {
				figures[i] = unindented(string(f.svg(l)))
			}
			return err
		})
	}
	return figures, group.Wait()
}

// unindented returns an SVG of this package without the white space between its
// elements, but for that between the texts of a node, which are words of their own. No
// text in it has a line end.
func unindented(svg string) string {
	var b strings.Builder
	for line := range strings.Lines(svg) {
		b.WriteString(strings.Trim(line, " \n"))
	}
	return strings.NewReplacer("</text><text", "</text> <text", "</text><rect", "</text> <rect").Replace(b.String())
}
