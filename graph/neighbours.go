package graph

import (
	"slices"
	"strings"
)

// ForeignKeysOf returns the foreign keys of a table, in the order of
// [Pipeline.ForeignKeys]. The result is a subslice of it and may be empty.
func (p *Pipeline) ForeignKeysOf(child string) []ForeignKey {
	compare := func(fk ForeignKey, id string) int { return strings.Compare(fk.Child, id) }
	from, _ := slices.BinarySearchFunc(p.ForeignKeys, child, compare)
	to := from
	for to < len(p.ForeignKeys) && p.ForeignKeys[to].Child == child {
		to++
	}
	return p.ForeignKeys[from:to]
}

// ReferencesTo returns the foreign keys that refer to a table or external, in
// the order of [Pipeline.ForeignKeys]. The result may be nil. Unlike
// [Pipeline.ForeignKeysOf], it searches all foreign keys.
func (p *Pipeline) ReferencesTo(parent string) []ForeignKey {
	var fks []ForeignKey
	for _, fk := range p.ForeignKeys {
		if fk.Parent == parent {
			fks = append(fks, fk)
		}
	}
	return fks
}

// Rekeyed returns the IDs of the tables whose primary keys change with that of
// the given table or external, sorted. These are the tables that refer to it by
// primary foreign keys, directly or through other tables. The result may be nil
// and does not contain id.
func (p *Pipeline) Rekeyed(id string) []string {
	n := newNodeGraph(p, false)
	v := n.node(id)
	if v < 0 {
		return nil
	}
	var arcs []arc
	for _, a := range n.children.arcs {
		if p.ForeignKeys[a.ref].Primary {
			arcs = append(arcs, a)
		}
	}
	set := make(nodeSet, n.children.n)
	set[v] = true
	expand(set, newDigraph(n.children.n, arcs), -1)
	set[v] = false
	var ids []string
	for u, in := range set {
		if in {
			ids = append(ids, n.id(u))
		}
	}
	return ids
}
