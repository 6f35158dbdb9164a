package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// DOT writes the figure in the language of Graphviz, with labels, colours and
// tooltips, for any Graphviz to draw. Nodes are named n0, n1, …; names from the
// source occur in labels, tooltips and links only. DOT fails on a name in opts
// that means nothing, and on an error from w.
func DOT(w io.Writer, p *graph.Pipeline, opts Options) error {
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	_, err = w.Write(f.dot())
	return err
}

// dot returns the complete figure in DOT.
func (f *figure) dot() []byte {
	d := newDotWriter(f)
	d.digraph(f, &dotPicture{colours: f.opts.palette(), links: linker{f.opts.Link}})
	return d.buf.Bytes()
}

// dotPicture is the [dotStyle] of a complete picture.
type dotPicture struct {
	colours palette
	links   linker
}

func (d *dotPicture) graph(f *figure) (graph, node, edge attrs) {
	graph.add("fontname", "Helvetica")
	graph.add("fontsize", number(frameFont))
	graph.add("bgcolor", dotQuote(dotColour(d.colours.background)))
	if note := f.omissions(); note != "" {
		graph.add("comment", dotQuote(note))
	}
	if f.opts.Title != "" {
		graph.add("label", dotText(f.opts.Title))
		graph.add("labelloc", "t")
		graph.add("fontcolor", dotQuote(d.colours.frameText))
	}
	node.add("fontname", "Helvetica")
	node.add("margin", dotQuote("0.11,0.06"))
	edge.add("fontname", "Helvetica")
	edge.add("fontsize", number(labelFont))
	edge.add("fontcolor", dotQuote(d.colours.frameText))
	return graph, node, edge
}

func (d *dotPicture) cluster(c *cluster) (a attrs) {
	if d.classic() {
		a.add("style", "dashed")
	} else {
		a.add("labeljust", "r")
		a.add("style", dotQuote("rounded,dashed"))
	}
	a.add("label", dotText(c.label))
	a.add("color", dotQuote(d.colours.frame))
	a.add("fontcolor", dotQuote(d.colours.frameText))
	return a
}

// classic reports whether the theme is Classic, in which corners are square.
func (d *dotPicture) classic() bool { return d.colours.alias != "none" }

func (d *dotPicture) entity() (a attrs) {
	a.add("style", dotQuote("rounded,filled"))
	a.add("color", dotQuote(d.colours.entity))
	return a
}

func (d *dotPicture) node(n *node) (a attrs) {
	ink := d.colours.ink(n)
	style := "filled"
	switch {
	case n.round():
		a.add("shape", "ellipse")
	case n.corner() > 0:
		style = "rounded,filled"
		fallthrough
	default:
		a.add("shape", "box")
	}
	if n.dashed() {
		style += ",dashed"
	}
	a.add("label", d.label(n))
	a.add("style", dotQuote(style))
	a.add("fillcolor", dotQuote(ink.fill))
	a.add("color", dotQuote(dotColour(ink.stroke)))
	a.add("fontcolor", dotQuote(ink.text))
	a.add("fontsize", number(n.font))
	a.add("width", number(n.least/72))
	a.add("height", number(n.least/72))
	if n.kind == computed && !n.classic {
		a.add("peripheries", "2")
	}
	a.add("tooltip", dotText(n.tooltip))
	a.add("class", dotQuote(n.class()))
	if href := d.links.to(n.pos); href != "" {
		a.add("URL", dotText(href))
	}
	return a
}

// label returns the label of a node. It is markup if the label is underlined or
// has several lines.
func (d *dotPicture) label(n *node) string {
	name := dotMarkup(n.label)
	switch {
	case n.count != "":
		return fmt.Sprintf(`<<b>%s</b><br/><font point-size="%s">%s</font>>`, name, number(countFont), dotMarkup(n.count))
	case len(n.rows) > 0:
		return "<" + d.table(n, name) + ">"
	case n.dimension:
		return "<<u>" + name + "</u>>"
	}
	return dotText(cleanLine(n.label))
}

