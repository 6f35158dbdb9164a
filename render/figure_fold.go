package render

import (
	"slices"
	"strconv"

	"github.com/djdag/djdag/graph"
)

// fold takes parts and lookup tables out of the open tables of a schema, as the options
// ask. A part whose master is not open stays.
func (b *builder) fold(f *figure, open []*graph.Table) []*graph.Table {
	shown := make(map[string]bool)
	for _, t := range open {
		shown[t.ID] = true
	}
	lookup := func(t *graph.Table) bool {
		if master := b.p.Table(t.Master); master != nil {
			t = master // its parts go with it
		}
		return t.Tier == graph.Lookup
	}
	return slices.DeleteFunc(open, func(t *graph.Table) bool {
		switch {
		case b.opts.Lookups == HideLookups && lookup(t):
			f.hiddenLookups++
			return true
		case t.Master == "" || !shown[t.Master] || b.opts.Parts == ShowParts:
			return false
		case b.opts.Parts == HideParts:
			f.hiddenParts++
		default:
			b.folded[t.Master] = append(b.folded[t.Master], t)
		}
		return true
	})
}

// countParts adds the number of its parts to the label of a master, and has it stand
// for them.
func (b *builder) countParts(n *node) {
	parts := b.folded[n.key]
	if len(parts) == 0 {
		return
	}
	n.label += " +" + strconv.Itoa(len(parts))
	n.tooltip += "\n" + plural(len(parts), "part")
	for _, t := range parts {
		b.byID[t.ID] = n
		n.tooltip += "\n  " + t.ShortName()
	}
}

// chips replaces the lines from hubs, and from lookup tables without parents if the
// options ask for that, by a small label at each child. A hub keeps its place; such a
// lookup table has no other.
func (b *builder) chips(f *figure) {
	if b.opts.Lookups != ChipLookups && b.opts.Hubs == 0 {
		return
	}
	home := f.groups()
	children := make(map[*node]int)
	counted := make(map[[2]*node]bool)
	hasParent := make(map[*node]bool)
	leadsBack := func(e *edge) bool { return e.from == e.to || e.arrow() }
	for _, e := range f.edges {
		hasParent[e.to] = true
		if leadsBack(e) {
			hasParent[e.from] = true // so it keeps its place
			continue
		}
		if pair := [2]*node{e.from, e.to}; !counted[pair] {
			counted[pair] = true
			children[e.from]++
		}
	}
	isChip, gone := make(map[*node]bool), make(map[*node]bool)
	for n := range f.nodes {
		alone := home[n] == nil || len(home[n].nodes) == 1
		switch {
		case n.table == nil || children[n] == 0:
		case b.opts.Lookups == ChipLookups && n.kind == lookup && !hasParent[n] && alone:
			isChip[n], gone[n] = true, true
		case b.opts.Hubs > 0 && children[n] > b.opts.Hubs:
			isChip[n], f.hubs = true, true
		}
	}
	made := make(map[[2]*node]*node)
	before := make(map[*group][]*group) // the chips at the tables of each group
	for _, e := range f.edges {
		if !isChip[e.from] || leadsBack(e) {
			continue
		}
		pair := [2]*node{e.from, e.to}
		if made[pair] == nil {
			chip := newChip(e.from, e.to)
			made[pair] = chip
			if g := home[e.to]; g != nil {
				before[g] = append(before[g], &group{nodes: []*node{chip}})
			} else {
				f.loose = append(f.loose, chip)
			}
		}
		e.from = made[pair]
	}
	for _, c := range f.clusters {
		var groups []*group
		for _, g := range c.groups {
			groups = append(groups, before[g]...)
			if !gone[g.nodes[0]] {
				groups = append(groups, g)
			}
		}
		c.groups = groups
	}
	f.clusters = slices.DeleteFunc(f.clusters, func(c *cluster) bool { return len(c.groups) == 0 })
}

// newChip returns the small label of a table at one of its children.
func newChip(n, child *node) *node {
	return &node{
		kind: n.kind, key: n.key, label: n.label, dimension: n.dimension,
		tooltip: n.tooltip, pos: n.pos, table: n.table, chipAt: child.key,
	}
}
