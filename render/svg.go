package render

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// SVG writes the figure as an SVG. Besides being seen it can be read: each
// table, foreign key and schema is an element with a class and data-
// attributes, as docs/svg.md says. Its errors are about opts, from w, or from
// the drawing worker; with [graphviz.ErrNotFound] there is none.
func SVG(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	l, err := f.arrange(ctx)
	if err != nil {
		return err
	}
	_, err = w.Write(f.svg(l))
	return err
}

// Distances of the drawing, in points.
const (
	svgMargin = 6.0
	radius    = 12.0 // of the corners of clusters and large nodes
	framePad  = 8.0  // between a schema's frame and its label
	baseline  = 0.35 // from the middle of a line of text down to its baseline, as a multiple of its size
)

// svg draws the figure at the given places.
func (f *figure) svg(l *layout) []byte {
	s := &svgWriter{opts: f.opts, colours: f.opts.Theme.palette()}
	top := 0.0
	if f.opts.Title != "" {
		top = 30
	}
	width, height := l.w+2*svgMargin, l.h+2*svgMargin+top
	if !f.opts.Inline {
		s.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	}
	root := newElement("svg").
		attr("id", s.id("figure")).
		attr("class", "djdag").
		attr("xmlns", "http://www.w3.org/2000/svg").
		attr("width", px(width)+"pt").
		attr("height", px(height)+"pt").
		attr("viewBox", "0 0 "+px(width)+" "+px(height)).
		attr("role", "img").
		attr("aria-labelledby", s.id("title")+" "+s.id("desc")).
		attr("font-family", fontStack).
		attr("text-anchor", "middle")
	s.open(root)
	s.line(newElement("title").attr("id", s.id("title")).text(f.title()))
	s.line(newElement("desc").attr("id", s.id("desc")).text(f.description()))
	if s.colours.background != "none" {
		s.line(newElement("rect").attr("class", "background").attr("width", "100%").attr("height", "100%").attr("fill", s.colours.background).empty())
	}
	if f.opts.Title != "" {
		s.text(point{width / 2, svgMargin + 12}, f.opts.Title, 16, true, false, s.colours.frameText, "")
	}
	s.open(newElement("g").attr("transform", "translate("+px(svgMargin)+" "+px(svgMargin+top)+")"))
	for i, c := range f.clusters {
		s.cluster(c, l.clusters[i])
		for j, g := range c.groups {
			if box, ok := l.entities[[2]int{i, j}]; ok {
				s.entity(g, box)
			}
		}
	}
	for i, e := range f.edges {
		s.edge(e, l.edges[i])
	}
	i := 0
	for n := range f.nodes {
		s.node(n, l.nodes[i])
		i++
	}
	s.close("g")
	s.close("svg")
	return s.buf.Bytes()
}

// title names the figure for those who cannot see it.
func (f *figure) title() string {
	if f.opts.Title != "" {
		return f.opts.Title
	}
	if f.isPipeline() {
		return "Pipeline diagram"
	}
	return "Table diagram"
}

// description counts what the figure shows.
func (f *figure) description() string {
	var tables, pills, others, keys, imported int
	for n := range f.nodes {
		switch {
		case n.table != nil:
			tables++
		case n.kind == collapsed:
			pills++
		default:
			others++
		}
	}
	for _, e := range f.edges {
		switch e.kind {
		case foreignKey:
			keys++
		case bundle:
			keys += e.members
		case imports:
			imported++
		}
	}
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, plural(n, what))
		}
	}
	add(tables, "table")
	add(pills, "collapsed schema")
	add(others, "external table")
	add(keys, "foreign key")
	add(imported, "import")
	if parts == nil {
		return "Nothing to show."
	}
	return "DataJoint pipeline with " + strings.Join(parts, ", ") + "."
}

// svgWriter writes one SVG, an element to a line.
type svgWriter struct {
	buf     bytes.Buffer
	opts    Options
	colours palette
	depth   int
}

func (s *svgWriter) line(markup string) {
	s.buf.WriteString(strings.Repeat(" ", s.depth))
	s.buf.WriteString(markup)
	s.buf.WriteByte('\n')
}

func (s *svgWriter) open(e *element) { s.line(e.start()); s.depth++ }

func (s *svgWriter) close(tag string) { s.depth--; s.line("</" + tag + ">") }

// id returns an id that no other part of the figure has. Distinct parts give
// distinct ids, because each byte that is not a letter, digit, dot or
// underscore becomes a dash and two hex digits.
func (s *svgWriter) id(parts ...string) string {
	var b strings.Builder
	b.WriteString(s.opts.IDPrefix)
	for _, c := range []byte(strings.Join(parts, ":")) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_':
			b.WriteByte(c)
		case c == ':':
			b.WriteByte('-')
		default:
			fmt.Fprintf(&b, "-%02x", c)
		}
	}
	return b.String()
}

func (s *svgWriter) cluster(c *cluster, at rect) {
	s.open(newElement("g").attr("id", s.id("schema", c.schema)).attr("class", "cluster schema").attr("data-id", c.schema))
	s.line(roundedBox(at, radius).attr("fill", "none").attr("stroke", s.colours.frame).attr("stroke-dasharray", "5 2").empty())
	label := cleanLine(c.label)
	middle := point{at.x + at.w - framePad - textWidth(label, frameFont, false)/2, at.y + framePad/2 + frameFont*lineSpacing/2}
	s.text(middle, label, frameFont, false, false, s.colours.frameText, "")
	s.close("g")
}

// entity draws the shade behind a master and its parts.
func (s *svgWriter) entity(g *group, at rect) {
	s.open(newElement("g").attr("id", s.id("entity", g.nodes[0].key)).attr("class", "cluster entity").attr("data-id", g.nodes[0].key))
	s.line(roundedBox(at, radius).attr("fill", s.colours.entity).empty())
	s.close("g")
}

