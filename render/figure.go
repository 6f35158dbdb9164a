package render

import (
	"cmp"
	"fmt"
	"maps"
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
		p:      p,
		opts:   opts,
		names:  newSchemaNames(p),
		cycles: cycles{p.EdgeCycles()},
		byID:   make(map[string]*node),
		pills:  make(map[string]*node),
		bundle: make(map[[2]*node]*edge),
		joined: make(map[[2]string]bool),
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
	p      *graph.Pipeline
	opts   Options
	names  schemaNames
	cycles cycles
	view   view
	byID   map[string]*node // by the ID of the table, schema or external that it stands for
	pills  map[string]*node // by schema, those that are drawn so
	bundle map[[2]*node]*edge
	joined map[[2]string]bool // pairs of schemas, parent and child, that a foreign key joins
}

// addTables makes the clusters with their tables and pills.
func (b *builder) addTables(f *figure) {
	bySchema := make(map[string][]*graph.Table)
	for i := range b.p.Tables {
		t := &b.p.Tables[i]
		if b.view.shows(t) {
			bySchema[t.Schema] = append(bySchema[t.Schema], t)
		}
	}
	for _, schema := range slices.Sorted(maps.Keys(bySchema)) {
		tables := bySchema[schema]
		slices.SortFunc(tables, func(a, b *graph.Table) int {
			return cmp.Or(a.Pos.Compare(b.Pos), strings.Compare(a.ID, b.ID))
		})
		var open, shut []*graph.Table
		for _, t := range tables {
			if b.view.opens(t) {
				open = append(open, t)
			} else {
				shut = append(shut, t)
			}
		}
		var pill *node
		if len(shut) > 0 {
			pill = b.pill(schema, len(shut))
			b.pills[schema] = pill
			for _, t := range shut {
				b.byID[t.ID] = pill
			}
		}
		switch {
		case len(open) == 0:
			f.loose = append(f.loose, pill)
		default:
			c := &cluster{schema: schema, label: b.names.label(schema), groups: b.groups(open)}
			if pill != nil {
				c.groups = append(c.groups, &group{nodes: []*node{pill}})
			}
			f.clusters = append(f.clusters, c)
		}
	}
}

// pill returns the node of a collapsed schema of which n tables are not shown.
func (b *builder) pill(schema string, n int) *node {
	count := plural(n, "table")
	node := &node{
		kind:    collapsed,
		key:     schema,
		label:   b.names.label(schema),
		count:   count,
		tables:  n,
		tooltip: b.names.describe(schema) + "\n" + count,
	}
	if s := b.p.Schema(schema); s != nil {
		node.pos = s.Pos
	}
	return node
}

// groups makes nodes of tables of one schema, each master with its parts. In
// the classic theme a part is a table like any other.
func (b *builder) groups(tables []*graph.Table) []*group {
	var groups []*group
	masters := make(map[string]*group) // by the master's ID
	single := func(t *graph.Table) bool { return t.Master == "" || b.opts.Theme == Classic }
	for _, t := range tables {
		if single(t) {
			g := &group{nodes: []*node{b.tableNode(t, b.names.tableLabel(t))}}
			masters[t.ID] = g
			groups = append(groups, g)
		}
	}
	for _, t := range tables {
		if single(t) {
			continue
		}
		if g := masters[t.Master]; g != nil {
			g.nodes = append(g.nodes, b.tableNode(t, t.ShortName()))
			continue
		}
		groups = append(groups, &group{nodes: []*node{b.tableNode(t, b.names.tableLabel(t))}})
	}
	for _, g := range groups {
		for _, n := range g.nodes[1:] {
			if b.onSibling(n.table) {
				if g.chained == nil {
					g.chained = make(map[*node]bool)
				}
				g.chained[n] = true
			}
		}
	}
	return groups
}

// onSibling reports whether a part refers to another part of its master that is
// shown.
func (b *builder) onSibling(t *graph.Table) bool {
	for _, fk := range b.p.ForeignKeysOf(t.ID) {
		parent := b.p.Table(fk.Parent)
		if parent != nil && parent.ID != t.ID && parent.Master == t.Master && b.byID[parent.ID] != nil {
			return true
		}
	}
	return false
}

func (b *builder) tableNode(t *graph.Table, label string) *node {
	n := &node{
		kind:      tierKind(t.Tier),
		key:       t.ID,
		label:     label,
		dimension: t.NewDimension,
		tooltip:   describe(b.p, t),
		pos:       t.Pos,
		table:     t,
		rows:      rows(b.p, t, b.opts),
	}
	b.byID[t.ID] = n
	return n
}

