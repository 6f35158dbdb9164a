package render

import (
	"cmp"
	"math"
	"slices"
)

// Measures of a bracket, in points.
const (
	bracketCorner = 6   // radius
	bracketStep   = 3   // from one to the next
	bracketGap    = 2.5 // from the tables below it, and from the frame above
)

// bracket leads the edges between a master and its parts within the group that
// they stand in. Graphviz leads them in arcs over what stands between, which
// may run behind the tables of another group, and out of the schema. Ours go
// up, along the edge of the group, and down again, the short ones inside of the
// long ones. Tables beside each other are joined by a straight line.
func (l *layout) bracket(f *figure) {
	number := f.numbers()
	inGroup := make(map[*node]*shelf)
	for i, c := range f.clusters {
		for j, g := range c.groups {
			box, ok := l.entities[[2]int{i, j}]
			if !ok || len(g.nodes) < 2 {
				continue
			}
			r := l.newShelf(box, g.nodes, number)
			for _, n := range g.nodes {
				inGroup[n] = r
			}
		}
	}
	var shelves []*shelf
	for i, e := range f.edges {
		r := inGroup[e.from]
		if r == nil || r != inGroup[e.to] || e.from == e.to || l.edges[i].tip != nil {
			continue
		}
		if r.add(i, e) && len(r.spans) == 1 {
			shelves = append(shelves, r)
		}
	}
	for _, r := range shelves {
		r.lead(l)
	}
}

// A shelf is a group whose tables stand side by side, or one above the other.
// Its places are along it, and across it from its edge inwards.
type shelf struct {
	box     rect
	upright bool // one above the other
	places  map[*node]place
	spans   []span
}

// A place is where a table is on its shelf.
type place struct {
	along, across         float64 // of its middle
	halfAlong, halfAcross float64
	rows                  bool // it shows columns
}

// level reports whether two tables are in one line. A part that refers to
// another one stands a rank lower.
func (p place) level(q place) bool { return math.Abs(p.across-q.across) < 1 }

// A span is an edge from one table of a shelf to another, in their order.
type span struct {
	edge     int
	from, to place
	reverse  bool    // the edge leads from the later one to the earlier
	top      float64 // across, of all tables from the one to the other
	beside   bool    // nothing stands between
}

func (l *layout) newShelf(box rect, nodes []*node, number map[*node]int) *shelf {
	r := &shelf{box: box}
	first, last := l.nodes[number[nodes[0]]], l.nodes[number[nodes[1]]]
	r.upright = math.Abs(first.x-last.x) < math.Abs(first.y-last.y)
	r.places = make(map[*node]place, len(nodes))
	for _, n := range nodes {
		at := l.nodes[number[n]]
		p := place{at.x, at.y - box.y, n.w / 2, n.h / 2, len(n.rows) > 0}
		if r.upright {
			p = place{at.y, box.x + box.w - at.x, n.h / 2, n.w / 2, len(n.rows) > 0}
		}
		r.places[n] = p
	}
	return r
}

// add takes over an edge, unless Graphviz does well by it.
func (r *shelf) add(edge int, e *edge) bool {
	s := span{edge: edge, from: r.places[e.from], to: r.places[e.to], beside: true}
	if s.reverse = s.from.along > s.to.along; s.reverse {
		s.from, s.to = s.to, s.from
	}
	if !s.from.level(s.to) {
		return false
	}
	s.top = math.Inf(1)
	for _, p := range r.places {
		if p.level(s.from) && s.from.along <= p.along && p.along <= s.to.along {
			s.top = min(s.top, p.across-p.halfAcross)
			s.beside = s.beside && (p.along == s.from.along || p.along == s.to.along)
		}
	}
	if s.beside && !s.from.rows && !s.to.rows {
		return false
	}
	r.spans = append(r.spans, s)
	return true
}

// lead writes the routes of the edges that were taken over.
func (r *shelf) lead(l *layout) {
	slices.SortStableFunc(r.spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.to.along-a.from.along, b.to.along-b.from.along), cmp.Compare(a.edge, b.edge))
	})
	high := 0 // brackets
	for _, s := range r.spans {
		if !s.beside {
			high++
		}
	}
	used := make(map[place]float64) // how many lines end at a table
	lane := 0
	for _, s := range r.spans {
		shift := bracketStep * used[s.from]
		used[s.from]++
		used[s.to]++
		var curve []point
		if s.beside {
			across := s.from.across + shift
			curve = line(point{s.from.along, across}, point{s.to.along, across})
		} else {
			room := max(0, s.top-2*bracketGap)
			across := s.top - bracketGap - min(bracketStep, room/float64(max(1, high-1)))*float64(lane)
			lane++
			// The long ones start further in, so that none crosses another.
			in := min(bracketStep*float64(high-lane), s.from.halfAlong-bracketCorner)
			curve = bracketCurve(s.from.along+max(0, in), s.to.along, s.from.across, across)
		}
		if s.reverse {
			slices.Reverse(curve)
		}
		for i, p := range curve {
			curve[i] = r.at(p)
		}
		l.edges[s.edge].curves = [][]point{curve}
	}
}

// at turns a place along and across the shelf into one of the picture.
func (r *shelf) at(p point) point {
	if r.upright {
		return point{r.box.x + r.box.w - p.y, p.x}
	}
	return point{p.x, r.box.y + p.y}
}

// bracketCurve leads from the middle of one table, at from, over the place
// across to the middle of another one, at to, with round corners.
func bracketCurve(from, to, middle, across float64) []point {
	r := min(bracketCorner, (to-from)/2, middle-across)
	corner := func(a, b, c point) []point { // a quarter of a circle, about
		return []point{{a.x + (b.x-a.x)*0.55, a.y + (b.y-a.y)*0.55}, {c.x + (b.x-c.x)*0.55, c.y + (b.y-c.y)*0.55}, c}
	}
	curve := line(point{from, middle}, point{from, across + r})
	curve = append(curve, corner(point{from, across + r}, point{from, across}, point{from + r, across})...)
	curve = append(curve, line(point{from + r, across}, point{to - r, across})[1:]...)
	curve = append(curve, corner(point{to - r, across}, point{to, across}, point{to, across + r})...)
	return append(curve, line(point{to, across + r}, point{to, middle})[1:]...)
}
