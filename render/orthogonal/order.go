package orthogonal

import (
	"cmp"
	"slices"
)

// Bounds of the search for an order with few crossings.
const (
	orderRounds = 40
	orderStalls = 12 // rounds without gain after which the search ends
	quickRounds = 4
	clear       = 0.9 // for steady graphs, the share of crossings that is clearly fewer
	swapRounds  = 8
)

// order sets the order of the items on each rank. It starts from the order of the
// boxes, and from those of walks along the lines, and keeps the best that it finds.
// Items that no line pulls aside stay in the order of the boxes.
func (d *drawing) order() {
	o := newOrderer(d)
	start := copyRows(d.rows)
	var best [][]int
	least := 0.0
	enough := 1.0 // the share of crossings below which another start is better
	if d.Steady {
		enough = clear
	}
	for _, prepare := range []func(){func() {}, o.walkDown, o.walkUp} {
		d.rows = copyRows(start)
		prepare()
		rows, crossings := o.search()
		if best == nil || crossings < enough*least {
			best, least = rows, crossings
		}
		if least == 0 || d.Quick || d.ctx.Err() != nil {
			break
		}
	}
	d.rows = best
	for _, row := range d.rows {
		o.number(row)
	}
}

// An orderer searches for an order.
type orderer struct {
	d *drawing
	// What swapping neighbours would gain is known until something that they are
	// joined to moves.
	clock int
	moved []int   // for each item, when something that it is joined to last moved
	known []known // for each item

	// Used again and again.
	ends         []ends
	lower, spare []float64
	movable      []measured
	slots        []int
}

// known is what swapping an item and the one right of it would gain.
type known struct {
	right int
	when  int
	gain  float64
}

func newOrderer(d *drawing) *orderer {
	o := &orderer{d: d, moved: make([]int, len(d.items)), known: make([]known, len(d.items))}
	for it := range d.items {
		o.known[it].right = -1
		for _, s := range d.items[it].down {
			s.upperShare, s.lowerShare = d.share(s.upper, s.from), d.share(s.lower, s.to)
		}
	}
	return o
}

// share returns where a strand meets an item, as a share of its width.
func (d *drawing) share(it int, end End) float64 {
	if w := d.items[it].w; w > 0 {
		return min(max(end.middle()/w, 0), 0.999)
	}
	return 0.5
}

// number sets the position of each item of a row.
func (o *orderer) number(row []int) {
	for i, it := range row {
		if o.d.items[it].pos != i {
			o.d.items[it].pos = i
			o.move(it)
		}
	}
}

// move notes that an item has moved.
func (o *orderer) move(it int) {
	o.clock++
	for _, s := range o.d.items[it].up {
		o.moved[s.upper] = o.clock
	}
	for _, s := range o.d.items[it].down {
		o.moved[s.lower] = o.clock
	}
}

// search returns the best order that it finds from the present one, and its
// crossings by weight.
func (o *orderer) search() (best [][]int, least float64) {
	d := o.d
	for _, row := range d.rows {
		o.keepLeft(row)
		o.number(row)
	}
	o.swap()
	best, least = copyRows(d.rows), o.crossings()
	stalled := 0
	for round := range orderRounds {
		if least == 0 || stalled == orderStalls || d.Quick && round == quickRounds || d.ctx.Err() != nil {
			break
		}
		if round%2 == 0 {
			for _, row := range d.rows {
				o.sort(row, true, round%4 == 2)
			}
		} else {
			for _, row := range slices.Backward(d.rows) {
				o.sort(row, false, round%4 == 3)
			}
		}
		if round%2 == 1 {
			o.shake()
		}
		o.swap()
		stalled++
		if n := o.crossings(); n < least {
			best, least = copyRows(d.rows), n
			stalled = 0
		}
	}
	return best, least
}

// walkDown orders the items as a walk from the first boxes down the lines meets them.
func (o *orderer) walkDown() {
	o.walk(o.d.rows, func(it int) []int {
		var next []int
		for _, s := range o.d.items[it].down {
			next = append(next, s.lower)
		}
		return next
	})
}

// walkUp does the same from the last boxes upwards.
func (o *orderer) walkUp() {
	from := slices.Clone(o.d.rows)
	slices.Reverse(from)
	o.walk(from, func(it int) []int {
		var next []int
		for _, s := range o.d.items[it].up {
			next = append(next, s.upper)
		}
		return next
	})
}

