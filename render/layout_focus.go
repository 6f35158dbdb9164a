package render

import "fmt"

// surroundings are the neighbours of the schemas in focus that belong on one side
// of them, and the open tables next to each side. All are in drawing order.
type surroundings struct {
	above, below []*node // parents and children of open tables
	first, last  []*node // open tables without an open parent, and without an open child
}

// surroundings returns the surroundings of a figure with a focus. A node on a
// cycle with open tables is on neither side.
func (f *figure) surroundings() surroundings {
	type ends struct{ in, out bool } // an edge comes from, or leads to, an open table
	open, touch := make(map[*node]bool), make(map[*node]ends)
	for _, c := range f.clusters {
		for _, g := range c.groups {
			for _, n := range g.nodes {
				open[n] = true
			}
		}
	}
	block := f.blocks()
	component := components(f.edges, block)
	around := make(map[int]bool) // the components of the open tables
	for n := range open {
		around[component[block[n]]] = true
	}
	for _, e := range f.edges {
		if e.unranked {
			continue
		}
		if from := touch[e.from]; open[e.to] && e.from != e.to {
			touch[e.from] = ends{from.in, true}
		}
		if to := touch[e.to]; open[e.from] && e.from != e.to {
			touch[e.to] = ends{true, to.out}
		}
	}
	var s surroundings
	for n := range f.nodes {
		t := touch[n]
		if !open[n] && around[component[block[n]]] {
			continue
		}
		switch {
		case open[n] && !t.in:
			s.first = append(s.first, n)
		case !open[n] && t.out && !t.in:
			s.above = append(s.above, n)
		}
		switch {
		case open[n] && !t.out:
			s.last = append(s.last, n)
		case !open[n] && t.in && !t.out:
			s.below = append(s.below, n)
		}
	}
	return s
}

// surround keeps the parents of the schemas in focus above all of their tables,
// and the children below. Otherwise Graphviz may put a parent beside the frame of
// a schema, if some table inside has no parent. Two invisible nodes stand for the
// upper and the lower edge of the frame.
func (d *dotWriter) surround(f *figure) {
	if d.ranks != nil || len(f.opts.Focus) == 0 {
		return
	}
	s := f.surroundings()
	d.barrier("above", s.above, s.first, [2]int{0, 1})
	d.barrier("below", s.last, s.below, [2]int{1, 0})
}

// barrier writes an invisible node below the upper nodes and above the lower
// ones. The ranks are the least distances to these.
func (d *dotWriter) barrier(name string, upper, lower []*node, ranks [2]int) {
	if len(upper) == 0 || len(lower) == 0 {
		return
	}
	d.line(name + " [shape=point, style=invis, width=0.01, height=0.01];")
	for _, n := range upper {
		d.line(fmt.Sprintf("%s -> %s [style=invis, weight=0, minlen=%d];", d.name(n), name, ranks[0]))
	}
	for _, n := range lower {
		d.line(fmt.Sprintf("%s -> %s [style=invis, weight=0, minlen=%d];", name, d.name(n), ranks[1]))
	}
}
