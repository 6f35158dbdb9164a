package render

import (
	"cmp"
	"math"
	"slices"
)

const (
	packGap   = 24.0  // between an island and its surroundings, in points
	packCell  = 12.0  // the least size of a cell of the grid, in points
	packGrid  = 60000 // about the greatest number of cells
	packGain  = 0.97  // the size after packing, as a share of the size before, from which on it is not worth it
	packShape = 0.5   // the penalty for each factor of e between the proportions of the figure and of paper
)

// An island is a part of a figure that no edge joins to the rest.
type island struct {
	clusters []int // indices into the clusters of the figure
	nodes    []int // indices in drawing order
	edges    []int // indices into the edges of the figure
	box      rect  // set by [layout.measure]
}

// pack moves the smaller islands into the holes of the largest one. Graphviz puts
// them into its rows, which makes these longer and deeper. If the figure would
// not get smaller, pack changes nothing.
func (l *layout) pack(f *figure) {
	islands := f.islands()
	if len(islands) < 2 {
		return
	}
	l.measure(f, islands)
	main, rest := islands[0], islands[1:]
	slices.SortStableFunc(rest, func(a, b *island) int { return cmp.Compare(b.box.w*b.box.h, a.box.w*a.box.h) })
	g := newGrid(main.box, rest)
	g.occupy(l, f, main)
	before, total := main.box, main.box
	places := make([]point, len(rest))
	for i, s := range rest {
		at, ok := g.place(s.box, total)
		if !ok {
			return
		}
		places[i] = at
		placed := rect{at.x, at.y, s.box.w, s.box.h}
		g.fill(placed, packGap)
		before, total = before.union(s.box), total.union(placed)
	}
	if sheet(total) > packGain*sheet(before) {
		return
	}
	for i, s := range rest {
		l.move(f, s, point{places[i].x - s.box.x, places[i].y - s.box.y})
	}
}

// sheet rates the size of a figure: its area, plus a penalty for proportions that
// are not those of a sheet of paper.
func sheet(box rect) float64 {
	return box.w * box.h * (1 + packShape*math.Abs(math.Log(box.w/box.h/math.Sqrt2)))
}

// islands returns the islands of the figure. The one with the most nodes is first;
// islands of the same size are in drawing order.
func (f *figure) islands() []*island {
	// A union-find over the clusters and the nodes outside of them, numbered in
	// this order. The home of a node is its number, or that of its cluster.
	parent := make([]int, len(f.clusters)+len(f.loose))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	home := make(map[*node]int)
	for i, c := range f.clusters {
		for _, g := range c.groups {
			for _, n := range g.nodes {
				home[n] = i
			}
		}
	}
	for i, n := range f.loose {
		home[n] = len(f.clusters) + i
	}
	for _, e := range f.edges {
		a, b := find(home[e.from]), find(home[e.to])
		parent[max(a, b)] = min(a, b)
	}
	byHome := make(map[int]*island)
	var all []*island
	of := func(i int) *island {
		root := find(i)
		if byHome[root] == nil {
			byHome[root] = &island{}
			all = append(all, byHome[root])
		}
		return byHome[root]
	}
	for i := range f.clusters {
		s := of(i)
		s.clusters = append(s.clusters, i)
	}
	i := 0
	for n := range f.nodes {
		s := of(home[n])
		s.nodes = append(s.nodes, i)
		i++
	}
	for i, e := range f.edges {
		s := of(home[e.from])
		s.edges = append(s.edges, i)
	}
	slices.SortStableFunc(all, func(a, b *island) int { return cmp.Compare(len(b.nodes), len(a.nodes)) })
	return all
}

// move moves everything in an island.
func (l *layout) move(f *figure, s *island, by point) {
	for _, i := range s.clusters {
		l.clusters[i] = l.clusters[i].moved(by)
		for j := range f.clusters[i].groups {
			key := [2]int{i, j}
			if box, ok := l.entities[key]; ok {
				l.entities[key] = box.moved(by)
			}
		}
	}
	for _, i := range s.nodes {
		l.nodes[i] = l.nodes[i].moved(by)
	}
	for _, i := range s.edges {
		r := &l.edges[i]
		for _, curve := range r.curves {
			for j := range curve {
				curve[j] = curve[j].moved(by)
			}
		}
		if r.tip != nil {
			*r.tip = r.tip.moved(by)
		}
		r.label = r.label.moved(by)
	}
}

