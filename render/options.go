package render

import (
	"time"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render/graphviz"
)

// Options say what a figure shows and how. The zero value shows all tables,
// parents above children, in light colours.
type Options struct {
	// Tables lists the IDs of the tables and externals to draw, in any order.
	// All others are left out, with their foreign keys. Nil: draw all. An ID
	// that the pipeline does not have is ignored.
	Tables []string
	// Collapse names schemas to draw as one pill each. A schema is named by its
	// ID, its module, or its module's last component.
	Collapse []string
	// CollapseAll draws every schema as one pill.
	CollapseAll bool
	// Expand names schemas or tables that stay open in spite of Collapse and
	// CollapseAll.
	Expand []string
	// Focus names schemas to draw open. The schemas that foreign keys join to
	// them are collapsed; all others are left out.
	Focus []string

	// Parts and Lookups fold what makes many figures large.
	Parts   Parts
	Lookups Lookups
	// Hubs is the number of children from which on, if there are more, a table is a
	// small label at each of them in place of the lines to them. Zero: no limit.
	Hubs int
	// Highlight lists the IDs of the tables and externals that stand out. All others
	// are pale. Nil: none is.
	Highlight []string
	// Marks says what became of the tables and foreign keys between two versions. Nil:
	// the pipeline is of one version.
	Marks *Marks
	// Stages writes at each node its place in the build order, from 1.
	Stages bool

	// Context draws, with Focus, the foreign keys between schemas that are not in
	// focus, too.
	Context bool
	// Edges says which bundles of foreign keys a figure of schemas draws.
	Edges Edges
	// Imports draws the imports between schemas that no foreign key runs along.
	// Those on a cycle are always drawn.
	Imports bool

	// Reads draws, from each table to those whose make() reads it, a dotted line with an
	// arrowhead. Those that no foreign key declares stand out. It needs a pipeline that
	// says what make() reads, see [graph.Project].
	Reads bool

	Direction Direction
	Theme     Theme
	// Fit is the size that the figure is to have in CSS pixels. It is laid out, and its
	// parts and lookup tables are folded, until text is at least [FitText] pixels high.
	// Zero: the figure takes the room that it needs.
	Fit Size
	// Routing is how lines lead from parents to children.
	Routing Routing
	// Attributes shows columns inside the tables, the key above a line. In
	// directions LR and RL, a foreign key then joins the rows of its attributes.
	Attributes Attributes
	// Types adds the type to each column that Attributes shows.
	Types bool
	// Background is what the figure stands on.
	Background Background
	// Title stands above the figure and names it for screen readers. Empty: no
	// title.
	Title string
	// Legend adds a key to the notation.
	Legend bool
	// Link is a URL template such as "https://example.org/{path}#L{line}". Each
	// table and foreign key becomes a link to its position in the source. Only
	// http and https make links. Empty: no links.
	Link string
	// Findings lists what a check of the pipeline found, in any order. The explorer
	// lists it, and marks it at tables and schemas. Other formats have no use for it.
	Findings []graph.Diagnostic
	// Docs returns the address of the description of a table, given its ID, or "". The
	// explorer links to it, if it is a web address or relative. Nil: none has one.
	Docs func(table string) string
	// DPI is the resolution of a PNG in pixels per inch, from 1 to 10000. Zero:
	// [DefaultDPI].
	DPI float64
	// IDPrefix begins every id in an SVG, so that several SVGs can share a page.
	// White space in it becomes a dash.
	IDPrefix string
	// Text says how an SVG writes names. EmbedFont adds the font to an SVG, as far as
	// its text needs it, so that it looks the same everywhere. Both need the worker.
	Text      Text
	EmbedFont bool
	// Pages makes a PDF of several pages: all schemas first, each of them linked to a
	// page of its own that shows it among its neighbours.
	Pages bool
	// Inline leaves out of an SVG what only a separate file needs, such as the
	// XML declaration.
	Inline bool
	// Worker says which program draws, for the formats that need one, and how
	// long it may take. The zero value finds one, as [graphviz.Find] does.
	Worker WorkerOptions

	// For a PDF of several pages: the page of each schema, by its ID, and the page that
	// the title leads to.
	pageOf    map[string]int
	titlePage int

	explored *exploration // nil unless the figure is one of the explorer

	// Notice, if not nil, is called with one line for each thing that a format
	// cannot show as asked.
	Notice func(message string)
}

// WorkerOptions choose and limit the drawing worker.
type WorkerOptions struct {
	// Path is the program, as [graphviz.Open] takes it: djdag-graphviz, or a
	// program that is called as dot is. Empty: the worker beside the running
	// program, else the one on PATH, else dot.
	Path string
	// Timeout limits each run of the program; a figure takes up to three. Zero:
	// [graphviz.DefaultTimeout].
	Timeout time.Duration
}

// worker returns the program to draw with. The error names the path that is
// not a program, or is [graphviz.ErrNotFound].
func (o WorkerOptions) worker() (worker *graphviz.Worker, err error) {
	if o.Path != "" {
		worker, err = graphviz.Open(o.Path)
	} else {
		worker, err = graphviz.Find()
	}
	if err != nil {
		return nil, err
	}
	worker.Timeout = o.Timeout
	return worker, nil
}
