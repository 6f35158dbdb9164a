package graph

import "slices"

// maxSearch is how many arcs the search for a shortest cycle looks at before it
// is content with what it has. A component of some thousands of nodes does not
// come near; it keeps a monstrous one from taking more than a second.
const maxSearch = 1 << 27

// shortCycle returns a shortest cycle of a strongly connected graph, as arcs
// of which each starts where the one before ends. It searches breadth first
// from one node after the other, and never deeper than the best cycle is long.
// A node that was the start of a search has no more to offer, nor has one that
// is on no cycle without it, so both are taken out: of a ring with a few chords
// little is left after a few searches. Once the work, counted in arcs, exceeds
// the given bound, it returns the shortest cycle so far, and false.
func (g *digraph) shortCycle(bound int) (shortest []arc, exact bool) {
	var (
		core  = newCore(g)
		work  = 0
		depth = make([]int, g.n)
		via   = make([]int, g.n) // the arc by which the search reached the node
		seen  = make([]int, g.n) // 1 + the start of the last search that reached it
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

// path follows via back from to and returns the arcs in forward order.
func (g *digraph) path(via []int, from, to int) []arc {
	var arcs []arc
	for v := to; v != from; v = g.arcs[via[v]].from {
		arcs = append(arcs, g.arcs[via[v]])
	}
	slices.Reverse(arcs)
	return arcs
}

// A core is what is left of a graph when nodes are taken out of it, and with
// them those to which then nothing leads, or that lead nowhere.
type core struct {
	ahead, back  *digraph
	out          []bool // the node is no longer in it
	in, outgoing []int  // numbers of arcs inside, for each node
}

func newCore(g *digraph) *core {
	c := &core{ahead: g, back: g.reverse(), out: make([]bool, g.n), in: make([]int, g.n), outgoing: make([]int, g.n)}
	for _, a := range g.arcs {
		c.outgoing[a.from]++
		c.in[a.to]++
	}
	return c
}

// remove takes a node out.
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
