package main

import "math"

// polygon is an area by its corners. Areas that are drawn together are one
// where they overlap, if they turn the same way.
type polygon []point

// pen is how a line is drawn.
type pen struct {
	width  float64
	dashes []float64 // the lengths of dash and gap in turn; none: a solid line
	round  bool      // the ends of a line; otherwise it is cut off
}

// miterLimit is how many times longer than the line is wide a miter may be, or
// the corner is cut off. It is the initial value of stroke-miterlimit.
//
// Source: SVG 2, 13.5.5 Controlling line joins.
const miterLimit = 4

// stroke returns the area that a pen covers: convex pieces, all of which turn
// the same way. Beside the inner side of a bend they meet and do not overlap,
// so that the grey of an edge does not count twice. A curve keeps the tolerance.
//
// Source: SVG 2, 13.7.4 Computing the shape of the stroke.
func stroke(lines []polyline, p pen, tolerance float64) []polygon {
	s := stroker{half: p.width / 2, round: p.round}
	if !(s.half > 0) {
		return nil
	}
	s.arcStep = 2 * math.Acos(max(0, 1-tolerance/s.half))
	if dash := newDashes(p.dashes); dash != nil {
		for _, l := range lines {
			for _, d := range dash.cut(l) {
				s.line(d.polyline, d.way)
			}
		}
		return s.pieces
	}
	for _, l := range lines {
		s.line(l, point{1, 0})
	}
	return s.pieces
}

// stroker collects the pieces of a stroke.
type stroker struct {
	half    float64 // of the width
	round   bool
	arcStep float64 // how far an arc may turn as a straight line, in radians
	pieces  []polygon
}

// piece adds a convex area, turned as all of them are.
func (s *stroker) piece(p polygon) {
	area := 0.0
	for i := 2; i < len(p); i++ {
		area += p[i-1].sub(p[0]).cross(p[i].sub(p[0]))
	}
	if area < 0 {
		for i, j := 0, len(p)-1; i < j; i, j = i+1, j-1 {
			p[i], p[j] = p[j], p[i]
		}
	}
	if area != 0 {
		s.pieces = append(s.pieces, p)
	}
}

// line strokes one subpath. A line of one point has round ends or none.
func (s *stroker) line(l polyline, way point) {
	n := len(l.points)
	if n == 1 {
		if s.round {
			s.cap(l.points[0], way)
			s.cap(l.points[0], way.scale(-1))
		}
		return
	}
	segments := n - 1
	if l.closed {
		segments = n
	}
	direction := func(i int) point {
		d := l.points[(i+1)%n].sub(l.points[i%n])
		return d.scale(1 / d.length())
	}
	for i := range segments {
		s.segment(l.points[i], l.points[(i+1)%n], direction(i))
		if i+1 < segments || l.closed {
			s.join(l.points[(i+1)%n], direction(i), direction(i+1), l.smooth[(i+1)%n])
		}
	}
	if !l.closed && s.round {
		s.cap(l.points[0], direction(0).scale(-1))
		s.cap(l.points[n-1], direction(n-2))
	}
}

// side returns the way from a line to its edge on the right of its direction.
func (s *stroker) side(direction point) point {
	return point{-direction.y, direction.x}.scale(s.half)
}

func (s *stroker) segment(a, b, direction point) {
	side := s.side(direction)
	s.piece(polygon{a.add(side), b.add(side), b.sub(side), a.sub(side)})
}

// cap adds the half of a disc in front of the end of a line.
func (s *stroker) cap(end, direction point) {
	side := s.side(direction)
	s.piece(s.arc(polygon{end.add(side)}, end, side, -math.Pi))
}

// arc continues a polygon around a centre, from one point of the circle by an
// angle in radians, which is positive clockwise on the screen.
func (s *stroker) arc(p polygon, centre, radius point, angle float64) polygon {
	steps := max(1, math.Ceil(math.Abs(angle)/s.arcStep))
	for i := 1.0; i <= steps; i++ {
		sin, cos := math.Sincos(angle * i / steps)
		p = append(p, centre.add(point{radius.x*cos - radius.y*sin, radius.x*sin + radius.y*cos}))
	}
	return p
}

// join fills the gap on the outer side of a bend, where a line that came in one
// direction leaves in another.
//
// Within a curve the bend is an artefact of drawing it by straight lines: a
// miter gives it back the edge that it has, and an arc that of a cusp, around
// which the pen turns.
func (s *stroker) join(at, in, out point, smooth bool) {
	turn := math.Atan2(in.cross(out), in.dot(out))
	if turn == 0 {
		return
	}
	from, to := s.side(in), s.side(out)
	if turn > 0 { // to the right: the gap is on the left
		from, to = from.scale(-1), to.scale(-1)
	}
	// A miter is as many times longer than the width as 1 by the sine of half
	// the angle between the lines, which is the cosine of half the turn.
	shrink := math.Cos(turn / 2)
	switch {
	case shrink*miterLimit >= 1:
		tip := from.add(to).scale(1 / (2 * shrink * shrink))
		s.piece(polygon{at, at.add(from), at.add(tip), at.add(to)})
	case smooth:
		s.piece(s.arc(polygon{at, at.add(from)}, at, from, turn))
	default:
		s.piece(polygon{at, at.add(from), at.add(to)})
	}
}
