package orthogonal

import (
	"cmp"
	"math"
	"slices"
)

const (
	portRounds  = 6
	nudgeRounds = 3
	nudgeMost   = 16.0 // how far a box may move for its lines to be straight
)

// A side is the ports that share a part of a side of a box.
type side []*port

// A port is where a wire leaves a box, or a strand enters one.
type port struct {
	lo, hi float64  // where it may be
	x      *float64 // where it is
	want   func() float64
	room   float64
}

// ports sets where wires leave items and strands enter them. Ports that share a part
// of a side keep a distance, and are in the order of where their lines lead. They
// move until lines that can be straight are.
func (d *drawing) ports() {
	var sides []side
	d.sides = make([][]side, len(d.Boxes))
	for it := range d.items {
		i := &d.items[it]
		if it >= len(d.Boxes) { // a line that passes
			i.up[0].x = i.x
			for _, s := range i.down {
				s.wire.from = i.x
			}
			continue
		}
		var upper, lower []*port
		for _, s := range i.up {
			upper = append(upper, d.newPort(i, s.to, &s.x, func() float64 { return s.wire.from }, s.room))
		}
		seen := make(map[*wire]bool)
		for _, s := range i.down {
			if w := s.wire; !seen[w] {
				seen[w] = true
				lower = append(lower, d.newPort(i, s.from, &w.from, w.middle, s.room))
			}
		}
		d.sides[it] = append(shared(upper), shared(lower)...)
		sides = append(sides, d.sides[it]...)
	}
	for round := range portRounds {
		if d.ctx.Err() != nil {
			return
		}
		for _, side := range sides {
			d.spread(side, round < 2)
		}
		d.bend()
	}
	for range nudgeRounds {
		for it := range d.Boxes {
			d.nudge(it)
		}
		d.bend()
	}
}

// nudge moves a box a little if more of its lines are straight then.
func (d *drawing) nudge(it int) {
	lo, hi := d.freedom(it)
	for _, s := range d.sides[it] {
		for _, p := range s {
			by := p.want() - *p.x
			if x := d.items[it].x + by; math.Abs(by) < 0.01 || math.Abs(by) > nudgeMost || x < lo || x > hi {
				continue
			}
			before := d.bent(it)
			d.shiftBox(it, by)
			if d.bent(it) >= before {
				d.shiftBox(it, -by)
			}
		}
	}
}

// shiftBox moves a box with its ports, which then go where their lines are straight.
func (d *drawing) shiftBox(it int, by float64) {
	d.items[it].x += by
	for _, side := range d.sides[it] {
		for _, p := range side {
			p.lo += by
			p.hi += by
			*p.x += by
		}
		d.spread(side, false)
	}
}

// bent counts the lines of a box that are not straight.
func (d *drawing) bent(it int) int {
	count := 0
	for _, side := range d.sides[it] {
		for _, p := range side {
			if math.Abs(p.want()-*p.x) > 0.01 {
				count++
			}
		}
	}
	return count
}

// bend moves chains to where their line is straight at one of their ends, if there is
// room. The neighbours do not move, so this brings no lines together.
func (d *drawing) bend() {
	for _, c := range d.chains {
		first, last := c.items[0], c.items[len(c.items)-1]
		above := d.items[first].up[0].wire.from
		below := above
		for _, s := range d.items[last].down {
			below = s.x
			if s.lower >= len(d.Boxes) {
				break
			}
		}
		at := d.items[first].x
		wishes := []float64{above, below}
		if math.Abs(below-at) <= math.Abs(above-at) {
			wishes = []float64{below, above}
		}
		for _, x := range wishes {
			// A line that would bend by a hair may come closer to its neighbours.
			if d.roomForChain(c, x, math.Abs(x-at) < hair) {
				for _, it := range c.items {
					d.pass(it, x)
				}
				break
			}
		}
	}
}

// hair is the length of a bend that looks like a mistake.
const hair = 4.0

// roomForChain reports whether a chain may be at x: at the usual distance from its
// neighbours or, if tight, just apart from them.
func (d *drawing) roomForChain(c *chain, x float64, tight bool) bool {
	for _, it := range c.items {
		if tight && !d.roomToPass(it, x) {
			return false
		}
		if lo, hi := d.freedom(it); !tight && (x < lo || x > hi) {
			return false
		}
	}
	return true
}

func (d *drawing) newPort(i *item, end End, x *float64, want func() float64, room float64) *port {
	p := &port{lo: i.x + end.Lo, hi: i.x + end.Hi, x: x, want: want, room: max(d.space.Line, room)}
	*x = (p.lo + p.hi) / 2
	return p
}

// middle returns the median of the lower ends.
func (w *wire) middle() float64 {
	if len(w.strands) == 1 {
		return w.strands[0].x
	}
	xs := make([]float64, len(w.strands))
	for i, s := range w.strands {
		xs[i] = s.x
	}
	slices.Sort(xs)
	return (xs[(len(xs)-1)/2] + xs[len(xs)/2]) / 2
}

// shared groups the ports above or below a box by the part of the side that they may
// be on.
func shared(ports []*port) []side {
	slices.SortStableFunc(ports, func(a, b *port) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi)) })
	var sides []side
	for i, p := range ports {
		if i > 0 && p.lo == ports[i-1].lo && p.hi == ports[i-1].hi {
			sides[len(sides)-1] = append(sides[len(sides)-1], p)
		} else {
			sides = append(sides, side{p})
		}
	}
	return sides
}

// spread places the ports of one part of a side.
func (d *drawing) spread(side side, sort bool) {
	lo, hi := side[0].lo, side[0].hi
	if len(side) == 1 {
		*side[0].x = min(max(side[0].want(), lo), hi)
		return
	}
	if sort {
		slices.SortStableFunc(side, func(a, b *port) int { return cmp.Compare(a.want(), b.want()) })
	}
	n := len(side)
	want, weight, room := make([]float64, n), make([]float64, n), make([]float64, n)
	sum := 0.0
	for i := range n - 1 {
		room[i] = (side[i].room + side[i+1].room) / 2
		sum += room[i]
	}
	if sum > hi-lo { // they move closer together
		for i := range room {
			room[i] *= (hi - lo) / sum
		}
		sum = hi - lo
	}
	before := 0.0
	for i, p := range side {
		// Within these bounds there is room for the others.
		want[i] = min(max(p.want(), lo+before), hi-(sum-before))
		weight[i] = 1
		before += room[i]
	}
	for i, x := range apart(want, weight, room) {
		*side[i].x = min(max(x, lo), hi)
	}
}
