package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// dotLayout is the style of a DOT text that has only what decides where things
// stand. Nodes and labels are empty boxes of the right size, so Graphviz needs
// no font and sees no name.
type dotLayout struct {
	// padX and padY are added to the size of nodes, to keep them apart where
	// the general distance is small.
	padX, padY float64
}

func newDotLayout(d *dotWriter, f *figure) dotLayout {
	switch {
	case d.ranks == nil:
		return dotLayout{}
	case f.opts.Direction == LR || f.opts.Direction == RL:
		return dotLayout{padY: 6}
	}
	return dotLayout{padX: 6}
}

func (dotLayout) graph(*figure) (graph, node, edge attrs) {
	// go-graphviz replaces an empty label, which takes it long.
	node.add("label", `" "`)
	node.add("fixedsize", "true")
	// An edge runs on to the middle of its nodes, which are drawn over it.
	// Graphviz would end it at a box, and our corners are round.
	edge.add("headclip", "false")
	edge.add("tailclip", "false")
	return graph, node, edge
}

func (dotLayout) cluster(c *cluster) attrs {
	return attrs{{"label", dotSpace(textWidth(cleanLine(c.label), frameFont, false), frameFont*lineSpacing)}}
}

func (dotLayout) entity() attrs { return nil }

func (l dotLayout) node(n *node) attrs {
	if len(n.rows) > 0 {
		return attrs{{"shape", "plain"}, {"fixedsize", "false"}, {"label", dotRows(n)}}
	}
	shape := "box"
	if n.round() {
		shape = "ellipse"
	}
	return attrs{{"shape", shape}, {"width", number((n.w + l.padX) / 72)}, {"height", number((n.h + l.padY) / 72)}}
}

func (dotLayout) edge(i int, e *edge) (a attrs) {
	a.add("id", "e"+strconv.Itoa(i))
	if label := e.label(); label != "" {
		a.add("label", dotSpace(textWidth(label, labelFont, false)+4, labelFont*lineSpacing))
	}
	if e.onCycle() {
		a.add("headclip", "true") // the arrowhead is to be seen
	}
	return a
}

func (dotLayout) finish(*dotWriter, *figure) {}

// dotSpace returns a label that is an empty box of this size in points. It has
// no cellpadding="0" and the like: with these, an empty cell makes Graphviz 12
// give up the whole layout without a word.
func dotSpace(w, h float64) string {
	return fmt.Sprintf(`<<table border="0" fixedsize="true" width="%.0f" height="%.0f"><tr><td></td></tr></table>>`, math.Ceil(w), math.Ceil(h))
}

// dotRows returns a label that is an empty box with a port for every row.
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
