package render

import (
	"cmp"
	"math"
	"slices"
)

// When a figure is given ranks, and what they aim at. Chosen by looking at
// pipelines of 10 to 440 tables.
const (
	wideExtent = 1700.0 // points that a figure may extend across its direction, whatever its proportions
	wideAspect = 3.0    // how many times wider than high it may be beyond that
	aimAspect  = 1.0    // width by height of the figure; Graphviz makes it wider, about as a sheet of paper is
	manyUnits  = 80     // units of which Graphviz alone makes a tangle, with lines through tables
	unitGap    = 14.0   // between neighbours on a rank
	passGap    = 22.0   // what an edge takes on a rank that it passes
	blockGap   = 40.0   // what a cluster takes beyond its content
	tallRank   = 76.0   // of ranks below each other
	wideRank   = 190.0  // of ranks beside each other
	tallGap    = 42.0   // between ranks below each other
	wideGap    = 80.0   // between ranks beside each other
)

// ranks puts each node on a rank: 0 is the first. It is nil where Graphviz does
// well by itself.
type ranks map[*node]int

// depth returns the number of ranks.
func (r ranks) depth() int {
	depth := 0
	for _, rank := range r {
		depth = max(depth, rank+1)
	}
	return depth
}

// ranker assigns ranks. Left alone, Graphviz puts every child right below its
// parents, so that a table with fifty children has them in one row, and all
// schemas stand side by side: of a pipeline of 300 tables it makes a ribbon of
// seven metres. The ranker breaks rows: first inside of each schema, so that it
// becomes a block of good proportions, then for the blocks, which it puts on
// shelves. Parents stay above their children throughout, except on a cycle.
type ranker struct {
	across func(*node) float64 // the room that a node takes on its rank
	pitch  float64             // from one rank to the next
	aspect float64             // aimed at: across by along

	units  []*unit
	blocks []*block
}

// unit is what stands together on a rank: a table, or a master with its parts,
// some of which may stand one rank below.
type unit struct {
	group   *group
	block   *block
	width   float64
	parents []*unit // edges against the order left out
	height  int     // the longest way down to a unit without children, inside of the block
	order   int     // the place in a topological order of all units
	row     int     // in the block
}

// block is a schema with the rows of its units.
type block struct {
	units []*unit
	rows  int
	width float64
	first int // the rank of row 0
}

// ranks returns the ranks of the nodes.
func (f *figure) ranks() ranks {
	r := newRanker(f)
	tangled := !f.isPipeline() && len(r.units) >= manyUnits
	if !tangled && !r.tooWide() {
		return nil
	}
	for _, b := range r.blocks {
		r.fill(b)
	}
	r.shelve()
	out := make(ranks)
	for _, u := range r.units {
		for _, n := range u.group.nodes {
			out[n] = u.rank()
			if u.group.chained[n] {
				out[n]++
			}
		}
	}
	return out
}

// rank returns the rank of the unit.
func (u *unit) rank() int { return u.block.first + u.row }

func newRanker(f *figure) *ranker {
	r := &ranker{
		across: func(n *node) float64 { return n.w + unitGap },
		pitch:  tallRank,
		aspect: aimAspect,
	}
	if f.opts.Direction == LR || f.opts.Direction == RL {
		r.across = func(n *node) float64 { return n.h + unitGap }
		r.pitch = wideRank
		r.aspect = 1 / r.aspect
	}
	if f.opts.Attributes != NoAttributes {
		r.pitch = f.pitch()
	}
	home := make(map[*node]*unit)
	add := func(b *block, g *group) {
		u := &unit{group: g, block: b}
		var width [2]float64
		for _, n := range g.nodes {
			row := 0
			if g.chained[n] {
				row = 1
			}
			width[row] += r.across(n)
			home[n] = u
		}
		u.width = max(width[0], width[1])
		b.units = append(b.units, u)
		r.units = append(r.units, u)
	}
	for _, c := range f.clusters {
		b := &block{}
		for _, g := range c.groups {
			add(b, g)
		}
		r.blocks = append(r.blocks, b)
	}
	for _, n := range f.loose {
		b := &block{}
		add(b, &group{nodes: []*node{n}})
		r.blocks = append(r.blocks, b)
	}
	for _, e := range f.edges {
		if from, to := home[e.from], home[e.to]; from != to && !e.unranked {
			to.parents = append(to.parents, from)
		}
	}
	r.sort()
	return r
}