// addForeignKeys makes an edge of each foreign key whose child is shown, or
// one of all that run between the same two nodes, if one of these is collapsed.
func (b *builder) addForeignKeys(f *figure) {
	serials := make(map[string]int)
	var bundles []*edge
	for i := range b.p.ForeignKeys {
		fk := &b.p.ForeignKeys[i]
		serial := serials[fk.Child]
		serials[fk.Child]++
		to := b.byID[fk.Child]
		if to == nil {
			continue
		}
		from := b.parentNode(f, fk.Parent, to)
		if from == nil {
			continue
		}
		b.joined[[2]string{from.schema(), to.schema()}] = true
		around := b.cycles.foreignKey(b.p.Table(fk.Child), b.p.Table(fk.Parent))
		if to.kind != collapsed && from.kind != collapsed {
			f.edges = append(f.edges, &edge{
				kind: foreignKey, from: from, to: to, fk: fk, serial: serial,
				around: around, tooltip: foreignKeyTooltip(b.p, fk), pos: fk.Pos,
			})
			continue
		}
		if from == to {
			continue
		}
		pair := [2]*node{from, to}
		e := b.bundle[pair]
		if e == nil {
			aside := len(b.opts.Focus) > 0 && from.kind == collapsed && to.kind == collapsed
			e = &edge{kind: bundle, from: from, to: to, aside: aside, pos: fk.Pos}
			b.bundle[pair] = e
			bundles = append(bundles, e)
		}
		e.members++
		e.around = cmp.Or(e.around, around)
		e.tooltip += "\n" + b.names.tableTitle(b.p, fk.Child) + " → " + b.names.tableTitle(b.p, fk.Parent)
	}
	for _, e := range bundles {
		e.tooltip = plural(e.members, "foreign key") + e.tooltip
	}
	f.edges = append(f.edges, bundles...)
}

// parentNode returns the node that the parent of a shown child is drawn as, or
// nil where it is left out. A parent that is not a table of this pipeline
// becomes an external the first time that it is met, unless only the
// surroundings of a schema in focus refer to it. A table that a virtual module
// names is in the pill of its schema.
func (b *builder) parentNode(f *figure, id string, child *node) *node {
	if x := b.p.External(id); x != nil && x.Kind != graph.Outside && child.kind == collapsed {
		if schema, _ := splitID(id); b.pills[schema] != nil {
			return b.pills[schema]
		}
	}
	if n := b.byID[id]; n != nil {
		return n
	}
	t := b.p.Table(id)
	if t != nil && t.Active || !b.view.showsID(id) || child.kind == collapsed && len(b.opts.Focus) > 0 {
		return nil
	}
	n := b.externalNode(id, t, child.kind == collapsed)
	if seen := b.byID["\x00"+n.key]; seen != nil {
		n = seen
	} else {
		b.byID["\x00"+n.key] = n
		f.loose = append(f.loose, n)
	}
	b.byID[id] = n
	return n
}

// externalNode returns a new node for an external or, among pills, for the
// module that it is in. t is its table if it is one that is not active.
func (b *builder) externalNode(id string, t *graph.Table, asModule bool) *node {
	why, k := "outside of what was analysed", external
	if t != nil {
		why = "in a schema that is never activated"
	}
	if x := b.p.External(id); x != nil {
		switch x.Kind {
		case graph.Unresolved:
			why, k = "not resolved", unresolved
		case graph.Virtual:
			why = "in a virtual module"
		}
	}
	module, class := splitID(id)
	if asModule && k == external && module != "" {
		key := module
		if b.p.Schema(key) != nil {
			key = "module " + module // one of the same name is no other's
		}
		return &node{kind: external, key: key, label: lastComponent(module), count: "external", tooltip: module + "\n" + why}
	}
	label := class
	if module != "" {
		label = lastComponent(module) + "." + class
	}
	return &node{kind: k, key: id, label: label, tooltip: id + "\n" + why}
}

// addImports makes an edge of each load-time import between two pills whose
// schemas no foreign key joins, or of one that is on a cycle with such foreign keys.
func (b *builder) addImports(f *figure) {
	pills := make(map[string]*node) // by module
	for n := range f.nodes {
		if n.kind != collapsed {
			continue
		}
		for _, m := range b.names.modules[n.key] {
			pills[m] = n
		}
	}
	seen := make(map[[2]*node]*edge)
	for i := range b.p.Modules {
		m := &b.p.Modules[i]
		for j := range m.Imports {
			im := &m.Imports[j]
			from, to := pills[im.Module], pills[m.Name]
			if im.Scope != graph.Load || from == nil || to == nil || from == to {
				continue
			}
			around := b.cycles.modules(m.Name, im.Module)
			if b.joined[[2]string{from.key, to.key}] || b.joined[[2]string{to.key, from.key}] && around == "" {
				continue
			}
			pair := [2]*node{from, to}
			e := seen[pair]
			if e == nil {
				e = &edge{kind: imports, from: from, to: to, pos: im.Pos}
				seen[pair] = e
				f.edges = append(f.edges, e)
			} else {
				e.tooltip += "\n"
			}
			e.tooltip += m.Name + " imports " + im.Module
			e.around = cmp.Or(e.around, around)
		}
	}
}

// splitID parts "pkg.mod.Class.Part" into module and class, of what is no table
// of ours: the class begins with the first of the last components that look like
// the name of a class.
func splitID(id string) (module, class string) {
	parts := strings.Split(id, ".")
	first := len(parts) - 1
	for first > 0 && isClassName(parts[first-1]) {
		first--
	}
	if first == 0 && len(parts) > 1 && !isClassName(parts[len(parts)-1]) {
		first = len(parts) - 1
	}
	return strings.Join(parts[:first], "."), strings.Join(parts[first:], ".")
}

// isClassName reports whether a name is written as DataJoint wants those of
// tables: in CamelCase. There are packages in capitals, too: U19_lab.
func isClassName(name string) bool {
	return name != "" && 'A' <= name[0] && name[0] <= 'Z' && !strings.Contains(name, "_")
}

func lastComponent(module string) string { return module[strings.LastIndexByte(module, '.')+1:] }

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
