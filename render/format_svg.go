package render

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render/graphviz"
)

// SVG writes the figure as an SVG. Programs can read it, too: each table, foreign
// key and schema is an element with a class and data- attributes. SVG fails on a
// name in opts that means nothing, on an error from w or the drawing worker, and
// when ctx is done. Figures with curves need the worker; without one the error is
// [graphviz.ErrNotFound].
func SVG(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	f, l, err := drawn(ctx, p, opts)
	if err != nil {
		return err
	}
	out := f.svg(l)
	if format := opts.svgFormat(); format != "" {
		if out, err = f.rewrite(ctx, out, format); err != nil {
			return err
		}
	}
	_, err = w.Write(out)
	return err
}

// svgFormat returns the format of the worker that turns an SVG into one with the text
// that the options ask for, or "".
func (o *Options) svgFormat() string {
	switch {
	case o.Text == TextPaths:
		return "svg-paths"
	case o.EmbedFont:
		return "svg-font"
	}
	return ""
}

// rewrite has the worker turn the SVG into another one.
func (f *figure) rewrite(ctx context.Context, svg []byte, format string) ([]byte, error) {
	worker, err := f.opts.Worker.worker()
	if err != nil {
		return nil, err
	}
	if !worker.Private {
		return nil, fmt.Errorf("%s has no font to put into an SVG; install %s", worker.Path, graphviz.Name)
	}
	worker.Notice = f.opts.Notice
	return worker.Run(ctx, format, svg)
}

// Distances around the drawing, in points.
const (
	svgMargin   = 8.0
	titleHeight = 30.0
	noteHeight  = 24.0
)

// A page is a drawing with what is around it, in points.
type page struct {
	bounds rect // of the drawing
	legend *legend
	note   string  // the line below
	top    float64 // the height of the title
	w, h   float64
}

// page returns the page of a layout.
func (f *figure) page(l *layout) page {
	p := page{bounds: l.bounds(f), note: f.omissions()}
	p.w, p.h = p.bounds.w, p.bounds.h
	if f.opts.Legend && !f.isEmpty() {
		p.legend = f.legend(p.w)
		p.w = max(p.w, p.legend.w)
		p.h += legendGap + p.legend.h
	}
	if p.note != "" {
		p.w = max(p.w, textWidth(p.note, noteFont, false))
		p.h += noteHeight
	}
	if title := f.heading(); title != "" {
		p.w = max(p.w, textWidth(title, titleFont, true))
		p.top = titleHeight
	}
	p.w += 2 * svgMargin
	p.h += 2*svgMargin + p.top
	return p
}

// svg returns the SVG of the figure at the places of the layout.
func (f *figure) svg(l *layout) []byte {
	s := &svgWriter{opts: f.opts, links: linker{f.opts.Link}, colours: f.opts.palette()}
	page := f.page(l)
	bounds, legend, note, top, width, height := page.bounds, page.legend, page.note, page.top, page.w, page.h
	scale := page.scale(f.opts.Fit)

	if !f.opts.Inline {
		s.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	}
	s.open(newElement("svg").
		attr("id", s.id("figure")).
		attr("class", f.class()).
		attr("xmlns", "http://www.w3.org/2000/svg").
		attr("width", px(width*scale)+"pt").
		attr("height", px(height*scale)+"pt").
		attr("viewBox", "0 0 "+px(width)+" "+px(height)).
		attr("role", s.role()).
		attr("aria-labelledby", s.id("title")).
		attr("aria-describedby", s.id("desc")).
		attr("font-family", fontStack).
		attr("text-anchor", "middle"))
	s.line(newElement("title").attr("id", s.id("title")).text(f.title()))
	s.line(newElement("desc").attr("id", s.id("desc")).text(f.description()))
	if f.opts.Theme == Auto {
		s.line(newElement("style").text(darkStyle("#"+cssName(s.id("figure")), s.opts.Reads, s.opts.Marks != nil)))
	}
	if s.colours.background != "none" {
		s.line(newElement("rect").attr("class", "background").attr("width", px(width)).attr("height", px(height)).attr("fill", s.colours.background).empty())
	}
	if top > 0 {
		s.heading(f, width)
	}
	// A figure that is narrower than its title or legend is centred.
	s.open(newElement("g").attr("transform", "translate("+px((width-bounds.w)/2-bounds.x)+" "+px(svgMargin+top-bounds.y)+")"))
	for i, c := range f.clusters {
		s.cluster(c, l.clusters[i], l.header(f, i))
		for j, g := range c.groups {
			if box, ok := l.entities[[2]int{i, j}]; ok && f.opts.Theme != Classic {
				s.entity(g, box, c.focus)
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
		ground := s.colours.background
		if n.table != nil && len(f.opts.Focus) > 0 {
			ground = s.colours.panel
		}
		if ground == "none" {
			ground = s.colours.plate
		}
		s.node(n, l.nodes[i], ground)
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

// heading draws the title. In a document of several pages, it leads to the first one.
func (s *svgWriter) heading(f *figure, width float64) {
	at := point{width / 2, svgMargin + titleFont/2}
	href := ""
	if page := f.opts.titlePage; page > 0 {
		href = pageLink(page)
	}
	s.anchor(href, f.heading(), func() {
		if href != "" { // a text has no area that a link could have
			w := textWidth(f.heading(), titleFont, true)
			s.line(box(rect{at.x - w/2, at.y - titleFont/2, w, titleFont}, 0).attr("fill", "none").empty())
		}
		s.text(at, f.heading(), font{size: titleFont, bold: true, fill: s.colours.frameText, class: "title"})
	})
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
	switch {
	case f.isPipeline():
		return "Pipeline diagram"
	case len(f.opts.Focus) > 0:
		var names []string
		for _, c := range f.clusters {
			names = append(names, c.label)
		}
		return "Schema diagram: " + strings.Join(names, ", ") + " and its neighbours"
	}
	return "Table diagram"
}

// description returns a sentence that counts what the figure shows.
func (f *figure) description() string {
	var tables, pills, outside, unknown, modules, keys, read, imported int
	for n := range f.nodes {
		switch {
		case n.table != nil:
			tables++
		case n.kind == collapsed:
			pills++
		case n.kind == bare:
			modules++
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
		case reads:
			read += e.members
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
	add(modules, "module")
	add(keys, "foreign key")
	add(read, "read")
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
