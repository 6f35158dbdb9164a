package render

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// Distances of the legend, in points.
const (
	legendGap   = 26.0  // above the legend
	legendLeast = 420.0 // a legend may be that wide where the figure is narrower
	legendLine  = 30.0  // the length of a sample of an edge
	legendSpace = 16.0  // between two samples, and two rows of nodes
	legendRow   = 22.0  // of edges
	legendPad   = 4.0   // above and below those
	legendFont  = 10.0
)

// legend explains the notation that a figure uses, and no other: rows of nodes
// above rows of edges.
type legend struct {
	nodes [][]*node
	edges [][]legendEdge
	w, h  float64
}

type legendEdge struct {
	sample *edge
	means  string
}

// legend returns the legend of the figure, which is itself of some width.
func (f *figure) legend(width float64) *legend {
	limit := max(width, legendLeast)
	l := &legend{nodes: wrap(f.legendNodes(), limit, nodeWidth), edges: wrap(f.legendEdges(), limit, legendEdge.width)}
	for i, row := range l.nodes {
		l.w = max(l.w, rowWidth(row, nodeWidth))
		if i > 0 {
			l.h += legendSpace
		}
		l.h += tallest(row)
	}
	for _, row := range l.edges {
		l.w = max(l.w, rowWidth(row, legendEdge.width))
		l.h += legendRow
	}
	if len(l.edges) > 0 {
		l.h += 2 * legendPad
	}
	return l
}

// wrap parts samples into rows that are no wider than the limit, where that is
// possible.
func wrap[T any](samples []T, limit float64, width func(T) float64) [][]T {
	var rows [][]T
	for _, s := range samples {
		last := len(rows) - 1
		if last >= 0 && rowWidth(rows[last], width)+legendSpace+width(s) <= limit {
			rows[last] = append(rows[last], s)
		} else {
			rows = append(rows, []T{s})
		}
	}
	return rows
}

// rowWidth returns the width of samples side by side.
func rowWidth[T any](row []T, width func(T) float64) float64 {
	w := legendSpace * float64(len(row)-1)
	for _, s := range row {
		w += width(s)
	}
	return w
}

func nodeWidth(n *node) float64 { return n.w }

func tallest(row []*node) float64 {
	h := pillHeight
	for _, n := range row {
		h = max(h, n.h)
	}
	return h
}

// legendNodes returns a sample of each kind of node that the figure has, of a
// name with a line under it and of a table with columns.
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
	for k := manual; k <= unresolved; k++ {
		if used[k] {
			list = append(list, legendNode(k, f.opts, k.String(), false))
		}
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
	n.look(opts)
	if k == collapsed {
		n.label, n.count = "schema", "tables"
	}
	n.measure()
	return n
}

// legendEdges returns a sample of each kind of line that the figure has.
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
	add(fk(func(k *graph.ForeignKey) bool { return k.Aliased }),
		sample(graph.ForeignKey{Primary: renamedKey, Multi: true, Aliased: true}), "under other names")
	bundles := "foreign key"
	if has(func(e *edge) bool { return e.label() != "" }) {
		bundles = "foreign keys, with their number"
	}
	add(has(func(e *edge) bool { return e.kind == bundle && !e.aside }), &edge{kind: bundle}, bundles)
	add(has(func(e *edge) bool { return e.aside }), &edge{kind: bundle, aside: true}, "between neighbours")
	add(has(func(e *edge) bool { return e.kind == imports }), &edge{kind: imports}, "import only")
	cycle := "on a cycle of imports"
	if has(func(e *edge) bool { return e.onCycle() && !strings.HasPrefix(e.around, onImportCycle) }) {
		cycle = "on a cycle"
	}
	add(has(func(e *edge) bool { return e.onCycle() }), &edge{kind: bundle, around: cycle}, cycle)
	return list
}

// words says how the line looks.
func (e legendEdge) words() string {
	switch {
	case e.sample.onCycle():
		return "red"
	case e.sample.renamed():
		return "coloured"
	case e.sample.aside:
		return "pale"
	case e.sample.kind == foreignKey && e.sample.fk.Primary && e.sample.fk.Multi:
		return "thin"
	case e.sample.kind == foreignKey && e.sample.fk.Primary:
		return "thick"
	}
	return e.sample.style()
}

func (e legendEdge) width() float64 { return legendLine + 5 + textWidth(e.means, legendFont, false) }

// legend draws the legend with its upper left corner at the given place.
func (s *svgWriter) legend(l *legend, at point) {
	s.open(newElement("g").attr("id", s.id("legend")).attr("class", "legend").
		attr("transform", "translate("+px(at.x)+" "+px(at.y)+")"))
	y := 0.0
	for i, row := range l.nodes {
		if i > 0 {
			y += legendSpace
		}
		x, h := (l.w-rowWidth(row, nodeWidth))/2, tallest(row)
		for _, n := range row {
			s.sampleNode(n, point{x + n.w/2, y + h/2})
			x += n.w + legendSpace
		}
		y += h
	}
	y += legendPad
	for _, row := range l.edges {
		x := (l.w - rowWidth(row, legendEdge.width)) / 2
		for _, e := range row {
			s.sampleEdge(e.sample, point{x, y + legendRow/2})
			s.text(point{x + legendLine + 5, y + legendRow/2}, e.means, font{size: legendFont, anchor: "start", fill: s.colours.frameText})
			x += e.width() + legendSpace
		}
		y += legendRow
	}
	s.close("g")
}

// sampleNode draws a node that stands for no table.
func (s *svgWriter) sampleNode(n *node, at point) {
	s.open(newElement("g").attr("class", "sample "+n.class()))
	s.outlineAndText(n, at)
	s.close("g")
}

// sampleEdge draws an edge that stands for no foreign key, from left to right.
func (s *svgWriter) sampleEdge(e *edge, at point) {
	to := point{at.x + legendLine, at.y}
	r := route{curves: [][]point{{at, at, to, to}}}
	if e.onCycle() {
		tip := to
		to.x -= arrowLength
		r.curves[0][2], r.curves[0][3] = to, to
		r.tip = &tip
	}
	s.open(newElement("g").attr("class", "sample "+e.class()))
	s.stroke(e, r)
	s.close("g")
}
