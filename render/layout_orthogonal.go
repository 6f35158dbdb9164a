package render

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/djdag/djdag/render/orthogonal"
)

// Measures of figures with lines at right angles, in points.
const (
	hubEdges       = 4    // edges of a table from which on they share a trunk
	cornerTurn     = 6.0  // the radius of the corner of a line
	berthGap       = 10.0 // between the tables of a group
	berthPad       = 8.0  // between the tables of a group and its border
	bracketRoom    = 12.0 // between the tables of a group and its border where brackets are
	frameSide      = 14.0 // between the frame of a schema and its tables, across the direction
	frameEnd       = 14.0 // the same along the direction
	headerRoom     = 22.0 // the height of the row with the label of a frame
	loopRoom       = 18.0 // beside a table that refers to itself
	stubLength     = 14.0 // of the line that says that a schema has more parents or children
	portFree       = 5.0  // between the middle of a part, where a bracket ends, and other lines
	pageProportion = 0.8  // width by height to aim at
	countRoom      = 16.0 // the height above a node for the number of foreign keys
)

// arrangeOrthogonal returns the layout of the figure with lines at right angles. It
// has two levels: the tables of each schema, and then the schemas as boxes. Lines
// pass the frame of a schema at ports.
func (f *figure) arrangeOrthogonal() *layout {
	if f.isEmpty() {
		return &layout{}
	}
	return f.bestOf(innerProportions(f), false).finish()
}

// bestOf lays out the figure with each of the proportions of schemas, and returns the
// best layout. With quick, it takes fewer pains with the order.
func (f *figure) bestOf(proportions []float64, quick bool) *upperLevel {
	tries := make([]*upperLevel, len(proportions))
	var wait sync.WaitGroup
	for i, proportion := range proportions {
		wait.Go(func() { tries[i] = f.withHints(proportion, quick) })
	}
	wait.Wait()
	best := tries[0]
	for _, u := range tries[1:] {
		if u.cost() < best.cost() {
			best = u
		}
	}
	return best
}

// withHints lays out the figure several times, each time with the hints of the layout
// before, and returns the best layout.
func (f *figure) withHints(proportion float64, quick bool) *upperLevel {
	best := f.lay(proportion, nil, quick)
	if f.isPipeline() || quick {
		return best
	}
	for last := best; ; {
		next := f.lay(proportion, last.hints(), quick)
		if next.cost() >= best.cost() {
			return best
		}
		best, last = next, next
	}
}

// lay lays out the figure in the best of several widths.
func (f *figure) lay(proportion float64, h *hints, quick bool) *upperLevel {
	u := newUpperLevel(f)
	u.proportion, u.quick = proportion, quick
	u.layYards(h)
	var best *upperLevel
	for _, limit := range u.limits() {
		u.lay(limit)
		if best == nil || u.cost() < best.cost() {
			kept := *u
			best = &kept
		}
	}
	return best
}

// hints tell where lines between schemas come from and lead to, so that the ports of a
// schema are in the order of these. They come from an earlier layout.
type hints struct {
	from []float64   // the x at which each wire starts
	to   [][]float64 // the x at which each of its legs ends
}

// hints returns the hints for a next layout.
func (u *upperLevel) hints() *hints {
	h := &hints{}
	for _, tree := range u.layout.Nets {
		start := tree.Ends[0][0].X
		if len(tree.Trunk) > 0 {
			start = tree.Trunk[0][0].X
		}
		var ends []float64
		for _, way := range tree.Ends {
			ends = append(ends, way[len(way)-1].X)
		}
		h.from, h.to = append(h.from, start), append(h.to, ends)
	}
	return h
}

// innerProportions are the proportions to try for schemas, width by height.
func innerProportions(f *figure) []float64 {
	if f.isPipeline() {
		return []float64{1}
	}
	if len(f.opts.Focus) > 0 || f.opts.Fit != (Size{}) {
		return []float64{0.4, 0.7, 1, 1.5, 2.2, 3.5, 6}
	}
	return []float64{0.7, 1.2, 2}
}

// An upperLevel is a figure as boxes, the yards, and the wires between them. It works
// as if the direction were TB; turned tells how to read its places.
type upperLevel struct {
	proportion float64 // of schemas, width by height
	quick      bool    // take fewer pains with the order

	f        *figure
	number   map[*node]int
	yards    []*yard
	home     map[*node]*berth
	wires    []*wire
	layout   *orthogonal.Layout
	touched  map[*node]ends  // on which sides lines meet each node
	goesOn   ends            // a node has a stub there
	loops    map[*node]bool  // nodes that a line leads back to
	incoming map[*node]int   // lines from outside of the group
	middles  map[*node]point // set by finish
}

