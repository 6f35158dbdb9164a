package main

// dashes is a pattern along a line.
type dashes struct {
	lengths []float64 // of dash and gap in turn, an even number
	sum     float64
}

// maxDashes bounds the dashes of one line. One with more looks like a grey line
// at any size at which it can be seen as a whole.
const maxDashes = 100_000

// newDashes returns the pattern of a stroke-dasharray: an odd number of lengths
// counts twice. It is nil where the line is solid: there are none, they have no
// length together, or one is negative.
//
// Source: SVG 2, 13.5.6 Controlling dashing.
func newDashes(lengths []float64) *dashes {
	d := &dashes{lengths: lengths}
	if len(lengths)%2 == 1 {
		d.lengths = append(append([]float64(nil), lengths...), lengths...)
	}
	for _, x := range d.lengths {
		if !(x >= 0) {
			return nil
		}
		d.sum += x
	}
	if d.sum == 0 {
		return nil
	}
	return d
}

// dash is a piece of a line. One without a length is a point, of which way is
// the direction that the line has there.
type dash struct {
	polyline
	way point
}

// cut returns the dashes of a line in their order. One that goes through the
// place where a closed line begins is two.
func (d *dashes) cut(l polyline) []dash {
	if len(l.points) == 1 {
		return []dash{{l, point{1, 0}}}
	}
	if length := l.length(); length/d.sum*float64(len(d.lengths)) > maxDashes {
		return []dash{{l, point{}}}
	}
	c := dashCutter{dashes: d, left: d.lengths[0]}
	n := len(l.points)
	segments := n - 1
	if l.closed {
		segments = n
	}
	c.begin(l.points[0], l.points[1].sub(l.points[0]))
	for i := range segments {
		end := (i + 1) % n
		c.walk(l.points[i], l.points[end], l.smooth[end])
	}
	// Where a dash would begin at the very end, the line has none.
	if last := len(c.cut) - 1; last > 0 && len(c.cut[last].points) == 1 && c.cut[last].points[0] == l.points[segments%n] {
		return c.cut[:last]
	}
	return c.cut
}

// length returns how long the line is.
func (l *polyline) length() float64 {
	sum := 0.0
	for i := 1; i < len(l.points); i++ {
		sum += l.points[i].sub(l.points[i-1]).length()
	}
	if l.closed {
		sum += l.points[0].sub(l.points[len(l.points)-1]).length()
	}
	return sum
}

// dashCutter goes along a line.
type dashCutter struct {
	*dashes
	at   int     // the dash or gap in which it is
	left float64 // of it
	cut  []dash  // the last one is open while at is even
}

func (c *dashCutter) begin(p, way point) {
	d := dash{way: way.scale(1 / way.length())}
	d.add(p, false)
	c.cut = append(c.cut, d)
}

// walk goes along one straight line.
func (c *dashCutter) walk(from, to point, smooth bool) {
	way := to.sub(from)
	length := way.length()
	done := 0.0
	for c.left <= length-done {
		done += c.left
		p := from.to(to, done/length)
		if c.at%2 == 0 {
			c.cut[len(c.cut)-1].add(p, false)
		} else {
			c.begin(p, way)
		}
		c.at = (c.at + 1) % len(c.lengths)
		c.left = c.lengths[c.at]
	}
	c.left -= length - done
	if c.at%2 == 0 {
		c.cut[len(c.cut)-1].add(to, smooth)
	}
}
