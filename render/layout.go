package render

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/djdag/djdag/render/graphviz"
)

// layout is where Graphviz put everything, indexed as the figure is.
type layout struct {
	nodes    []point // the middle of each
	edges    []route
	clusters []rect
	entities map[[2]int]rect // by index of cluster and group
}

// arrange has Graphviz place the figure. Where lines came out wrong with ranks
// made across schemas, it is asked once more, to rank each schema by itself.
func (f *figure) arrange(ctx context.Context, worker *graphviz.Worker) (*layout, error) {
	d := newDotWriter(f)
	l, err := f.place(ctx, worker, d)
	if err != nil {
		return nil, err
	}
	if len(f.clusters) > 1 && d.ranks == nil && len(f.opts.Focus) == 0 {
		if faults := l.faults(f); faults > 0 {
			again := newDotWriter(f)
			again.apart = true
			other, err := f.place(ctx, worker, again)
			if err != nil {
				return nil, err
			}
			if other.faults(f) < faults {
				l = other
			}
		}
	}
	l.settleLabels(f)
	if d.ranks != nil {
		l.pack(f)
	}
	return l, nil
}

// place has Graphviz place what a DOT text says.
func (f *figure) place(ctx context.Context, worker *graphviz.Worker, d *dotWriter) (*layout, error) {
	d.digraph(f, newDotLayout(d, f))
	out, err := worker.Run(ctx, "json0", d.buf.Bytes())
	if err != nil {
		return nil, err
	}
	l, err := readLayout(out, len(d.number), len(f.edges), len(f.clusters))
	if err != nil {
		return nil, fmt.Errorf("read coordinates from graphviz: %w", err)
	}
	l.straighten(f)
	l.bracket(f)
	return l, nil
}

// faults counts what a reader would take for something else: children that
// stand before their parents, and lines that run behind other tables.
func (l *layout) faults(f *figure) int {
	along := func(p point) float64 {
		switch f.opts.Direction {
		case BT:
			return -p.y
		case LR:
			return p.x
		case RL:
			return -p.x
		}
		return p.y
	}
	const margin = 2 // which a line may touch
	number := f.numbers()
	count := 0
	for i, e := range f.edges {
		from, to := l.nodes[number[e.from]], l.nodes[number[e.to]]
		if !e.unranked && !e.onCycle() && along(to) < along(from)-1 {
			count++
		}
		bounds := l.edges[i].bounds()
		for n, j := range number {
			at := l.nodes[j]
			box := rect{at.x - n.w/2 + margin, at.y - n.h/2 + margin, n.w - 2*margin, n.h - 2*margin}
			if n != e.from && n != e.to && bounds.touches(box) && l.edges[i].meets(box) {
				count++
			}
		}
	}
	return count
}

// straighten gives each edge that Graphviz found no way for a straight line. It
// happens with neighbours on one rank.
func (l *layout) straighten(f *figure) {
	number := f.numbers()
	for i, e := range f.edges {
		r := &l.edges[i]
		if r.curves != nil {
			continue
		}
		from, to := l.nodes[number[e.from]], l.nodes[number[e.to]]
		r.label = point{(from.x + to.x) / 2, (from.y + to.y) / 2}
		if e.onCycle() {
			// The arrowhead ends where the line enters the box of the child.
			dx, dy := from.x-to.x, from.y-to.y
			in := min(1, e.to.w/2/math.Abs(dx), e.to.h/2/math.Abs(dy))
			tip := point{to.x + in*dx, to.y + in*dy}
			r.tip = &tip
			length := max(1, math.Hypot(from.x-tip.x, from.y-tip.y))
			to = point{tip.x + arrowLength*(from.x-tip.x)/length, tip.y + arrowLength*(from.y-tip.y)/length}
		}
		r.curves = [][]point{line(from, to)}
	}
}

// arrowLength is that of an arrowhead, in points.
const arrowLength = 7

// bounds returns the least box around everything that is drawn.
func (l *layout) bounds(f *figure) (box rect) {
	islands := f.islands()
	l.measure(f, islands)
	for i, s := range islands {
		if i == 0 {
			box = s.box
		} else {
			box = box.union(s.box)
		}
	}
	return box
}

// measure sets the boxes of the islands.
func (l *layout) measure(f *figure, islands []*island) {
	nodes := slices.Collect(f.nodes)
	for _, s := range islands {
		s.box = l.boundsOf(f, nodes, s)
	}
}

// boundsOf returns the least box around a part of the figure, of which the
// nodes are given.
func (l *layout) boundsOf(f *figure, nodes []*node, s *island) rect {
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	add := func(x, y, w, h float64) {
		lo = point{min(lo.x, x), min(lo.y, y)}
		hi = point{max(hi.x, x+w), max(hi.y, y+h)}
	}
	for _, i := range s.nodes {
		n := nodes[i]
		add(l.nodes[i].x-n.w/2, l.nodes[i].y-n.h/2, n.w, n.h)
	}
	for _, i := range s.clusters {
		c := l.clusters[i]
		add(c.x, c.y, c.w, c.h)
	}
	for _, i := range s.edges {
		line := l.edges[i].bounds()
		add(line.x, line.y, line.w, line.h)
		if box, ok := l.labelBox(f, i); ok {
			add(box.x, box.y, box.w, box.h)
		}
	}
	return rect{lo.x, lo.y, hi.x - lo.x, hi.y - lo.y}
}

// labelBox returns where the label of an edge is, if it has one.
func (l *layout) labelBox(f *figure, edge int) (rect, bool) {
	label := f.edges[edge].label()
	if label == "" {
		return rect{}, false
	}
	w, at := textWidth(label, labelFont, false), l.edges[edge].label
	return rect{at.x - w/2, at.y - labelFont/2, w, labelFont}, true
}
