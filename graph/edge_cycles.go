package graph

import "slices"

// EdgeCycles tells of single dependencies whether they are on a cycle, and how
// that goes. It sees the same three graphs as [Pipeline.Cycles], which tells of
// one cycle for each component. Use [Pipeline.EdgeCycles] to make one. It may not
// be used by several goroutines at once.
type EdgeCycles struct {
	graphs [3]*linked // by kind
	comp   [3][]int
	number func(kind CycleKind, name string) int
	work   int // arcs that searches have looked at
	// Of the search: where each node was reached from, and in which search.
	before, seen [3][]int
	searches     int
}

// maxEdgeCycleWork is how many arcs all searches together look at. A figure of
// ten thousand tables on one cycle would otherwise take minutes.
const maxEdgeCycleWork = 1 << 26

// EdgeCycles prepares the search for cycles.
func (p *Pipeline) EdgeCycles() *EdgeCycles {
	tables := p.tableGraph()
	modules, union := p.moduleGraphs(tables)
	c := &EdgeCycles{graphs: [3]*linked{ForeignKeyCycle: tables, ImportCycle: modules, SchemaCycle: union}}
	c.number = func(kind CycleKind, name string) int {
		if kind == ForeignKeyCycle {
			return p.tableIndex(name)
		}
		return p.moduleIndex(name)
	}
	for kind, g := range c.graphs {
		c.comp[kind], _ = g.components()
		c.before[kind], c.seen[kind] = make([]int, g.n), make([]int, g.n)
	}
	return c
}

// Through names the nodes of a shortest cycle of a kind that begins with the
// dependency of one table or module on another, as [Cycle.String] does. It is
// empty where there is no such dependency, or it is on no cycle. After very much
// work it is "a → b → … → a".
func (c *EdgeCycles) Through(kind CycleKind, from, to string) string {
	g, comp := c.graphs[kind], c.comp[kind]
	start, next := c.number(kind, from), c.number(kind, to)
	if start < 0 || next < 0 || comp[start] != comp[next] ||
		!slices.ContainsFunc(g.out(start), func(a arc) bool { return a.to == next }) {
		return ""
	}
	if c.work > maxEdgeCycleWork {
		return wayAround([]string{from, to, "…"})
	}
	c.searches++
	before, seen := c.before[kind], c.seen[kind]
	seen[next] = c.searches
	for queue := []int{next}; len(queue) > 0 && seen[start] != c.searches; {
		v := queue[0]
		queue = queue[1:]
		c.work += len(g.out(v))
		for _, a := range g.out(v) {
			if comp[a.to] == comp[start] && seen[a.to] != c.searches {
				seen[a.to], before[a.to] = c.searches, v
				queue = append(queue, a.to)
			}
		}
	}
	var names []string // from the last but one back to the second
	for v := start; v != next; {
		v = before[v]
		names = append(names, g.name(v))
	}
	names = append(names, from)
	slices.Reverse(names)
	return wayAround(names)
}