// pitch returns about how far apart the ranks are of tables that show columns,
// which may be of any height. A rank is as high as the highest on it; with the
// median, figures come out about as high as wide.
func (f *figure) pitch() float64 {
	gap, along := tallGap, func(n *node) float64 { return n.h }
	if f.opts.Direction == LR || f.opts.Direction == RL {
		gap, along = wideGap, func(n *node) float64 { return n.w }
	}
	var sizes []float64
	for n := range f.nodes {
		sizes = append(sizes, along(n))
	}
	if len(sizes) == 0 {
		return gap
	}
	slices.Sort(sizes)
	return gap + sizes[len(sizes)/2]
}

// sort gives the units a topological order, in which cycles are broken where
// they are met, and forgets the edges against it.
func (r *ranker) sort() {
	order := 0
	seen := make(map[*unit]bool)
	var visit func(*unit)
	visit = func(u *unit) {
		if seen[u] {
			return
		}
		seen[u] = true
		for _, p := range u.parents {
			visit(p)
		}
		u.order = order
		order++
	}
	for _, u := range r.units {
		visit(u)
	}
	for _, u := range r.units {
		u.parents = slices.DeleteFunc(u.parents, func(p *unit) bool { return p.order > u.order })
	}
	slices.SortFunc(r.units, func(a, b *unit) int { return cmp.Compare(a.order, b.order) })
}

// tooWide reports whether the figure would be a ribbon with each unit on the
// first rank that is below its parents. Graphviz lets hardly any two clusters
// stand below each other then, so their widths add up.
func (r *ranker) tooWide() bool {
	row := make(map[*unit]int)
	depth := 0
	for _, u := range r.units {
		for _, p := range u.parents {
			row[u] = max(row[u], row[p]+1)
		}
		depth = max(depth, row[u]+1)
	}
	across := 0.0
	for _, b := range r.blocks {
		width := make(map[int]float64)
		widest := 0.0
		for _, u := range b.units {
			width[row[u]] += u.width
			widest = max(widest, width[row[u]])
		}
		across += widest
	}
	along := float64(depth) * r.pitch
	return across > wideExtent && across > wideAspect*r.aspect/aimAspect*along
}

// extent estimates how large the figure is across and along its direction, if
// every unit has the given rank.
func (r *ranker) extent(rank func(*unit) int) (across, along float64) {
	depth := 0
	for _, u := range r.units {
		depth = max(depth, rank(u)+1)
	}
	width := make([]float64, depth)
	for _, u := range r.units {
		width[rank(u)] += u.width
		for _, p := range u.parents {
			for passed := rank(p) + 1; passed < rank(u); passed++ {
				width[passed] += passGap
			}
		}
	}
	for _, w := range width {
		across = max(across, w)
	}
	return across, float64(depth) * r.pitch
}

