package graph

import (
	"slices"
	"strings"
)

// ForeignKeysOf returns the foreign keys of a table, in their order. The
// slice is part of the pipeline.
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
// their order. Unlike those of [Pipeline.ForeignKeysOf] they have to be looked
// for among all.
func (p *Pipeline) ReferencesTo(parent string) []ForeignKey {
	var fks []ForeignKey
	for _, fk := range p.ForeignKeys {
		if fk.Parent == parent {
			fks = append(fks, fk)
		}
	}
	return fks
}

// Rekeyed returns the tables whose primary key would change with that of the
// given table or external, sorted by ID: those that refer to it by a primary
// foreign key, those that so refer to these, and so on.
func (p *Pipeline) Rekeyed(id string) []string {
	n := newNames(p)
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
