package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/djdag/djdag/render/graphviz"
)

// point is a place in a picture, in points; y grows downwards.
type point struct{ x, y float64 }

func (p point) moved(by point) point { return point{p.x + by.x, p.y + by.y} }

// rect is a box in a picture.
type rect struct{ x, y, w, h float64 }

func (r rect) moved(by point) rect { return rect{r.x + by.x, r.y + by.y, r.w, r.h} }

// union returns the least box around both.
func (r rect) union(o rect) rect {
	x, y := min(r.x, o.x), min(r.y, o.y)
	return rect{x, y, max(r.x+r.w, o.x+o.w) - x, max(r.y+r.h, o.y+o.h) - y}
}

// route is the way of an edge.
type route struct {
	// curves is mostly one chain of Bézier curves, of 3n+1 points: a start, then
	// two controls and an end for each. Graphviz may break a line in two.
	curves [][]point
	// tip is where the arrowhead ends; nil where the edge has none.
	tip   *point
	label point // the middle of the label, if the edge has one
}

// pieces yields the single Bézier curves of the line.
func (r route) pieces(yield func(curve [4]point) bool) {
	for _, chain := range r.curves {
		for i := 0; i+3 < len(chain); i += 3 {
			if !yield([4]point(chain[i : i+4])) {
				return
			}
		}
	}
}

// bounds returns the least box around the line.
func (r route) bounds() (box rect) {
	first := true
	for curve := range r.pieces {
		part := curveBounds(curve[0], curve[1], curve[2], curve[3])
		if first {
			box, first = part, false
		}
		box = box.union(part)
	}
	return box
}

// end returns where the last curve ends.
func (r route) end() point {
	last := r.curves[len(r.curves)-1]
	return last[len(last)-1]
}

// middle returns a point of the line, about half way.
func (r route) middle() point {
	curve := r.curves[len(r.curves)/2]
	i := (len(curve) - 1) / 3 / 2 * 3
	if (len(curve)-1)/3%2 == 0 {
		return curve[i]
	}
	return onCurve(curve[i], curve[i+1], curve[i+2], curve[i+3], 0.5)
}

// onCurve returns the point of a Bézier curve at t, from 0 to 1.
func onCurve(a, b, c, d point, t float64) point {
	u := 1 - t
	at := func(a, b, c, d float64) float64 { return u*u*u*a + 3*u*u*t*b + 3*u*t*t*c + t*t*t*d }
	return point{at(a.x, b.x, c.x, d.x), at(a.y, b.y, c.y, d.y)}
}

// curveBounds returns the least box around a Bézier curve, which its controls
// may be far outside of.
func curveBounds(a, b, c, d point) rect {
	x0, x1 := extent(a.x, b.x, c.x, d.x)
	y0, y1 := extent(a.y, b.y, c.y, d.y)
	return rect{x0, y0, x1 - x0, y1 - y0}
}