// fill gives each unit of a block its row. Units with long ways below them come
// first and stand high; those without children fill the rows that have room.
func (r *ranker) fill(b *block) {
	area, widest := 0.0, 0.0
	for _, u := range b.units {
		area += u.width * r.pitch
		widest = max(widest, u.width)
	}
	limit := max(widest, math.Sqrt(area*r.aspect))

	byOrder := slices.Clone(b.units)
	slices.SortFunc(byOrder, func(a, b *unit) int { return cmp.Compare(a.order, b.order) })
	for _, u := range slices.Backward(byOrder) {
		for _, p := range u.parents {
			if p.block == b {
				p.height = max(p.height, u.height+1)
			}
		}
	}
	slices.SortStableFunc(byOrder, func(a, b *unit) int { return cmp.Compare(b.height, a.height) })

	var rows []float64
	for _, u := range byOrder {
		for _, p := range u.parents {
			if p.block == b {
				u.row = max(u.row, p.row+1)
			}
		}
		for u.row < len(rows) && rows[u.row] > 0 && rows[u.row]+u.width > limit {
			u.row++
		}
		for len(rows) <= u.row {
			rows = append(rows, 0)
		}
		rows[u.row] += u.width
	}
	b.rows = len(rows)
	for _, w := range rows {
		b.width = max(b.width, w)
	}
	b.width += blockGap
}

// shelve gives each block its first rank, so that the figure has about the
// proportions that are aimed at. How wide it may be for that depends on the
// edges, which take room, too; so some widths are tried.
func (r *ranker) shelve() {
	area := 0.0
	for _, b := range r.blocks {
		area += b.width * (float64(b.rows)*r.pitch + blockGap)
	}
	order := r.blockOrder()
	best, bestMiss := 0.0, math.Inf(1)
	for _, factor := range []float64{1.6, 1.3, 1, 0.8, 0.65, 0.5, 0.4} {
		limit := factor * math.Sqrt(area*r.aspect)
		r.place(order, limit)
		across, along := r.extent((*unit).rank)
		if miss := math.Abs(math.Log(across / along / r.aspect)); miss < bestMiss {
			best, bestMiss = limit, miss
		}
	}
	r.place(order, best)
	r.lower()
}

// lower moves each external down to the rank right above the first table that
// refers to it, where its lines are short and cross few others.
func (r *ranker) lower() {
	first := make(map[*unit]int) // the rank of the first child
	for _, u := range r.units {
		for _, p := range u.parents {
			if rank, ok := first[p]; !ok || u.rank() < rank {
				first[p] = u.rank()
			}
		}
	}
	for _, b := range r.blocks {
		if u := b.units[0]; u.group.nodes[0].table == nil && len(u.parents) == 0 {
			b.first = max(b.first, first[u]-1)
		}
	}
}

// place puts each block on the first rank that is below the blocks that it
// depends on and has room beside what stands there already.
func (r *ranker) place(order []*block, limit float64) {
	placed := make(map[*block]bool)
	var ranks []float64
	for _, b := range order {
		b.first = 0
		for _, u := range b.units {
			for _, p := range u.parents {
				if placed[p.block] {
					b.first = max(b.first, p.rank()+1-u.row)
				}
			}
		}
		for rank := b.first; rank < b.first+b.rows && rank < len(ranks); rank++ {
			if ranks[rank] > 0 && ranks[rank]+b.width > limit {
				b.first = rank + 1
			}
		}
		for len(ranks) < b.first+b.rows {
			ranks = append(ranks, 0)
		}
		for rank := b.first; rank < b.first+b.rows; rank++ {
			ranks[rank] += b.width
		}
		placed[b] = true
	}
}

// blockOrder returns the blocks in a topological order, in which cycles are
// broken where they are met. Those that nothing joins to others come last, to
// fill the gaps.
func (r *ranker) blockOrder() []*block {
	joined := make(map[*block]bool)
	for _, u := range r.units {
		for _, p := range u.parents {
			if p.block != u.block {
				joined[p.block], joined[u.block] = true, true
			}
		}
	}
	var order []*block
	seen := make(map[*block]bool)
	var visit func(*block)
	visit = func(b *block) {
		if seen[b] {
			return
		}
		seen[b] = true
		for _, u := range b.units {
			for _, p := range u.parents {
				visit(p.block)
			}
		}
		order = append(order, b)
	}
	for _, b := range r.blocks {
		if joined[b] {
			visit(b)
		}
	}
	for _, b := range r.blocks {
		visit(b)
	}
	return order
}
