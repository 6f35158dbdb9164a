package render

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// DOT writes the figure in the language of Graphviz, complete with labels,
// colours and tooltips, for any Graphviz to draw. Names are n0, n1, … in the
// order of writing; what the source calls things stands in labels only. Its
// errors are about opts, or from w.
func DOT(w io.Writer, p *graph.Pipeline, opts Options) error {
	f, err := newFigure(p, opts)
	if err != nil {
		return err
	}
	_, err = w.Write(f.dot(dotPicture))
	return err
}

// dotMode is what a DOT text is for.
type dotMode bool

const (
	// dotPicture has all that is seen.
	dotPicture dotMode = false
	// dotLayout has only what decides where things stand. Nodes and labels are
	// empty boxes of the right size, so that Graphviz needs no font.
	dotLayout dotMode = true
)

// dot returns the figure in DOT. Node i is named n<i> and edge i has the id
// e<i>, in the order of the figure; the cluster of schema i is cluster<i>, and
// that of a master and its parts is cluster<i>_<index of the group>.
func (f *figure) dot(mode dotMode) []byte {
	d := &dotWriter{mode: mode, colours: f.opts.Theme.palette(), number: make(map[*node]int)}
	for n := range f.nodes {
		d.number[n] = len(d.number)
	}
	d.open("digraph pipeline {")
	d.graph(f)
	for i, c := range f.clusters {
		d.cluster(i, c)
	}
	for _, n := range f.loose {
		d.node(n)
	}
	for i, e := range f.edges {
		d.edge(i, e)
	}
	d.close()
	return d.buf.Bytes()
}

// dotWriter writes one DOT text. All nodes are written before any edge: an
// edge would put a node that it names first into its own subgraph.
type dotWriter struct {
	buf     bytes.Buffer
	mode    dotMode
	colours palette
	number  map[*node]int
	depth   int
}

func (d *dotWriter) line(s string) {
	d.buf.WriteString(strings.Repeat("\t", d.depth))
	d.buf.WriteString(s)
	d.buf.WriteByte('\n')
}

func (d *dotWriter) open(s string) { d.line(s); d.depth++ }
func (d *dotWriter) close()        { d.depth--; d.line("}") }

func (d *dotWriter) name(n *node) string { return "n" + strconv.Itoa(d.number[n]) }

// graph writes what holds for the whole figure.
func (d *dotWriter) graph(f *figure) {
	g := attrs{{"rankdir", f.opts.Direction.String()}}
	if f.isPipeline() {
		g.add("nodesep", "0.45")
		g.add("ranksep", "0.55")
	}
	node := attrs{{"margin", dotQuote("0.11,0.06")}}
	edge := attrs{{"arrowhead", "none"}}
	if d.mode == dotLayout {
		node.add("label", `""`)
		node.add("fixedsize", "true")
	} else {
		g.add("fontname", "Helvetica")
		g.add("fontsize", number(frameFont))
		if d.colours.background != "none" {
			g.add("bgcolor", dotQuote(d.colours.background))
		} else {
			g.add("bgcolor", "transparent")
		}
		if f.opts.Title != "" {
			g.add("label", dotText(f.opts.Title))
			g.add("labelloc", "t")
			g.add("fontcolor", dotQuote(d.colours.frameText))
		}
		node.add("fontname", "Helvetica")
		edge.add("fontname", "Helvetica")
		edge.add("fontsize", number(labelFont))
		edge.add("fontcolor", dotQuote(d.colours.frameText))
	}
	d.line("graph " + g.String() + ";")
	d.line("node " + node.String() + ";")
	d.line("edge " + edge.String() + ";")
}

func (d *dotWriter) cluster(i int, c *cluster) {
	d.open(fmt.Sprintf("subgraph cluster%d {", i))
	label := attrs{{"labelloc", "t"}, {"labeljust", "r"}}
	if d.mode == dotLayout {
		label.add("label", dotSpace(textWidth(cleanLine(c.label), frameFont, false), frameFont*lineSpacing))
	} else {
		label.add("label", dotText(c.label))
		label.add("style", dotQuote("rounded,dashed"))
		label.add("color", dotQuote(d.colours.frame))
		label.add("fontcolor", dotQuote(d.colours.frameText))
	}
	d.line("graph " + label.String() + ";")
	for j, g := range c.groups {
		if len(g.nodes) == 1 {
			d.node(g.nodes[0])
			continue
		}
		d.open(fmt.Sprintf("subgraph cluster%d_%d {", i, j))
		entity := attrs{{"label", `""`}}
		if d.mode == dotPicture {
			entity.add("style", dotQuote("rounded,filled"))
			entity.add("color", dotQuote(d.colours.entity))
		}
		d.line("graph " + entity.String() + ";")
		same := "{ rank=same;"
		level := 0
		for _, n := range g.nodes {
			d.node(n)
			if !g.chained[n] {
				same += " " + d.name(n) + ";"
				level++
			}
		}
		if level > 1 {
			d.line(same + " }")
		}
		d.close()
	}
	d.close()
}

