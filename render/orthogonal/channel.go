package orthogonal

import (
	"cmp"
	"math"
	"slices"
)

// siftRounds bounds the search for the order of the tracks of a gap.
const siftRounds = 6

// tooMany is the number of wires in a gap from which on only neighbours are compared.
const tooMany = 400

// A span is a wire that needs a track in its gap, with the ends of its lines.
type span struct {
	w      *wire
	lo, hi float64
	top    float64
	bottom []float64 // sorted
}

// A clash is two wires of which one comes down where the other goes down. The lines
// lie on one another unless the track of the first is the higher one.
type clash struct {
	w *wire
	s *strand // of another wire
}

// clashes returns the clashes that the order of the tracks does not avoid, as when two
// lines change places.
func (g *gap) clashes() []clash {
	var found []clash
	for _, w := range g.wires {
		for _, o := range g.wires {
			if o == w || w.track < 0 || o.track < 0 || w.track < o.track {
				continue
			}
			for _, s := range o.strands {
				if math.Abs(s.x-w.from) < tooNear {
					found = append(found, clash{w, s})
				}
			}
		}
	}
	return found
}

// resolve moves an end of a line aside, if there is room.
func (d *drawing) resolve(c clash) bool {
	for _, by := range []float64{aside, -aside, 2 * aside, -2 * aside} {
		if x := c.w.from + by; d.roomBelow(c.s, x) {
			if c.s.lower >= len(d.Boxes) {
				d.pass(c.s.lower, x)
			}
			c.s.x = x
			return true
		}
		if x := c.s.x + by; d.roomAbove(c.w, x) {
			if upper := c.w.strands[0].upper; upper >= len(d.Boxes) {
				d.pass(upper, x)
			}
			c.w.from = x
			return true
		}
	}
	return false
}

// roomBelow reports whether a strand may end at x.
func (d *drawing) roomBelow(s *strand, x float64) bool {
	i := &d.items[s.lower]
	if s.lower >= len(d.Boxes) {
		return d.roomToPass(s.lower, x)
	}
	for _, other := range i.up {
		if other != s && math.Abs(other.x-x) < aside {
			return false
		}
	}
	return i.x+s.to.Lo <= x && x <= i.x+s.to.Hi
}

// roomAbove reports whether a wire may start at x.
func (d *drawing) roomAbove(w *wire, x float64) bool {
	first := w.strands[0]
	if first.upper >= len(d.Boxes) {
		return d.roomToPass(first.upper, x)
	}
	i := &d.items[first.upper]
	for _, other := range i.down {
		if other.wire != w && math.Abs(other.wire.from-x) < aside {
			return false
		}
	}
	return i.x+first.from.Lo <= x && x <= i.x+first.from.Hi
}

// pass moves the item at which a net passes a rank.
func (d *drawing) pass(it int, x float64) {
	i := &d.items[it]
	i.x = x
	i.up[0].x = x
	for _, s := range i.down {
		s.wire.from = x
	}
}

// roomToPass reports whether a net may pass a rank at x: closer to its neighbours than
// usual, but apart.
func (d *drawing) roomToPass(it int, x float64) bool {
	i := &d.items[it]
	row := d.rows[i.rank]
	if i.pos > 0 {
		if left := &d.items[row[i.pos-1]]; x < left.x+left.w+aside {
			return false
		}
	}
	return i.pos+1 == len(row) || x <= d.items[row[i.pos+1]].x-aside
}

func newSpan(w *wire) *span {
	s := &span{w: w, lo: w.from, hi: w.from, top: w.from}
	for _, strand := range w.strands {
		s.lo, s.hi = min(s.lo, strand.x), max(s.hi, strand.x)
		s.bottom = append(s.bottom, strand.x)
	}
	slices.Sort(s.bottom)
	return s
}

