package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Sort brings all slices into their documented order. It renumbers
// [Attribute.From] accordingly.
func (p *Pipeline) Sort() {
	slices.SortFunc(p.Modules, func(a, b Module) int { return strings.Compare(a.Name, b.Name) })
	for i := range p.Modules {
		slices.SortStableFunc(p.Modules[i].Imports, Import.compare)
	}
	slices.SortFunc(p.Schemas, func(a, b Schema) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(p.Tables, func(a, b Table) int { return strings.Compare(a.ID, b.ID) })
	p.sortForeignKeys()
	slices.SortFunc(p.Externals, func(a, b External) int { return strings.Compare(a.ID, b.ID) })
	SortDiagnostics(p.Diagnostics)
}

func (p *Pipeline) sortForeignKeys() {
	if len(p.ForeignKeys) == 0 {
		return
	}
	perm := make([]int, len(p.ForeignKeys)) // new index -> old index
	for i := range perm {
		perm[i] = i
	}
	slices.SortStableFunc(perm, func(i, j int) int { return p.ForeignKeys[i].compare(&p.ForeignKeys[j]) })
	sorted := make([]ForeignKey, len(perm))
	moved := make([]int, len(perm)) // old index -> new index
	for n, o := range perm {
		sorted[n], moved[o] = p.ForeignKeys[o], n
	}
	p.ForeignKeys = sorted
	for i := range p.Tables {
		for j := range p.Tables[i].Attributes {
			from := p.Tables[i].Attributes[j].From
			for k := range from {
				if 0 <= from[k] && from[k] < len(moved) {
					from[k] = moved[from[k]]
				}
			}
			slices.Sort(from)
		}
	}
}

// compare orders the imports of a module. Those that it calls equal differ in
// nothing.
func (i Import) compare(j Import) int {
	return cmp.Or(
		i.Pos.Compare(j.Pos),
		strings.Compare(i.Module, j.Module),
		cmp.Compare(i.Scope, j.Scope),
		strings.Compare(i.Text, j.Text),
	)
}

// compare orders foreign keys. Parallel ones at one place, as of a line in two
// branches, differ in what they map.
func (fk *ForeignKey) compare(other *ForeignKey) int {
	return cmp.Or(
		strings.Compare(fk.Child, other.Child),
		fk.Pos.Compare(other.Pos),
		strings.Compare(fk.Parent, other.Parent),
		slices.CompareFunc(fk.AttrMap, other.AttrMap, func(a, b AttrPair) int {
			return cmp.Or(strings.Compare(a.Child, b.Child), strings.Compare(a.Parent, b.Parent))
		}),
		strings.Compare(fk.Text, other.Text),
	)
}
