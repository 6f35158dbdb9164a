package render

import (
	"math"
	"slices"
)

// Distances between a line and its label, in points.
const (
	labelGap = 2.5 // where we put the label
	labelFar = 8.0 // the greatest distance at which we leave it where Graphviz put it
)

// settleLabels moves labels that Graphviz put far from their line, where they seem
// to belong to another one, and labels on top of something else. The new place is
// beside the line, with as little in the way and as near the middle as possible.
func (l *layout) settleLabels(f *figure) {
	var things *obstacles
	for i, e := range f.edges {
		label := e.label()
		if label == "" || e.from == e.to {
			continue
		}
		if things == nil {
			things = l.obstacles(f)
		}
		r := &l.edges[i]
		w, h := textWidth(label, labelFont, false), labelFont
		boxAt := func(p point) rect { return rect{p.x - w/2, p.y - h/2, w, h} }
		if r.distance(boxAt(r.label)) <= labelFar && things.in(boxAt(r.label), i) == 0 {
			continue
		}
		best, least := r.label, math.Inf(1)
		for _, at := range r.beside(w, h) {
			if at.off >= least {
				continue
			}
			if cost := float64(things.in(boxAt(at.place), i)) + at.off; cost < least {
				best, least = at.place, cost
			}
		}
		r.label = best
		things.labels[i] = boxAt(best)
	}
}

// seatNumbers moves numbers that stand on their lines, and on something else, along
// their lines to where they are free, or to where least is in the way.
func (l *layout) seatNumbers(f *figure) {
	var things *obstacles
	for i, e := range f.edges {
		r := &l.edges[i]
		if e.label() == "" || !r.plate || r.curves == nil {
			continue
		}
		if things == nil {
			things = l.obstacles(f)
		}
		box, _ := l.labelBox(f, i)
		boxAt := func(p point) rect { return rect{p.x - box.w/2, p.y - box.h/2, box.w, box.h} }
		best, least := r.label, things.in(box, i)-1 // its own line is in the box, too
		for curve := range r.pieces {
			for k := 1; k < 8 && least > 0; k++ {
				p := onCurve(curve[0], curve[1], curve[2], curve[3], float64(k)/8)
				if cost := things.in(boxAt(p), i) - 1; cost < least {
					best, least = p, cost
				}
			}
		}
		r.label = best
		things.labels[i] = boxAt(best)
	}
}

// A besidePlace is a place for a label beside a line.
type besidePlace struct {
	place point
	off   float64 // the distance from the middle of the line, from 0 to less than 1
}

// beside returns places for a label of the given size on both sides of the line.
func (r route) beside(w, h float64) []besidePlace {
	const steps = 8
	var places []besidePlace
	for i, curve := range r.curves {
		for j := 0; j+3 < len(curve); j += 3 {
			a, b, c, d := curve[j], curve[j+1], curve[j+2], curve[j+3]
			for k := 1; k < steps; k++ {
				t := float64(k) / steps
				p, next := onCurve(a, b, c, d, t), onCurve(a, b, c, d, t+0.01)
				length := math.Hypot(next.x-p.x, next.y-p.y)
				if length == 0 {
					continue
				}
				across := point{-(next.y - p.y) / length, (next.x - p.x) / length}
				away := labelGap + math.Abs(across.x)*w/2 + math.Abs(across.y)*h/2
				along := (float64(i) + (float64(j/3)+t)/float64(len(curve)/3)) / float64(len(r.curves))
				for _, side := range []float64{1, -1} {
					places = append(places, besidePlace{
						place: point{p.x + side*away*across.x, p.y + side*away*across.y},
						off:   math.Abs(along - 0.5),
					})
				}
			}
		}
	}
	return places
}

// obstacles are what a label should not cover.
type obstacles struct {
	lines  []route
	bounds []rect // the bounding boxes of the lines
	nodes  []rect
	labels []rect // indexed by edge; empty for an edge without a label
}

func (l *layout) obstacles(f *figure) *obstacles {
	o := &obstacles{lines: slices.Clone(l.edges), labels: make([]rect, len(l.edges))}
	for _, t := range l.trunks {
		o.lines = append(o.lines, t.route)
	}
	for _, r := range o.lines {
		o.bounds = append(o.bounds, r.bounds())
	}
	for i, r := range l.edges {
		if r.curves == nil {
			continue
		}
		if box, ok := l.labelBox(f, i); ok {
			o.labels[i] = box
		}
	}
	i := 0
	for n := range f.nodes {
		o.nodes = append(o.nodes, rect{l.nodes[i].x - n.w/2, l.nodes[i].y - n.h/2, n.w, n.h})
		i++
	}
	return o
}

// in counts the lines, nodes and labels in a box, except the label of the edge.
func (o *obstacles) in(box rect, edge int) int {
	count := 0
	for i, bounds := range o.bounds {
		if bounds.touches(box) && o.lines[i].meets(box) {
			count++
		}
	}
	for _, n := range o.nodes {
		if n.meets(box) {
			count++
		}
	}
	for i, label := range o.labels {
		if i != edge && label.meets(box) {
			count++
		}
	}
	return count
}
