package orthogonal

import (
	"cmp"
	"math"
	"slices"
)

// Rounds of [drawing.place].
const (
	placeRounds  = 12 // down and up
	settleRounds = 8  // with what is above and below together
	widthSlack   = 1.06
)

// place sets the x of each item. Each wants to be where its lines are straight; the
// items of a row are moved apart until none overlap, as little as possible. Sweeps
// down and up bring the wishes of far rows together. No row gets wider than the widest
// one has to be. At last lines that pass several ranks are made straight.
func (d *drawing) place() {
	for _, row := range d.rows {
		x := 0.0
		for i, it := range row {
			if i > 0 {
				x += d.between(row[i-1], it)
			}
			d.items[it].x = x
			x += d.items[it].w
		}
		for _, it := range row { // centred
			d.items[it].x -= x / 2
		}
		d.half = max(d.half, x/2*widthSlack)
	}
	for range placeRounds {
		if d.ctx.Err() != nil {
			return
		}
		for _, row := range d.rows {
			d.settle(row, true, false)
		}
		for _, row := range slices.Backward(d.rows) {
			d.settle(row, false, true)
		}
	}
	for i := range settleRounds {
		if i%2 == 0 {
			for _, row := range d.rows {
				d.settle(row, true, true)
			}
		} else {
			for _, row := range slices.Backward(d.rows) {
				d.settle(row, true, true)
			}
		}
	}
	d.straighten()
}

// settle moves the items of a row to where the rows above, below or both want them.
func (d *drawing) settle(row []int, above, below bool) {
	want := make([]float64, len(row))
	weight := make([]float64, len(row))
	room := make([]float64, len(row)) // from the left side of an item to that of the next
	for i, it := range row {
		want[i], weight[i] = d.wish(it, above, below)
		if i+1 < len(row) {
			room[i] = d.items[it].w + d.between(it, row[i+1])
		}
	}
	d.confine(row, want, room)
	for i, x := range apart(want, weight, room) {
		d.items[row[i]].x = x
	}
}

// confine changes what the items of a row want so that all of them stay in the width
// of the widest row.
func (d *drawing) confine(row []int, want, room []float64) {
	last := len(row) - 1
	after := d.items[row[last]].w
	for _, r := range room[:last] {
		after += r
	}
	before := 0.0
	for i := range row {
		want[i] = min(max(want[i], before-d.half), d.half-after)
		before += room[i]
		after -= room[i]
	}
}

// wish returns the x at which the lines of an item are straightest, and how much
// that matters. An item without lines wants to stay.
func (d *drawing) wish(it int, above, below bool) (x, weight float64) {
	var pulls []weighted
	i := &d.items[it]
	if above {
		for _, s := range i.up {
			pulls = append(pulls, weighted{d.items[s.upper].x + s.from.middle() - s.to.middle(), s.weight})
		}
	}
	if below {
		for _, s := range i.down {
			pulls = append(pulls, weighted{d.items[s.lower].x + s.to.middle() - s.from.middle(), s.weight})
		}
	}
	if it < len(d.Boxes) && d.Boxes[it].Leftmost {
		return -d.half, 1
	}
	if len(pulls) == 0 {
		return i.x, 0.05
	}
	return median(pulls)
}

// A weighted number counts as much as it weighs.
type weighted struct{ at, weight float64 }

// median returns the median of numbers, which it sorts, and their weight. There is at
// least one.
func median(numbers []weighted) (at, weight float64) {
	slices.SortFunc(numbers, func(a, b weighted) int { return cmp.Compare(a.at, b.at) })
	for _, n := range numbers {
		weight += n.weight
	}
	sum := 0.0
	for i, n := range numbers {
		sum += n.weight
		switch {
		case sum > weight/2:
			return n.at, weight
		case sum == weight/2 && i+1 < len(numbers):
			return (n.at + numbers[i+1].at) / 2, weight
		}
	}
	return numbers[len(numbers)-1].at, weight
}

// apart returns places as near to the wanted ones as can be, by the squares of the
// distances, such that each is at least the given room right of the one before. The
// order stays. It is the algorithm of pooling adjacent violators.
func apart(want, weight, room []float64) []float64 {
	type pool struct {
		at, weight float64
		count      int
	}
	// Without the rooms, the places must only not decrease.
	before := make([]float64, len(want))
	for i := 1; i < len(want); i++ {
		before[i] = before[i-1] + room[i-1]
	}
	var pools []pool
	for i := range want {
		pools = append(pools, pool{want[i] - before[i], weight[i], 1})
		for len(pools) > 1 {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			if a.at <= b.at {
				break
			}
			w := a.weight + b.weight
			pools = pools[:len(pools)-1]
			pools[len(pools)-1] = pool{(a.at*a.weight + b.at*b.weight) / w, w, a.count + b.count}
		}
	}
	out := make([]float64, 0, len(want))
	for _, p := range pools {
		for range p.count {
			out = append(out, p.at+before[len(out)])
		}
	}
	return out
}

// A chain is the items at which a net passes neighbouring ranks at the same x.
type chain struct {
	items  []int
	lo, hi float64 // where there is room for it
}

// straighten divides the items at which nets pass into chains, each as long as the
// neighbours leave room.
func (d *drawing) straighten() {
	d.chains = nil
	for it := len(d.Boxes); it < len(d.items); it++ {
		if up := d.items[it].up; len(up) > 0 && up[0].upper >= len(d.Boxes) {
			continue // not the first of its net
		}
		var c *chain
		for at := it; at >= 0; at = d.next(at) {
			lo, hi := d.freedom(at)
			if c == nil || max(lo, c.lo) > min(hi, c.hi) {
				if c != nil {
					d.align(c)
				}
				c = &chain{lo: math.Inf(-1), hi: math.Inf(1)}
				d.chains = append(d.chains, c)
			}
			c.lo, c.hi = max(c.lo, lo), min(c.hi, hi)
			c.items = append(c.items, at)
		}
		d.align(c)
	}
}

// next returns the item at which a net passes the next rank, or -1.
func (d *drawing) next(it int) int {
	for _, s := range d.items[it].down {
		if s.lower >= len(d.Boxes) {
			return s.lower
		}
	}
	return -1
}

// align moves the items of a chain to their mean, or as near to it as there is room.
func (d *drawing) align(c *chain) {
	mean := 0.0
	for _, it := range c.items {
		mean += d.items[it].x / float64(len(c.items))
	}
	for _, it := range c.items {
		d.items[it].x = min(max(mean, c.lo), c.hi)
	}
}

// freedom returns the range of x in which an item does not meet its neighbours.
func (d *drawing) freedom(it int) (lo, hi float64) {
	i := &d.items[it]
	row := d.rows[i.rank]
	lo, hi = -d.half, d.half-i.w
	if i.pos > 0 {
		left := row[i.pos-1]
		lo = d.items[left].x + d.items[left].w + d.between(left, it)
	}
	if i.pos+1 < len(row) {
		right := row[i.pos+1]
		hi = d.items[right].x - i.w - d.between(it, right)
	}
	// Rounding may have left no room at all.
	if lo > hi {
		lo, hi = i.x, i.x
	}
	return lo, hi
}
