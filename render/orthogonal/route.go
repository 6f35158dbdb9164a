package orthogonal

import (
	"math"
	"slices"
)

// channels gives the wires their tracks, and moves apart what would still lie on one
// another.
func (d *drawing) channels() {
	for range 5 {
		moved := false
		for r := range d.gaps {
			if d.ctx.Err() != nil {
				return
			}
			g := &d.gaps[r]
			g.tracks = g.channel(d.space.Line)
			for _, c := range g.clashes() {
				moved = d.resolve(c) || moved
			}
		}
		if !moved {
			return
		}
	}
	for r := range d.gaps {
		d.gaps[r].tracks = d.gaps[r].channel(d.space.Line)
	}
}

// route gives the ranks their heights and returns the layout.
func (d *drawing) route() *Layout {
	l := &Layout{Boxes: make([]Point, len(d.Boxes)), Ranks: d.ranks, Nets: make([]Tree, len(d.Nets))}
	left, right := math.Inf(1), math.Inf(-1)
	for _, i := range d.items {
		left, right = min(left, i.x), max(right, i.x+i.w)
	}
	for i := range d.items {
		d.items[i].x -= left
	}
	for g := range d.gaps {
		for _, w := range d.gaps[g].wires {
			w.from -= left
			for _, s := range w.strands {
				s.x -= left
			}
		}
	}
	y := 0.0
	for r, row := range d.rows {
		h := 0.0
		for _, it := range row {
			if it < len(d.Boxes) {
				h = max(h, d.Boxes[it].H)
			}
		}
		for _, it := range row {
			if it >= len(d.Boxes) {
				continue
			}
			down := (h - d.Boxes[it].H) / 2
			switch side := d.Boxes[it].Side; {
			case side == First || side == Inner && d.Top:
				down = 0
			case side == Last:
				down = h - d.Boxes[it].H
			}
			l.Boxes[it] = Point{d.items[it].x, y + down}
		}
		y += h
		if r+1 < len(d.rows) {
			g := &d.gaps[r]
			l.Crossings += g.crossings()
			g.top, g.label = y, 0
			l.gaps = append(l.gaps, y)
			if g.hasLabels() {
				g.label = d.space.Label
			}
			g.height = max(d.space.Rank, d.space.Line*float64(g.tracks+1)) + g.label
			y += g.height
		}
	}
	l.W, l.H = right-left, y
	d.trees(l)
	return l
}

// hasLabels reports whether a line with a label ends below the gap.
func (g *gap) hasLabels() bool {
	for _, w := range g.wires {
		for _, s := range w.strands {
			if s.end >= 0 && s.room > 0 {
				return true
			}
		}
	}
	return false
}

// trees sets the ways of the nets.
func (d *drawing) trees(l *Layout) {
	wires := make([][]*wire, len(d.Nets))
	rank := make([]int, len(d.Nets)) // of the first wire
	for g := range d.gaps {
		for _, w := range d.gaps[g].wires {
			if wires[w.net] == nil {
				rank[w.net] = g
			}
			wires[w.net] = append(wires[w.net], w)
		}
	}
	for n, net := range d.Nets {
		tree := Tree{Ends: make([][]Point, len(net.To))}
		if len(wires[n]) > 0 {
			start := Point{wires[n][0].from, l.Boxes[net.From.Box].Y + d.Boxes[net.From.Box].H}
			d.grow(&tree, l, wires[n], rank[n], start)
		}
		l.Nets[n] = tree
	}
}

// grow follows the wires of a net from rank to rank.
func (d *drawing) grow(tree *Tree, l *Layout, wires []*wire, rank int, start Point) {
	way := []Point{start} // from the start, or from where it last left the trunk
	for i, w := range wires {
		g := &d.gaps[rank+i]
		y := g.trackY(w)
		ends := func(s *strand) Point { return Point{s.x, l.Boxes[d.Nets[w.net].To[s.end].Box].Y} }
		if len(w.strands) > 1 {
			way = d.branch(tree, w, way, y, g.top, ends)
			continue
		}
		s := w.strands[0]
		if w.track >= 0 {
			way = append(way, Point{w.from, y}, Point{s.x, y})
		}
		if s.end >= 0 {
			tree.Ends[s.end] = compact(append(way, ends(s)))
		}
	}
}

// branch has a wire come down to its track, and branches leave it there. It returns
// the start of the branch that goes on to the next gap, if there is one.
func (d *drawing) branch(tree *Tree, w *wire, way []Point, y, top float64, ends func(*strand) Point) (on []Point) {
	turn := func(x float64) float64 { // where a branch at x leaves the track
		if away := w.from - x; math.Abs(away) > d.space.Turn {
			return x + math.Copysign(d.space.Turn, away)
		}
		return x
	}
	lo, hi := w.from, w.from
	for _, s := range w.strands {
		start := []Point{{turn(s.x), y}, {s.x, y}}
		lo, hi = min(lo, start[0].X), max(hi, start[0].X)
		if s.end >= 0 {
			tree.Ends[s.end] = compact(append(start, ends(s)))
		} else {
			on = start
		}
	}
	corner := Point{w.from, y}
	way = append(way, corner)
	switch {
	case lo < w.from && hi > w.from:
		tree.Trunk = append(tree.Trunk, compact(append(slices.Clone(way), Point{lo, y})),
			compact([]Point{{w.from, max(top+0.1, y-d.space.Turn)}, corner, {hi, y}}))
	case lo < w.from:
		tree.Trunk = append(tree.Trunk, compact(append(way, Point{lo, y})))
	case hi > w.from:
		tree.Trunk = append(tree.Trunk, compact(append(way, Point{hi, y})))
	default:
		tree.Trunk = append(tree.Trunk, compact(way))
	}
	return on
}

// trackY returns the y of the track of a wire. It is 0 for a straight one.
func (g *gap) trackY(w *wire) float64 {
	if w.track < 0 {
		return 0
	}
	return g.top + (g.height-g.label)*float64(w.track+1)/float64(g.tracks+1)
}

// compact drops points at which a way does not turn.
func compact(way []Point) []Point {
	out := slices.Clone(way[:1])
	for _, p := range way[1:] {
		last := out[len(out)-1]
		if math.Abs(p.X-last.X) < 0.01 { // a matter of rounding
			p.X = last.X
		}
		if math.Abs(p.X-last.X)+math.Abs(p.Y-last.Y) < 0.005 {
			continue
		}
		if n := len(out); n > 1 {
			prev := out[n-2]
			if prev.X == last.X && last.X == p.X || prev.Y == last.Y && last.Y == p.Y {
				out[n-1] = p
				continue
			}
		}
		out = append(out, p)
	}
	if len(out) == 1 {
		out = append(out, way[len(way)-1])
	}
	return out
}
