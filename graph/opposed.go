package graph

import (
	"cmp"
	"slices"
)

// An Opposition is an import and a foreign key in opposite directions: a module
// imports a module whose tables refer to its own.
type Opposition struct {
	Import     Hop   // from the upstream module to the downstream module
	ForeignKey Hop   // the first foreign key in the opposite direction
	Scope      Scope // of Import
}

// Opposed returns one opposition for each pair of modules and scope, sorted by
// the position of the import. If the import runs at load, [Pipeline.Cycles] also
// reports a cycle. Opposed omits imports for typing. It also omits imports of
// modules whose tables wait for an activation: an Element may refer to tables of
// the pipeline that imports it. And it omits imports of its own modules by a
// package that they refer to, if they find it loaded: see [Import.Preloaded].
func (p *Pipeline) Opposed() []Opposition {
	none := &dependencyGraph{digraph: newDigraph(len(p.Modules), nil)}
	bundles := p.schemaGraph(none, p.tableGraph())
	waits, first := p.modulesAwaitingActivation(), p.loadedFirst()
	var opposed []Opposition
	for v := range p.Modules {
		type pair struct {
			module int
			scope  Scope
		}
		seen := make(map[pair]bool)
		for i := range p.Modules[v].Imports {
			imp := &p.Modules[v].Imports[i]
			to := p.moduleIndex(imp.Module)
			if imp.Scope == Typing || to < 0 || to == v || waits[to] || seen[pair{to, imp.Scope}] ||
				first[v] && p.Modules[to].isIn(&p.Modules[v]) {
				continue
			}
			seen[pair{to, imp.Scope}] = true
			down := bundles.out(to)
			back, found := slices.BinarySearchFunc(down, v, func(a arc, v int) int { return cmp.Compare(a.to, v) })
			if !found {
				continue
			}
			opposed = append(opposed, Opposition{
				Import: Hop{
					From: p.Modules[v].Name, To: p.Modules[to].Name,
					Kind: ByImport, Text: imp.Text, Pos: imp.Pos,
				},
				ForeignKey: bundles.hop(down[back]),
				Scope:      imp.Scope,
			})
		}
	}
	slices.SortStableFunc(opposed, func(a, b Opposition) int { return a.Import.Pos.Compare(b.Import.Pos) })
	return opposed
}
