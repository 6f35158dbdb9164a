package render

import (
	"fmt"
	"strings"

	"github.com/djdag/djdag/graph"
)

// maxPlainSchemas is the number of schemas up to which AutoEdges draws every bundle.
const maxPlainSchemas = 12

// reduce leaves bundles out of a pipeline figure that follow from others. Bundles on
// cycles stay, and nothing follows from them.
func (f *figure) reduce() {
	if !f.isPipeline() {
		return
	}
	number := f.numbers()
	pills := 0
	for n := range f.nodes {
		if n.kind == collapsed {
			pills++
		}
	}
	if f.opts.Edges == AllEdges || f.opts.Edges == AutoEdges && pills <= maxPlainSchemas {
		return
	}
	var pairs [][2]int
	for _, e := range f.edges {
		if e.kind == bundle {
			pairs = append(pairs, [2]int{number[e.from], number[e.to]})
		}
	}
	implied := impliedPairs(len(number), pairs)
	f.bundles = len(pairs)
	kept := f.edges[:0:0]
	for _, e := range f.edges {
		if e.kind != bundle || e.onCycle() || !implied[[2]int{number[e.from], number[e.to]}] {
			kept = append(kept, e)
			continue
		}
		f.implied++
		if f.opts.Edges == FaintEdges {
			e.faint = true
			kept = append(kept, e)
		}
	}
	f.edges = kept
}

// impliedPairs returns the arcs of a graph of n nodes that follow from others: those
// that its transitive reduction lacks. It disregards arcs on cycles. The pairs are
// distinct.
func impliedPairs(n int, pairs [][2]int) map[[2]int]bool {
	component := graph.Components(n, pairs)
	next := make([][]int, n)
	waiting := make([]int, n) // parents that are not in the order yet
	for _, p := range pairs {
		if component[p[0]] != component[p[1]] {
			next[p[0]] = append(next[p[0]], p[1])
			waiting[p[1]]++
		}
	}
	var order []int // parents first
	for v := range n {
		if waiting[v] == 0 {
			order = append(order, v)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, w := range next[order[i]] {
			if waiting[w]--; waiting[w] == 0 {
				order = append(order, w)
			}
		}
	}
	words := (n + 63) / 64
	below := make([][]uint64, n) // a set of bits: the nodes that paths lead to
	implied := make(map[[2]int]bool)
	for i := len(order) - 1; i >= 0; i-- {
		v := order[i]
		below[v] = make([]uint64, words)
		for _, w := range next[v] { // first what is further than one arc away
			for k, bits := range below[w] {
				below[v][k] |= bits
			}
		}
		for _, w := range next[v] {
			if below[v][w/64]&(1<<(w%64)) != 0 {
				implied[[2]int{v, w}] = true
			}
		}
		for _, w := range next[v] {
			below[v][w/64] |= 1 << (w % 64)
		}
	}
	return implied
}

// omissions says in one line what a figure leaves out of the pipeline, or returns "".
func (f *figure) omissions() string {
	var parts []string
	add := func(n int, what, done string) {
		if n > 0 {
			parts = append(parts, plural(n, what)+" "+done)
		}
	}
	if f.implied > 0 && f.opts.Edges != FaintEdges {
		parts = append(parts, fmt.Sprintf("%d of %d bundles of foreign keys follow from those drawn", f.implied, f.bundles))
	}
	add(f.hiddenParts, "part", "left out")
	add(f.hiddenLookups, "lookup table", "left out")
	add(f.hiddenAsides, "bundle", "between neighbours left out")
	add(f.hiddenImports, "import", "without foreign keys left out")
	return strings.Join(parts, "; ")
}
