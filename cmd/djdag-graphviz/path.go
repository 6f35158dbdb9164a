package main

import "math"

// point is a place in the plane, or the way from one place to another. The
// y-axis points down.
type point struct{ x, y float64 }

func (p point) add(q point) point           { return point{p.x + q.x, p.y + q.y} }
func (p point) sub(q point) point           { return point{p.x - q.x, p.y - q.y} }
func (p point) scale(f float64) point       { return point{p.x * f, p.y * f} }
func (p point) dot(q point) float64         { return p.x*q.x + p.y*q.y }
func (p point) cross(q point) float64       { return p.x*q.y - p.y*q.x }
func (p point) length() float64             { return math.Hypot(p.x, p.y) }
func (p point) to(q point, t float64) point { return p.add(q.sub(p).scale(t)) }

// verb says what a segment of a path does.
type verb uint8

const (
	moveTo  verb = iota // begins a subpath at end
	lineTo              // draws a straight line to end
	cubicTo             // draws a cubic Bézier curve to end
	closing             // draws a straight line to where the subpath began, and joins it there
)

// segment is one step of a path, from where the one before it ends.
type segment struct {
	verb   verb
	c1, c2 point // the controls of a curve
	end    point // of a closing segment: where the subpath began
}

// path is an outline. Each of its subpaths begins with a moveTo.
type path []segment

func (p *path) moveTo(end point) { *p = append(*p, segment{verb: moveTo, end: end}) }
func (p *path) lineTo(end point) { *p = append(*p, segment{verb: lineTo, end: end}) }

func (p *path) cubicTo(c1, c2, end point) {
	*p = append(*p, segment{verb: cubicTo, c1: c1, c2: c2, end: end})
}

// quadTo adds a quadratic curve as the cubic one that is the same.
func (p *path) quadTo(c, end point) {
	p.cubicTo(p.last().to(c, 2./3), end.to(c, 2./3), end)
}

// close ends a subpath where it began.
func (p *path) close() {
	for i := len(*p) - 1; i >= 0; i-- {
		if s := (*p)[i]; s.verb == moveTo {
			*p = append(*p, segment{verb: closing, end: s.end})
			return
		}
	}
}

// last returns where the path has come to.
func (p path) last() point {
	if len(p) == 0 {
		return point{}
	}
	return p[len(p)-1].end
}

// transform returns the path made larger by the factors of scale, and then
// moved.
func (p path) transform(scale, move point) path {
	at := func(q point) point { return point{q.x*scale.x + move.x, q.y*scale.y + move.y} }
	moved := make(path, len(p))
	for i, s := range p {
		moved[i] = segment{s.verb, at(s.c1), at(s.c2), at(s.end)}
	}
	return moved
}

// kappa is how far the controls of a curve are from its ends, in radii, if it
// is to be a quarter of a circle. The curve leaves the circle by less than
// three ten-thousandths of the radius.
const kappa = 4. / 3 * (math.Sqrt2 - 1)

// quarter continues the path along a quarter of an ellipse, whose bounding box
// has the third corner given.
func (p *path) quarter(corner, end point) {
	p.cubicTo(p.last().to(corner, kappa), end.to(corner, kappa), end)
}

// rectangle returns a rectangle whose corners are round with a radius. It
// begins, and turns, as the rect of SVG does, so that dashes fall on the same
// places. One without an extent is empty.
//
// Source: SVG 2, 10.2 The rect element.
func rectangle(x, y, width, height, radius float64) path {
	var p path
	if !(width > 0 && height > 0) {
		return p
	}
	r := max(0, min(radius, width/2, height/2))
	right, bottom := x+width, y+height
	p.moveTo(point{x + r, y})
	p.lineTo(point{right - r, y})
	if r > 0 {
		p.quarter(point{right, y}, point{right, y + r})
	}
	p.lineTo(point{right, bottom - r})
	if r > 0 {
		p.quarter(point{right, bottom}, point{right - r, bottom})
	}
	p.lineTo(point{x + r, bottom})
	if r > 0 {
		p.quarter(point{x, bottom}, point{x, bottom - r})
	}
	p.lineTo(point{x, y + r})
	if r > 0 {
		p.quarter(point{x, y}, point{x + r, y})
	}
	p.close()
	return p
}

// ellipse returns an ellipse that begins at its right end. One without an
// extent is empty.
//
// Source: SVG 2, 10.4 The ellipse element.
func ellipse(cx, cy, rx, ry float64) path {
	var p path
	if !(rx > 0 && ry > 0) {
		return p
	}
	left, top, right, bottom := cx-rx, cy-ry, cx+rx, cy+ry
	p.moveTo(point{right, cy})
	p.quarter(point{right, bottom}, point{cx, bottom})
	p.quarter(point{left, bottom}, point{left, cy})
	p.quarter(point{left, top}, point{cx, top})
	p.quarter(point{right, top}, point{right, cy})
	p.close()
	return p
}

// box is an upright rectangle.
type box struct{ min, max point }

// emptyBox contains nothing.
func emptyBox() box {
	return box{point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}}
}

// include makes the box large enough for p.
func (b *box) include(p point) {
	b.min = point{min(b.min.x, p.x), min(b.min.y, p.y)}
	b.max = point{max(b.max.x, p.x), max(b.max.y, p.y)}
}

// bounds returns a box that holds the path with the controls of its curves. For
// a rectangle or an ellipse that is the smallest one.
func (p path) bounds() box {
	b := emptyBox()
	for _, s := range p {
		b.include(s.end)
		if s.verb == cubicTo {
			b.include(s.c1)
			b.include(s.c2)
		}
	}
	return b
}
