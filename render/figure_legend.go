package render

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// legendNodes returns a sample of each kind of node in the figure, then one of an
// underlined name and one of a table with columns, if the figure has these.
func (f *figure) legendNodes() []*node {
	used := make(map[kind]bool)
	var dimension *node
	var inherited, key, rest bool
	for n := range f.nodes {
		used[n.kind] = true
		if dimension == nil && n.dimension {
			dimension = n
		}
		for _, r := range n.rows {
			inherited = inherited || r.inherited
			key = key || r.inKey && !r.inherited
			rest = rest || !r.inKey
		}
	}
	var list []*node
	for k := manual; k <= bare; k++ {
		if used[k] {
			list = append(list, legendNode(k, f.opts, k.String(), false))
		}
	}
	for _, m := range f.marked() {
		n := legendNode(manual, f.opts, m.String(), false)
		n.mark = m
		list = append(list, n)
	}
	if f.hubs {
		n := &node{kind: manual, label: "has many children", chipAt: "any"}
		n.setStyle(f.opts)
		n.measure()
		list = append(list, n)
	}
	if dimension != nil {
		list = append(list, legendNode(dimension.kind, f.opts, "new dimension", true))
	}
	var rows []row
	if inherited {
		rows = append(rows, row{name: "from a parent", inKey: true, inherited: true})
	}
	if key {
		rows = append(rows, row{name: "key", inKey: true})
	}
	if rest {
		rows = append(rows, row{name: "not in the key"})
	}
	if len(rows) > 0 {
		n := legendNode(lookup, f.opts, "columns", false)
		n.rows = rows
		n.measure()
		list = append(list, n)
	}
	return list
}

func legendNode(k kind, opts Options, label string, dimension bool) *node {
	n := &node{kind: k, label: label, dimension: dimension}
	n.setStyle(opts)
	if k == collapsed {
		n.label, n.count = "schema", "tables"
	}
	n.measure()
	return n
}

// legendEdges returns a sample of each kind of line in the figure.
func (f *figure) legendEdges() []legendEdge {
	has := func(match func(*edge) bool) bool { return slices.ContainsFunc(f.edges, match) }
	fk := func(match func(*graph.ForeignKey) bool) bool {
		return has(func(e *edge) bool { return e.kind == foreignKey && match(e.fk) })
	}
	sample := func(fk graph.ForeignKey) *edge { return &edge{kind: foreignKey, fk: &fk} }
	var list []legendEdge
	add := func(used bool, e *edge, means string) {
		if used {
			list = append(list, legendEdge{e, means})
		}
	}
	add(fk(func(k *graph.ForeignKey) bool { return k.Primary && !k.Multi }),
		sample(graph.ForeignKey{Primary: true}), "is the whole key (one to one)")
	add(fk(func(k *graph.ForeignKey) bool { return k.Primary && k.Multi }),
		sample(graph.ForeignKey{Primary: true, Multi: true}), "is part of the key (one to many)")
	add(fk(func(k *graph.ForeignKey) bool { return !k.Primary }),
		sample(graph.ForeignKey{Multi: true}), "is not in the key")
	renamedKey := fk(func(k *graph.ForeignKey) bool { return k.Aliased && k.Primary })
	add(f.opts.Marks == nil && fk(func(k *graph.ForeignKey) bool { return k.Aliased }),
		sample(graph.ForeignKey{Primary: renamedKey, Multi: true, Aliased: true}), "under other names")
	bundles := "foreign key"
	if has(func(e *edge) bool { return e.label() != "" }) {
		bundles = "foreign keys, with their number"
	}
	add(has(func(e *edge) bool { return e.kind == bundle && !e.aside }), &edge{kind: bundle}, bundles)
	add(has(func(e *edge) bool { return e.aside }), &edge{kind: bundle, aside: true}, "between neighbours")
	add(has(func(e *edge) bool { return e.faint }), &edge{kind: bundle, faint: true}, "follows from others")
	add(has(func(e *edge) bool { return e.kind == reads && !e.hidden }), &edge{kind: reads}, "read by make()")
	add(has(func(e *edge) bool { return e.kind == reads && e.hidden }), &edge{kind: reads, hidden: true}, "read without a foreign key")
	add(has(func(e *edge) bool { return e.kind == imports }), &edge{kind: imports}, "import only")
	cycle := "on a cycle of imports"
	if has(func(e *edge) bool { return e.onCycle() && !strings.HasPrefix(e.around, onImportCycle) }) {
		cycle = "on a cycle"
	}
	add(has(func(e *edge) bool { return e.onCycle() }), &edge{kind: bundle, around: cycle}, cycle)
	return list
}

// appearance describes the line in a word, for a legend that cannot draw it.
func (e legendEdge) appearance() string {
	switch {
	case e.sample.onCycle():
		return "red"
	case e.sample.kind == reads && e.sample.hidden:
		return "violet dotted"
	case e.sample.kind == reads:
		return "pale dotted"
	case e.sample.renamed():
		return "coloured"
	case e.sample.aside, e.sample.faint:
		return "pale"
	case e.sample.kind == foreignKey && e.sample.fk.Primary && e.sample.fk.Multi:
		return "thin"
	case e.sample.kind == foreignKey && e.sample.fk.Primary:
		return "thick"
	}
	return e.sample.style()
}
