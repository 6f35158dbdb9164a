package render

import "math"

// measure sets the size of the node. A node without columns has the size that
// Graphviz would give to a box or an ellipse with its label.
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
	if n.kind == lookup && !n.classic {
		w += barRoom
	}
	h := n.font*lineSpacing + 2*marginY
	if n.round() {
		// If the least height is more than the label needs, the ellipse need not
		// be as wide.
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

// measureRows sets the size of a node with columns. Width and height are whole
// points, since Graphviz rounds the sizes of cells.
func (n *node) measureRows() {
	w := textWidth(n.label, n.font, true)
	if n.kind == imported {
		w += 2 * markRoom
	}
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

// rowMiddle returns the distance from the top of the node to the middle of row i.
func (n *node) rowMiddle(i int) float64 { return headHeight + (float64(i)+0.5)*rowHeight }

// fontAndLeast returns the font size of the label, and the least width and height
// of the node.
func (n *node) fontAndLeast() (font, least float64) {
	switch {
	case n.chipAt != "":
		return chipFont, minPart
	case n.kind == part || n.kind == bare:
		return partFont, minPart
	case n.kind == lookup && n.classic:
		return partFont, minTable
	}
	return tableFont, minTable
}

// round reports whether the node is an ellipse.
func (n *node) round() bool { return n.kind.round() && !n.boxed && n.chipAt == "" }

// corner returns the radius of the node's corners, if it is a box.
func (n *node) corner() float64 {
	switch {
	case n.count != "":
		return n.h / 2
	case n.classic:
		return 0
	}
	return min(radius, n.h/3, n.w/3)
}
