package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// dotSizes is the [dotStyle] for a layout. Nodes and labels are empty boxes of
// the right size, so Graphviz needs no font and sees no name.
type dotSizes struct {
	padX, padY float64 // added to the size of nodes, in points, if nodesep is small
}

func newDotSizes(d *dotWriter, f *figure) dotSizes {
	switch {
	case d.ranks == nil:
		return dotSizes{}
	case f.opts.Direction == LR || f.opts.Direction == RL:
		return dotSizes{padY: 6}
	}
	return dotSizes{padX: 6}
}

func (dotSizes) graph(*figure) (graph, node, edge attrs) {
	// go-graphviz takes long to replace an empty label.
	node.add("label", `" "`)
	node.add("fixedsize", "true")
	// Edges end in the middle of their nodes, which are drawn over them.
	// Graphviz would end them at a box, and our corners are round.
	edge.add("headclip", "false")
	edge.add("tailclip", "false")
	return graph, node, edge
}

func (dotSizes) cluster(c *cluster) attrs {
	return attrs{{"label", dotSpace(textWidth(c.header(), frameFont, false), frameFont*lineSpacing)}}
}

func (dotSizes) entity() attrs { return nil }

func (l dotSizes) node(n *node) attrs {
	if len(n.rows) > 0 {
		return attrs{{"shape", "plain"}, {"fixedsize", "false"}, {"label", dotRows(n)}}
	}
	shape := "box"
	if n.round() {
		shape = "ellipse"
	}
	return attrs{{"shape", shape}, {"width", number((n.w + l.padX) / 72)}, {"height", number((n.h + l.padY) / 72)}}
}

func (dotSizes) edge(i int, e *edge) (a attrs) {
	a.add("id", "e"+strconv.Itoa(i))
	if label := e.label(); label != "" {
		a.add("label", dotSpace(textWidth(label, labelFont, false)+4, labelFont*lineSpacing))
	}
	if e.arrow() {
		a.add("headclip", "true") // for the arrowhead to be visible
	}
	return a
}

func (dotSizes) finish(*dotWriter, *figure) {}

// dotSpace returns a label that is an empty box of the given size in points. It
// must not set cellpadding="0" and the like: with an empty cell, these make
// Graphviz 12 give up the whole layout silently.
func dotSpace(w, h float64) string {
	return fmt.Sprintf(`<<table border="0" fixedsize="true" width="%.0f" height="%.0f"><tr><td></td></tr></table>>`, math.Ceil(w), math.Ceil(h))
}

// dotRows returns a label that is an empty box with a port for each row.
func dotRows(n *node) string {
	cell := func(port string, h float64) string {
		return fmt.Sprintf(`<tr><td%s fixedsize="true" width="%s" height="%s"></td></tr>`, port, number(n.w), number(h))
	}
	var b strings.Builder
	b.WriteString(`<<table border="0" cellborder="0" cellspacing="0" cellpadding="0">`)
	b.WriteString(cell("", headHeight))
	for i := range n.rows {
		b.WriteString(cell(fmt.Sprintf(` port="r%d"`, i), rowHeight))
	}
	b.WriteString(cell("", rowPad))
	b.WriteString("</table>>")
	return b.String()
}
