package render

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// blocks returns the number of the block that each node is in. A block is what a
// layout keeps together: a cluster, or with a focus all clusters, or a single
// node outside. Blocks are numbered from 0.
func (f *figure) blocks() map[*node]int {
	block := make(map[*node]int)
	next := 0
	for _, c := range f.clusters {
		for _, g := range c.groups {
			for _, n := range g.nodes {
				block[n] = next
			}
		}
		if len(f.opts.Focus) == 0 {
			next++
		}
	}
	if len(f.opts.Focus) > 0 {
		next++
	}
	for _, n := range f.loose {
		block[n] = next
		next++
	}
	return block
}

// unrankWeak sets [edge.unranked] of the weak edges that would close a cycle of
// blocks, so that foreign keys alone decide which block is above. An import
// need not be on a cycle of modules: a workflow may import an Element and hand it
// tables that the Element refers to.
func (f *figure) unrankWeak() {
	if !slices.ContainsFunc(f.edges, (*edge).weak) {
		return
	}
	block := f.blocks()
	component := components(f.edges, block)
	next := make([][]int, len(component)) // the blocks below each block, in its component
	var closing []*edge                   // weak edges that may close a cycle
	for _, e := range f.edges {
		from, to := block[e.from], block[e.to]
		switch {
		case from == to || component[from] != component[to]:
		case e.weak():
			closing = append(closing, e)
		default:
			next[from] = append(next[from], to)
		}
	}
	seen := make([]int, len(component)) // the last search that reached each block
	for i, e := range closing {
		from, to := block[e.from], block[e.to]
		if e.unranked = leads(next, to, from, seen, i+1); !e.unranked {
			next[from] = append(next[from], to)
		}
	}
}

// components returns the strongly connected component of each block. Unranked
// edges do not count.
func components(edges []*edge, block map[*node]int) []int {
	count := 0
	for _, b := range block {
		count = max(count, b+1)
	}
	var pairs [][2]int
	for _, e := range edges {
		if from, to := block[e.from], block[e.to]; from != to && !e.unranked {
			pairs = append(pairs, [2]int{from, to})
		}
	}
	return graph.Components(count, pairs)
}

// leads reports whether a path leads from one block to another. It marks the
// blocks that it reaches in seen, with the number of the search.
func leads(next [][]int, from, to int, seen []int, search int) bool {
	seen[from] = search
	for queue := []int{from}; len(queue) > 0; {
		b := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if b == to {
			return true
		}
		for _, n := range next[b] {
			if seen[n] != search {
				seen[n] = search
				queue = append(queue, n)
			}
		}
	}
	return false
}
