package render

import (
	"iter"
	"math"
)

// A point is a place in a picture, in points. y grows downwards.
type point struct{ x, y float64 }

func (p point) moved(by point) point { return point{p.x + by.x, p.y + by.y} }

// A rect is a box in a picture. Its origin is the upper left corner.
type rect struct{ x, y, w, h float64 }

func (r rect) moved(by point) rect { return rect{r.x + by.x, r.y + by.y, r.w, r.h} }

// union returns the bounding box of both.
func (r rect) union(o rect) rect {
	x, y := min(r.x, o.x), min(r.y, o.y)
	return rect{x, y, max(r.x+r.w, o.x+o.w) - x, max(r.y+r.h, o.y+o.h) - y}
}

// A route is the line of an edge.
type route struct {
	// curves holds chains of cubic Bézier curves. A chain has 3n+1 points: the
	// start, then two control points and the end of each curve. There is mostly
	// one chain, but Graphviz may break a line in two.
	curves [][]point
	tip    *point // the tip of the arrowhead; nil if there is none
	label  point  // the middle of the label, if the edge has one
	plate  bool   // the label is on the line, on a ground of its own
	with   int    // if not 0, the line is that of the edge before this one in the figure
}

// pieces yields each Bézier curve of the line.
func (r route) pieces(yield func(curve [4]point) bool) {
	for _, chain := range r.curves {
		for i := 0; i+3 < len(chain); i += 3 {
			if !yield([4]point(chain[i : i+4])) {
				return
			}
		}
	}
}

// bounds returns the bounding box of the line.
func (r route) bounds() (box rect) {
	first := true
	for curve := range r.pieces {
		part := curveBounds(curve[0], curve[1], curve[2], curve[3])
		if first {
			box, first = part, false
		}
		box = box.union(part)
	}
	return box
}

// end returns the end of the last curve.
func (r route) end() point {
	last := r.curves[len(r.curves)-1]
	return last[len(last)-1]
}

// middle returns a point about halfway along the line.
func (r route) middle() point {
	curve := r.curves[len(r.curves)/2]
	i := (len(curve) - 1) / 3 / 2 * 3
	if (len(curve)-1)/3%2 == 0 {
		return curve[i]
	}
	return onCurve(curve[i], curve[i+1], curve[i+2], curve[i+3], 0.5)
}

// onCurve returns the point of a Bézier curve at parameter t, from 0 to 1.
func onCurve(a, b, c, d point, t float64) point {
	u := 1 - t
	at := func(a, b, c, d float64) float64 { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d }
	return point{at(a.x, b.x, c.x, d.x), at(a.y, b.y, c.y, d.y)}
}

// curveBounds returns the bounding box of a Bézier curve. Its control points may
// be far outside.
func curveBounds(a, b, c, d point) rect {
	x0, x1 := extent(a.x, b.x, c.x, d.x)
	y0, y1 := extent(a.y, b.y, c.y, d.y)
	return rect{x0, y0, x1 - x0, y1 - y0}
}

// extent returns the least and the greatest value of a Bézier curve in one
// dimension. They are at its ends or where its derivative is zero.
func extent(a, b, c, d float64) (lo, hi float64) {
	lo, hi = min(a, d), max(a, d)
	if lo <= min(b, c) && max(b, c) <= hi {
		return lo, hi
	}
	// The derivative is 3(pt² + qt + r).
	p, q, r := d-3*c+3*b-a, 2*(c-2*b+a), b-a
	root := math.Sqrt(max(0, q*q-4*p*r))
	for _, t := range []float64{(-q + root) / (2 * p), (-q - root) / (2 * p), -r / q} {
		if 0 < t && t < 1 {
			v := onCurve(point{a, 0}, point{b, 0}, point{c, 0}, point{d, 0}, t).x
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return lo, hi
}

// meets reports whether two boxes share more than an edge.
func (r rect) meets(o rect) bool {
	return r.x < o.x+o.w && o.x < r.x+r.w && r.y < o.y+o.h && o.y < r.y+r.h
}

// touches reports whether two boxes share a point. Unlike meets, it holds for the
// box of a straight line, which may have no width.
func (r rect) touches(o rect) bool {
	return r.x <= o.x+o.w && o.x <= r.x+r.w && r.y <= o.y+o.h && o.y <= r.y+r.h
}

// distance returns the least distance from the line to a box. It is 0 if the line
// runs through the box.
func (r route) distance(box rect) float64 {
	least := math.Inf(1)
	for curve := range r.pieces {
		for p := range places(curve, box) {
			dx := max(box.x-p.x, 0, p.x-box.x-box.w)
			dy := max(box.y-p.y, 0, p.y-box.y-box.h)
			least = min(least, math.Hypot(dx, dy))
		}
	}
	return least
}

// meets reports whether the line runs through a box. It may miss a line that cuts
// no more than a corner.
func (r route) meets(box rect) bool {
	for curve := range r.pieces {
		a, b, c, d := curve[0], curve[1], curve[2], curve[3]
		// A curve lies within the bounding box of its four points.
		if max(a.x, b.x, c.x, d.x) < box.x || min(a.x, b.x, c.x, d.x) > box.x+box.w ||
			max(a.y, b.y, c.y, d.y) < box.y || min(a.y, b.y, c.y, d.y) > box.y+box.h {
			continue
		}
		for p := range places(curve, box) {
			if box.x <= p.x && p.x <= box.x+box.w && box.y <= p.y && p.y <= box.y+box.h {
				return true
			}
		}
	}
	return false
}

// places yields points of a Bézier curve, close enough that between two of them
// it can cut no more than a corner of the box.
func places(curve [4]point, box rect) iter.Seq[point] {
	a, b, c, d := curve[0], curve[1], curve[2], curve[3]
	// A curve is no longer than the path through its four points.
	length := math.Hypot(b.x-a.x, b.y-a.y) + math.Hypot(c.x-b.x, c.y-b.y) + math.Hypot(d.x-c.x, d.y-c.y)
	steps := min(max(24, math.Ceil(3*length/max(1, min(box.w, box.h)))), 2000)
	return func(yield func(point) bool) {
		for k := 0.0; k <= steps; k++ {
			if !yield(onCurve(a, b, c, d, k/steps)) {
				return
			}
		}
	}
}

// line returns a straight line as a Bézier curve.
func line(from, to point) []point {
	third := func(t float64) point { return point{from.x + (to.x-from.x)*t, from.y + (to.y-from.y)*t} }
	return []point{from, third(1.0 / 3), third(2.0 / 3), to}
}
