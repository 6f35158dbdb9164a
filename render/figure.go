package render

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// kind is what a node stands for. It decides the node's shape and colour.
type kind uint8

const (
	manual kind = iota
	lookup
	imported
	computed
	part
	collapsed  // a schema, or the tables of it that are not open
	external   // a table outside the search path; among pills, its module
	unresolved // a name that could not be resolved
	bare       // a module without tables, on a cycle
)

// String returns the word for the kind in an SVG class and in a legend.
func (k kind) String() string {
	return [...]string{"manual", "lookup", "imported", "computed", "part", "collapsed", "external", "unresolved", "module"}[k]
}

func tierKind(t graph.Tier) kind {
	switch t {
	case graph.Lookup:
		return lookup
	case graph.Imported:
		return imported
	case graph.Computed:
		return computed
	case graph.Part:
		return part
	}
	return manual
}

// round reports whether nodes of this kind are ellipses.
func (k kind) round() bool { return k == imported || k == computed }

// A figure is what a picture shows, in the order in which it is laid out and
// written. It has no coordinates, and no text in it is escaped.
type figure struct {
	opts     Options
	clusters []*cluster // by schema ID
	loose    []*node    // the nodes outside all clusters, by key
	edges    []*edge    // foreign keys in the pipeline's order, then bundles, reads and imports

	// What is left out; see [figure.omissions].
	bundles, implied, hiddenImports, hiddenAsides, hiddenParts, hiddenLookups int

	hubs bool // a table is a label at each of its children, as Options.Hubs says
}

// A cluster is a schema with at least one open table.
type cluster struct {
	schema string // its ID
	label  string
	tables int      // that are open
	focus  bool     // the schema is in focus
	groups []*group // by the position of the first node; last, the pill of the tables that are not open
}

// A group is a single node, or a master followed by its parts.
type group struct {
	nodes []*node
}

// A node is a table, a pill (a collapsed schema) or an external.
type node struct {
	kind      kind
	key       string // the ID of the table, schema or external
	label     string
	count     string // the second line of a pill, such as "13 tables"
	tables    int    // the number of tables in a pill
	dimension bool   // the table introduces a key attribute
	tooltip   string
	pos       graph.Pos
	table     *graph.Table // nil unless the node is a table
	rows      []row
	classic   bool   // drawn in the classic theme
	boxed     bool   // a box, whatever its kind, since tables show columns
	chipAt    string // the key of the child that the node is a small label at; "" for others
	stage     string // the place in the build order; may be ""
	pale      bool   // others are highlighted
	mark      Mark
	goesOn    ends // for a pill beside a schema in focus: what of it is not shown

	// Sizes in points, set by [node.measure].
	w, h  float64
	font  float64 // of the label
	least float64 // the least width and height
}

// ends says on which sides of a node lines are left out.
type ends struct{ parents, children bool }

// edgeKind is what an edge stands for.
type edgeKind uint8

const (
	foreignKey edgeKind = iota
	bundle              // all foreign keys from one node to another, at least one of them a pill
	imports             // an import that no foreign key runs along
	reads               // a make() that reads a table
)

// An edge leads from the parent to the child.
type edge struct {
	kind     edgeKind
	from     *node
	to       *node
	fk       *graph.ForeignKey // nil unless the edge is a foreign key
	serial   int               // counts the foreign keys of one child, from 0
	members  int               // the number of foreign keys in a bundle, or of reads
	hidden   bool              // a read to which no foreign key leads
	times    int               // how many edges share the line, if the layout merges them
	aside    bool              // joins two schemas that are not in focus
	unranked bool              // a weak edge that does not put its parent above its child
	faint    bool              // follows from others, and has no say in the layout
	pale     bool              // others are highlighted
	mark     Mark
	around   string // describes the cycle that the edge is on; "" if none
	tooltip  string
	pos      graph.Pos
}

// schema returns the ID of the node's schema, or "" for an external.
func (n *node) schema() string {
	switch {
	case n.table != nil:
		return n.table.Schema
	case n.kind == collapsed:
		return n.key
	}
	return ""
}

// setStyle sets the fields that are the same for every node of a figure.
func (n *node) setStyle(opts Options) {
	n.classic = opts.Theme == Classic
	n.boxed = opts.Attributes != NoAttributes
}

// nodes yields every node in drawing order.
func (f *figure) nodes(yield func(*node) bool) {
	for _, c := range f.clusters {
		for _, g := range c.groups {
			for _, n := range g.nodes {
				if !yield(n) {
					return
				}
			}
		}
	}
	for _, n := range f.loose {
		if !yield(n) {
			return
		}
	}
}

// groups returns the group of each node that is in a cluster.
func (f *figure) groups() map[*node]*group {
	home := make(map[*node]*group)
	for _, c := range f.clusters {
		for _, g := range c.groups {
			for _, n := range g.nodes {
				home[n] = g
			}
		}
	}
	return home
}

// numbers numbers the nodes from 0 in drawing order.
func (f *figure) numbers() map[*node]int {
	number := make(map[*node]int)
	for n := range f.nodes {
		number[n] = len(number)
	}
	return number
}

// newFigure chooses what the picture shows. It fails only on a name in the
// options that means nothing.
func newFigure(p *graph.Pipeline, opts Options) (*figure, error) {
	b, err := newBuilder(p, opts)
	if err != nil {
		return nil, err
	}
	b.cycles = cycles{p.EdgeCycles()}
	b.byID = make(map[string]*node)
	b.outside = make(map[string]*node)
	b.pills = make(map[string]*node)
	b.bundle = make(map[[2]*node]*edge)
	b.joined = make(map[[2]string]bool)
	b.folded = make(map[string][]*graph.Table)
	if notice := (linker{opts.Link}).notice(); notice != "" && opts.Notice != nil {
		opts.Notice(notice)
	}
	f := &figure{opts: opts}
	b.addTables(f)
	b.addForeignKeys(f)
	b.addReads(f)
	b.addImports(f)
	b.goOn(f)
	f.reduce()
	b.chips(f)
	b.number(f)
	b.highlight(f)
	b.mark(f)
	for _, e := range f.edges {
		if e.onCycle() {
			e.tooltip += "\n" + e.around
		}
	}
	if opts.Notice != nil && len(opts.Tables) > 0 && f.isEmpty() {
		opts.Notice("the figure is empty: the schemas that it shows have none of the selected tables")
	}
	for n := range f.nodes {
		n.setStyle(opts)
		n.measure()
	}
	slices.SortFunc(f.loose, func(a, b *node) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.kind, b.kind))
	})
	return f, nil
}

// A builder holds the state that the steps of [newFigure] share.
type builder struct {
	p       *graph.Pipeline
	opts    Options
	names   schemaNames
	cycles  cycles
	view    view
	byID    map[string]*node // by the ID of the table or external that it stands for
	outside map[string]*node // externals by the key of their node
	pills   map[string]*node // by schema ID
	bundle  map[[2]*node]*edge
	folded  map[string][]*graph.Table // parts that their master stands for, by its ID
	joined  map[[2]string]bool        // pairs of schemas, parent and child, that a foreign key joins
}

// isEmpty reports whether there is nothing to draw.
func (f *figure) isEmpty() bool { return len(f.clusters)+len(f.loose) == 0 }

// isPipeline reports whether nothing is open: the figure is one of schemas.
func (f *figure) isPipeline() bool { return len(f.clusters) == 0 }
