package graph

import "slices"

// EdgeCycles finds a shortest cycle through a given dependency.
// [Pipeline.Cycles] reports one cycle per component of the same three graphs.
// Create an EdgeCycles with [Pipeline.EdgeCycles]. It is not safe for concurrent
// use.
type EdgeCycles struct {
	graphs [3]*dependencyGraph // by kind
	comp   [3][]int            // the component of each node, by kind
	number func(kind CycleKind, name string) int
	work   int // how many arcs all searches have visited
	// For each node, by kind: its predecessor in the last search that reached
	// it, and the number of that search.
	before, seen [3][]int
	searches     int
}

// maxEdgeCycleWork bounds the number of arcs that all searches together visit.
// Without it, a figure of ten thousand tables on one cycle would take minutes; with it, a
// second.
const maxEdgeCycleWork = 1 << 23

// EdgeCycles returns a search for cycles in p. Do not change p while the result
// is in use.
func (p *Pipeline) EdgeCycles() *EdgeCycles {
	tables := p.tableGraph()
	modules, union := p.moduleGraphs(tables)
	c := &EdgeCycles{graphs: [3]*dependencyGraph{ForeignKeyCycle: tables, ImportCycle: modules, SchemaCycle: union}}
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

// Component returns a number that nodes have in common if cycles join them, and no
// others. The name is as for [EdgeCycles.Through]. It returns -1 for an unknown one.
func (c *EdgeCycles) Component(kind CycleKind, name string) int {
	i := c.number(kind, name)
	if i < 0 {
		return -1
	}
	return c.comp[kind][i]
}

// Through names the nodes of a shortest cycle that starts with the dependency
// of from on to, in the form of [Cycle.String]. The arguments are IDs of tables
// for a [ForeignKeyCycle], else names of modules. The result is empty if there
// is no such dependency or it is on no cycle. Once the searches exceed a bound,
// results abbreviate to "a → b → … → a".
func (c *EdgeCycles) Through(kind CycleKind, from, to string) string {
	g, comp := c.graphs[kind], c.comp[kind]
	start, next := c.number(kind, from), c.number(kind, to)
	if start < 0 || next < 0 || comp[start] != comp[next] ||
		!slices.ContainsFunc(g.out(start), func(a arc) bool { return a.to == next }) {
		return ""
	}
	if c.work > maxEdgeCycleWork {
		return formatCycle([]string{from, to, "…"})
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
	var names []string // backwards, from the node before start to next
	for v := start; v != next; {
		v = before[v]
		names = append(names, g.name(v))
	}
	names = append(names, from)
	slices.Reverse(names)
	return formatCycle(names)
}
