package render

import (
	"iter"
	"math"
)

// point is a place in a picture, in points; y grows downwards.
type point struct{ x, y float64 }

func (p point) moved(by point) point { return point{p.x + by.x, p.y + by.y} }

// rect is a box in a picture.
type rect struct{ x, y, w, h float64 }

func (r rect) moved(by point) rect { return rect{r.x + by.x, r.y + by.y, r.w, r.h} }

// union returns the least box around both.
func (r rect) union(o rect) rect {
	x, y := min(r.x, o.x), min(r.y, o.y)
	return rect{x, y, max(r.x+r.w, o.x+o.w) - x, max(r.y+r.h, o.y+o.h) - y}
}

// route is the way of an edge.
type route struct {
	// curves is mostly one chain of Bézier curves, of 3n+1 points: a start, then
	// two controls and an end for each. Graphviz may break a line in two.
	curves [][]point
	// tip is where the arrowhead ends; nil where the edge has none.
	tip   *point
	label point // the middle of the label, if the edge has one
}

// pieces yields the single Bézier curves of the line.
func (r route) pieces(yield func(curve [4]point) bool) {
	for _, chain := range r.curves {
		for i := 0; i+3 < len(chain); i += 3 {
			if !yield([4]point(chain[i : i+4])) {
				return
			}
		}
	}
}

// bounds returns the least box around the line.
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

// end returns where the last curve ends.
func (r route) end() point {
	last := r.curves[len(r.curves)-1]
	return last[len(last)-1]
}

// middle returns a point of the line, about half way.
func (r route) middle() point {
	curve := r.curves[len(r.curves)/2]
	i := (len(curve) - 1) / 3 / 2 * 3
	if (len(curve)-1)/3%2 == 0 {
		return curve[i]
	}
	return onCurve(curve[i], curve[i+1], curve[i+2], curve[i+3], 0.5)
}

// onCurve returns the point of a Bézier curve at t, from 0 to 1.
func onCurve(a, b, c, d point, t float64) point {
	u := 1 - t
	at := func(a, b, c, d float64) float64 { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d }
	return point{at(a.x, b.x, c.x, d.x), at(a.y, b.y, c.y, d.y)}
}

// curveBounds returns the least box around a Bézier curve, which its controls
// may be far outside of.
func curveBounds(a, b, c, d point) rect {
	x0, x1 := extent(a.x, b.x, c.x, d.x)
	y0, y1 := extent(a.y, b.y, c.y, d.y)
	return rect{x0, y0, x1 - x0, y1 - y0}
}

// extent returns the least and the greatest value of a Bézier curve in one
// direction: at its ends, or where its derivative is zero.
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

// touches reports whether two boxes share a point. A straight line has a box
// without width.
func (r rect) touches(o rect) bool {
	return r.x <= o.x+o.w && o.x <= r.x+r.w && r.y <= o.y+o.h && o.y <= r.y+r.h
}

// distance returns how far the line passes by a box; 0 if it runs through it.
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

// meets reports whether the line runs through a box. It misses no more than a
// corner.
func (r route) meets(box rect) bool {
	for curve := range r.pieces {
		a, b, c, d := curve[0], curve[1], curve[2], curve[3]
		// A curve lies within its four points.
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

// places yields points of a Bézier curve that are so close that no more than
// a corner of a box fits between two of them.
func places(curve [4]point, box rect) iter.Seq[point] {
	a, b, c, d := curve[0], curve[1], curve[2], curve[3]
	// A curve is no longer than the way over its four points.
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

// line is a straight line as a curve.
func line(from, to point) []point {
	third := func(t float64) point { return point{from.x + (to.x-from.x)*t, from.y + (to.y-from.y)*t} }
	return []point{from, third(1.0 / 3), third(2.0 / 3), to}
}