// A grid divides a figure into square cells, some of which are taken.
type grid struct {
	origin     point
	cell       float64
	cols, rows int
	taken      []bool
	sums       []int // the number of taken cells above and left of each corner, in rows of cols+1
}

// newGrid returns an empty grid with room for the other islands right of the main
// one and below it.
func newGrid(main rect, rest []*island) *grid {
	area, w, h := 0.0, 0.0, 0.0
	for _, s := range rest {
		area += (s.box.w + packGap) * (s.box.h + packGap)
		w, h = max(w, s.box.w), max(h, s.box.h)
	}
	side := 1.5 * math.Sqrt(area)
	w = main.w + max(w, side) + 2*packGap
	h = main.h + max(h, side) + 2*packGap
	cell := max(packCell, math.Sqrt(w*h/packGrid))
	g := &grid{origin: point{main.x, main.y}, cell: cell, cols: int(w/cell) + 1, rows: int(h/cell) + 1}
	g.taken = make([]bool, g.cols*g.rows)
	g.sums = make([]int, (g.cols+1)*(g.rows+1))
	return g
}

// occupy takes the cells of the main island.
func (g *grid) occupy(l *layout, f *figure, main *island) {
	for _, i := range main.clusters {
		g.fill(l.clusters[i], packGap)
	}
	nodes := slices.Collect(f.nodes)
	for _, i := range main.nodes {
		n := nodes[i]
		g.fill(rect{l.nodes[i].x - n.w/2, l.nodes[i].y - n.h/2, n.w, n.h}, packGap)
	}
	for _, i := range main.edges {
		for _, curve := range l.edges[i].curves {
			for j := 0; j+3 < len(curve); j += 3 {
				g.trace(curve[j], curve[j+1], curve[j+2], curve[j+3])
			}
		}
		if box, ok := l.labelBox(f, i); ok {
			g.fill(box, packGap/2)
		}
	}
}

// trace takes the cells along a Bézier curve.
func (g *grid) trace(a, b, c, d point) {
	length := math.Hypot(b.x-a.x, b.y-a.y) + math.Hypot(c.x-b.x, c.y-b.y) + math.Hypot(d.x-c.x, d.y-c.y)
	steps := int(length/g.cell) + 1
	for i := range steps + 1 {
		p := onCurve(a, b, c, d, float64(i)/float64(steps))
		g.fill(rect{p.x, p.y, 0, 0}, packGap/2)
	}
}

// fill takes the cells of a box and of a margin around it.
func (g *grid) fill(box rect, margin float64) {
	first := func(x float64) int { return max(0, int(math.Floor((x-margin)/g.cell))) }
	last := func(x float64, n int) int { return min(n-1, int(math.Floor((x+margin)/g.cell))) }
	for row := first(box.y - g.origin.y); row <= last(box.y+box.h-g.origin.y, g.rows); row++ {
		for col := first(box.x - g.origin.x); col <= last(box.x+box.w-g.origin.x, g.cols); col++ {
			g.taken[row*g.cols+col] = true
		}
	}
}

// place returns the free place for a box at which the figure, whose bounding box
// is total, grows least. Of equal places it returns the lowest, then the leftmost.
func (g *grid) place(box, total rect) (at point, ok bool) {
	g.sum()
	w, h := int(math.Ceil(box.w/g.cell)), int(math.Ceil(box.h/g.cell))
	best := math.Inf(1)
	for row := g.rows - h; row >= 0; row-- {
		for col := 0; col+w <= g.cols; col++ {
			if !g.empty(col, row, w, h) {
				continue
			}
			p := point{g.origin.x + float64(col)*g.cell, g.origin.y + float64(row)*g.cell}
			whole := total.union(rect{p.x, p.y, box.w, box.h})
			if size := sheet(whole); size < best {
				best, at, ok = size, p, true
			}
		}
	}
	return at, ok
}

// sum updates the sums.
func (g *grid) sum() {
	stride := g.cols + 1
	for row := range g.rows {
		inRow := 0
		for col := range g.cols {
			if g.taken[row*g.cols+col] {
				inRow++
			}
			g.sums[(row+1)*stride+col+1] = g.sums[row*stride+col+1] + inRow
		}
	}
}

// empty reports whether no cell of a box is taken.
func (g *grid) empty(col, row, w, h int) bool {
	stride := g.cols + 1
	a, b := row*stride+col, (row+h)*stride+col
	return g.sums[b+w]-g.sums[b]-g.sums[a+w]+g.sums[a] == 0
}
