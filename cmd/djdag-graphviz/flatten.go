package main

import "math"

// polyline is a subpath as straight lines. No point is equal to the one before
// it, nor is the last one of a closed line equal to the first.
type polyline struct {
	points []point
	// smooth tells of each point whether it lies within a curve. There the line
	// turns only because curves are drawn as straight lines.
	smooth []bool
	closed bool
}

// add continues the line.
func (l *polyline) add(p point, smooth bool) {
	if n := len(l.points); n > 0 && l.points[n-1] == p {
		l.smooth[n-1] = l.smooth[n-1] && smooth
		return
	}
	l.points = append(l.points, p)
	l.smooth = append(l.smooth, smooth)
}

// flatten returns the subpaths as straight lines, none of which is further from
// its curve than the tolerance. A subpath that only moves is left out; one that
// draws but does not leave its point has that one point.
func (p path) flatten(tolerance float64) []polyline {
	var lines []polyline
	var line *polyline // nil: nothing is drawn since the last move
	var from point
	for _, s := range p {
		if s.verb == moveTo {
			line, from = nil, s.end
			continue
		}
		if line == nil {
			lines = append(lines, polyline{})
			line = &lines[len(lines)-1]
			line.add(from, false)
		}
		switch s.verb {
		case lineTo:
			line.add(s.end, false)
		case cubicTo:
			line.addCubic(from, s.c1, s.c2, s.end, tolerance)
		case closing:
			line.closed = true
			if n := len(line.points) - 1; n > 0 && line.points[n] == line.points[0] {
				line.points, line.smooth = line.points[:n], line.smooth[:n]
			}
			line = nil
		}
		from = s.end
	}
	return lines
}

// maxSteps bounds the pieces of one curve. Only one of a hundred thousand
// pixels would need more.
const maxSteps = 10_000

// addCubic continues the line along a curve, in steps of equal parameter. Their
// number follows from how much the curve bends: a step of h leaves it by no
// more than h²/8 times its second derivative.
func (l *polyline) addCubic(a, b, c, d point, tolerance float64) {
	bend := 6 * max(a.sub(b.scale(2)).add(c).length(), b.sub(c.scale(2)).add(d).length())
	steps := min(maxSteps, max(1, math.Ceil(math.Sqrt(bend/8/tolerance))))
	for i := 1.0; i < steps; i++ {
		l.add(cubicAt(a, b, c, d, i/steps), true)
	}
	l.add(d, false)
}

// cubicAt returns the point of a curve at a parameter from 0 to 1.
func cubicAt(a, b, c, d point, t float64) point {
	u := 1 - t
	return a.scale(u * u * u).add(b.scale(3 * u * u * t)).add(c.scale(3 * u * t * t)).add(d.scale(t * t * t))
}
