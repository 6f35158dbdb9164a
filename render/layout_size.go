package render

import "math"

// measure sets the size of the node. For a plain table it follows the rules
// that Graphviz has for a label in a box and in an ellipse.
func (n *node) measure() {
	n.font, n.least = n.fontAndLeast()
	switch {
	case n.count != "":
		w := max(textWidth(n.label, tableFont, true), textWidth(n.count, countFont, false))
		n.w, n.h = max(w+2*pillMargin, minPill), pillHeight
		return
	case len(n.rows) > 0:
		n.measureRows()
		return
	}
	w := textWidth(n.label, n.font, false) + 2*marginX
	h := n.font*lineSpacing + 2*marginY
	if n.round() {
		// The ellipse is as flat as its least height allows.
		if tall := h * math.Sqrt2; n.least > tall {
			flat := h / n.least
			w *= math.Sqrt(1 / (1 - flat*flat))
		} else {
			w *= math.Sqrt2
			h = tall
		}
	}
	n.w, n.h = max(w, n.least), max(h, n.least)
}

// measureRows sets the size of a node that shows its columns. It is a whole
// number of points in both directions, as Graphviz takes for cells.
func (n *node) measureRows() {
	w := textWidth(n.label, n.font, true)
	names, types := 0.0, 0.0
	for _, r := range n.rows {
		names = max(names, textWidth(r.name, rowFont, false))
		types = max(types, textWidth(r.typ, rowFont, false))
	}
	if types > 0 {
		types += rowGap
	}
	n.w = math.Ceil(max(w, names+types) + 2*marginX)
	n.h = headHeight + float64(len(n.rows))*rowHeight + rowPad
}

// rowMiddle returns how far below the node's upper edge row i has its middle.
func (n *node) rowMiddle(i int) float64 { return headHeight + (float64(i)+0.5)*rowHeight }

// fontAndLeast returns the size of the label and the least width and height.
func (n *node) fontAndLeast() (font, least float64) {
	switch {
	case n.kind == part:
		return partFont, minPart
	case n.kind == lookup && n.classic:
		return partFont, minTable
	}
	return tableFont, minTable
}

// round reports whether the node is an ellipse. Columns need a box.
func (n *node) round() bool { return n.kind.round() && !n.boxed }

// corner returns the radius of the node's corners.
func (n *node) corner() float64 {
	switch {
	case n.count != "":
		return n.h / 2
	case n.classic:
		return 0
	}
	return min(radius, n.h/3, n.w/3)
}
