package orthogonal

import (
	"cmp"
	"slices"
)

// rank sets the ranks of the boxes: each below all boxes that lead to it and, as far
// as the limit allows, right below them. Boxes with long chains below them come
// first.
func (d *drawing) rank() {
	n := len(d.Boxes)
	up, down := make([][]int, n), make([][]int, n)
	for _, net := range d.Nets {
		for _, to := range net.To { // light nets, too: they must lead down
			if d.Boxes[net.From.Box].Side == Inner && d.Boxes[to.Box].Side == Inner {
				up[to.Box] = append(up[to.Box], net.From.Box)
				down[net.From.Box] = append(down[net.From.Box], to.Box)
			}
		}
	}
	order := topological(n, up, down)
	height := make([]int, n) // the longest chain below
	for _, b := range slices.Backward(order) {
		for _, p := range up[b] {
			height[p] = max(height[p], height[b]+1)
		}
	}
	joined := func(b int) int { // boxes without lines come last, to fill gaps
		if len(up[b])+len(down[b]) > 0 {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(joined(a), joined(b)), cmp.Compare(height[b], height[a]))
	})
	d.ranks = make([]int, n)
	var rows []float64 // the width of each rank
	for _, b := range order {
		if d.Boxes[b].Side != Inner {
			continue
		}
		r := 0
		for _, p := range up[b] {
			r = max(r, d.ranks[p]+1)
		}
		w := d.Boxes[b].W + d.space.Box
		for d.Limit > 0 && r < len(rows) && rows[r] > 0 && rows[r]+w > d.Limit {
			r++
		}
		for len(rows) <= r {
			rows = append(rows, 0)
		}
		rows[r] += w
		d.ranks[b] = r
	}
	d.pull(up, down, rows)
	d.close(len(rows))
	d.outer()
}

// pull moves boxes down towards their children, or up to their parents, where that
// makes the lines shorter and the rank has room.
func (d *drawing) pull(up, down [][]int, rows []float64) {
	for range 4 {
		moved := false
		for b := range d.Boxes {
			if d.Boxes[b].Side != Inner || len(up[b])+len(down[b]) == 0 {
				continue
			}
			lo, hi := 0, len(rows)-1
			for _, p := range up[b] {
				lo = max(lo, d.ranks[p]+1)
			}
			for _, c := range down[b] {
				hi = min(hi, d.ranks[c]-1)
			}
			// A line to a parent is longer for each rank down, and one to a child
			// shorter. Lines of one net share their way, so parents count once.
			want := lo
			if len(down[b]) > 0 && len(up[b]) == 0 {
				want = hi
			}
			w := d.Boxes[b].W + d.space.Box
			step := 1
			if want < d.ranks[b] {
				step = -1
			}
			best := d.ranks[b]
			for r := d.ranks[b] + step; best != want && r >= lo && r <= hi; r += step {
				if d.Limit == 0 || rows[r]+w <= d.Limit {
					best = r
				}
				if r == want {
					break
				}
			}
			if best != d.ranks[b] {
				rows[d.ranks[b]] -= w
				rows[best] += w
				d.ranks[b] = best
				moved = true
			}
		}
		if !moved {
			return
		}
	}
}

// close drops the ranks that pull has emptied.
func (d *drawing) close(ranks int) {
	used := make([]bool, ranks)
	for i, b := range d.Boxes {
		if b.Side == Inner {
			used[d.ranks[i]] = true
		}
	}
	number := make([]int, ranks)
	for r := range ranks {
		number[r] = d.depth
		if used[r] {
			d.depth++
		}
	}
	for i, b := range d.Boxes {
		if b.Side == Inner {
			d.ranks[i] = number[d.ranks[i]]
		}
	}
}

// outer puts the boxes of the outer ranks there.
func (d *drawing) outer() {
	has := func(side Side) bool {
		return slices.ContainsFunc(d.Boxes, func(b Box) bool { return b.Side == side })
	}
	shift := 0
	if has(First) {
		shift = 1
	}
	last := d.depth + shift
	for i, b := range d.Boxes {
		switch b.Side {
		case First:
			d.ranks[i] = 0
		case Last:
			d.ranks[i] = last
		default:
			d.ranks[i] += shift
		}
	}
	d.depth += shift
	if has(Last) {
		d.depth++
	}
}

// topological returns the boxes with parents before children, otherwise in their
// order. A box on a cycle, which the graph must not have, comes where it is met.
func topological(n int, up, down [][]int) []int {
	waiting := make([]int, n)
	for b := range n {
		waiting[b] = len(up[b])
	}
	var order []int
	done := make([]bool, n)
	for start := range n {
		if waiting[start] > 0 || done[start] {
			continue
		}
		done[start] = true
		for queue := []int{start}; len(queue) > 0; {
			b := queue[0]
			queue = queue[1:]
			order = append(order, b)
			for _, c := range down[b] {
				if waiting[c]--; waiting[c] == 0 && !done[c] {
					done[c] = true
					queue = append(queue, c)
				}
			}
		}
	}
	for b := range n {
		if !done[b] {
			order = append(order, b)
		}
	}
	return order
}
