package render

import (
	"cmp"
	"math"
	"slices"
)

// Limits beyond which a figure gets ranks of ours, and what these aim at. They
// were chosen by eye on pipelines of 10 to 440 tables. Lengths are in points;
// across is at right angles to the direction of the figure.
const (
	wideExtent = 1700.0 // the extent across that a figure may always have
	wideAspect = 3.0    // across by along that it may have beyond wideExtent
	aimAspect  = 1.0    // width by height to aim at; Graphviz adds to the width, which gives about a sheet of paper
	manyUnits  = 80     // units from which on Graphviz alone draws lines through tables
	unitGap    = 14.0   // between neighbours on a rank
	passGap    = 22.0   // the room for an edge on a rank that it passes
	blockGap   = 40.0   // the room for the frame of a cluster
	tallRank   = 76.0   // from one rank to the next, in TB and BT
	wideRank   = 190.0  // from one rank to the next, in LR and RL
	tallGap    = 42.0   // between ranks of tables with columns, in TB and BT
	wideGap    = 80.0   // between ranks of tables with columns, in LR and RL
)

// ranks maps each node to its rank, from 0 for the first. It is nil if Graphviz
// is to rank the nodes.
type ranks map[*node]int

// depth returns the number of ranks.
func (r ranks) depth() int {
	depth := 0
	for _, rank := range r {
		depth = max(depth, rank+1)
	}
	return depth
}

// A ranker assigns ranks. Graphviz by itself puts every child right below its
// parents. A table with fifty children then has them all in one row, and schemas
// stand side by side: 300 tables become a ribbon of seven metres. The ranker
// breaks rows, first inside each schema, to make it a block of good proportions,
// and then for the blocks, which it puts on shelves. Parents stay above their
// children, except on a cycle.
type ranker struct {
	across func(*node) float64 // the room for a node on its rank
	pitch  float64             // from one rank to the next
	aspect float64             // across by along to aim at

	units  []*unit
	blocks []*block
}

// A unit is a group, which stands on one rank.
type unit struct {
	group   *group
	block   *block
	width   float64 // across
	parents []*unit // without those that come later in the order
	height  int     // the longest path down to a unit without children in the block
	order   int     // the index in a topological order of all units
	row     int     // in the block
}

// A block is a cluster, or a node outside of all clusters, with its units in rows.
type block struct {
	units []*unit
	rows  int
	width float64 // across
	first int     // the rank of row 0
}

// ranks returns the ranks of the nodes, or nil if Graphviz is to rank them.
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
		for _, n := range g.nodes {
			u.width += r.across(n)
			home[n] = u
		}
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

// pitch estimates the distance from one rank to the next for tables with columns,
// whose sizes vary. A rank is as high as its highest table, but the median makes
// figures about as high as wide.
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

// sort puts the units in a topological order. It breaks cycles where it meets
// them, and drops the edges against the order.
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

// tooWide reports whether Graphviz would make the figure a ribbon. It puts each
// unit right below its parents; then hardly any cluster fits below another, so
// their widths add up.
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

// extent estimates the size of the figure across and along its direction, given
// the rank of every unit.
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

// fill puts the units of a block in rows. Units with long paths below them come
// first, near the top; units without children fill the rows with room left.
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

// shelve sets the first rank of each block so that the figure has about the
// proportions to aim at. The right width depends on the room for edges, so it
// tries several.
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

// lower moves each external to the rank above the first table that refers to it.
// There, its edges are short and cross few others.
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

// place puts each block, in the given order, on the first rank that is below the
// blocks with its parents and has room within the limit.
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

// blockOrder returns the blocks in a topological order. It breaks cycles where it
// meets them. Blocks that no edge joins to others come last, to fill gaps.
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
