package graph

import (
	"cmp"
	"container/heap"
	"math/bits"
	"slices"
)

// maxExactNodes is the largest number of nodes for which feedbackArcSet is
// exact. The time of the exact algorithm doubles with every node. Cycles in real
// pipelines are smaller.
const maxExactNodes = 10

// feedbackArcSet returns arcs whose removal leaves no cycle, in the order of
// g.arcs. It minimizes the number of source lines, which may produce several
// arcs from one node, and then the total cost. The result is optimal for up to
// maxExactNodes nodes, and an approximation for more.
func (g *digraph) feedbackArcSet(cost func(arc) int, line func(arc) Pos) []arc {
	// The position of each node in a linear order. Arcs to the same or an
	// earlier position are cut.
	var place []int
	if g.n <= maxExactNodes {
		place = g.bestOrder(cost, line)
	} else {
		place = g.greedyOrder(func(a arc) int { return weight(cost(a)) })
	}
	var kept, cut []arc
	for _, a := range g.arcs {
		if place[a.to] <= place[a.from] {
			cut = append(cut, a)
		} else {
			kept = append(kept, a)
		}
	}
	if g.n <= maxExactNodes {
		cut = g.minimalCut(kept, cut, cost)
	}
	return cut
}

// minimalCut returns the arcs of a cut that would close a cycle with the kept
// arcs, sorted. It keeps expensive arcs first. A source line is cut as a whole
// by bestOrder, but some of its arcs may be able to stay.
func (g *digraph) minimalCut(kept, cut []arc, cost func(arc) int) []arc {
	byCost := slices.Clone(cut) // the most expensive first
	slices.SortStableFunc(byCost, func(a, b arc) int { return cmp.Compare(cost(b), cost(a)) })
	rest := newDigraph(g.n, slices.Clone(kept))
	var minimal []arc
	for _, a := range byCost {
		if rest.reaches(a.to, a.from) {
			minimal = append(minimal, a)
		} else {
			rest = newDigraph(g.n, append(rest.arcs, a))
		}
	}
	slices.SortFunc(minimal, arc.compare)
	return minimal
}

// reaches reports whether there is a path from one node to another, or they are
// equal.
func (g *digraph) reaches(from, to int) bool {
	seen := make([]bool, g.n)
	seen[from] = true
	for stack := []int{from}; len(stack) > 0; {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if v == to {
			return true
		}
		for _, a := range g.out(v) {
			if !seen[a.to] {
				seen[a.to] = true
				stack = append(stack, a.to)
			}
		}
	}
	return false
}

// weight adds a constant to a cost so that a sum of fewer weights is smaller.
func weight(cost int) int { return 1<<16 + cost }

// bestOrder returns the position of each node in the order that minimizes the
// weight of backward lines. It uses dynamic programming over the sets of nodes
// that come first.
func (g *digraph) bestOrder(cost func(arc) int, line func(arc) Pos) (place []int) {
	lines := make([][]lineGroup, g.n)
	for v := range lines {
		lines[v] = groupLines(g.out(v), cost, line)
	}
	least := make([]int, 1<<g.n) // the minimal weight if a set comes first
	last := make([]int, 1<<g.n)  // the last node of the set in that order
	for set := 1; set < 1<<g.n; set++ {
		least[set] = -1
		for rest := set; rest != 0; rest &= rest - 1 {
			v := bits.TrailingZeros(uint(rest))
			before := set &^ (1 << v)
			sum := least[before]
			for _, l := range lines[v] {
				if l.targets&before != 0 {
					sum += l.weight
				}
			}
			if least[set] < 0 || sum < least[set] {
				least[set], last[set] = sum, v
			}
		}
	}
	place = make([]int, g.n)
	for set, i := 1<<g.n-1, g.n-1; i >= 0; i-- {
		place[last[set]] = i
		set &^= 1 << last[set]
	}
	return place
}

// A lineGroup represents all source lines that produce arcs from one node to the
// same set of nodes.
type lineGroup struct {
	targets int // a bit for each node
	weight  int // the total weight of these lines
}

// groupLines groups the arcs that leave a node by source line, and the lines by
// their targets. The result is not sorted.
func groupLines(arcs []arc, cost func(arc) int, line func(arc) Pos) []lineGroup {
	byLine := make(map[Pos]lineGroup)
	byTargets := make(map[int]int)
	for _, a := range arcs {
		pos := line(a)
		if pos.Line == 0 { // unknown: treat it as a separate line
			byTargets[1<<a.to] += weight(cost(a))
			continue
		}
		l := byLine[pos]
		byLine[pos] = lineGroup{targets: l.targets | 1<<a.to, weight: max(l.weight, weight(cost(a)))}
	}
	for _, l := range byLine {
		byTargets[l.targets] += l.weight
	}
	var lines []lineGroup
	for targets, weight := range byTargets {
		lines = append(lines, lineGroup{targets, weight})
	}
	return lines // unsorted: bestOrder only adds the weights
}

// greedyOrder is the heuristic of Eades, Lin and Smyth. It moves sources to the
// front and sinks to the back. If there are neither, it moves the node with the
// largest difference between outgoing and incoming weight to the front.
func (g *digraph) greedyOrder(weight func(arc) int) (place []int) {
	in, out := make([]int, g.n), make([]int, g.n)
	for _, a := range g.arcs {
		if a.from != a.to {
			out[a.from] += weight(a)
			in[a.to] += weight(a)
		}
	}
	rev := g.reverse()
	place = make([]int, g.n)
	placed := make([]bool, g.n)
	queue := make(gainQueue, 0, g.n)
	for v := range g.n {
		queue = append(queue, gainOf(v, in[v], out[v]))
	}
	heap.Init(&queue)
	front, back := 0, g.n-1
	for queue.Len() > 0 {
		best := heap.Pop(&queue).(gain)
		v := best.node
		if placed[v] || best != gainOf(v, in[v], out[v]) {
			continue // an outdated entry
		}
		placed[v] = true
		if out[v] == 0 && in[v] > 0 {
			place[v] = back
			back--
		} else {
			place[v] = front
			front++
		}
		for _, a := range g.out(v) {
			if !placed[a.to] {
				in[a.to] -= weight(a)
				heap.Push(&queue, gainOf(a.to, in[a.to], out[a.to]))
			}
		}
		for _, a := range rev.out(v) {
			if !placed[a.to] {
				out[a.to] -= weight(arc{from: a.to, to: a.from, ref: a.ref})
				heap.Push(&queue, gainOf(a.to, in[a.to], out[a.to]))
			}
		}
	}
	return place
}

// A gain is the benefit of placing a node next.
type gain struct {
	node int
	end  bool // a source or sink, whose placement cuts nothing
	net  int  // outgoing minus incoming weight
}

func gainOf(v, in, out int) gain { return gain{node: v, end: in == 0 || out == 0, net: out - in} }

// A gainQueue is a heap of gains, the largest first.
type gainQueue []gain

func (q gainQueue) Len() int      { return len(q) }
func (q gainQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

func (q gainQueue) Less(i, j int) bool {
	if q[i].end != q[j].end {
		return q[i].end
	}
	if q[i].net != q[j].net {
		return q[i].net > q[j].net
	}
	return q[i].node < q[j].node
}

// Push implements [heap.Interface].
func (q *gainQueue) Push(x any) { *q = append(*q, x.(gain)) }

// Pop implements [heap.Interface].
func (q *gainQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