func (o *orderer) walk(from [][]int, next func(it int) []int) {
	d := o.d
	met := make([]bool, len(d.items))
	rows := make([][]int, len(d.rows))
	for _, row := range from {
		for _, start := range row {
			for stack := []int{start}; len(stack) > 0; {
				it := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if met[it] {
					continue
				}
				met[it] = true
				rows[d.items[it].rank] = append(rows[d.items[it].rank], it)
				for _, n := range slices.Backward(next(it)) {
					stack = append(stack, n)
				}
			}
		}
	}
	d.rows = rows
}

// leftmost reports whether the item stands left of all others.
func (o *orderer) leftmost(it int) bool { return it < len(o.d.Boxes) && o.d.Boxes[it].Leftmost }

// keepLeft puts the leftmost item of a row first.
func (o *orderer) keepLeft(row []int) {
	slices.SortStableFunc(row, func(a, b int) int {
		switch l, m := o.leftmost(a), o.leftmost(b); {
		case l == m:
			return 0
		case l:
			return -1
		}
		return 1
	})
}

// upperAt and lowerAt return where a strand meets the items at its ends: the
// position of the item, and a share of its width.
func (o *orderer) upperAt(s *strand) float64 { return float64(o.d.items[s.upper].pos) + s.upperShare }
func (o *orderer) lowerAt(s *strand) float64 { return float64(o.d.items[s.lower].pos) + s.lowerShare }

// measured is an item and where it wants to be.
type measured struct {
	it int
	m  float64
}

// sort sorts a row by the medians of what the items are joined to above, or below.
// Items that are joined to nothing keep their places. Turn turns around items that
// want to be at the same place, which leads out of orders that no swap improves.
func (o *orderer) sort(row []int, above, turn bool) {
	movable, slots := o.movable[:0], o.slots[:0]
	for i, it := range row {
		if m, ok := o.median(it, above); ok && !o.leftmost(it) {
			movable = append(movable, measured{it, m})
			slots = append(slots, i)
		}
	}
	if turn {
		slices.Reverse(movable)
	}
	slices.SortStableFunc(movable, func(a, b measured) int { return cmp.Compare(a.m, b.m) })
	for i, m := range movable {
		row[slots[i]] = m.it
	}
	o.movable, o.slots = movable, slots
	o.number(row)
}

// median returns the weighted median of the places above, or below, that lines join
// the item to. It reports false without any.
func (o *orderer) median(it int, above bool) (float64, bool) {
	i := &o.d.items[it]
	switch { // most items are joined to one other
	case above && len(i.up) == 1:
		return o.upperAt(i.up[0]), true
	case !above && len(i.down) == 1:
		return o.lowerAt(i.down[0]), true
	}
	var places []weighted
	if above {
		for _, s := range i.up {
			places = append(places, weighted{o.upperAt(s), s.weight})
		}
	} else {
		for _, s := range i.down {
			places = append(places, weighted{o.lowerAt(s), s.weight})
		}
	}
	if len(places) > 0 {
		at, _ := median(places)
		return at, true
	}
	if it < len(o.d.Boxes) && o.d.Boxes[it].Side != Inner {
		return o.d.Boxes[it].Hint, true
	}
	return 0, false
}

// swap swaps neighbours while that makes fewer crossings.
func (o *orderer) swap() {
	for range swapRounds {
		gained := false
		for _, row := range o.d.rows {
			for i := 0; i+1 < len(row); i++ {
				if o.leftmost(row[i]) {
					continue
				}
				if o.gain(row[i], row[i+1]) > 0 {
					o.exchange(row, i)
					gained = true
				}
			}
		}
		if !gained {
			return
		}
	}
}

// shake swaps neighbours where that makes no more crossings.
func (o *orderer) shake() {
	for _, row := range o.d.rows {
		for i := 0; i+1 < len(row); i++ {
			if !o.leftmost(row[i]) && o.gain(row[i], row[i+1]) >= 0 {
				o.exchange(row, i)
			}
		}
	}
}

