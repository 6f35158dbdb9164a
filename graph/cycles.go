package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// CycleKind says in which graph a [Cycle] is.
type CycleKind uint8

// The kinds of cycles.
const (
	ForeignKeyCycle CycleKind = iota // of tables, by foreign keys
	ImportCycle                      // of modules, by imports that run at load
	SchemaCycle                      // of modules, by such imports and foreign keys together
)

// String returns "foreign-key", "import" or "schema".
func (k CycleKind) String() string {
	switch k {
	case ForeignKeyCycle:
		return "foreign-key"
	case ImportCycle:
		return "import"
	case SchemaCycle:
		return "schema"
	}
	return fmt.Sprintf("CycleKind(%d)", uint8(k))
}

// A Cycle stands for one strongly connected component: a set of tables or
// modules each of which depends on all others.
type Cycle struct {
	Kind CycleKind
	// Hops is a short way around, from each node to one that it depends on.
	// It starts at the hop with the smallest position and is never empty.
	// A table that refers to itself is a cycle of one hop.
	Hops []Hop
	// Members are the IDs or names of all nodes of the component, sorted.
	// There may be more of them than hops.
	Members []string
	// Cuts is a set of lines without which the component has no cycle left:
	// the cheapest first, then by position. An import of several modules at
	// once is one line, and stands here with the first that matters. It is a
	// smallest such set for a component of up to ten nodes, else a good
	// approximation.
	Cuts []Hop
}

// String names the nodes of the shortest cycle on one line, "a → b → a". A long
// cycle is cut short.
func (c Cycle) String() string {
	const maxNames = 12
	var names []string
	for i, h := range c.Hops {
		if i == maxNames {
			names = append(names, fmt.Sprintf("… %d more …", len(c.Hops)-i))
			break
		}
		names = append(names, h.From)
	}
	if len(c.Hops) > 0 {
		names = append(names, c.Hops[0].From)
	}
	return strings.Join(names, " → ")
}

// HopKind says what joins the two ends of a [Hop].
type HopKind uint8

// The kinds of hops.
const (
	ByForeignKey HopKind = iota
	ByImport
)

// String returns "foreign key" or "import".
func (k HopKind) String() string {
	switch k {
	case ByForeignKey:
		return "foreign key"
	case ByImport:
		return "import"
	}
	return fmt.Sprintf("HopKind(%d)", uint8(k))
}

// A Hop is one edge of a [Cycle], with the line of source that makes it.
type Hop struct {
	From, To string // From depends on To
	Kind     HopKind
	// Child and Parent are the tables of a foreign key. In a cycle of tables
	// they are From and To.
	Child, Parent string
	Text          string // such as "-> Session" or "from . import session"
	Pos           Pos
	// Needed says of an import that runs at load that tables of From refer to
	// tables of To: no function can do that import later.
	Needed bool
	// Deferrable is that of the [Import].
	Deferrable bool
}

// Cycles reports the cycles of three graphs, one for each strongly connected
// component: of the tables, whether active or not, by their foreign keys; of
// the modules by the imports that run at load; and of the modules by such
// imports and foreign keys together. They are ordered by kind, then by the
// position of the first hop. It needs a sorted pipeline.
//
// The third graph leaves out what the first two have reported already, the
// edges inside their components: a cycle of imports is not a cycle of schemas
// once more. It also leaves out imports of modules that declare no table
// before they are activated, as those order nothing.
//
// The work is linear in the size of the pipeline, whatever the cycles.
func (p *Pipeline) Cycles() []Cycle { return p.cycles(p.tableGraph()) }

// cycles is [Pipeline.Cycles] with the table graph that it needs.
func (p *Pipeline) cycles(tables *linked) []Cycle {
	modules := p.importGraph()
	modules.markNeeded(p, tables)
	union := p.schemaGraph(modules.without(modules.cyclicArcs()), tables.without(tables.cyclicArcs()))
	return slices.Concat(tables.cycles(ForeignKeyCycle), modules.cycles(ImportCycle), union.cycles(SchemaCycle))
}

