package render

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/djdag/djdag/render/orthogonal"
)

// A yard is a schema with open tables, or a node outside of all schemas.
type yard struct {
	index   int // in the yards
	cluster int // its index in the figure; -1 for a single node
	berths  []*berth
	order   int        // parents come before children, except on cycles
	nets    []*yardNet // inside, in the order of the graph
	boxes   []orthogonal.Box
	layout  *orthogonal.Layout
	start   point   // of the layout in the frame
	w, h    float64 // of the frame
}

// A berth is a group of nodes side by side, in a yard.
type berth struct {
	yard   *yard
	box    int // in the graph of the yard
	group  *group
	left   map[*node]float64 // of each node, from the left side of the berth
	w, h   float64
	above  float64 // the room above the nodes
	nodesH float64
	order  int
}

// newBerth places the nodes of a group side by side.
func (u *upperLevel) newBerth(y *yard, g *group) *berth {
	b := &berth{yard: y, group: g, left: make(map[*node]float64)}
	pad := 0.0
	if len(g.nodes) > 1 {
		pad = berthPad
	}
	first := g.nodes[0]
	x := pad
	for i, n := range u.partsInOrder(g) {
		if i > 0 {
			x += berthGap
		}
		w, h := u.f.size(n)
		b.left[n] = x
		x += w
		if u.loops[n] {
			x += loopRoom
		}
		b.nodesH = max(b.nodesH, h)
		u.home[n] = b
	}
	b.w = x + pad
	b.above = pad
	b.h = b.nodesH + 2*pad
	if u.goesOn.parents && u.touched[first] == (ends{children: true}) { // all of them, to be in line
		b.above += stubLength
		b.h += stubLength
	}
	if first.goesOn.children {
		b.h += stubLength
	}
	if pad > 0 {
		extra := bracketRoom - berthPad + bracketStep*float64(max(0, u.brackets[g]-2))
		b.h += extra
		if u.bracketsAbove() {
			b.above += extra
		}
	}
	return b
}

// partsInOrder returns the nodes of a group, the master first. A line from above to a
// part crosses the brackets to those behind it, so parts with such lines come last.
func (u *upperLevel) partsInOrder(g *group) []*node {
	nodes := slices.Clone(g.nodes)
	if u.bracketsAbove() {
		slices.SortStableFunc(nodes[1:], func(a, b *node) int { return cmp.Compare(u.incoming[a], u.incoming[b]) })
	}
	return nodes
}

// bracketsAbove reports whether [layout.bracket] leads its lines on the side of a
// group that other lines come from.
func (u *upperLevel) bracketsAbove() bool {
	return u.f.opts.Direction == TB || u.f.opts.Direction == RL
}

// interval returns where lines may meet a node, from the left side of its berth: at
// its upper side, or at its lower one.
//
// If the line joins a row of columns, and comes from the side, it meets the node there.
func (u *upperLevel) interval(n *node, row int, upper bool) (lo, hi float64) {
	b := u.home[n]
	if row >= 0 {
		at := b.left[n] + n.rowMiddle(row) + rowPad/2
		return at, at
	}
	w, _ := u.f.size(n)
	inset := min(n.corner(), w/3)
	switch {
	case n.round():
		inset = w * 0.18
	case n.count != "": // a pill
		inset = min(w*0.3, 0.8*n.corner())
	}
	lo, hi = b.left[n]+inset, b.left[n]+w-inset
	if len(b.group.nodes) > 1 && upper == u.bracketsAbove() {
		middle := b.left[n] + w/2
		if n == b.group.nodes[0] {
			hi = max(lo, middle-portFree)
		} else {
			lo = min(hi, middle+portFree)
		}
	}
	return lo, hi
}

// layYards lays out the inside of each schema.
func (u *upperLevel) layYards(ctx context.Context, h *hints) error {
	outside := make(map[*yard][]int) // the wires that leave each yard
	into := make(map[*yard][]int)    // those that lead there
	for i, w := range u.wires {
		y := u.home[w.upper].yard
		outside[y] = append(outside[y], i)
		for _, g := range w.legs {
			into[g.yard] = append(into[g.yard], i)
		}
	}
	for _, y := range u.yards {
		if y.cluster >= 0 {
			if err := u.layYard(ctx, y, outside[y], into[y], h); err != nil {
				return err
			}
		}
	}
	return nil
}

