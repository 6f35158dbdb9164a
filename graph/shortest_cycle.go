package graph

import "slices"

// maxSearch bounds the number of arcs that the search for a shortest cycle
// visits, so that a huge component takes about a second. Components of a few
// thousand nodes stay far below it.
const maxSearch = 1 << 27

// shortestCycle returns a shortest cycle of a strongly connected graph, as
// consecutive arcs. Once it has visited more arcs than bound, it returns the
// shortest cycle so far, and false.
//
// It runs a breadth-first search from each node, and no deeper than the length of
// the best cycle so far. After each search it removes the start node and all
// nodes that are no longer on a cycle. So a ring with a few chords is almost
// empty after a few searches.
func (g *digraph) shortestCycle(bound int) (shortest []arc, exact bool) {
	var (
		core  = newCore(g)
		work  = 0
		depth = make([]int, g.n)
		via   = make([]int, g.n) // the arc over which the search reached the node
		seen  = make([]int, g.n) // 1 + the start of the last search that reached the node
		queue []int
	)
search:
	for s := range g.n {
		if core.out[s] {
			continue
		}
		if shortest != nil && work > bound {
			return shortest, false
		}
		queue = append(queue[:0], s)
		depth[s], seen[s] = 0, s+1
		for next := 0; next < len(queue); next++ {
			v := queue[next]
			if shortest != nil && depth[v]+1 >= len(shortest) {
				break
			}
			work += g.start[v+1] - g.start[v]
			for i := g.start[v]; i < g.start[v+1]; i++ {
				to := g.arcs[i].to
				if to == s {
					shortest = append(g.path(via, s, v), g.arcs[i])
					core.remove(s)
					continue search
				}
				if seen[to] != s+1 && !core.out[to] {
					depth[to], via[to], seen[to] = depth[v]+1, i, s+1
					queue = append(queue, to)
				}
			}
		}
		core.remove(s)
	}
	return shortest, true
}

// path returns the arcs of the path between two nodes, where via is the arc over
// which each node was reached.
func (g *digraph) path(via []int, from, to int) []arc {
	var arcs []arc
	for v := to; v != from; v = g.arcs[via[v]].from {
		arcs = append(arcs, g.arcs[via[v]])
	}
	slices.Reverse(arcs)
	return arcs
}

// A core is the rest of a graph after some nodes are removed. Nodes without
// incoming or outgoing arcs are removed as well.
type core struct {
	ahead, back  *digraph
	out          []bool // the node is removed
	in, outgoing []int  // the number of arcs inside the core, for each node
}

func newCore(g *digraph) *core {
	c := &core{ahead: g, back: g.reverse(), out: make([]bool, g.n), in: make([]int, g.n), outgoing: make([]int, g.n)}
	for _, a := range g.arcs {
		c.outgoing[a.from]++
		c.in[a.to]++
	}
	return c
}

// remove removes a node, and all nodes that lose their last incoming or outgoing
// arc.
func (c *core) remove(v int) {
	c.out[v] = true
	for stack := []int{v}; len(stack) > 0; {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		lessen := func(arcs []arc, degree []int) {
			for _, a := range arcs {
				if degree[a.to]--; degree[a.to] == 0 && !c.out[a.to] {
					c.out[a.to] = true
					stack = append(stack, a.to)
				}
			}
		}
		lessen(c.ahead.out(v), c.in)
		lessen(c.back.out(v), c.outgoing)
	}
}
