package graph

import (
	"cmp"
	"slices"
	"strings"
)

// tableSequence orders all tables. The foreign keys must not form a cycle.
func (p *Pipeline) tableSequence(tables *dependencyGraph) *sequence {
	master := p.masters()
	needs := tables.withMasters(master)
	rank := p.tableRanks(tables, master)

	// A unit is a master with its parts, identified by the index of the master.
	unit := needs.units(master, rank)
	place := make([]int, needs.n) // the position of a table inside its unit
	for i, v := range needs.topological(rank) {
		place[v] = i
	}
	members := make([][]int, needs.n)
	for v, u := range unit {
		members[u] = append(members[u], v)
	}
	var order []int
	for _, u := range needs.contract(unit, needs.n).topological(rank) {
		slices.SortFunc(members[u], func(v, w int) int { return cmp.Compare(place[v], place[w]) })
		order = append(order, members[u]...)
	}

	// A master waits for the dependencies of its parts.
	arcs := slices.Clone(needs.arcs)
	for _, a := range needs.arcs {
		if u := unit[a.from]; u != a.from && u != unit[a.to] {
			arcs = append(arcs, arc{from: u, to: a.to})
		}
	}
	return &sequence{
		order:  order,
		needs:  newDigraph(needs.n, arcs),
		name:   func(v int) string { return p.Tables[v].ID },
		wanted: func(tables []bool) []bool { return tables },
	}
}

// masters returns the index of each part's master. It is -1 for other tables,
// and if the master is missing.
func (p *Pipeline) masters() []int {
	master := make([]int, len(p.Tables))
	for v := range p.Tables {
		master[v] = -1
		if id := p.Tables[v].Master; id != "" {
			master[v] = p.tableIndex(id)
		}
	}
	return master
}

// tableRanks ranks the tables as if they had no foreign keys: by the order of
// their modules, then by position in the source, parts after their master.
func (p *Pipeline) tableRanks(tables *dependencyGraph, master []int) []int {
	m := p.orderModules(tables)
	moduleRank := make([]int, m.groups.n)
	for i, g := range m.order {
		moduleRank[g] = i
	}
	home := p.tableModules()
	key := func(v int) (module int, t *Table) {
		module = -1
		if home[v] >= 0 {
			module = moduleRank[m.group[home[v]]]
		}
		return module, &p.Tables[v]
	}
	order := make([]int, len(p.Tables))
	for v := range order {
		order[v] = v
	}
	slices.SortFunc(order, func(v, w int) int {
		headV, headW := v, w
		if master[v] >= 0 {
			headV = master[v]
		}
		if master[w] >= 0 {
			headW = master[w]
		}
		moduleV, tableV := key(headV)
		moduleW, tableW := key(headW)
		if headV != headW {
			return cmp.Or(
				cmp.Compare(moduleV, moduleW),
				strings.Compare(tableV.Module, tableW.Module),
				tableV.Pos.Compare(tableW.Pos),
				cmp.Compare(headV, headW),
			)
		}
		if (v == headV) != (w == headW) {
			if v == headV {
				return -1
			}
			return 1
		}
		return cmp.Or(p.Tables[v].Pos.Compare(p.Tables[w].Pos), cmp.Compare(v, w))
	})
	rank := make([]int, len(order))
	for i, v := range order {
		rank[v] = i
	}
	return rank
}

// withMasters adds an arc from each part to its master, unless it would close a
// cycle: a master may refer to its own part by mistake.
func (g *digraph) withMasters(master []int) *digraph {
	const implied = -1 // as an arc's ref
	arcs := slices.Clone(g.arcs)
	for v, m := range master {
		if m >= 0 {
			arcs = append(arcs, arc{from: v, to: m, ref: implied})
		}
	}
	all := newDigraph(g.n, arcs)
	comp, _ := all.components()
	return newDigraph(g.n, slices.DeleteFunc(all.arcs, func(a arc) bool {
		return a.ref == implied && comp[a.from] == comp[a.to]
	}))
}
