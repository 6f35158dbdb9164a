package render

import (
	"math"
	"strings"
)

// element is the start tag of an XML element under construction. Tags and
// attribute names are ours; values and texts are escaped.
type element struct {
	tag string
	b   strings.Builder
}

func newElement(tag string) *element {
	e := &element{tag: tag}
	e.b.WriteString("<" + tag)
	return e
}

// attr adds an attribute and returns e.
func (e *element) attr(name, value string) *element {
	e.b.WriteString(" " + name + `="` + escapeXML(clean(value)) + `"`)
	return e
}

// start returns the tag, open for children.
func (e *element) start() string { return e.b.String() + ">" }

// empty returns the element without children.
func (e *element) empty() string { return e.b.String() + "/>" }

// text returns the element with text as its only child.
func (e *element) text(s string) string {
	return e.b.String() + ">" + escapeXML(clean(s)) + "</" + e.tag + ">"
}

// arrowhead returns the triangle from the end of the route's curve to its tip.
func arrowhead(r route) *element {
	from, to := r.spline[len(r.spline)-1], *r.tip
	dx, dy := to.x-from.x, to.y-from.y
	length := math.Hypot(dx, dy)
	if length == 0 {
		length = 1
	}
	const half = 3.0
	nx, ny := -dy/length*half, dx/length*half
	points := []point{{from.x + nx, from.y + ny}, to, {from.x - nx, from.y - ny}}
	d := "M"
	for _, p := range points {
		d += px(p.x) + "," + px(p.y) + " "
	}
	return newElement("path").attr("class", "arrowhead").attr("d", d+"Z")
}
