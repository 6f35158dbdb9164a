package render

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// Distances of the legend, in points.
const (
	legendGap   = 26.0 // above the legend
	legendLine  = 30.0 // the length of a sample of an edge
	legendSpace = 16.0 // between two samples
	legendRow   = 30.0
	legendFont  = 10.0
)

// legend explains the notation that a figure uses, and no other: a row of
// nodes above a row of edges.
type legend struct {
	nodes []*node
	edges []legendEdge
	w, h  float64
}

type legendEdge struct {
	sample *edge
	means  string
}

// legend returns the legend of the figure.
func (f *figure) legend() *legend {
	l := &legend{}
	used := make(map[kind]bool)
	dimension := false
	for n := range f.nodes {
		used[n.kind] = true
		dimension = dimension || n.dimension
	}
	for k := manual; k <= unresolved; k++ {
		if used[k] {
			l.nodes = append(l.nodes, legendNode(k, f.opts.Theme, k.String(), false))
		}
	}
	if dimension {
		l.nodes = append(l.nodes, legendNode(manual, f.opts.Theme, "new dimension", true))
	}
	l.edges = f.legendEdges()
	l.w = max(l.nodesWidth(), l.edgesWidth())
	if len(l.nodes) > 0 {
		l.h += pillHeight
	}
	if len(l.edges) > 0 {
		l.h += legendRow
	}
	return l
}

func legendNode(k kind, theme Theme, label string, dimension bool) *node {
	n := &node{kind: k, label: label, dimension: dimension, classic: theme == Classic}
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
	add(fk(func(k *graph.ForeignKey) bool { return k.Aliased }),
		sample(graph.ForeignKey{Primary: true, Multi: true, Aliased: true}), "under other names")
	add(has(func(e *edge) bool { return e.kind == bundle }), &edge{kind: bundle}, "foreign keys")
	add(has(func(e *edge) bool { return e.kind == imports }), &edge{kind: imports}, "import only")
	add(has(func(e *edge) bool { return e.onCycle() }), &edge{kind: bundle, around: "on a cycle"}, "on a cycle")
	return list
}

// words says how the line looks.
func (e legendEdge) words() string {
	switch {
	case e.sample.onCycle():
		return "red"
	case e.sample.renamed():
		return "coloured"
	case e.sample.kind == foreignKey && e.sample.fk.Primary && e.sample.fk.Multi:
		return "thin"
	case e.sample.kind == foreignKey && e.sample.fk.Primary:
		return "thick"
	}
	return e.sample.style()
}

func (l *legend) nodesWidth() float64 {
	w := -legendSpace
	for _, n := range l.nodes {
		w += n.w + legendSpace
	}
	return w
}

func (l *legend) edgesWidth() float64 {
	w := -legendSpace
	for _, e := range l.edges {
		w += e.width() + legendSpace
	}
	return w
}

func (e legendEdge) width() float64 { return legendLine + 5 + textWidth(e.means, legendFont, false) }

// legend draws the legend with its upper left corner at the given place.
func (s *svgWriter) legend(l *legend, at point) {
	s.open(newElement("g").attr("id", s.id("legend")).attr("class", "legend").
		attr("transform", "translate("+px(at.x)+" "+px(at.y)+")"))
	y := 0.0
	if len(l.nodes) > 0 {
		x := (l.w - l.nodesWidth()) / 2
		for _, n := range l.nodes {
			s.sampleNode(n, point{x + n.w/2, pillHeight / 2})
			x += n.w + legendSpace
		}
		y += pillHeight
	}
	x := (l.w - l.edgesWidth()) / 2
	y += legendRow / 2
	for _, e := range l.edges {
		s.sampleEdge(e.sample, point{x, y})
		s.text(point{x + legendLine + 5, y}, e.means, font{size: legendFont, anchor: "start", fill: s.colours.frameText})
		x += e.width() + legendSpace
	}
	s.close("g")
}

// sampleNode draws a node that stands for no table.
func (s *svgWriter) sampleNode(n *node, at point) {
	s.open(newElement("g").attr("class", "sample "+n.class()))
	s.shape(n, at)
	ink := s.colours.nodes[n.kind]
	if n.count != "" {
		s.text(point{at.x, at.y - 6.5}, n.label, font{size: tableFont, bold: true, fill: ink.text})
		s.text(point{at.x, at.y + 8}, n.count, font{size: countFont, fill: ink.text})
	} else {
		s.text(at, n.label, font{size: n.font, underline: n.dimension, fill: ink.text})
	}
	s.close("g")
}

// sampleEdge draws an edge that stands for no foreign key, from left to right.
func (s *svgWriter) sampleEdge(e *edge, at point) {
	to := point{at.x + legendLine, at.y}
	r := route{curves: [][]point{{at, at, to, to}}}
	if e.onCycle() {
		tip := to
		to.x -= 7
		r.curves[0][2], r.curves[0][3] = to, to
		r.tip = &tip
	}
	s.open(newElement("g").attr("class", "sample "+e.class()))
	s.stroke(e, r)
	s.close("g")
}
