package graph

import (
	"cmp"
	"slices"
)

// maxAttempts is how often units searches for a small set of parts to separate
// from their masters before it separates all that are in conflict. Real
// pipelines need one attempt at most.
const maxAttempts = 8

// units returns the unit of each table, identified by a node: the master for a
// part, the table itself for others. The tables of a unit are adjacent in an
// order. A part becomes a unit of its own if the units would otherwise form a
// cycle. The graph is acyclic and has an arc from each part to its master.
func (g *digraph) units(master, rank []int) []int {
	unit := make([]int, g.n)
	for v := range unit {
		unit[v] = v
		if m := master[v]; m >= 0 && slices.ContainsFunc(g.out(v), func(a arc) bool { return a.to == m }) {
			unit[v] = m
		}
	}
	for attempt := 0; ; attempt++ {
		// In each cyclic component of units, some part depends on another unit
		// of the component: if only masters did, the tables themselves would
		// form a cycle, because parts depend on their masters.
		comp, _ := g.contract(unit, g.n).components()
		var conflicts []int // the parts that depend on another unit of their component
		for v, u := range unit {
			if v != u && slices.ContainsFunc(g.out(v), func(a arc) bool {
				return unit[a.to] != u && comp[unit[a.to]] == comp[u]
			}) {
				conflicts = append(conflicts, v)
			}
		}
		switch {
		case conflicts == nil:
			return unit
		case attempt < maxAttempts:
			conflicts = g.partsToSeparate(conflicts, unit, comp, rank)
		}
		for _, v := range conflicts {
			unit[v] = v
		}
	}
}

// partsToSeparate selects some of the conflicting parts of each component. It
// selects the parts that cannot follow their master in any order. If there are
// none, it selects the parts of the last master.
func (g *digraph) partsToSeparate(conflicts, unit, comp, rank []int) []int {
	slices.SortFunc(conflicts, func(v, w int) int {
		return cmp.Or(cmp.Compare(comp[unit[v]], comp[unit[w]]), cmp.Compare(rank[unit[v]], rank[unit[w]]))
	})
	search := detour{g: g, unit: unit, comp: comp, seen: make([]int, g.n), budget: 16 * (g.n + len(g.arcs))}
	var separate []int
	for len(conflicts) > 0 {
		n := 1
		for n < len(conflicts) && comp[unit[conflicts[n]]] == comp[unit[conflicts[0]]] {
			n++
		}
		parts := conflicts[:n]
		conflicts = conflicts[n:]
		forced := slices.DeleteFunc(slices.Clone(parts), func(v int) bool { return !search.exists(v) })
		if len(forced) == 0 {
			last := unit[parts[n-1]]
			forced = slices.DeleteFunc(parts, func(v int) bool { return unit[v] != last })
		}
		separate = append(separate, forced...)
	}
	return separate
}

// A detour is a path from a part to its master through another unit. A table on
// that path has to come between the two.
type detour struct {
	g          *digraph
	unit, comp []int
	seen       []int // 1 + the part of the last search that reached a node
	budget     int   // the number of arcs that all searches may still visit
}

// exists reports whether there is a detour for the part v. Once the budget is
// spent, it always returns true.
func (d *detour) exists(v int) bool {
	var stack []int
	visit := func(from int) {
		for _, a := range d.g.out(from) {
			d.budget--
			if d.seen[a.to] != v+1 && d.comp[d.unit[a.to]] == d.comp[d.unit[v]] && (from != v || d.unit[a.to] != d.unit[v]) {
				d.seen[a.to] = v + 1
				stack = append(stack, a.to)
			}
		}
	}
	visit(v)
	for len(stack) > 0 && d.budget > 0 {
		u := stack[len(stack)-1]
		if u == d.unit[v] {
			return true
		}
		stack = stack[:len(stack)-1]
		visit(u)
	}
	return d.budget <= 0
}
