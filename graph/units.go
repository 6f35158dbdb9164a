package graph

import (
	"cmp"
	"slices"
)

// maxPatience is how many times units looks for the few parts that should
// leave their masters before it takes all that are in the way. Pipelines that
// people write need one time, if any.
const maxPatience = 8

// units returns, for each table, the number of the one that it stands with in
// an order: its master, or itself. A part leaves its master where the units
// could not be ordered otherwise. The graph is acyclic, with an arc from each
// part to its master.
func (g *digraph) units(master, rank []int) []int {
	unit := make([]int, g.n)
	for v := range unit {
		unit[v] = v
		if m := master[v]; m >= 0 && slices.ContainsFunc(g.out(v), func(a arc) bool { return a.to == m }) {
			unit[v] = m
		}
	}
	for attempt := 0; ; attempt++ {
		// Units that need each other are a tangle. In each there is a part
		// that needs another unit of it: if only masters did, the tables
		// themselves would form a cycle, as parts need their masters.
		tangle, _ := g.contract(unit, g.n).components()
		var needy []int
		for v, u := range unit {
			if v != u && slices.ContainsFunc(g.out(v), func(a arc) bool {
				return unit[a.to] != u && tangle[unit[a.to]] == tangle[u]
			}) {
				needy = append(needy, v)
			}
		}
		switch {
		case needy == nil:
			return unit
		case attempt < maxPatience:
			needy = g.leaving(needy, unit, tangle, rank)
		}
		for _, v := range needy {
			unit[v] = v
		}
	}
}

// leaving picks, of the needy parts of each tangle, those that have to leave
// their master whatever else is done, or, if there are none, those of the
// last master.
func (g *digraph) leaving(needy, unit, tangle, rank []int) []int {
	slices.SortFunc(needy, func(v, w int) int {
		return cmp.Or(cmp.Compare(tangle[unit[v]], tangle[unit[w]]), cmp.Compare(rank[unit[v]], rank[unit[w]]))
	})
	search := detour{g: g, unit: unit, tangle: tangle, seen: make([]int, g.n), budget: 16 * (g.n + len(g.arcs))}
	var leave []int
	for len(needy) > 0 {
		n := 1
		for n < len(needy) && tangle[unit[needy[n]]] == tangle[unit[needy[0]]] {
			n++
		}
		parts := needy[:n]
		needy = needy[n:]
		forced := slices.DeleteFunc(slices.Clone(parts), func(v int) bool { return !search.exists(v) })
		if len(forced) == 0 {
			last := unit[parts[n-1]]
			forced = slices.DeleteFunc(parts, func(v int) bool { return unit[v] != last })
		}
		leave = append(leave, forced...)
	}
	return leave
}

// A detour is a way from a part to its master by way of another unit: a
// table that has to stand between the two.
type detour struct {
	g            *digraph
	unit, tangle []int
	seen         []int // 1 + the part of the last search that came here
	budget       int   // of arcs, for all searches
}

// exists reports whether there is a detour for the part v. With the budget
// spent it says so of every part.
func (d *detour) exists(v int) bool {
	var stack []int
	visit := func(from int) {
		for _, a := range d.g.out(from) {
			d.budget--
			if d.seen[a.to] != v+1 && d.tangle[d.unit[a.to]] == d.tangle[d.unit[v]] && (from != v || d.unit[a.to] != d.unit[v]) {
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