// extent returns the least and the greatest value of a Bézier curve in one
// direction: at its ends, or where its derivative is zero.
func extent(a, b, c, d float64) (lo, hi float64) {
	lo, hi = min(a, d), max(a, d)
	if lo <= min(b, c) && max(b, c) <= hi {
		return lo, hi
	}
	// The derivative is 3(pt² + qt + r).
	p, q, r := d-3*c+3*b-a, 2*(c-2*b+a), b-a
	root := math.Sqrt(max(0, q*q-4*p*r))
	for _, t := range []float64{(-q + root) / (2 * p), (-q - root) / (2 * p), -r / q} {
		if 0 < t && t < 1 {
			v := onCurve(point{a, 0}, point{b, 0}, point{c, 0}, point{d, 0}, t).x
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	return lo, hi
}

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
		return nil, fmt.Errorf("read the coordinates that graphviz gave: %w", err)
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

// readLayout reads Graphviz' "json0" format for a graph that was written with
// [dotLayout]. It fails where any node or cluster has no place, or an edge is
// missing.
func readLayout(data []byte, nodes, edges, clusters int) (*layout, error) {
	var in struct {
		BB      string `json:"bb"`
		Objects []struct {
			Name string `json:"name"`
			BB   string `json:"bb"`
			Pos  string `json:"pos"`
		} `json:"objects"`
		Edges []struct {
			ID  string `json:"id"`
			Pos string `json:"pos"`
			LP  string `json:"lp"`
		} `json:"edges"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, err
	}
	l := &layout{
		nodes:    make([]point, nodes),
		edges:    make([]route, edges),
		clusters: make([]rect, clusters),
		entities: make(map[[2]int]rect),
	}
	bb, err := floats(in.BB, 4)
	if err != nil {
		return nil, fmt.Errorf("bounding box: %w", err)
	}
	flip := func(x, y float64) point { return point{x, bb[3] - y} }

	placedNodes, placedClusters, placedEdges := 0, 0, 0
	for _, o := range in.Objects {
		if rest, ok := strings.CutPrefix(o.Name, "cluster"); ok {
			v, err := floats(o.BB, 4)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", o.Name, err)
			}
			corner := flip(v[0], v[3])
			box := rect{corner.x, corner.y, v[2] - v[0], v[3] - v[1]}
			first, second, nested := strings.Cut(rest, "_")
			i, err := index(first, clusters)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", o.Name, err)
			}
			if !nested {
				l.clusters[i] = box
				placedClusters++
				continue
			}
			j, err := strconv.Atoi(second)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", o.Name, err)
			}
			l.entities[[2]int{i, j}] = box
			continue
		}
		number, ok := strings.CutPrefix(o.Name, "n")
		if !ok {
			continue // a subgraph that only sets a rank
		}
		i, err := index(number, nodes)
		if err != nil {
			return nil, fmt.Errorf("node %s: %w", o.Name, err)
		}
		v, err := floats(o.Pos, 2)
		if err != nil {
			return nil, fmt.Errorf("node %s: %w", o.Name, err)
		}
		l.nodes[i] = flip(v[0], v[1])
		placedNodes++
	}
	for _, e := range in.Edges {
		if e.ID == "" {
			continue // it keeps two ranks apart
		}
		i, err := index(strings.TrimPrefix(e.ID, "e"), edges)
		if err != nil {
			return nil, fmt.Errorf("edge %s: %w", e.ID, err)
		}
		var r route // of no curves where Graphviz found no way
		if e.Pos != "" {
			if r, err = readRoute(e.Pos, flip); err != nil {
				return nil, fmt.Errorf("edge %s: %w", e.ID, err)
			}
		}
		if e.LP != "" {
			v, err := floats(e.LP, 2)
			if err != nil {
				return nil, fmt.Errorf("label of edge %s: %w", e.ID, err)
			}
			r.label = flip(v[0], v[1])
		}
		l.edges[i] = r
		placedEdges++
	}
	if placedNodes != nodes || placedClusters != clusters || placedEdges != edges {
		return nil, fmt.Errorf("%d of %d nodes, %d of %d clusters and %d of %d edges are placed",
			placedNodes, nodes, placedClusters, clusters, placedEdges, edges)
	}
	return l, nil
}

// readRoute reads "e,x,y s,x,y x,y x,y …", the first two only for arrowheads,
// or several such with semicolons between them.
func readRoute(pos string, flip func(x, y float64) point) (route, error) {
	var r route
	for part := range strings.SplitSeq(pos, ";") {
		var curve []point
		for field := range strings.FieldsSeq(part) {
			at, isTip := strings.CutPrefix(field, "e,")
			at, isStart := strings.CutPrefix(at, "s,")
			v, err := floats(at, 2)
			if err != nil {
				return route{}, err
			}
			p := flip(v[0], v[1])
			switch {
			case isTip:
				r.tip = &p
			case isStart:
				// No edge of ours has an arrowhead at its start.
			default:
				curve = append(curve, p)
			}
		}
		if len(curve) < 4 || len(curve)%3 != 1 {
			return route{}, fmt.Errorf("%d points do not make a curve", len(curve))
		}
		r.curves = append(r.curves, curve)
	}
	return r, nil
}

// index reads a number in [0, n).
func index(s string, n int) (int, error) {
	i, err := strconv.Atoi(s)
	if err != nil {
		return 0, err
	}
	if i < 0 || i >= n {
		return 0, fmt.Errorf("%d is not in [0, %d)", i, n)
	}
	return i, nil
}

// floats reads n numbers with commas between them.
func floats(s string, n int) ([]float64, error) {
	if s == "" {
		return nil, errors.New("no coordinates")
	}
	parts := strings.Split(s, ",")
	if len(parts) != n {
		return nil, fmt.Errorf("%q is not %d numbers", s, n)
	}
	v := make([]float64, n)
	for i, part := range parts {
		x, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return nil, err
		}
		v[i] = x
	}
	return v, nil
}