// A yard is a schema with open tables, or a node outside of all schemas.
type yard struct {
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

// A link is all edges from one node to another that look alike on a cycle, or off it.
// They share a line.
type link struct {
	upper, lower *node
	edges        []int // indices in the figure
	// The rows of the upper and the lower node that it joins, if lines come from the
	// side; else -1.
	upperRow, lowerRow int
	cyclic             bool // an edge is on a cycle
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

// A yardNet is a net inside a yard, and the link that each of its ends serves. A net
// to a port has none.
type yardNet struct {
	upper *node // nil for a net from a port
	links []*link
}

// flipped reports whether the direction is across the page.
func (f *figure) flipped() bool { return f.opts.Direction == LR || f.opts.Direction == RL }

// size returns the size of a node as if the direction were TB.
func (f *figure) size(n *node) (w, h float64) {
	if f.flipped() {
		return n.h, n.w
	}
	return n.w, n.h
}

func newUpperLevel(f *figure) *upperLevel {
	u := &upperLevel{f: f, number: f.numbers(), home: make(map[*node]*berth), touched: make(map[*node]ends), loops: make(map[*node]bool), incoming: make(map[*node]int)}
	for n := range f.nodes {
		u.goesOn.parents = u.goesOn.parents || n.goesOn.parents
	}
	for _, e := range f.edges {
		if e.from == e.to {
			u.loops[e.from] = true
		}
		u.touched[e.from] = ends{u.touched[e.from].parents, true}
		u.touched[e.to] = ends{true, u.touched[e.to].children}
	}
	u.countIncoming()
	for i, c := range f.clusters {
		y := &yard{cluster: i}
		for _, g := range c.groups {
			y.berths = append(y.berths, u.newBerth(y, g))
		}
		u.yards = append(u.yards, y)
	}
	for _, n := range f.loose {
		y := &yard{cluster: -1}
		y.berths = []*berth{u.newBerth(y, &group{nodes: []*node{n}})}
		y.w, y.h = y.berths[0].w, y.berths[0].h
		u.yards = append(u.yards, y)
	}
	u.sort()
	u.connect()
	return u
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
		extra := bracketRoom - berthPad + bracketStep*float64(max(0, u.brackets(g)-2))
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

// countIncoming counts the lines that come to each node from outside of its group.
func (u *upperLevel) countIncoming() {
	group := make(map[*node]*group)
	for _, c := range u.f.clusters {
		for _, g := range c.groups {
			for _, n := range g.nodes {
				group[n] = g
			}
		}
	}
	seen := make(map[[2]*node]bool)
	for _, e := range u.f.edges {
		pair := [2]*node{e.from, e.to}
		if !seen[pair] && (group[e.from] == nil || group[e.from] != group[e.to]) {
			seen[pair] = true
			u.incoming[e.to]++
		}
	}
}

// brackets counts the edges between tables of a group.
func (u *upperLevel) brackets(g *group) int {
	in := make(map[*node]bool)
	for _, n := range g.nodes {
		in[n] = true
	}
	count := 0
	for _, e := range u.f.edges {
		if in[e.from] && in[e.to] {
			count++
		}
	}
	return count
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

// sort sets the orders of yards and berths: parents before children. Where there is
// a cycle, it starts with what is first in the source.
func (u *upperLevel) sort() {
	yards := make(map[*yard]int)
	for i, y := range u.yards {
		yards[y] = i
	}
	var berths []*berth
	index := make(map[*berth]int)
	for _, y := range u.yards {
		for _, b := range y.berths {
			index[b] = len(berths)
			berths = append(berths, b)
		}
	}
	yardParents, berthParents := make([][]int, len(u.yards)), make([][]int, len(berths))
	for _, weak := range []bool{false, true} { // imports have the last word
		for _, e := range u.f.edges {
			from, to := u.home[e.from], u.home[e.to]
			if (e.kind == imports) != weak {
				continue
			}
			if from.yard != to.yard {
				yardParents[yards[to.yard]] = append(yardParents[yards[to.yard]], yards[from.yard])
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
		cyclic   bool // red, with an arrowhead
		row, end int  // in from and to
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
		key := way{e.from, e.to, e.onCycle(), row, end}
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
		l.cyclic = l.cyclic || e.onCycle()
	}
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
		if l.cyclic || u.f.isPipeline() {
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

// spacing returns the distances of the figure.
func (u *upperLevel) spacing() orthogonal.Spacing {
	s := orthogonal.Spacing{Box: 16, Line: 7, Beside: 9, Rank: 26, Turn: cornerTurn}
	if u.f.opts.Fit != (Size{}) {
		s = orthogonal.Spacing{Box: 12, Line: 5.5, Beside: 7, Rank: 16, Turn: cornerTurn}
	}
	if u.f.flipped() {
		s.Box, s.Rank = 12, 34
	}
	return s
}

// layYards lays out the inside of each schema.
func (u *upperLevel) layYards(h *hints) {
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
			u.layYard(y, outside[y], into[y], h)
		}
	}
}

// layYard lays out the inside of one schema. Its graph has a box for the label, boxes
// for the berths, and ports, which have no size.
func (u *upperLevel) layYard(y *yard, outside, into []int, h *hints) {
	g := &orthogonal.Graph{Spacing: u.spacing(), Quick: u.quick}
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
	g.Limit = max(widest, math.Sqrt(area*proportion)) * 1.05
	nets := y.nets
	for _, n := range nets {
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
			if n.Room = u.roomOf(l.links); n.Room > 0 {
				g.Spacing.Label = countRoom
			}
			n.From = g.Boxes[l.port].Middle(l.port)
			g.Nets = append(g.Nets, n)
		}
	}
	y.boxes = g.Boxes
	y.layout = orthogonal.Lay(g)
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
}

// headerWidth returns the width of the label of a schema.
func (u *upperLevel) headerWidth(y *yard) float64 { return u.f.clusters[y.cluster].headerWidth() }

// inner returns the net of links in a yard.
func (u *upperLevel) inner(n *yardNet) orthogonal.Net {
	var net orthogonal.Net
	if n.upper != nil {
		net.From = u.start(n.links[0])
	}
	for _, l := range n.links {
		net.To = append(net.To, u.end(l))
		for _, e := range l.edges {
			net.Weight = max(net.Weight, u.f.edges[e].weight())
		}
	}
	return net
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

// limits returns the widths to try for the figure.
func (u *upperLevel) limits() []float64 {
	area, widest := 0.0, 0.0
	s := u.spacing()
	for _, y := range u.yards {
		area += (y.w + s.Box) * (y.h + 2*s.Rank)
		widest = max(widest, y.w)
	}
	var limits []float64
	factors := []float64{0.5, 0.7, 0.85, 1, 1.2, 1.45}
	if fit := u.f.opts.Fit; fit != (Size{}) {
		proportion := math.Sqrt(fit.W / fit.H)
		if u.f.flipped() {
			proportion = 1 / proportion
		}
		factors = nil
		for _, factor := range []float64{0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.8} {
			factors = append(factors, factor*proportion)
		}
	}
	for _, factor := range factors {
		limits = append(limits, max(widest, factor*math.Sqrt(area))+s.Box)
	}
	return slices.Compact(append(limits, 0))
}

// lay lays out the yards.
func (u *upperLevel) lay(limit float64) {
	g := &orthogonal.Graph{Spacing: u.spacing(), Limit: limit, Top: true, Quick: u.quick}
	index := make(map[*yard]int)
	for i, y := range u.yards {
		index[y] = i
		g.Boxes = append(g.Boxes, orthogonal.Box{W: y.w, H: y.h})
	}
	port := func(y *yard, box int, l *link, upper bool) orthogonal.End {
		if y.cluster < 0 {
			n, row := l.upper, l.upperRow
			if upper {
				n, row = l.lower, l.lowerRow
			}
			lo, hi := u.interval(n, row, upper)
			return orthogonal.End{Box: index[y], Lo: lo, Hi: hi}
		}
		x := y.start.x + y.portX(box)
		return orthogonal.End{Box: index[y], Lo: x, Hi: x}
	}
	for _, w := range u.wires {
		net := orthogonal.Net{From: port(u.home[w.upper].yard, w.out, w.links[0], false)}
		for _, l := range w.legs {
			net.To = append(net.To, port(l.yard, l.port, l.links[0], true))
		}
		for _, l := range w.links {
			for _, e := range l.edges {
				net.Weight = max(net.Weight, u.f.edges[e].weight())
			}
		}
		net.Light = len(w.links) == 1 && u.f.edges[w.links[0].edges[0]].faint
		if net.Room = u.room(w); net.Room > 0 {
			g.Spacing.Label = countRoom
		}
		g.Nets = append(g.Nets, net)
	}
	u.layout = orthogonal.Lay(g)
}

// room returns the width that the numbers on a wire need, or 0.
func (u *upperLevel) room(w *wire) float64 { return u.roomOf(w.links) }

func (u *upperLevel) roomOf(links []*link) float64 {
	room := 0.0
	for _, l := range links {
		for _, e := range l.edges {
			if label := u.f.edges[e].label(); label != "" {
				room = max(room, textWidth(label, labelFont, false)+8)
			}
		}
	}
	return room
}

// port returns the port of a wire: a line with room for its number.
func (u *upperLevel) port(w *wire, side orthogonal.Side, hint float64) orthogonal.Box {
	return orthogonal.Box{W: max(0, u.room(w)-u.spacing().Line), Side: side, Hint: hint, Line: true}
}

// portX returns the x of a port in the layout of a yard.
func (y *yard) portX(box int) float64 { return y.layout.Boxes[box].X + y.boxes[box].W/2 }

// cost rates the layout: its area, more for crossings, and for proportions that a page
// does not have.
func (u *upperLevel) cost() float64 {
	w, h := u.layout.W, u.layout.H
	if u.f.flipped() {
		w, h = h, w
	}
	crossings := u.layout.Crossings
	for _, y := range u.yards {
		if y.layout != nil {
			crossings += y.layout.Crossings
		}
	}
	tangle := 1 + float64(crossings)/float64(len(u.f.edges)+1)
	if u.f.opts.Fit != (Size{}) {
		return u.f.fitCost(w, h, tangle)
	}
	return w * h * (1 + 0.6*math.Abs(math.Log(w/h/pageProportion))) * tangle * tangle
}

// finish returns the layout of the figure.
func (u *upperLevel) finish() *layout {
	u.middles = make(map[*node]point)
	l := &layout{
		nodes:    make([]point, len(u.number)),
		edges:    make([]route, len(u.f.edges)),
		clusters: make([]rect, len(u.f.clusters)),
		entities: make(map[[2]int]rect),
		headers:  make([]point, len(u.f.clusters)),
	}
	for i, y := range u.yards {
		at := point{u.layout.Boxes[i].X, u.layout.Boxes[i].Y}
		if y.cluster < 0 {
			u.moor(l, y.berths[0], at)
			continue
		}
		l.clusters[y.cluster] = u.box(rect{at.x, at.y, y.w, y.h})
		u.header(l, y, at)
		for j, b := range y.berths {
			corner := y.layout.Boxes[b.box]
			place := point{at.x + y.start.x + corner.X, at.y + y.start.y + corner.Y}
			u.moor(l, b, place)
			if len(b.group.nodes) > 1 {
				l.entities[[2]int{y.cluster, j}] = u.box(rect{place.x, place.y, b.w, b.h})
			}
		}
	}
	u.lead(l)
	u.loop(l)
	l.straighten(u.f) // between the tables of a group
	l.bracket(u.f, true)
	return l
}

// header places the label of a schema: on the left of the first row inside, which no
// line crosses there. That of a schema in focus is on the border, which begins half
// its height below; it is as near to the middle as lines leave room.
func (u *upperLevel) header(l *layout, y *yard, at point) {
	c := u.f.clusters[y.cluster]
	frame := &l.clusters[y.cluster]
	w := c.headerWidth()
	if !c.focus {
		l.headers[y.cluster] = point{frame.x + frameSide + w/2, frame.y + headerRoom/2}
		return
	}
	frame.y += focusHeight / 2
	frame.h -= focusHeight / 2
	middle := frame.x + frame.w/2
	x := middle
	if !u.f.flipped() {
		taken := []float64{frame.x + frameSide - focusGap, frame.x + frame.w - frameSide + focusGap}
		for i, b := range y.boxes {
			if b.Side == u.upperSide() && b.Line {
				taken = append(taken, at.x+y.start.x+y.portX(i))
			}
		}
		slices.Sort(taken)
		least := math.Inf(1)
		for i := range len(taken) - 1 {
			lo, hi := taken[i]+focusGap+w/2, taken[i+1]-focusGap-w/2
			if near := min(max(middle, lo), hi); lo <= hi && math.Abs(near-middle) < least {
				x, least = near, math.Abs(near-middle)
			}
		}
	}
	l.headers[y.cluster] = point{x, frame.y}
}

// upperSide returns the side that is above in the picture.
func (u *upperLevel) upperSide() orthogonal.Side {
	if u.f.opts.Direction == BT {
		return orthogonal.Last
	}
	return orthogonal.First
}

// moor sets the places of the nodes of a berth, whose corner is given.
func (u *upperLevel) moor(l *layout, b *berth, corner point) {
	for _, n := range b.group.nodes {
		w, _ := u.f.size(n)
		u.middles[n] = point{corner.x + b.left[n] + w/2, corner.y + b.above + b.nodesH/2}
		l.nodes[u.number[n]] = u.turn(u.middles[n])
	}
}

// turn returns a point in the direction of the figure.
func (u *upperLevel) turn(p point) point {
	switch u.f.opts.Direction {
	case BT:
		return point{p.x, u.layout.H - p.y}
	case LR:
		return point{p.y, p.x}
	case RL:
		return point{u.layout.H - p.y, p.x}
	}
	return p
}

// box returns a box in the direction of the figure.
func (u *upperLevel) box(r rect) rect {
	a, b := u.turn(point{r.x, r.y}), u.turn(point{r.x + r.w, r.y + r.h})
	return rect{min(a.x, b.x), min(a.y, b.y), math.Abs(a.x - b.x), math.Abs(a.y - b.y)}
}

// lead sets the lines of the edges, and the trunks.
func (u *upperLevel) lead(l *layout) {
	c := &conductor{u: u, ways: make(map[*link][]point), trunks: make(map[bunch]int), l: l}
	for i, y := range u.yards {
		for k, n := range y.nets {
			c.tree(n.upper, n.links, y.layout.Nets[k], u.corner(i))
		}
	}
	for k, w := range u.wires {
		upper := w.upper
		if w.out >= 0 {
			i := slices.Index(u.yards, u.home[upper].yard)
			c.add(upper, w.links, u.yards[i].layout.Nets[w.net].Ends[0], u.corner(i))
			upper = nil
		}
		tree := u.layout.Nets[k]
		for _, way := range tree.Trunk {
			c.add(upper, w.links, way, point{})
			upper = nil
		}
		for j, g := range w.legs {
			c.add(upper, g.links, tree.Ends[j], point{})
			if g.port >= 0 {
				c.tree(nil, g.links, g.yard.layout.Nets[g.net], u.corner(slices.Index(u.yards, g.yard)))
			}
		}
	}
	c.finish()
}

// loop sets the lines that lead from a node back to it: out of its side, and in again
// below.
func (u *upperLevel) loop(l *layout) {
	for i, e := range u.f.edges {
		if e.from != e.to {
			continue
		}
		at := u.middles[e.from]
		w, h := u.f.size(e.from)
		up, down := at.y-h/5, at.y+h/5
		far := at.x + w/2 + loopRoom - cornerTurn
		way := []point{{at.x, up}, {far, up}, {far, down}, {at.x, down}}
		r := route{}
		if e.onCycle() {
			border := w / 2
			if e.from.round() {
				border *= math.Sqrt(1 - 0.4*0.4)
			}
			tip := u.turn(point{at.x + border, down})
			way[3].x = at.x + border + arrowLength
			r.tip = &tip
		}
		r.curves = [][]point{u.rounded(way)}
		l.edges[i] = r
	}
}

// corner returns where the layout inside a yard begins.
func (u *upperLevel) corner(i int) point {
	at := u.layout.Boxes[i]
	return point{at.X + u.yards[i].start.x, at.Y + u.yards[i].start.y}
}

// A conductor puts the parts of lines together. Points are as if the direction were
// TB, until finish turns them.
type conductor struct {
	u      *upperLevel
	l      *layout
	ways   map[*link][]point // of the part that no other link shares, from above
	trunks map[bunch]int     // index in the trunks of the layout
	parts  [][][]point       // of each trunk
}

// A bunch is links that share a part of their line: the first, and how many.
type bunch struct {
	first *link
	count int
}

// tree adds a tree inside a yard. It begins at the upper node, or at a port if that
// is nil.
func (c *conductor) tree(upper *node, links []*link, tree orthogonal.Tree, by point) {
	for _, way := range tree.Trunk {
		c.add(upper, links, way, by)
		upper = nil
	}
	for i, way := range tree.Ends {
		c.add(upper, links[i:i+1], way, by)
	}
}

// add adds a part of the lines of some links. If it begins at a node, it is led on to
// the middle of that, which is drawn over it.
func (c *conductor) add(upper *node, links []*link, way []orthogonal.Point, by point) {
	if len(way) == 0 {
		return
	}
	points := make([]point, len(way))
	for i, p := range way {
		points[i] = point{p.X + by.x, p.Y + by.y}
	}
	if upper != nil {
		points[0].y = c.u.middles[upper].y
	}
	if len(links) == 1 {
		c.ways[links[0]] = append(c.ways[links[0]], points...)
		return
	}
	key := bunch{links[0], len(links)}
	i, ok := c.trunks[key]
	if !ok {
		i = len(c.parts)
		c.trunks[key] = i
		c.parts = append(c.parts, nil)
		t := trunk{}
		for _, l := range links {
			t.edges = append(t.edges, l.edges...)
		}
		c.l.trunks = append(c.l.trunks, t)
	}
	c.parts[i] = append(c.parts[i], points)
}

// finish turns the lines to the direction of the figure and rounds their corners.
func (c *conductor) finish() {
	for i, parts := range c.parts {
		for _, way := range parts {
			c.l.trunks[i].route.curves = append(c.l.trunks[i].route.curves, c.u.rounded(way))
		}
	}
	for link, way := range c.ways {
		first := c.u.f.edges[link.edges[0]]
		last := len(way) - 1
		r := route{label: c.u.turn(point{way[last].x, way[last].y - countRoom/2 - 1}), plate: true}
		up := first.to == link.upper // a cycle leads up
		if first.onCycle() {
			if up {
				way[0].y = c.u.borderY(link.upper, way[0].x, false)
				slices.Reverse(way)
			} else {
				way[last].y = c.u.borderY(link.lower, way[last].x, true)
			}
			tip := way[last]
			way[last].y += math.Copysign(arrowLength, way[last-1].y-tip.y)
			tip = c.u.turn(tip)
			r.tip = &tip
		} else {
			way[last].y = c.u.middles[link.lower].y
		}
		r.curves = [][]point{c.u.rounded(way)}
		c.l.edges[link.edges[0]] = r
		for _, e := range link.edges[1:] {
			c.l.edges[e] = route{label: r.label, with: link.edges[0] + 1}
		}
	}
}

// borderY returns the y at which a line at x meets the border of a node from above,
// or from below.
func (u *upperLevel) borderY(n *node, x float64, upper bool) float64 {
	at := u.middles[n]
	w, h := u.f.size(n)
	half := h / 2
	if n.round() {
		off := (x - at.x) / (w / 2)
		half *= math.Sqrt(max(0, 1-off*off))
	}
	if upper {
		return at.y - half
	}
	return at.y + half
}

// rounded returns a way as curves, with round corners.
func (u *upperLevel) rounded(way []point) []point {
	turned := make([]point, 0, len(way))
	for _, p := range way {
		p = u.turn(p)
		if n := len(turned); n > 0 && math.Hypot(turned[n-1].x-p.x, turned[n-1].y-p.y) < 0.01 {
			continue
		}
		if n := len(turned); n > 1 && (turned[n-1].x == p.x && turned[n-2].x == p.x || turned[n-1].y == p.y && turned[n-2].y == p.y) {
			turned[n-1] = p
			continue
		}
		turned = append(turned, p)
	}
	if len(turned) == 1 {
		turned = append(turned, turned[0])
	}
	at := turned[0]
	curve := []point{at}
	for i := 1; i < len(turned); i++ {
		p := turned[i]
		if i == len(turned)-1 {
			curve = append(curve, line(at, p)[1:]...)
			break
		}
		next := turned[i+1]
		before, after := math.Hypot(p.x-at.x, p.y-at.y), math.Hypot(next.x-p.x, next.y-p.y)
		radius := min(cornerTurn, before, after/2)
		from := point{p.x + (at.x-p.x)*radius/max(before, 1e-9), p.y + (at.y-p.y)*radius/max(before, 1e-9)}
		to := point{p.x + (next.x-p.x)*radius/max(after, 1e-9), p.y + (next.y-p.y)*radius/max(after, 1e-9)}
		if before > radius {
			curve = append(curve, line(at, from)[1:]...)
		}
		curve = append(curve, bend(from, p, to)...)
		at = to
	}
	return curve
}