func (s *svgWriter) node(n *node, at point) {
	s.open(newElement("g").attr("id", s.id(n.idParts()...)).attr("class", n.class()).attr("data-id", n.key))
	s.line(newElement("title").text(n.tooltip))
	href := s.link(n.pos.Path, n.pos.Line)
	if href != "" {
		s.open(newElement("a").attr("href", href))
	}
	w, h := n.size()
	ink := s.colours.nodes[n.kind]
	var shape *element
	switch {
	case n.kind.round():
		shape = newElement("ellipse").attr("cx", px(at.x)).attr("cy", px(at.y)).attr("rx", px(w/2)).attr("ry", px(h/2))
	case n.count != "":
		shape = roundedBox(rect{at.x - w/2, at.y - h/2, w, h}, h/2)
	default:
		shape = roundedBox(rect{at.x - w/2, at.y - h/2, w, h}, min(radius, h/3, w/3))
	}
	shape.attr("fill", ink.fill).attr("stroke", ink.stroke)
	if n.kind == external || n.kind == unresolved {
		shape.attr("stroke-dasharray", "4 3")
	}
	s.line(shape.empty())
	if n.count != "" {
		s.text(point{at.x, at.y - 6.5}, n.label, tableFont, true, false, ink.text, "name")
		s.text(point{at.x, at.y + 8}, n.count, countFont, false, false, ink.text, "count")
	} else {
		font, _ := n.font()
		s.text(at, n.label, font, false, n.dimension, ink.text, "name")
	}
	if href != "" {
		s.close("a")
	}
	s.close("g")
}

// idParts names the node apart from all others.
func (n *node) idParts() []string {
	switch {
	case n.table != nil:
		return []string{"table", n.key}
	case n.kind == collapsed:
		return []string{"collapsed", n.key}
	}
	return []string{"external", n.key}
}

func (s *svgWriter) edge(e *edge, r route) {
	g := newElement("g")
	switch e.kind {
	case foreignKey:
		g.attr("id", s.id("fk", e.fk.Child, strconv.Itoa(e.serial)))
	case bundle:
		g.attr("id", s.id("bundle", e.to.key, e.from.key))
	case imports:
		g.attr("id", s.id("import", e.to.key, e.from.key))
	}
	g.attr("class", e.class()).attr("data-child", e.to.key).attr("data-parent", e.from.key)
	switch e.kind {
	case foreignKey:
		pairs := make([]string, len(e.fk.AttrMap))
		for i, pair := range e.fk.AttrMap {
			pairs[i] = pair.Child + "=" + pair.Parent
		}
		g.attr("data-map", strings.Join(pairs, ","))
	case bundle:
		g.attr("data-count", strconv.Itoa(e.members))
	}
	s.open(g)
	s.line(newElement("title").text(e.tooltip))
	href := s.link(e.pos.Path, e.pos.Line)
	if href != "" {
		s.open(newElement("a").attr("href", href))
	}
	hue, alpha := s.colours.edgeHue(e)
	path := newElement("path").attr("d", splinePath(r.spline)).attr("fill", "none").attr("stroke", hue)
	if alpha != 0xFF {
		path.attr("stroke-opacity", px(float64(alpha)/255))
	}
	path.attr("stroke-width", px(e.penWidth()))
	switch e.style() {
	case "dashed":
		path.attr("stroke-dasharray", "5 2")
	case "dotted":
		path.attr("stroke-dasharray", "1 4").attr("stroke-linecap", "round")
	}
	s.line(path.empty())
	if r.tip != nil {
		s.line(arrowhead(r).attr("fill", hue).empty())
	}
	if label := e.label(); label != "" {
		s.text(r.label, label, labelFont, false, false, s.colours.frameText, "count")
	}
	if href != "" {
		s.close("a")
	}
	s.close("g")
}

// text writes one line with its middle at the given place. It tells the viewer
// how wide the line has to be, for a font that is not the one we measured.
func (s *svgWriter) text(at point, text string, size float64, bold, underline bool, fill, class string) {
	text = cleanLine(text)
	if text == "" {
		return
	}
	e := newElement("text")
	if class != "" {
		e.attr("class", class)
	}
	e.attr("x", px(at.x)).attr("y", px(at.y+baseline*size)).attr("font-size", px(size))
	if bold {
		e.attr("font-weight", "bold")
	}
	if underline {
		e.attr("text-decoration", "underline")
	}
	e.attr("fill", fill).attr("textLength", px(textWidth(text, size, bold))).attr("lengthAdjust", "spacingAndGlyphs")
	s.line(e.text(text))
}

// link returns the address of a place in the source, or "" where there is no
// template, no position, or an address that is not of the web.
func (s *svgWriter) link(path string, line int) string {
	if s.opts.Link == "" || path == "" {
		return ""
	}
	escaped := (&url.URL{Path: path}).EscapedPath()
	href := strings.NewReplacer("{path}", escaped, "{line}", strconv.Itoa(max(line, 1))).Replace(s.opts.Link)
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

func roundedBox(at rect, r float64) *element {
	return newElement("rect").attr("x", px(at.x)).attr("y", px(at.y)).attr("width", px(at.w)).attr("height", px(at.h)).attr("rx", px(r))
}

// splinePath returns the path data of a chain of Bézier curves.
func splinePath(spline []point) string {
	var b strings.Builder
	for i, p := range spline {
		switch i {
		case 0:
			b.WriteByte('M')
		case 1:
			b.WriteByte('C')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(px(p.x) + "," + px(p.y))
	}
	return b.String()
}

// px returns a coordinate with at most two decimals.
func px(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
