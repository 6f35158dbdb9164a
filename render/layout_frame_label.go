package render

// Measures of the header of a schema in focus, in points.
const (
	focusHeight = 24.0
	focusPad    = 16.0 // beside its text
	focusGap    = 9.0  // between it and a line
)

// header returns the text of the label of a schema. That of a schema in focus counts
// its tables.
func (c *cluster) header() string {
	if c.focus {
		return cleanLine(c.label) + " · " + plural(c.tables, "table")
	}
	return cleanLine(c.label)
}

// headerWidth returns the width of the label of a schema. That of a schema in focus is
// on a pill.
func (c *cluster) headerWidth() float64 {
	if c.focus {
		return textWidth(c.header(), tableFont, true) + 2*focusPad
	}
	return textWidth(c.header(), frameFont, false)
}

// header returns the middle of the label of a cluster.
func (l *layout) header(f *figure, cluster int) point {
	if l.headers != nil {
		return l.headers[cluster]
	}
	return l.frameLabel(l.clusters[cluster], f.clusters[cluster].header(), f.opts.Theme == Classic)
}

// frameLabel returns the middle of the label of a schema's frame. The label is on
// the right, as in dj.Diagram, unless fewer lines run through it on the left or at
// a place in between. In the classic theme it is centred.
func (l *layout) frameLabel(frame rect, label string, classic bool) point {
	w, h := textWidth(label, frameFont, false), frameFont*lineSpacing
	y := frame.y + framePad/2 + h/2
	if classic {
		return point{frame.x + frame.w/2, y}
	}
	const between = 24
	right, left := frame.x+frame.w-framePad-w/2, frame.x+framePad+w/2
	best, least := right, len(l.edges)+1
	try := func(x float64) {
		if least == 0 {
			return
		}
		if n := l.linesThrough(rect{x - w/2, y - h/2, w, h}); n < least {
			best, least = x, n
		}
	}
	try(right)
	try(left)
	for i := 1; i < between && left < right; i++ {
		try(right + (left-right)*float64(i)/between)
	}
	return point{best, y}
}

// crossesLabels reports whether a line runs through the label of a cluster.
func (l *layout) crossesLabels(f *figure) bool {
	for i, c := range f.clusters {
		at, w, h := l.header(f, i), textWidth(c.header(), frameFont, false), frameFont*lineSpacing
		if l.linesThrough(rect{at.x - w/2, at.y - h/2, w, h}) > 0 {
			return true
		}
	}
	return false
}

// linesThrough returns the number of edges that run through a box.
func (l *layout) linesThrough(box rect) int {
	count := 0
	for _, r := range l.edges {
		if r.meets(box) {
			count++
		}
	}
	return count
}
