package render

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/djdag/djdag/render/orthogonal"
)

// Measures of figures with lines at right angles, in points.
const (
	mostColumns    = 4    // in a figure that is to fit a size
	lineGap        = 7.0  // between parallel lines
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
	pageProportion = 0.75 // width by height to aim at
	countHeight    = 16.0 // the height above a node for the number of foreign keys
)

// arrangeOrthogonal returns the layout of the figure with lines at right angles. It
// has two levels: the tables of each schema, and then the schemas as boxes. Lines
// pass the frame of a schema at ports.
func (f *figure) arrangeOrthogonal(ctx context.Context) (*layout, error) {
	if f.isEmpty() {
		return &layout{}, nil
	}
	f.prepare()
	u, err := f.bestOf(ctx, innerProportions(f), f.isLarge())
	if err != nil {
		return nil, err
	}
	return u.finish(), nil
}

// prepare counts the edges that share a line, "×2" on it, and makes nodes so wide that
// their lines have room side by side. Only pills grow for the sake of lines without
// numbers: tables keep the sizes of dj.Diagram.
func (f *figure) prepare() {
	u := newUpperLevel(f)
	type side struct {
		n     *node
		upper bool
	}
	room := make(map[side]float64)
	numbered := make(map[side]bool)
	for _, l := range u.links {
		f.edges[l.edges[0]].times = len(l.edges)
		number := u.room([]*link{l})
		for _, s := range []side{{l.upper, false}, {l.lower, true}} {
			room[s] += max(lineGap, number)
			numbered[s] = numbered[s] || number > 0
		}
	}
	for n := range f.nodes {
		grow := 0.0
		for _, s := range []side{{n, false}, {n, true}} {
			if lo, hi := u.interval(n, -1, s.upper); n.count != "" || numbered[s] && len(n.rows) == 0 {
				grow = max(grow, room[s]-(hi-lo))
			}
		}
		if f.flipped() {
			n.h += grow
		} else {
			n.w += grow
		}
	}
}