func (d *dotWriter) node(n *node) {
	var a attrs
	shape := "box"
	if n.kind.round() {
		shape = "ellipse"
	}
	a.add("shape", shape)
	if d.mode == dotLayout {
		w, h := n.size()
		a.add("width", number(w/72))
		a.add("height", number(h/72))
		d.line(d.name(n) + " " + a.String() + ";")
		return
	}
	font, least := n.font()
	ink := d.colours.nodes[n.kind]
	a.add("label", dotLabel(n))
	a.add("style", dotQuote(n.dotStyle()))
	a.add("fillcolor", dotQuote(ink.fill))
	a.add("color", dotQuote(ink.stroke))
	a.add("fontcolor", dotQuote(ink.text))
	a.add("fontsize", number(font))
	a.add("width", number(least/72))
	a.add("height", number(least/72))
	a.add("tooltip", dotText(n.tooltip))
	a.add("class", dotQuote(n.class()))
	d.line(d.name(n) + " " + a.String() + ";")
}

func (n *node) dotStyle() string {
	switch {
	case n.kind.round():
		return "filled"
	case n.kind == external || n.kind == unresolved:
		return "rounded,filled,dashed"
	}
	return "rounded,filled"
}

func (d *dotWriter) edge(i int, e *edge) {
	var a attrs
	if e.weight() != 1 {
		a.add("weight", strconv.Itoa(e.weight()))
	}
	if e.cycle {
		a.add("arrowhead", "normal")
		a.add("arrowsize", "0.7")
	}
	if label := e.label(); label != "" {
		if d.mode == dotLayout {
			a.add("label", dotSpace(textWidth(label, labelFont, false)+4, labelFont*lineSpacing))
		} else {
			a.add("label", dotText(label))
		}
	}
	if d.mode == dotLayout {
		a.add("id", "e"+strconv.Itoa(i))
	} else {
		a.add("style", e.style())
		a.add("penwidth", number(e.penWidth()))
		a.add("color", dotQuote(d.colours.edgeColour(e)))
		a.add("edgetooltip", dotText(e.tooltip))
		a.add("class", dotQuote(e.class()))
	}
	d.line(d.name(e.from) + " -> " + d.name(e.to) + " " + a.String() + ";")
}

// attrs is a list of attributes in DOT, the values quoted already.
type attrs [][2]string

func (a *attrs) add(name, value string) { *a = append(*a, [2]string{name, value}) }

func (a attrs) String() string {
	parts := make([]string, len(a))
	for i, nv := range a {
		parts[i] = nv[0] + "=" + nv[1]
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// dotQuote returns s as a quoted string in DOT, for attributes that Graphviz
// takes as they are.
func dotQuote(s string) string {
	return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
}

// dotText returns s as a quoted string in DOT, for labels and tooltips: there
// Graphviz reads backslash escapes and XML entities.
func dotText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "\n", `\n`).Replace(clean(s)) + `"`
}

// dotLabel returns the label of a node: markup where it is underlined or has
// two lines.
func dotLabel(n *node) string {
	name := escapeXML(cleanLine(n.label))
	switch {
	case n.count != "":
		return fmt.Sprintf(`<<b>%s</b><br/><font point-size="%s">%s</font>>`, name, number(countFont), escapeXML(n.count))
	case n.dimension && name != "":
		return "<<u>" + name + "</u>>"
	}
	return dotText(cleanLine(n.label))
}

// dotSpace returns a label that is an empty box of this size in points. It has
// no cellpadding="0" and the like: with these, an empty cell makes Graphviz 12
// give up the whole layout without a word.
func dotSpace(w, h float64) string {
	return fmt.Sprintf(`<<table border="0" fixedsize="true" width="%.0f" height="%.0f"><tr><td></td></tr></table>>`, math.Ceil(w), math.Ceil(h))
}

// number returns x with up to four decimals and no trailing zeros.
func number(x float64) string {
	s := strconv.FormatFloat(x, 'f', 4, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