// layYard lays out the inside of one schema. Its graph has a box for the label, boxes
// for the berths, and ports, which have no size.
func (u *upperLevel) layYard(ctx context.Context, y *yard, outside, into []int, h *hints) error {
	g := &orthogonal.Graph{Spacing: u.spacing(), Quick: u.quick, Steady: true}
	if !u.f.flipped() {
		g.Boxes = append(g.Boxes, orthogonal.Box{W: u.headerWidth(y), H: headerRoom, Side: u.upperSide(), Leftmost: true})
	}
	area, widest := 0.0, 0.0
	for _, b := range y.berths {
		b.box = len(g.Boxes)
		g.Boxes = append(g.Boxes, orthogonal.Box{W: b.w, H: b.h})
		area += (b.w + g.Spacing.Box) * (b.h + g.Spacing.Rank*1.3)
		widest = max(widest, b.w)
	}
	proportion := u.proportion
	if u.f.flipped() {
		proportion = 1 / proportion
	}
	g.Limit = max(widest+g.Spacing.Box, stepUp(math.Sqrt(area*proportion), 1.2))
	for _, n := range y.nets {
		g.Nets = append(g.Nets, u.inner(n))
	}
	for _, i := range outside {
		w, hint := u.wires[i], 0.0
		if h != nil {
			for _, x := range h.to[i] {
				hint += x / float64(len(h.to[i]))
			}
		}
		w.out, w.net = len(g.Boxes), len(g.Nets)
		g.Boxes = append(g.Boxes, u.port(w, orthogonal.Last, hint))
		g.Nets = append(g.Nets, orthogonal.Net{From: u.start(w.links[0]), To: []orthogonal.End{g.Boxes[w.out].Middle(w.out)}})
	}
	for _, i := range into {
		w, hint := u.wires[i], 0.0
		if h != nil {
			hint = h.from[i]
		}
		for _, l := range w.legs {
			if l.yard != y {
				continue
			}
			l.port, l.net = len(g.Boxes), len(g.Nets)
			g.Boxes = append(g.Boxes, u.port(w, orthogonal.First, hint))
			n := u.inner(&yardNet{links: l.links})
			n.From = g.Boxes[l.port].Middle(l.port)
			g.Nets = append(g.Nets, n)
		}
	}
	if slices.ContainsFunc(g.Nets, func(n orthogonal.Net) bool { return n.Room > 0 }) {
		g.Spacing.Label = u.f.countRoom()
	}
	y.boxes = g.Boxes
	layout, err := orthogonal.Lay(ctx, g)
	if err != nil {
		return err
	}
	y.layout = layout
	has := func(side orthogonal.Side) bool {
		return slices.ContainsFunc(g.Boxes, func(b orthogonal.Box) bool { return b.Side == side })
	}
	// Ports are on the frame. Without any, the tables keep a distance from it.
	y.start = point{frameSide, frameEnd}
	if has(orthogonal.First) {
		y.start.y = 0
	}
	y.w, y.h = y.layout.W+2*frameSide, y.start.y+y.layout.H
	if !has(orthogonal.Last) {
		y.h += frameEnd
	}
	if u.f.flipped() {
		room := headerRoom - frameSide/2
		if u.f.clusters[y.cluster].focus {
			room = focusHeight
		}
		y.start.x += room
		y.w += room
		y.h = max(y.h, u.headerWidth(y)+2*frameSide)
	}
	return nil
}

// headerWidth returns the width of the label of a schema.
func (u *upperLevel) headerWidth(y *yard) float64 { return u.f.clusters[y.cluster].headerWidth() }

// inner returns the net of links in a yard.
func (u *upperLevel) inner(n *yardNet) orthogonal.Net {
	var net orthogonal.Net
	if n.upper != nil {
		net.From = u.start(n.links[0])
	}
	net.Room = u.room(n.links)
	net.Weight = u.weight(n.links)
	for _, l := range n.links {
		net.To = append(net.To, u.end(l))
	}
	return net
}

// weight returns the greatest weight of the edges of links.
func (u *upperLevel) weight(links []*link) int {
	weight := 0
	for _, l := range links {
		for _, e := range l.edges {
			weight = max(weight, u.f.edges[e].weight())
		}
	}
	return weight
}

// start returns where a line leaves the upper node of a link, in the graph of a yard.
func (u *upperLevel) start(l *link) orthogonal.End {
	lo, hi := u.interval(l.upper, l.upperRow, false)
	return orthogonal.End{Box: u.home[l.upper].box, Lo: lo, Hi: hi}
}

// end returns where it meets the lower node.
func (u *upperLevel) end(l *link) orthogonal.End {
	lo, hi := u.interval(l.lower, l.lowerRow, true)
	return orthogonal.End{Box: u.home[l.lower].box, Lo: lo, Hi: hi}
}

// room returns the room that the numbers on links need across their lines, or 0.
func (u *upperLevel) room(links []*link) float64 {
	room := 0.0
	for _, l := range links {
		for _, e := range l.edges {
			room = max(room, u.f.room(u.f.edges[e]))
		}
	}
	return room
}

// room returns the room that the number on an edge needs across its line, or 0 without
// one.
func (f *figure) room(e *edge) float64 {
	switch label := e.label(); {
	case label == "":
		return 0
	case f.flipped():
		return labelFont + 5
	default:
		return textWidth(label, labelFont, false) + 8
	}
}

// countRoom returns the room that numbers need along their lines, before the nodes that
// these lead to.
func (f *figure) countRoom() float64 {
	room := countHeight
	if f.flipped() {
		for _, e := range f.edges {
			room = max(room, textWidth(e.label(), labelFont, false)+9)
		}
	}
	return room
}

// port returns the port of a wire: a line with room for its number.
func (u *upperLevel) port(w *wire, side orthogonal.Side, hint float64) orthogonal.Box {
	return orthogonal.Box{W: max(0, u.room(w.links)-u.spacing().Line), Side: side, Hint: hint, Line: true}
}

// portX returns the x of a port in the layout of a yard.
func (y *yard) portX(box int) float64 { return y.layout.Boxes[box].X + y.boxes[box].W/2 }

// upperSide returns the side that is above in the picture.
func (u *upperLevel) upperSide() orthogonal.Side {
	if u.f.opts.Direction == BT {
		return orthogonal.Last
	}
	return orthogonal.First
}
