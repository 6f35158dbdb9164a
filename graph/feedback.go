package graph

import (
	"cmp"
	"container/heap"
	"math/bits"
	"slices"
)

// maxExact is the number of nodes up to which feedback is exact. Its work
// doubles with every node; the cycles that people make are far smaller.
const maxExact = 10

// feedback returns arcs without which the graph has no cycle, in the order of
// the graph. Few lines of source count most, where a line may make several
// arcs from one node; of sets of the same size it prefers those with the
// smaller cost. The set is optimal for up to maxExact nodes.
func (g *digraph) feedback(cost func(arc) int, line func(arc) Pos) []arc {
	// A node's place in an order of all nodes; the arcs that lead to an equal
	// or earlier place are cut.
	var place []int
	if g.n <= maxExact {
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
	if g.n <= maxExact {
		cut = g.needed(kept, cut, cost)
	}
	return cut
}

// needed leaves out of a cut what would close no cycle with the arcs that are
// kept, the dearest first: of a line that makes several arcs, one that has to
// go takes none with it that may stay.
func (g *digraph) needed(kept, cut []arc, cost func(arc) int) []arc {
	dearest := slices.Clone(cut)
	slices.SortStableFunc(dearest, func(a, b arc) int { return cmp.Compare(cost(b), cost(a)) })
	rest := newDigraph(g.n, slices.Clone(kept))
	var needed []arc
	for _, a := range dearest {
		if rest.leads(a.to, a.from) {
			needed = append(needed, a)
		} else {
			rest = newDigraph(g.n, append(rest.arcs, a))
		}
	}
	slices.SortFunc(needed, arc.compare)
	return needed
}

// leads reports whether a way leads from one node to another one, or they are
// the same.
func (g *digraph) leads(from, to int) bool {
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

// weight makes a sum of fewer costs the smaller one.
func weight(cost int) int { return 1<<16 + cost }

// bestOrder finds the order with the least weight of lines that lead backward,
// by dynamic programming over the sets of nodes that come first.
func (g *digraph) bestOrder(cost func(arc) int, line func(arc) Pos) (place []int) {
	lines := make([][]lineTo, g.n)
	for v := range lines {
		lines[v] = linesTo(g.out(v), cost, line)
	}
	least := make([]int, 1<<g.n) // for a set that comes first
	last := make([]int, 1<<g.n)  // the node that then comes last in it
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

// A lineTo stands for all lines that make arcs from one node to the same set
// of nodes.
type lineTo struct {
	targets int // a bit for each node
	weight  int // of all these lines
}

// linesTo gathers the arcs that leave a node by their lines, and the lines by
// where they lead.
func linesTo(arcs []arc, cost func(arc) int, line func(arc) Pos) []lineTo {
	byLine := make(map[Pos]lineTo)
	byTargets := make(map[int]int)
	for _, a := range arcs {
		pos := line(a)
		if pos.Line == 0 { // unknown, so a line of its own
			byTargets[1<<a.to] += weight(cost(a))
			continue
		}
		l := byLine[pos]
		byLine[pos] = lineTo{targets: l.targets | 1<<a.to, weight: max(l.weight, weight(cost(a)))}
	}
	for _, l := range byLine {
		byTargets[l.targets] += l.weight
	}
	var lines []lineTo
	for targets, weight := range byTargets {
		lines = append(lines, lineTo{targets, weight})
	}
	return lines // only their sums matter, so they need no order
}

// greedyOrder is the heuristic of Eades, Lin and Smyth: nodes that nothing
// leads to go to the front, nodes that lead nowhere to the back, and else the
// node by which most is gained goes to the front.
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
			continue // an outdated entry; there is a newer one
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

// A gain says how good it is to place a node next.
type gain struct {
	node int
	end  bool // nothing leads to it, or it leads nowhere: placing it costs nothing
	net  int
}

func gainOf(v, in, out int) gain { return gain{node: v, end: in == 0 || out == 0, net: out - in} }

// A gainQueue is a heap of gains, the best first.
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
