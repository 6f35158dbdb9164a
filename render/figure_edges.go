package render

import (
	"cmp"
	"slices"

	"github.com/djdag/djdag/graph"
)

// addForeignKeys adds an edge for each foreign key whose child is shown. Foreign
// keys between the same two nodes share an edge if one of these is a pill.
func (b *builder) addForeignKeys(f *figure) {
	serials := make(map[string]int)
	var bundles []*edge
	for i := range b.p.ForeignKeys {
		fk := &b.p.ForeignKeys[i]
		serial := serials[fk.Child]
		serials[fk.Child]++
		to := b.byID[fk.Child]
		if to == nil {
			continue
		}
		from := b.parentNode(f, fk.Parent, to)
		if from == nil {
			continue
		}
		b.joined[[2]string{from.schema(), to.schema()}] = true
		around := b.cycles.foreignKey(b.p.Table(fk.Child), b.p.Table(fk.Parent))
		if to.kind != collapsed && from.kind != collapsed && to.isOf(fk.Child) && from.isOf(fk.Parent) {
			f.edges = append(f.edges, &edge{
				kind: foreignKey, from: from, to: to, fk: fk, serial: serial,
				around: around, tooltip: foreignKeyTooltip(b.p, fk), pos: fk.Pos,
			})
			continue
		}
		if from == to {
			continue
		}
		pair := [2]*node{from, to}
		aside := len(b.opts.Focus) > 0 && from.kind == collapsed && to.kind == collapsed
		e := b.bundle[pair]
		if e == nil {
			e = &edge{kind: bundle, from: from, to: to, aside: aside, pos: fk.Pos}
			b.bundle[pair] = e
			bundles = append(bundles, e)
		}
		e.members++
		e.around = cmp.Or(e.around, around)
		e.tooltip += "\n" + b.names.tableTitle(b.p, fk.Child) + " → " + b.names.tableTitle(b.p, fk.Parent)
	}
	bundles = slices.DeleteFunc(bundles, func(e *edge) bool {
		hidden := e.aside && !b.opts.Context && !e.onCycle()
		if hidden {
			f.hiddenAsides++
		}
		return hidden
	})
	for _, e := range bundles {
		e.tooltip = plural(e.members, "foreign key") + e.tooltip
	}
	f.edges = append(f.edges, bundles...)
}

// isOf reports whether the node shows the table or external with this ID itself, and
// not a master that stands for its part.
func (n *node) isOf(id string) bool { return n.table == nil || n.table.ID == id }

// parentNode returns the node for the parent of a shown child, or nil if the
// figure leaves it out. A parent that is not an active table gets a new external
// node when it is first met, unless only neighbours of the schemas in focus
// refer to it. A table of a virtual module is in the pill of its schema, if the
// schema has one.
func (b *builder) parentNode(f *figure, id string, child *node) *node {
	if x := b.p.External(id); x != nil && x.Kind != graph.Outside && child.kind == collapsed {
		if schema, _ := outsideName(b.p, id); b.pills[schema] != nil {
			return b.pills[schema]
		}
	}
	if n := b.byID[id]; n != nil {
		return n
	}
	t := b.p.Table(id)
	if t != nil && t.Active || !b.view.showsID(id) || child.kind == collapsed && len(b.opts.Focus) > 0 {
		return nil
	}
	n := b.externalNode(id, t, child.kind == collapsed)
	if seen := b.outside[n.key]; seen != nil {
		n = seen
	} else {
		b.outside[n.key] = n
		f.loose = append(f.loose, n)
	}
	b.byID[id] = n
	return n
}

// addImports adds an edge for each load-time import between two pills if no
// foreign key joins their schemas, and [Options.Imports] asks for it. An import on a
// cycle is added in any case, even against the foreign keys.
func (b *builder) addImports(f *figure) {
	pills := make(map[string]*node) // by module
	for n := range f.nodes {
		if n.kind != collapsed {
			continue
		}
		for _, m := range b.names.modules[n.key] {
			pills[m] = n
		}
	}
	b.addBareModules(f, pills)
	seen := make(map[[2]*node]*edge)
	hidden := make(map[[2]*node]bool)
	defer func() { f.hiddenImports = len(hidden) }()
	for i := range b.p.Modules {
		m := &b.p.Modules[i]
		for j := range m.Imports {
			im := &m.Imports[j]
			from, to := pills[im.Module], pills[m.Name]
			if im.Scope != graph.Load || from == nil || to == nil || from == to {
				continue
			}
			around := b.cycles.modules(m.Name, im.Module)
			if b.joined[[2]string{from.key, to.key}] || b.joined[[2]string{to.key, from.key}] && around == "" {
				continue
			}
			pair := [2]*node{from, to}
			if !b.opts.Imports && around == "" {
				hidden[pair] = true
				continue
			}
			e := seen[pair]
			if e == nil {
				e = &edge{kind: imports, from: from, to: to, pos: im.Pos}
				seen[pair] = e
				f.edges = append(f.edges, e)
			} else {
				e.tooltip += "\n"
			}
			e.tooltip += m.Name + " imports " + im.Module
			e.around = cmp.Or(e.around, around)
		}
	}
}
