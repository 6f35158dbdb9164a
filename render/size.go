package render

import "math"

// size returns the width and height of a node in points. It follows the rules
// that Graphviz has for a label in a box and in an ellipse.
func (n *node) size() (w, h float64) {
	switch n.kind {
	case collapsed, external, unresolved:
		if n.count != "" {
			w = max(textWidth(n.label, tableFont, true), textWidth(n.count, countFont, false))
			return max(w+2*pillMargin, minPill), pillHeight
		}
	}
	font, least := n.font()
	w = textWidth(n.label, font, false) + 2*marginX
	h = font*lineSpacing + 2*marginY
	if n.kind.round() {
		// The ellipse is as flat as its least height allows.
		if tall := h * math.Sqrt2; least > tall {
			flat := h / least
			w *= math.Sqrt(1 / (1 - flat*flat))
		} else {
			w *= math.Sqrt2
			h = tall
		}
	}
	return max(w, least), max(h, least)
}

// font returns the size of the node's label and its least width and height.
func (n *node) font() (size, least float64) {
	if n.kind == part {
		return partFont, minPart
	}
	return tableFont, minTable
}