// table returns the markup of a table: its name, and below it a port for each
// column.
func (d *dotPicture) table(n *node, name string) string {
	if n.dimension {
		name = "<u>" + name + "</u>"
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<table border="0" cellborder="0" cellspacing="0" cellpadding="1"><tr><td><b>%s</b></td></tr><hr/>`, name)
	for i, r := range n.rows {
		if i > 0 && !r.inKey && n.rows[i-1].inKey {
			b.WriteString("<hr/>")
		}
		text := dotMarkup(r.name)
		if r.inherited {
			text = "<i>" + text + "</i>"
		}
		if r.typ != "" {
			text += " : " + dotMarkup(r.typ)
		}
		fmt.Fprintf(&b, `<tr><td port="r%d" align="left"><font point-size="%s">%s</font></td></tr>`, i, number(rowFont), text)
	}
	b.WriteString("</table>")
	return b.String()
}

func (d *dotPicture) edge(_ int, e *edge) (a attrs) {
	if label := e.label(); label != "" {
		a.add("label", dotText(label))
	} else if e.renamed() && d.classic() {
		a.add("label", `"●"`)
		a.add("fontcolor", dotQuote(d.colours.alias+"80"))
	}
	hue := d.colours.edgeHue(e)
	a.add("style", e.style())
	a.add("penwidth", number(e.penWidth()))
	a.add("color", dotQuote(hue))
	a.add("edgetooltip", dotText(e.tooltip))
	a.add("class", dotQuote(e.class()))
	if href := d.links.to(e.pos); href != "" {
		a.add("URL", dotText(href))
	}
	return a
}

// finish writes the legend as a node.
func (d *dotPicture) finish(out *dotWriter, f *figure) {
	if !f.opts.Legend || f.isEmpty() { // Graphviz rejects a table without rows
		return
	}
	var b strings.Builder
	b.WriteString(`<<table border="0" cellspacing="4" cellpadding="4">`)
	for _, n := range f.legendNodes() {
		ink := d.colours.ink(n)
		name := dotMarkup(n.label)
		switch {
		case len(n.rows) > 0:
			name = d.table(n, name)
		case n.dimension:
			name = "<u>" + name + "</u>"
		}
		fmt.Fprintf(&b, `<tr><td border="1" color="%s" bgcolor="%s"><font color="%s">%s</font></td></tr>`,
			dotColour(ink.stroke), ink.fill, ink.text, name)
	}
	for _, e := range f.legendEdges() {
		hue := d.colours.edgeHue(e.sample)
		fmt.Fprintf(&b, `<tr><td align="left"><font color="%s">%s line: %s</font></td></tr>`, hue, e.appearance(), dotMarkup(e.means))
	}
	b.WriteString("</table>>")
	a := attrs{{"shape", "plain"}, {"fontsize", number(legendFont)}, {"label", b.String()}, {"class", "legend"}}
	out.line("legend " + a.String() + ";")
}

// dotColour returns a colour in the terms of Graphviz.
func dotColour(c string) string {
	if c == "none" {
		return "transparent"
	}
	return c
}

// dotQuote returns s as a quoted string in DOT, for attributes in which Graphviz
// expands no escapes.
func dotQuote(s string) string {
	return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
}

// dotText returns s as a quoted string in DOT, for labels, tooltips and links, in
// which Graphviz expands backslash escapes and XML entities.
func dotText(s string) string {
	return `"` + escape(clean(s), func(c byte) string {
		switch c {
		case '\\':
			return `\\`
		case '"':
			return `\"`
		case '&':
			return "&amp;"
		case '\n':
			return `\n`
		}
		return ""
	}) + `"`
}

// dotMarkup returns s as text in a label with markup. It is never blank, since
// Graphviz rejects an element without text.
func dotMarkup(s string) string {
	s = cleanLine(s)
	if strings.TrimSpace(s) == "" {
		return "&#160;"
	}
	return escapeXML(s)
}

// number formats x with at most four decimals and no trailing zeros.
func number(x float64) string { return trimZeros(strconv.FormatFloat(x, 'f', 4, 64)) }

// trimZeros removes the trailing zeros of a decimal fraction.
func trimZeros(s string) string {
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
