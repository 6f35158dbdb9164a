package render

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// SVG writes the figure as an SVG. Programs can read it, too: each table, foreign
// key and schema is an element with a class and data- attributes. SVG fails on a
// name in opts that means nothing, on an error from w or the drawing worker, and
// when ctx is done. Without a worker the error is [graphviz.ErrNotFound].
func SVG(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	worker, err := opts.Worker.worker()
	if err != nil {
		return err
	}
	l, err := f.arrange(ctx, worker)
	if err != nil {
		return err
	}
	_, err = w.Write(f.svg(l))
	return err
}

// Distances around the drawing, in points.
const (
	svgMargin   = 8.0
	titleHeight = 30.0
	noteHeight  = 24.0
)

// svg returns the SVG of the figure at the places of the layout.
func (f *figure) svg(l *layout) []byte {
	s := &svgWriter{opts: f.opts, links: linker{f.opts.Link}, colours: f.opts.Theme.palette()}
	bounds := l.bounds(f)
	var legend *legend
	width, height := bounds.w, bounds.h
	if f.opts.Legend && !f.isEmpty() {
		legend = f.legend(width)
		width = max(width, legend.w)
		height += legendGap + legend.h
	}
	note := f.omissions()
	if note != "" {
		width = max(width, textWidth(note, noteFont, false))
		height += noteHeight
	}
	top := 0.0
	if title := f.heading(); title != "" {
		width = max(width, textWidth(title, titleFont, true))
		top = titleHeight
	}
	width += 2 * svgMargin
	height += 2*svgMargin + top

	if !f.opts.Inline {
		s.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	}
	s.open(newElement("svg").
		attr("id", s.id("figure")).
		attr("class", "djdag "+f.opts.Theme.String()).
		attr("xmlns", "http://www.w3.org/2000/svg").
		attr("width", px(width)+"pt").
		attr("height", px(height)+"pt").
		attr("viewBox", "0 0 "+px(width)+" "+px(height)).
		attr("role", s.role()).
		attr("aria-labelledby", s.id("title")).
		attr("aria-describedby", s.id("desc")).
		attr("font-family", fontStack).
		attr("text-anchor", "middle"))
	s.line(newElement("title").attr("id", s.id("title")).text(f.title()))
	s.line(newElement("desc").attr("id", s.id("desc")).text(f.description()))
	if f.opts.Theme == Auto {
		s.line(newElement("style").text(darkStyle("#" + cssName(s.id("figure")))))
	}
	if s.colours.background != "none" {
		s.line(newElement("rect").attr("class", "background").attr("width", px(width)).attr("height", px(height)).attr("fill", s.colours.background).empty())
	}
	if top > 0 {
		s.text(point{width / 2, svgMargin + titleFont/2}, f.heading(), font{size: titleFont, bold: true, fill: s.colours.frameText, class: "title"})
	}
	// A figure that is narrower than its title or legend is centred.
	s.open(newElement("g").attr("transform", "translate("+px((width-bounds.w)/2-bounds.x)+" "+px(svgMargin+top-bounds.y)+")"))
	for i, c := range f.clusters {
		s.cluster(c, l.clusters[i], l.header(f, i))
		for j, g := range c.groups {
			if box, ok := l.entities[[2]int{i, j}]; ok && f.opts.Theme != Classic {
				s.entity(g, box)
			}
		}
	}
	for i, c := range f.clusters {
		if c.focus && l.headers == nil {
			s.text(l.header(f, i), c.header(), font{size: frameFont, fill: s.colours.frameText})
		}
	}
	for _, t := range l.trunks {
		s.trunk(f, t)
	}
	for i, e := range f.edges {
		s.edge(e, l.edges[i])
	}
	i := 0
	for n := range f.nodes {
		s.node(n, l.nodes[i])
		i++
	}
	for i, c := range f.clusters {
		if c.focus && l.headers != nil {
			s.header(c, l.headers[i])
		}
	}
	s.close("g")
	bottom := height - svgMargin
	if note != "" {
		s.text(point{width / 2, bottom - noteFont/2}, note, font{size: noteFont, fill: s.colours.frameText, class: "note"})
		bottom -= noteHeight
	}
	if legend != nil {
		s.legend(legend, point{(width - legend.w) / 2, bottom - legend.h})
	}
	s.close("svg")
	return s.buf.Bytes()
}

// role returns the ARIA role of the figure. It is a single image unless it has
// links to follow.
//
// Source: WAI-ARIA Graphics Module 1.0.
func (s *svgWriter) role() string {
	if s.links.template == "" || !s.links.isSafe() {
		return "img"
	}
	return "graphics-document"
}

// heading returns the title above the figure, on one line. It is "" if the title
// would not be visible.
func (f *figure) heading() string {
	title := cleanLine(f.opts.Title)
	if strings.TrimSpace(title) == "" {
		return ""
	}
	return title
}

// title returns the name of the figure for screen readers.
func (f *figure) title() string {
	if title := f.heading(); title != "" {
		return title
	}
	if f.isPipeline() {
		return "Pipeline diagram"
	}
	return "Table diagram"
}

// description returns a sentence that counts what the figure shows.
func (f *figure) description() string {
	var tables, pills, outside, unknown, keys, imported int
	for n := range f.nodes {
		switch {
		case n.table != nil:
			tables++
		case n.kind == collapsed:
			pills++
		case n.kind == unresolved:
			unknown++
		default:
			outside++
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
	add(outside, "external")
	add(unknown, "unresolved name")
	add(keys, "foreign key")
	add(imported, "import")
	if parts == nil {
		return "Nothing to show."
	}
	return "DataJoint pipeline with " + strings.Join(parts, ", ") + "."
}

// An svgWriter writes one SVG, with each element on a line.
type svgWriter struct {
	buf     bytes.Buffer
	opts    Options
	links   linker
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

// id returns the prefix and the parts, joined by dashes, as an XML id. Distinct
// parts give distinct ids, because each byte that is not an ASCII letter, digit,
// dot or underscore becomes a dash and two hex digits.
func (s *svgWriter) id(parts ...string) string {
	var b strings.Builder
	b.WriteString(strings.Join(strings.Fields(s.opts.IDPrefix), "-")) // white space would make it two ids
	for i, part := range parts {
		if i > 0 {
			b.WriteByte('-')
		}
		for _, c := range []byte(part) {
			switch {
			case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_':
				b.WriteByte(c)
			default:
				fmt.Fprintf(&b, "-%02x", c)
			}
		}
	}
	return b.String()
}

// px formats a coordinate with at most two decimals.
func px(x float64) string { return trimZeros(strconv.FormatFloat(x, 'f', 2, 64)) }
