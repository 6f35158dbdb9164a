package render

// legend draws the legend with its upper left corner at the given place.
func (s *svgWriter) legend(l *legend, at point) {
	s.open(newElement("g").attr("id", s.id("legend")).attr("class", "legend").
		attr("transform", "translate("+px(at.x)+" "+px(at.y)+")"))
	y := 0.0
	for i, row := range l.nodes {
		if i > 0 {
			y += legendSpace
		}
		x, h := (l.w-rowWidth(row, nodeWidth))/2, tallest(row)
		for _, n := range row {
			s.sampleNode(n, point{x + n.w/2, y + h/2})
			x += n.w + legendSpace
		}
		y += h
	}
	y += legendPad
	for _, row := range l.edges {
		x := (l.w - rowWidth(row, legendEdge.width)) / 2
		for _, e := range row {
			s.sampleEdge(e.sample, point{x, y + legendRow/2})
			s.text(point{x + legendLine + 5, y + legendRow/2}, e.means, font{size: legendFont, anchor: "start", fill: s.colours.frameText})
			x += e.width() + legendSpace
		}
		y += legendRow
	}
	s.close("g")
}

// sampleNode draws a node of the legend.
func (s *svgWriter) sampleNode(n *node, at point) {
	s.open(newElement("g").attr("class", "sample "+n.class()))
	s.outlineAndText(n, at)
	s.close("g")
}

// sampleEdge draws an edge of the legend, from left to right.
func (s *svgWriter) sampleEdge(e *edge, at point) {
	to := point{at.x + legendLine, at.y}
	r := route{curves: [][]point{{at, at, to, to}}}
	if e.arrow() {
		tip := to
		to.x -= arrowLength
		r.curves[0][2], r.curves[0][3] = to, to
		r.tip = &tip
	}
	s.open(newElement("g").attr("class", "sample "+e.class()))
	s.stroke(e, r)
	s.close("g")
}