// channel gives each wire of a gap that is not straight a track, so that lines cross
// little and never lie on one another. It returns the number of tracks.
func (g *gap) channel(line float64) int {
	var spans []*span
	for _, w := range g.wires {
		w.track = -1
		if s := newSpan(w); s.hi-s.lo >= 0.01 {
			spans = append(spans, s)
		}
	}
	// Lines that lead left go down from left to right, so that they nest; those that
	// lead right, from right to left.
	slices.SortStableFunc(spans, func(a, b *span) int { return cmp.Compare(a.slope(), b.slope()) })
	if len(spans) < tooMany {
		sift(spans)
	}
	return pack(spans, line)
}

// slope is negative for lines that lead left, the more the further left they start.
func (s *span) slope() float64 {
	mean := 0.0
	for _, x := range s.bottom {
		mean += (x - s.top) / float64(len(s.bottom))
	}
	if mean < 0 {
		return -1e9 + s.top
	}
	return -s.top
}

// tooNear is the distance of two parallel lines that look like one, in points.
const tooNear = 2.5

// aside is how far lines that would lie on one another are moved apart.
const aside = 3.2

// onOneAnother is the cost of lines that lie on one another, in crossings.
const onOneAnother = 1000

// above returns what it costs if the track of s is above that of t: the lines of s
// that go down through the track of t, and those of t that come down through that
// of s.
func (s *span) above(t *span) float64 {
	if s.hi < t.lo || t.hi < s.lo {
		return 0
	}
	cost := 0.0
	for _, x := range s.bottom {
		if t.lo < x && x < t.hi {
			cost++
		}
		if math.Abs(x-t.top) < tooNear {
			cost += onOneAnother // t comes down where s goes down
		}
	}
	if s.lo < t.top && t.top < s.hi {
		cost++
	}
	return cost
}

// sift moves each span to where it costs least, as long as that is a gain.
func sift(spans []*span) {
	n := len(spans)
	gain := make([][]float64, n) // what it costs more to have i above j than below
	for i, s := range spans {
		gain[i] = make([]float64, n)
		for j, t := range spans {
			if i != j {
				gain[i][j] = s.above(t) - t.above(s)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	original := slices.Clone(spans)
	for range siftRounds {
		moved := false
		for i := range n {
			at := slices.Index(order, i)
			best, bestCost := at, 0.0
			cost := 0.0
			for j := at - 1; j >= 0; j-- { // upwards
				cost += gain[i][order[j]]
				if cost < bestCost {
					best, bestCost = j, cost
				}
			}
			cost = 0
			for j := at + 1; j < n; j++ { // downwards
				cost -= gain[i][order[j]]
				if cost < bestCost {
					best, bestCost = j, cost
				}
			}
			if best != at {
				order = slices.Delete(order, at, at+1)
				order = slices.Insert(order, best, i)
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	for i, k := range order {
		spans[i] = original[k]
	}
}

// pack puts each span on the first track below those that come before it and that it
// would meet. It returns the number of tracks.
func pack(spans []*span, line float64) int {
	tracks := 0
	for i, s := range spans {
		s.w.track = 0
		for _, t := range spans[:i] {
			if s.lo < t.hi+line && t.lo < s.hi+line {
				s.w.track = max(s.w.track, t.w.track+1)
			}
		}
		tracks = max(tracks, s.w.track+1)
	}
	return tracks
}

// crossings counts the crossings in a gap whose wires have tracks. Lines that come
// down to a track, or go down from it, cross the tracks between.
func (g *gap) crossings() int {
	var spans []*span
	for _, w := range g.wires {
		spans = append(spans, newSpan(w))
	}
	count := 0
	for i, s := range spans {
		for _, t := range spans[:i] {
			if s.w.track > t.w.track {
				count += t.through(s)
			} else {
				count += s.through(t)
			}
		}
	}
	return count
}

// through counts the crossings of two wires, of which s is on the higher track. A
// straight wire is on none: it only goes down.
func (s *span) through(t *span) int {
	count := 0
	for _, x := range s.bottom {
		if t.lo < x && x < t.hi {
			count++
		}
	}
	if s.w.track >= 0 && s.lo < t.top && t.top < s.hi {
		count++
	}
	return count
}
