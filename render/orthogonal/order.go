package orthogonal

import (
	"cmp"
	"slices"
	"sort"
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
	o := &orderer{d: d}
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
		if least == 0 || d.Quick {
			break
		}
	}
	d.rows = best
	for _, row := range d.rows {
		d.number(row)
	}
}

// An orderer searches for an order.
type orderer struct{ d *drawing }

// search returns the best order that it finds from the present one, and its
// crossings by weight.
func (o *orderer) search() (best [][]int, least float64) {
	d := o.d
	for _, row := range d.rows {
		o.keepLeft(row)
		d.number(row)
	}
	o.swap()
	best, least = copyRows(d.rows), o.crossings()
	stalled := 0
	for round := range orderRounds {
		if least == 0 || stalled == orderStalls || o.d.Quick && round == quickRounds {
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
func (o *orderer) upperAt(s *strand) float64 { return o.at(s.upper, s.from) }
func (o *orderer) lowerAt(s *strand) float64 { return o.at(s.lower, s.to) }

func (o *orderer) at(it int, end End) float64 {
	i := &o.d.items[it]
	if i.w == 0 {
		return float64(i.pos) + 0.5
	}
	return float64(i.pos) + min(max(end.middle()/i.w, 0), 0.999)
}

// sort sorts a row by the medians of what the items are joined to above, or below.
// Items that are joined to nothing keep their places. Turn turns around items that
// want to be at the same place, which leads out of orders that no swap improves.
func (o *orderer) sort(row []int, above, turn bool) {
	type measured struct {
		it int
		m  float64
	}
	var movable []measured
	var slots []int
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
	o.d.number(row)
}

// median returns the weighted median of the places above, or below, that lines join
// the item to. It reports false without any.
func (o *orderer) median(it int, above bool) (float64, bool) {
	var places []weighted
	i := &o.d.items[it]
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
				if o.between(row[i], row[i+1]) > o.between(row[i+1], row[i]) {
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
			if !o.leftmost(row[i]) && o.between(row[i], row[i+1]) >= o.between(row[i+1], row[i]) {
				o.exchange(row, i)
			}
		}
	}
}

// exchange swaps two neighbours.
func (o *orderer) exchange(row []int, i int) {
	row[i], row[i+1] = row[i+1], row[i]
	o.d.items[row[i]].pos = i
	o.d.items[row[i+1]].pos = i + 1
}

// between returns the crossings of the lines of two items, if a is left of b.
func (o *orderer) between(a, b int) float64 {
	ia, ib := &o.d.items[a], &o.d.items[b]
	sum := 0.0
	for _, s := range ia.up {
		for _, t := range ib.up {
			if s.wire != t.wire && !s.wire.light && !t.wire.light && o.upperAt(s) > o.upperAt(t) {
				sum += 1
			}
		}
	}
	for _, s := range ia.down {
		for _, t := range ib.down {
			if !s.wire.light && !t.wire.light && o.lowerAt(s) > o.lowerAt(t) {
				sum += 1
			}
		}
	}
	return sum + o.outside(a, b)
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
	type line struct{ upper, lower float64 }
	var lines []line
	for _, w := range o.d.gaps[g].wires {
		if w.light {
			continue
		}
		for _, s := range w.strands {
			lines = append(lines, line{o.upperAt(s), o.lowerAt(s)})
		}
	}
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.upper, b.upper), cmp.Compare(a.lower, b.lower))
	})
	lowers := make([]float64, len(lines))
	for i, l := range lines {
		lowers[i] = l.lower
	}
	sorted := slices.Clone(lowers)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	tree := make([]int, len(sorted)+1) // a Fenwick tree of the ends met so far
	sum, met := 0, 0
	for _, at := range lowers {
		i := sort.SearchFloat64s(sorted, at) + 1
		before := 0 // those not right of this one
		for j := i; j > 0; j -= j & -j {
			before += tree[j]
		}
		sum += met - before
		met++
		for j := i; j < len(tree); j += j & -j {
			tree[j]++
		}
	}
	return float64(sum)
}
