package render

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/djdag/djdag/render/graphviz"
)

// A layout has the places of everything in a figure, in points.
type layout struct {
	nodes    []point         // the middle of each node, in drawing order
	edges    []route         // indexed like the edges of the figure
	clusters []rect          // indexed like the clusters of the figure
	entities map[[2]int]rect // by the indices of cluster and group; groups of several nodes only
	// With lines at right angles only:
	trunks  []trunk // parts of lines that several edges share
	headers []point // the middle of the label of each cluster
}

// A trunk is the part of a line that several edges share.
type trunk struct {
	edges []int // indices in the figure
	route route
}

// arrange returns the layout of the figure. Graphviz places everything; then
// labels and islands are moved where that is an improvement. If the layout has
// faults, Graphviz runs once more and ranks each schema by itself, and the layout
// with fewer faults is taken. If a line still runs through the name of a schema, the
// figure gets lines at right angles, unless the options ask for curves. Large figures
// always have them. Figures with lines at right angles need no worker. The errors are
// those of finding the worker, and of running it.
func (f *figure) arrange(ctx context.Context) (*layout, error) {
	if f.orthogonal() {
		return f.arrangeOrthogonal(ctx)
	}
	worker, err := f.opts.Worker.worker()
	if err != nil {
		return nil, err
	}
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
	if f.opts.Routing == AutoRouting && l.crossesLabels(f) {
		return f.arrangeOrthogonal(ctx)
	}
	return l, nil
}

// place runs Graphviz once. The writer must be new.
func (f *figure) place(ctx context.Context, worker *graphviz.Worker, d *dotWriter) (*layout, error) {
	d.digraph(f, newDotSizes(d, f))
	out, err := worker.Run(ctx, "json0", d.buf.Bytes())
	if errors.Is(err, graphviz.ErrTimeout) {
		return nil, fmt.Errorf("%w; draw lines at right angles with --routing orthogonal, or %s", err, f.smaller())
	}
	if err != nil {
		return nil, err
	}
	l, err := readLayout(out, len(d.number), len(f.edges), len(f.clusters))
	if err != nil {
		return nil, fmt.Errorf("read coordinates from graphviz: %w", err)
	}
	l.straighten(f)
	l.bracket(f, false)
	return l, nil
}

// faults counts what a reader would misread: children placed before their
// parents, and lines behind tables that they do not join.
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
	const margin = 2 // of a table that a line may touch
	number := f.numbers()
	count := 0
	for i, e := range f.edges {
		from, to := l.nodes[number[e.from]], l.nodes[number[e.to]]
		if !e.unranked && !e.weak() && !e.onCycle() && along(to) < along(from)-1 {
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

// straighten draws a straight line for each edge that Graphviz found no route
// for. That happens between neighbours on a rank.
func (l *layout) straighten(f *figure) {
	number := f.numbers()
	for i, e := range f.edges {
		r := &l.edges[i]
		if r.curves != nil || r.with > 0 {
			continue
		}
		from, to := l.nodes[number[e.from]], l.nodes[number[e.to]]
		r.label = point{(from.x + to.x) / 2, (from.y + to.y) / 2}
		if e.arrow() {
			// The arrowhead ends at the box of the child.
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

// arrowLength is the length of an arrowhead in points.
const arrowLength = 7

// bounds returns the bounding box of the figure.
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

// measure sets the bounding boxes of the islands.
func (l *layout) measure(f *figure, islands []*island) {
	nodes := slices.Collect(f.nodes)
	for _, s := range islands {
		s.box = l.boundsOf(f, nodes, s)
	}
}

// boundsOf returns the bounding box of an island. The nodes are those of the
// figure, in drawing order.
func (l *layout) boundsOf(f *figure, nodes []*node, s *island) rect {
	lo, hi := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	add := func(x, y, w, h float64) {
		lo = point{min(lo.x, x), min(lo.y, y)}
		hi = point{max(hi.x, x+w), max(hi.y, y+h)}
	}
	for _, i := range s.nodes {
		n := nodes[i]
		add(l.nodes[i].x-n.w/2, l.nodes[i].y-n.h/2, n.w, n.h)
		for _, stub := range n.stubs(f.opts.Direction, l.nodes[i]) {
			add(stub.x, stub.y, 0, 0)
		}
	}
	for _, i := range s.clusters {
		c := l.clusters[i]
		add(c.x, c.y, c.w, c.h)
		if f.clusters[i].focus {
			w := f.clusters[i].headerWidth()
			at := l.header(f, i)
			add(at.x-w/2, at.y-focusHeight/2, w, focusHeight)
		}
	}
	for _, i := range s.edges {
		if l.edges[i].curves == nil {
			continue // it shares the line of another
		}
		line := l.edges[i].bounds()
		add(line.x, line.y, line.w, line.h)
		if box, ok := l.labelBox(f, i); ok {
			add(box.x, box.y, box.w, box.h)
		}
	}
	return rect{lo.x, lo.y, hi.x - lo.x, hi.y - lo.y}
}

// labelBox returns the box of an edge's label, if the edge has one.
func (l *layout) labelBox(f *figure, edge int) (rect, bool) {
	label := f.edges[edge].label()
	if label == "" {
		return rect{}, false
	}
	w, at := textWidth(label, labelFont, false), l.edges[edge].label
	return rect{at.x - w/2, at.y - labelFont/2, w, labelFont}, true
}
