package render

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// blocks numbers what stands together in a layout: the frame of a schema is one
// block, or those of all schemas in focus are, and each node outside is another.
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

// unrankImports finds the imports that would lead back to where other edges come from.
// They have no say in what stands above what: that is for the foreign keys.
// An import often leads back without being a cycle, as where a workflow hands
// its tables to an Element.
func (f *figure) unrankImports() {
	if !slices.ContainsFunc(f.edges, func(e *edge) bool { return e.kind == imports }) {
		return
	}
	block := f.blocks()
	component := components(f.edges, block)
	next := make([][]int, len(component)) // the blocks below a block, within its component
	var closing []*edge                   // imports that may lead back
	for _, e := range f.edges {
		from, to := block[e.from], block[e.to]
		switch {
		case from == to || component[from] != component[to]:
		case e.kind == imports:
			closing = append(closing, e)
		default:
			next[from] = append(next[from], to)
		}
	}
	seen := make([]int, len(component)) // the search that reached a block last
	for i, e := range closing {
		from, to := block[e.from], block[e.to]
		if e.unranked = leads(next, to, from, seen, i+1); !e.unranked {
			next[from] = append(next[from], to)
		}
	}
}

// components returns the strongly connected component of each block, given the
// edges that have a say.
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

// leads reports whether a way leads from one block to another. It notes in seen
// which blocks this search has reached.
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
