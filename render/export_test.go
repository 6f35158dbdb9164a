package render

import (
	"context"
	"fmt"
	"slices"

	"github.com/djdag/djdag/graph"
)

// Sketch draws the SVG with everything at one place. It needs no worker.
func Sketch(p *graph.Pipeline, opts Options) ([]byte, error) {
	f, err := newFigure(p, opts)
	if err != nil {
		return nil, err
	}
	l := &layout{
		clusters: make([]rect, len(f.clusters)),
		edges:    make([]route, len(f.edges)),
		entities: make(map[[2]int]rect),
	}
	for range f.nodes {
		l.nodes = append(l.nodes, point{})
	}
	for i := range l.edges {
		l.edges[i].curves = [][]point{make([]point, 4)}
	}
	for i, c := range f.clusters {
		for j, g := range c.groups {
			if len(g.nodes) > 1 {
				l.entities[[2]int{i, j}] = rect{}
			}
		}
	}
	return f.svg(l), nil
}

// ReadLayout is readLayout without its result.
func ReadLayout(data []byte, nodes, edges, clusters int) error {
	_, err := readLayout(data, nodes, edges, clusters)
	return err
}

// Drawn is a figure with lines at right angles, for tests of its layout.
type Drawn struct {
	f *figure
	l *layout
}

// DrawOrthogonal lays out a figure with lines at right angles.
func DrawOrthogonal(p *graph.Pipeline, opts Options) (*Drawn, error) {
	f, err := newFigure(p, opts)
	if err != nil {
		return nil, err
	}
	l, err := f.arrangeOrthogonal(context.Background())
	return &Drawn{f, l}, err
}

// Places returns the middle and the width of each node, by its key.
func (d *Drawn) Places() map[string][3]float64 {
	places := make(map[string][3]float64)
	for n, i := range d.f.numbers() {
		places[n.key] = [3]float64{d.l.nodes[i].x, d.l.nodes[i].y, n.w}
	}
	return places
}

// Faults lists nodes that overlap, lines that run through a node that they do not join,
// and numbers on lines that something else covers.
func (d *Drawn) Faults() []string {
	var faults []string
	report := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	const margin = 1.5
	number := d.f.numbers()
	boxOf := func(n *node, margin float64) rect {
		at := d.l.nodes[number[n]]
		return rect{at.x - n.w/2 + margin, at.y - n.h/2 + margin, n.w - 2*margin, n.h - 2*margin}
	}
	through := func(what string, r route, own func(*node) bool) {
		for n := range d.f.nodes {
			if !own(n) && r.meets(boxOf(n, margin)) {
				report("%s runs through %s", what, n.key)
			}
		}
	}
	for n := range d.f.nodes {
		for m := range d.f.nodes {
			if number[m] < number[n] && boxOf(n, 0).meets(boxOf(m, 0)) {
				report("%s and %s overlap", m.key, n.key)
			}
		}
	}
	for i, e := range d.f.edges {
		what := "the line from " + e.from.key + " to " + e.to.key
		through(what, d.l.edges[i], func(n *node) bool { return n == e.from || n == e.to })
		if box, ok := d.l.labelBox(d.f, i); ok && d.l.edges[i].curves != nil {
			for n := range d.f.nodes {
				if boxOf(n, 0).meets(box) {
					report("the number on %s is on %s", what, n.key)
				}
			}
			for j := range d.f.edges {
				if i != j && d.l.edges[j].meets(box) {
					report("%s runs through a number", what)
				}
			}
		}
	}
	for _, t := range d.l.trunks {
		through("a trunk", t.route, func(n *node) bool {
			return slices.ContainsFunc(t.edges, func(i int) bool { return d.f.edges[i].from == n || d.f.edges[i].to == n })
		})
	}
	return faults
}

// Resolution returns the resolution of a bitmap of a page of the given size.
func Resolution(p *graph.Pipeline, opts Options, w, h float64) (float64, error) {
	f, err := newFigure(p, opts)
	if err != nil {
		return 0, err
	}
	return f.resolution(page{w: w, h: h}), nil
}