// exchange swaps two neighbours.
func (o *orderer) exchange(row []int, i int) {
	row[i], row[i+1] = row[i+1], row[i]
	for _, i := range []int{i, i + 1} {
		o.d.items[row[i]].pos = i
		o.move(row[i])
	}
}

// gain returns how many crossings fewer two neighbours would have if b were left of a.
func (o *orderer) gain(a, b int) float64 {
	k := &o.known[a]
	if k.right != b || k.when < o.moved[a] || k.when < o.moved[b] {
		*k = known{b, o.clock, o.between(a, b)}
	}
	return k.gain
}

// between returns the crossings of the lines of two items if a is left of b, less those
// if b is left of a.
func (o *orderer) between(a, b int) float64 {
	ia, ib := &o.d.items[a], &o.d.items[b]
	sum := 0
	for _, s := range ia.up {
		if s.wire.light {
			continue
		}
		at := o.upperAt(s)
		for _, t := range ib.up {
			if s.wire != t.wire && !t.wire.light {
				sum += cmp.Compare(at, o.upperAt(t))
			}
		}
	}
	for _, s := range ia.down {
		if s.wire.light {
			continue
		}
		at := o.lowerAt(s)
		for _, t := range ib.down {
			if !t.wire.light {
				sum += cmp.Compare(at, o.lowerAt(t))
			}
		}
	}
	return float64(sum) + o.outside(a, b) - o.outside(b, a)
}

// outside returns the crossings outside of the graph, if a is left of b.
func (o *orderer) outside(a, b int) float64 {
	if a < len(o.d.Boxes) && b < len(o.d.Boxes) {
		if a, b := &o.d.Boxes[a], &o.d.Boxes[b]; a.Side != Inner && !a.Leftmost && a.Hint > b.Hint {
			return 1
		}
	}
	return 0
}

// crossings returns the number of crossings of all lines.
func (o *orderer) crossings() float64 {
	sum := 0.0
	for g := range o.d.gaps {
		sum += o.inGap(g)
	}
	for _, row := range o.d.rows {
		if o.d.items[row[0]].net >= 0 || o.d.Boxes[row[0]].Side == Inner {
			continue
		}
		for i, a := range row {
			for _, b := range row[i+1:] {
				sum += o.outside(a, b)
			}
		}
	}
	return sum
}

// inGap counts the crossings in a gap: the pairs of lines whose ends are in opposite
// orders above and below.
func (o *orderer) inGap(g int) float64 {
	d := o.d
	o.lower = o.lower[:0] // the lower ends, in the order of the upper ones
	for _, it := range d.rows[g] {
		o.ends = o.ends[:0]
		for _, s := range d.items[it].down {
			if !s.wire.light {
				o.ends = append(o.ends, ends{s.upperShare, o.lowerAt(s)})
			}
		}
		if len(o.ends) > 1 {
			slices.SortFunc(o.ends, func(a, b ends) int {
				return cmp.Or(cmp.Compare(a.upper, b.upper), cmp.Compare(a.lower, b.lower))
			})
		}
		for _, e := range o.ends {
			o.lower = append(o.lower, e.lower)
		}
	}
	o.spare = slices.Grow(o.spare[:0], len(o.lower))[:len(o.lower)]
	return float64(inversions(o.lower, o.spare))
}

// ends are where a line starts and ends.
type ends struct{ upper, lower float64 }

// inversions sorts numbers and returns how many pairs were in the wrong order. The
// spare is as long as the numbers.
func inversions(numbers, spare []float64) int {
	const few = 12
	if len(numbers) <= few {
		count := 0
		for i, x := range numbers {
			j := i
			for ; j > 0 && numbers[j-1] > x; j-- {
				numbers[j] = numbers[j-1]
				count++
			}
			numbers[j] = x
		}
		return count
	}
	half := len(numbers) / 2
	count := inversions(numbers[:half], spare[:half]) + inversions(numbers[half:], spare[half:])
	if numbers[half-1] <= numbers[half] {
		return count
	}
	left := spare[:copy(spare, numbers[:half])]
	right := numbers[half:]
	for i := range numbers {
		if len(left) == 0 {
			break // the rest is in its place
		}
		if len(right) == 0 || left[0] <= right[0] {
			numbers[i], left = left[0], left[1:]
		} else {
			numbers[i], right = right[0], right[1:]
			count += len(left)
		}
	}
	return count
}