// bestOf lays out the figure with each of the proportions of schemas, and returns the
// best layout. The error for a figure that is too large says what to draw instead. With quick, it takes fewer pains with the order.
func (f *figure) bestOf(ctx context.Context, proportions []float64, quick bool) (*upperLevel, error) {
	if len(f.numbers()) > mostNodes {
		return nil, f.tooLarge(orthogonal.ErrTooLarge)
	}
	tries, errs := make([]*upperLevel, len(proportions)), make([]error, len(proportions))
	var wait sync.WaitGroup
	for i, proportion := range proportions {
		wait.Go(func() { tries[i], errs[i] = f.withHints(ctx, proportion, quick) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, f.tooLarge(err)
		}
	}
	best := tries[0]
	for _, u := range tries[1:] {
		if u.clearlyBeats(best) {
			best = u
		}
	}
	return best, nil
}

// clearlyBeats reports whether a layout is so much better than another that it should
// take its place. Of those that are about as good, the first one stays, so that one
// table more or less does not turn the figure around. What is to fit, and
// figures of schemas, count as they are.
func (u *upperLevel) clearlyBeats(other *upperLevel) bool {
	clear := 0.92
	if u.f.opts.Fit != (Size{}) || u.f.isPipeline() {
		clear = 1
	}
	return u.cost() < clear*other.cost()
}

// stepUp returns the least power of the step that is not less than x. Widths in steps
// stay the same when a table is added or removed, mostly.
func stepUp(x, step float64) float64 {
	return math.Pow(step, math.Ceil(math.Log(max(x, 1))/math.Log(step)))
}

// withHints lays out the figure several times, each time with the hints of the layout
// before, and returns the best layout.
func (f *figure) withHints(ctx context.Context, proportion float64, quick bool) (*upperLevel, error) {
	best, err := f.lay(ctx, proportion, nil, quick)
	if err != nil || f.isPipeline() || quick {
		return best, err
	}
	for {
		next, err := f.lay(ctx, proportion, best.hints(), quick)
		if err != nil {
			return nil, err
		}
		if !next.clearlyBeats(best) {
			return best, nil
		}
		best = next
	}
}

// lay lays out the figure in the best of several widths.
func (f *figure) lay(ctx context.Context, proportion float64, h *hints, quick bool) (*upperLevel, error) {
	u := newUpperLevel(f)
	u.proportion, u.quick = proportion, quick
	if err := u.layYards(ctx, h); err != nil {
		return nil, err
	}
	var best *upperLevel
	for _, limit := range u.limits() {
		if err := u.lay(ctx, limit); err != nil {
			return nil, err
		}
		if best == nil || u.clearlyBeats(best) {
			kept := *u
			best = &kept
		}
	}
	return best, nil
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
	for _, tree := range u.flat.Nets {
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
	if f.isPipeline() || f.isLarge() && f.opts.Fit != (Size{}) {
		return []float64{1}
	}
	if len(f.opts.Focus) > 0 || f.opts.Fit != (Size{}) {
		return []float64{0.4, 0.7, 1, 1.5, 2.2, 3.5, 6}
	}
	return []float64{1.2}
}

// An upperLevel is a figure as boxes, the yards, and the wires between them. It works
// as if the direction were TB; turn tells how to read its places.
type upperLevel struct {
	proportion float64 // of schemas, width by height
	quick      bool    // take fewer pains with the order

	f        *figure
	number   map[*node]int
	yards    []*yard
	home     map[*node]*berth
	links    []*link
	wires    []*wire
	flat     *orthogonal.Layout // before it is put in columns
	layout   *orthogonal.Layout
	touched  map[*node]ends  // on which sides lines meet each node
	goesOn   ends            // a node has a stub there
	loops    map[*node]bool  // nodes that a line leads back to
	incoming map[*node]int   // lines from outside of the group
	brackets map[*group]int  // edges between the tables of a group
	middles  map[*node]point // set by finish
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
	u := &upperLevel{
		f: f, number: f.numbers(), home: make(map[*node]*berth),
		touched: make(map[*node]ends), loops: make(map[*node]bool), incoming: make(map[*node]int), brackets: make(map[*group]int),
	}
	u.survey()
	for i, c := range f.clusters {
		y := u.newYard(i)
		for _, g := range c.groups {
			y.berths = append(y.berths, u.newBerth(y, g))
		}
	}
	for _, n := range f.loose {
		y := u.newYard(-1)
		y.berths = []*berth{u.newBerth(y, &group{nodes: []*node{n}})}
		y.w, y.h = y.berths[0].w, y.berths[0].h
	}
	u.sort()
	u.connect()
	return u
}

// newYard adds a yard without berths.
func (u *upperLevel) newYard(cluster int) *yard {
	y := &yard{index: len(u.yards), cluster: cluster}
	u.yards = append(u.yards, y)
	return y
}

// survey notes what the sizes of berths depend on.
func (u *upperLevel) survey() {
	for n := range u.f.nodes {
		u.goesOn.parents = u.goesOn.parents || n.goesOn.parents
	}
	home := u.f.groups()
	seen := make(map[[2]*node]bool)
	for _, e := range u.f.edges {
		u.touched[e.from] = ends{u.touched[e.from].parents, true}
		u.touched[e.to] = ends{true, u.touched[e.to].children}
		if e.from == e.to {
			u.loops[e.from] = true
		}
		pair := [2]*node{e.from, e.to}
		switch g := home[e.to]; {
		case g != nil && g == home[e.from]:
			u.brackets[g]++
		case !seen[pair]:
			seen[pair] = true
			u.incoming[e.to]++
		}
	}
}

// spacing returns the distances of the figure.
func (u *upperLevel) spacing() orthogonal.Spacing {
	s := orthogonal.Spacing{Box: 16, Line: lineGap, Beside: 9, Rank: 26, Turn: cornerTurn}
	if u.f.opts.Fit != (Size{}) {
		s = orthogonal.Spacing{Box: 12, Line: 5.5, Beside: 7, Rank: 16, Turn: cornerTurn}
	}
	if u.f.flipped() {
		s.Box, s.Rank = 12, 34
	}
	return s
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
	factors := []float64{0.85, 0.6, 1.2}
	if u.f.isPipeline() { // it is small, so each crossing counts
		factors = []float64{0.5, 0.7, 0.85, 1, 1.2, 1.45}
	}
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
	side := math.Sqrt(area)
	if !u.f.isPipeline() {
		side = stepUp(side, 1.3)
	}
	if u.f.isHuge() {
		factors = []float64{0.85}
	}
	for _, factor := range factors {
		limits = append(limits, max(widest+s.Box, factor*side))
	}
	if u.f.isHuge() {
		return limits
	}
	return slices.Compact(append(limits, 0))
}

// lay lays out the yards.
func (u *upperLevel) lay(ctx context.Context, limit float64) error {
	g := &orthogonal.Graph{Spacing: u.spacing(), Limit: limit, Top: true, Quick: u.quick, Steady: !u.f.isPipeline()}
	for _, y := range u.yards {
		g.Boxes = append(g.Boxes, orthogonal.Box{W: y.w, H: y.h})
	}
	port := func(y *yard, box int, l *link, upper bool) orthogonal.End {
		if y.cluster < 0 {
			n, row := l.upper, l.upperRow
			if upper {
				n, row = l.lower, l.lowerRow
			}
			lo, hi := u.interval(n, row, upper)
			return orthogonal.End{Box: y.index, Lo: lo, Hi: hi}
		}
		x := y.start.x + y.portX(box)
		return orthogonal.End{Box: y.index, Lo: x, Hi: x}
	}
	for _, w := range u.wires {
		net := orthogonal.Net{From: port(u.home[w.upper].yard, w.out, w.links[0], false)}
		for _, l := range w.legs {
			net.To = append(net.To, port(l.yard, l.port, l.links[0], true))
		}
		net.Weight = u.weight(w.links)
		net.Light = len(w.links) == 1 && u.f.edges[w.links[0].edges[0]].faint
		if net.Room = u.room(w.links); net.Room > 0 {
			g.Spacing.Label = u.f.countRoom()
		}
		g.Nets = append(g.Nets, net)
	}
	flat, err := orthogonal.Lay(ctx, g)
	if err != nil {
		return err
	}
	u.flat, u.layout = flat, flat
	if u.f.opts.Fit == (Size{}) {
		return nil
	}
	for count := 2; count <= mostColumns; count++ {
		other := *u
		if other.layout = u.flat.Columns(g, count); other.cost() < u.cost() {
			u.layout = other.layout
		}
	}
	return nil
}

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
	return w * h * (1 + 0.7*math.Abs(math.Log(w/h/pageProportion))) * tangle * tangle
}
