package render

import (
	"cmp"
	"math"
	"slices"
)

// Measures of a bracket, in points.
const (
	bracketCorner = 6   // the radius of its corners
	bracketStep   = 3   // from one bracket to the next
	bracketGap    = 2.5 // from the tables below, and from the frame above
)

// bracket reroutes the edges between a master and its parts inside their group.
// Graphviz routes them in arcs over the tables in between, which may run behind
// the tables of another group or leave the schema. A bracket goes up, along the
// border of the group, and down again; short brackets are inside long ones. Edges
// between neighbours are straight lines.
//
// With bus, brackets that leave one table in one direction share their line: it goes up
// from the table and along the border, and each part hangs from it.
func (l *layout) bracket(f *figure, bus bool) {
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
		if bus {
			r.share(l)
		}
		r.lead(l)
	}
}

// A shelf is a group whose tables stand side by side or, if it is upright, one
// above the other. Its coordinates are along the tables, and across them from the
// border of the group inwards.
type shelf struct {
	box     rect
	upright bool
	places  map[*node]place
	spans   []span
	taken   int // lanes of buses
}

// A place is the place of a table on its shelf.
type place struct {
	along, across         float64 // of the middle of the table
	halfAlong, halfAcross float64 // half its size
	rows                  bool    // it shows columns
}

// level reports whether two tables are in line.
func (p place) level(q place) bool { return math.Abs(p.across-q.across) < 1 }

// A span is an edge between two tables of a shelf, in the order of the tables.
type span struct {
	edge     int // its index in the figure
	from, to place
	reverse  bool    // the edge leads from to to from
	top      float64 // the least across of the tables from the one to the other
	beside   bool    // the tables are neighbours
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

// add adds an edge to be rerouted. It reports false for an edge that Graphviz
// routes well: between tables that are not in line, or neighbours without columns.
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

// share takes the brackets that a bus can replace from the spans, and draws them.
func (r *shelf) share(l *layout) {
	type start struct {
		from    place
		reverse bool
	}
	bunch := make(map[start][]span)
	var starts []start
	for _, s := range r.spans {
		if s.beside {
			continue
		}
		at := start{s.from, s.reverse}
		if s.reverse {
			at.from = s.to
		}
		if bunch[at] == nil {
			starts = append(starts, at)
		}
		bunch[at] = append(bunch[at], s)
	}
	lanes := 0
	for _, at := range starts {
		spans := bunch[at]
		if len(spans) < 2 {
			continue
		}
		r.spans = slices.DeleteFunc(r.spans, func(s span) bool { return slices.Contains(spans, s) })
		r.hang(l, at.from, spans, lanes)
		lanes++
	}
	r.taken = lanes
}

// hang draws a bus from one table, and the edges that hang from it.
func (r *shelf) hang(l *layout, from place, spans []span, lane int) {
	top := math.Inf(1)
	for _, s := range spans {
		top = min(top, s.top)
	}
	across := top - bracketGap - bracketStep*float64(lane)
	far := func(s span) place { // the table that hangs from the bus
		if s.reverse {
			return s.from
		}
		return s.to
	}
	sort := func(a, b span) int {
		return cmp.Compare(math.Abs(far(a).along-from.along), math.Abs(far(b).along-from.along))
	}
	slices.SortStableFunc(spans, sort)
	last := far(spans[len(spans)-1])
	sign := math.Copysign(1, last.along-from.along)
	corner := sign * min(bracketCorner, math.Abs(last.along-from.along)/2, from.across-across)
	t := trunk{}
	way := line(point{from.along, from.across}, point{from.along, across + math.Abs(corner)})
	way = append(way, bend(point{from.along, across + math.Abs(corner)}, point{from.along, across}, point{from.along + corner, across})...)
	way = append(way, line(point{from.along + corner, across}, point{last.along - corner, across})[1:]...)
	t.route.curves = [][]point{r.all(way)}
	for _, s := range spans {
		t.edges = append(t.edges, s.edge)
		end := far(s)
		drop := []point{{end.along - corner, across}}
		drop = append(drop, bend(drop[0], point{end.along, across}, point{end.along, across + math.Abs(corner)})...)
		drop = append(drop, line(point{end.along, across + math.Abs(corner)}, point{end.along, end.across})[1:]...)
		l.edges[s.edge].curves = [][]point{r.all(drop)}
	}
	l.trunks = append(l.trunks, t)
}

// all converts coordinates of the shelf to points in the picture.
func (r *shelf) all(way []point) []point {
	out := make([]point, len(way))
	for i, p := range way {
		out[i] = r.at(p)
	}
	return out
}

// lead sets the routes of the edges of the shelf.
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
	used := make(map[place]float64) // the number of lines that end at a table
	lane := r.taken
	high += r.taken
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
			// Shorter brackets start nearer to their end, so that no two cross.
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

// at converts the coordinates of the shelf, along and across, to a point in the
// picture.
func (r *shelf) at(p point) point {
	if r.upright {
		return point{r.box.x + r.box.w - p.y, p.x}
	}
	return point{p.x, r.box.y + p.y}
}

// bend returns about a quarter of a circle from a to c, with its corner at b, without a.
func bend(a, b, c point) []point {
	return []point{{a.x + (b.x-a.x)*0.55, a.y + (b.y-a.y)*0.55}, {c.x + (b.x-c.x)*0.55, c.y + (b.y-c.y)*0.55}, c}
}

// bracketCurve returns a bracket with round corners, in the coordinates of the
// shelf. It leads from one table to another, whose middles are at from and to, by
// way of the given across.
func bracketCurve(from, to, middle, across float64) []point {
	r := min(bracketCorner, (to-from)/2, middle-across)
	curve := line(point{from, middle}, point{from, across + r})
	curve = append(curve, bend(point{from, across + r}, point{from, across}, point{from + r, across})...)
	curve = append(curve, line(point{from + r, across}, point{to - r, across})[1:]...)
	curve = append(curve, bend(point{to - r, across}, point{to, across}, point{to, across + r})...)
	return append(curve, line(point{to, across + r}, point{to, middle})[1:]...)
}
