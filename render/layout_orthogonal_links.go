package render

import (
	"maps"
	"slices"
)

// A link is all edges from one node to another that look alike on a cycle, or off it.
// They share a line.
type link struct {
	upper, lower *node
	edges        []int // indices in the figure
	// The rows of the upper and the lower node that it joins, if lines come from the
	// side; else -1.
	upperRow, lowerRow int
	apart              bool // an edge has an arrowhead, so it shares no line
}

// A wire is a line from a node to other yards: of a hub to all of its children, or
// of a single link.
type wire struct {
	upper *node
	links []*link
	legs  []*leg
	out   int // the port in the yard of the upper node, a box of its graph; -1 without
	net   int // to the port, in the yard of the upper node
}

// A leg is the part of a wire in a yard that it leads to.
type leg struct {
	yard  *yard
	links []*link
	port  int // a box in the graph of the yard; -1 without
	net   int // from the port, in the yard
}

// A yardNet is a net inside a yard, and the link that each of its ends serves.
type yardNet struct {
	upper *node // nil for a net from a port
	links []*link
}

// sort sets the orders of yards and berths: parents before children. Where there is
// a cycle, it starts with what is first in the source.
func (u *upperLevel) sort() {
	var berths []*berth
	index := make(map[*berth]int)
	for _, y := range u.yards {
		for _, b := range y.berths {
			index[b] = len(berths)
			berths = append(berths, b)
		}
	}
	yardParents, berthParents := make([][]int, len(u.yards)), make([][]int, len(berths))
	for _, weak := range []bool{false, true} { // weak edges have the last word
		for _, e := range u.f.edges {
			from, to := u.home[e.from], u.home[e.to]
			if e.weak() != weak {
				continue
			}
			if from.yard != to.yard {
				yardParents[to.yard.index] = append(yardParents[to.yard.index], from.yard.index)
			} else if from != to {
				berthParents[index[to]] = append(berthParents[index[to]], index[from])
			}
		}
	}
	for i, place := range parentsFirst(yardParents) {
		u.yards[i].order = place
	}
	for i, place := range parentsFirst(berthParents) {
		berths[i].order = place
	}
}

// parentsFirst returns the place of each thing in an order in which parents come
// first, except on cycles.
func parentsFirst(parents [][]int) []int {
	place := make([]int, len(parents))
	next := 0
	state := make([]uint8, len(parents)) // 0: not met, 1: being visited, 2: placed
	for start := range parents {
		for stack := []int{start}; len(stack) > 0; {
			at := stack[len(stack)-1]
			if state[at] != 0 {
				stack = stack[:len(stack)-1]
				if state[at] == 1 {
					state[at] = 2
					place[at] = next
					next++
				}
				continue
			}
			state[at] = 1
			for _, p := range slices.Backward(parents[at]) {
				if state[p] == 0 {
					stack = append(stack, p)
				}
			}
		}
	}
	return place
}

// connect makes the links, and the wires between yards.
func (u *upperLevel) connect() {
	type way struct {
		from, to *node
		apart    string // the look of an edge with an arrowhead
		row, end int    // in from and to
	}
	links := make(map[way]*link)
	var all []*link
	for i, e := range u.f.edges {
		from, to := u.home[e.from], u.home[e.to]
		if from == to {
			continue
		}
		upper, lower := e.from, e.to
		if from.yard == to.yard && from.order > to.order || from.yard != to.yard && from.yard.order > to.yard.order {
			upper, lower = lower, upper
		}
		row, end := -1, -1
		if u.f.flipped() {
			row, end = e.ends()
		}
		key := way{e.from, e.to, "", row, end}
		if e.arrow() {
			key.apart = e.class()
		}
		l := links[key]
		if l == nil {
			l = &link{upper: upper, lower: lower, upperRow: row, lowerRow: end}
			if upper != e.from {
				l.upperRow, l.lowerRow = end, row
			}
			links[key] = l
			all = append(all, l)
		}
		l.edges = append(l.edges, i)
		l.apart = l.apart || e.arrow()
	}
	u.links = all
	leaving, inside := make(map[*node][]*link), make(map[*node][]*link)
	var uppers []*node
	for _, l := range all {
		if len(leaving[l.upper])+len(inside[l.upper]) == 0 {
			uppers = append(uppers, l.upper)
		}
		if u.home[l.upper].yard != u.home[l.lower].yard {
			leaving[l.upper] = append(leaving[l.upper], l)
		} else {
			inside[l.upper] = append(inside[l.upper], l)
		}
	}
	for _, n := range uppers {
		for _, shared := range u.bunches(n, leaving[n]) {
			w := &wire{upper: n, links: shared, out: -1}
			for _, l := range shared {
				y := u.home[l.lower].yard
				i := slices.IndexFunc(w.legs, func(g *leg) bool { return g.yard == y && y.cluster >= 0 })
				if i < 0 {
					i = len(w.legs)
					w.legs = append(w.legs, &leg{yard: y, port: -1})
				}
				w.legs[i].links = append(w.legs[i].links, l)
			}
			u.wires = append(u.wires, w)
		}
		for _, shared := range u.bunches(n, inside[n]) {
			y := u.home[n].yard
			y.nets = append(y.nets, &yardNet{upper: n, links: shared})
		}
	}
}

// bunches divides the links that leave a node into those that share a line. In a
// figure of schemas, each has its own.
func (u *upperLevel) bunches(n *node, links []*link) [][]*link {
	shared := make(map[int][]*link) // by the row that they leave
	var bunches [][]*link
	for _, l := range links {
		if l.apart || u.f.isPipeline() {
			bunches = append(bunches, []*link{l})
		} else {
			shared[l.upperRow] = append(shared[l.upperRow], l)
		}
	}
	for _, row := range slices.Sorted(maps.Keys(shared)) {
		if len(shared[row]) >= hubEdges {
			bunches = append(bunches, shared[row])
			continue
		}
		for _, l := range shared[row] {
			bunches = append(bunches, []*link{l})
		}
	}
	return bunches
}