// cycles reports the cyclic components of a graph.
func (l *linked) cycles(kind CycleKind) []Cycle {
	var cycles []Cycle
	local := make([]int, l.n) // number of a node inside its component
	for _, members := range l.cyclic() {
		for i, v := range members {
			local[v] = i
		}
		var arcs []arc
		for _, v := range members {
			for i := l.start[v]; i < l.start[v+1]; i++ {
				to := l.arcs[i].to
				if local[to] < len(members) && members[local[to]] == to {
					arcs = append(arcs, arc{from: local[v], to: local[to], ref: i})
				}
			}
		}
		component := newDigraph(len(members), arcs)
		c := Cycle{Kind: kind}
		for _, v := range members {
			c.Members = append(c.Members, l.name(v))
		}
		for _, a := range component.shortCycle() {
			c.Hops = append(c.Hops, l.hop(l.arcs[a.ref]))
		}
		c.Hops = rotate(c.Hops)
		c.Cuts = l.cuts(component)
		cycles = append(cycles, c)
	}
	slices.SortStableFunc(cycles, func(a, b Cycle) int { return a.Hops[0].Pos.Compare(b.Hops[0].Pos) })
	return cycles
}

// cuts returns a hop for each line of a feedback arc set of the component,
// whose arcs refer to those of l.
func (l *linked) cuts(component *digraph) []Hop {
	cost := func(a arc) int { return l.cost(l.arcs[a.ref]) }
	line := func(a arc) Pos { return l.pos(l.arcs[a.ref]) }
	arcs := component.feedback(cost, line)
	// A line costs as much as the dearest of its arcs.
	slices.SortStableFunc(arcs, func(a, b arc) int {
		return cmp.Or(line(a).Compare(line(b)), cmp.Compare(cost(b), cost(a)))
	})
	arcs = slices.CompactFunc(arcs, func(a, b arc) bool { return line(a).Line > 0 && line(a) == line(b) })
	slices.SortStableFunc(arcs, func(a, b arc) int { return cmp.Compare(cost(a), cost(b)) })
	hops := make([]Hop, len(arcs))
	for i, a := range arcs {
		hops[i] = l.hop(l.arcs[a.ref])
	}
	return hops
}

// rotate makes the hop with the smallest position the first.
func rotate(hops []Hop) []Hop {
	first := 0
	for i := range hops {
		if hops[i].Pos.Compare(hops[first].Pos) < 0 {
			first = i
		}
	}
	return slices.Concat(hops[first:], hops[:first])
}

// shortCycle returns a shortest cycle of a strongly connected graph, as arcs
// of which each starts where the one before ends. The exact search is a
// breadth-first one from every node, which is quadratic; so it stops, with
// the shortest cycle found so far, once it has looked at 16 times as many
// arcs as there are. A search ends at the length of the best cycle: where
// that is short, all nodes are tried.
func (g *digraph) shortCycle() []arc {
	var (
		best   []arc
		budget = 16 * len(g.arcs)
		depth  = make([]int, g.n)
		via    = make([]int, g.n) // the arc by which the search reached the node
		seen   = make([]int, g.n) // 1 + the start of the last search that reached it
		queue  []int
	)
search:
	for s := range g.n {
		if best != nil && budget <= 0 {
			break
		}
		queue = append(queue[:0], s)
		depth[s], seen[s] = 0, s+1
		for next := 0; next < len(queue); next++ {
			v := queue[next]
			if best != nil && depth[v]+1 >= len(best) {
				continue search
			}
			for i := g.start[v]; i < g.start[v+1]; i++ {
				budget--
				to := g.arcs[i].to
				if to == s {
					best = append(g.path(via, s, v), g.arcs[i])
					continue search
				}
				if seen[to] != s+1 {
					depth[to], via[to], seen[to] = depth[v]+1, i, s+1
					queue = append(queue, to)
				}
			}
		}
	}
	return best
}

// path follows via back from to and returns the arcs in forward order.
func (g *digraph) path(via []int, from, to int) []arc {
	var arcs []arc
	for v := to; v != from; v = g.arcs[via[v]].from {
		arcs = append(arcs, g.arcs[via[v]])
	}
	slices.Reverse(arcs)
	return arcs
}
