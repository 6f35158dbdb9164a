package render

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// kind is what a node stands for; it decides shape and colour.
type kind uint8

const (
	manual kind = iota
	lookup
	imported
	computed
	part
	collapsed  // a whole schema, or what is not shown of it
	external   // a table, or in a pipeline figure a module, outside the search path
	unresolved // a name that means nothing
)

// String returns the class of the node in an SVG.
func (k kind) String() string {
	return [...]string{"manual", "lookup", "imported", "computed", "part", "collapsed", "external", "unresolved"}[k]
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

// round reports whether nodes of the kind are ellipses.
func (k kind) round() bool { return k == imported || k == computed }

// figure is a picture before it has coordinates: what is seen, and in which
// order it is laid out and written. Nothing in it is escaped.
type figure struct {
	opts     Options
	clusters []*cluster // by schema ID
	loose    []*node    // the nodes outside all clusters, by key
	edges    []*edge    // foreign keys in the pipeline's order, bundles, imports
}

// cluster is a schema of which at least one table is shown.
type cluster struct {
	schema string // its ID
	label  string
	groups []*group // by the position of the first node
}

// group is a node, or a master followed by its parts.
type group struct {
	nodes []*node
	// chained are the parts that depend on a sibling and so stand a rank below.
	chained map[*node]bool
}

// node is a table, a schema or an external.
type node struct {
	kind      kind
	key       string // the ID of the table, schema or external
	label     string
	count     string // second line of a pill, such as "13 tables"
	tables    int    // how many a pill stands for
	dimension bool
	tooltip   string
	pos       graph.Pos
	table     *graph.Table // nil for all but tables
	rows      []row
	classic   bool // drawn in the classic theme
	boxed     bool // among nodes that show columns: a box, whatever it is

	// Sizes in points, by [node.measure].
	w, h  float64
	font  float64 // of the label
	least float64 // the node is at least that wide and high
}

// edgeKind tells one foreign key from lines that stand for something else.
type edgeKind uint8

const (
	foreignKey edgeKind = iota
	bundle              // every foreign key between two nodes, one of them collapsed
	imports             // an import without a foreign key
)

// edge points from the parent, which stands above, to the child.
type edge struct {
	kind     edgeKind
	from     *node
	to       *node
	fk       *graph.ForeignKey // of a foreign key only
	serial   int               // counts the foreign keys of one child, from 0
	members  int               // of a bundle: how many foreign keys
	aside    bool              // joins two schemas that are not in focus
	unranked bool              // an import that has no say in what stands above what
	around   string            // the cycle that it is on, in words, or ""
	tooltip  string
	pos      graph.Pos
}

// schema returns the ID of the schema that the node is of, or "".
func (n *node) schema() string {
	switch {
	case n.table != nil:
		return n.table.Schema
	case n.kind == collapsed:
		return n.key
	}
	return ""
}

// look notes what the options say of all nodes.
func (n *node) look(opts Options) {
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

// numbers counts the nodes from 0.
func (f *figure) numbers() map[*node]int {
	number := make(map[*node]int)
	for n := range f.nodes {
		number[n] = len(number)
	}
	return number
}

// newFigure chooses what is seen. Its errors are about the options.
func newFigure(p *graph.Pipeline, opts Options) (*figure, error) {
	b := &builder{
		p:       p,
		opts:    opts,
		names:   newSchemaNames(p),
		cycles:  cycles{p.EdgeCycles()},
		byID:    make(map[string]*node),
		outside: make(map[string]*node),
		pills:   make(map[string]*node),
		bundle:  make(map[[2]*node]*edge),
		joined:  make(map[[2]string]bool),
	}
	if err := b.choose(); err != nil {
		return nil, err
	}
	if notice := (linker{opts.Link}).notice(); notice != "" && opts.Notice != nil {
		opts.Notice(notice)
	}
	f := &figure{opts: opts}
	b.addTables(f)
	b.addForeignKeys(f)
	b.addImports(f)
	for _, e := range f.edges {
		if e.onCycle() {
			e.tooltip += "\n" + e.around
		}
	}
	if opts.Notice != nil && len(opts.Tables) > 0 && f.isEmpty() {
		opts.Notice("the figure is empty: what is selected is in no schema that it shows")
	}
	for n := range f.nodes {
		n.look(opts)
		n.measure()
	}
	slices.SortFunc(f.loose, func(a, b *node) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.kind, b.kind))
	})
	return f, nil
}

// builder holds what the steps of [newFigure] share.
type builder struct {
	p       *graph.Pipeline
	opts    Options
	names   schemaNames
	cycles  cycles
	view    view
	byID    map[string]*node // by the ID of the table or external that it stands for
	outside map[string]*node // by key, those that stand for no table of a shown schema
	pills   map[string]*node // by schema, those that are drawn so
	bundle  map[[2]*node]*edge
	joined  map[[2]string]bool // pairs of schemas, parent and child, that a foreign key joins
}

// isEmpty reports whether there is nothing to draw.
func (f *figure) isEmpty() bool { return len(f.clusters)+len(f.loose) == 0 }

// isPipeline reports whether nothing is open: the figure is one of schemas.
func (f *figure) isPipeline() bool { return len(f.clusters) == 0 }
