package render

import (
	"iter"
	"math"
)

// frameLabel returns the middle of the label of a schema's frame: on the right,
// as in dj.Diagram, unless fewer lines run through it on the left, or at one of
// some places in between. In the classic look it is in the middle.
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

// linesThrough counts the edges that run through a box.
func (l *layout) linesThrough(box rect) int {
	count := 0
	for _, r := range l.edges {
		if r.meets(box) {
			count++
		}
	}
	return count
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
