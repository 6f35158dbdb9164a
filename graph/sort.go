package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Sort sorts all slices in their documented order. It updates the indices in
// [Attribute.From] accordingly.
func (p *Pipeline) Sort() {
	slices.SortFunc(p.Project.Stores, Store.compare)
	slices.SortFunc(p.Project.DefaultStores, StoreReference.compare)
	slices.SortFunc(p.Project.CodeStores, Pos.Compare)
	slices.SortFunc(p.Modules, Module.compare)
	for i := range p.Modules {
		m := &p.Modules[i]
		slices.SortStableFunc(m.Imports, Import.compare)
		slices.SortStableFunc(m.Inserts, Insert.compare)
		slices.SortStableFunc(m.Uses, Use.compare)
	}
	slices.SortFunc(p.Schemas, Schema.compare)
	for i := range p.Schemas {
		slices.SortFunc(p.Schemas[i].Places, Pos.Compare)
	}
	slices.SortFunc(p.Tables, Table.compare)
	for i := range p.Tables {
		slices.SortStableFunc(p.Tables[i].Reads, Read.compare)
	}
	p.sortForeignKeys()
	slices.SortFunc(p.Externals, External.compare)
	slices.SortFunc(p.Codecs, Codec.compare)
	slices.SortFunc(p.Comments, Comment.compare)
	slices.SortFunc(p.Credentials, Credential.compare)
	SortDiagnostics(p.Diagnostics)
	p.Database.sort()
}

func (p *Pipeline) sortForeignKeys() {
	if len(p.ForeignKeys) == 0 {
		return
	}
	perm := make([]int, len(p.ForeignKeys)) // from new index to old index
	for i := range perm {
		perm[i] = i
	}
	slices.SortStableFunc(perm, func(i, j int) int { return p.ForeignKeys[i].compare(&p.ForeignKeys[j]) })
	sorted := make([]ForeignKey, len(perm))
	moved := make([]int, len(perm)) // from old index to new index
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

func (m Module) compare(n Module) int     { return strings.Compare(m.Name, n.Name) }
func (s Schema) compare(t Schema) int     { return strings.Compare(s.ID, t.ID) }
func (t Table) compare(u Table) int       { return strings.Compare(t.ID, u.ID) }
func (x External) compare(y External) int { return strings.Compare(x.ID, y.ID) }
func (c Comment) compare(d Comment) int   { return c.Pos.Compare(d.Pos) }
func (i Insert) compare(j Insert) int     { return i.Pos.Compare(j.Pos) }
func (u Use) compare(v Use) int           { return u.Pos.Compare(v.Pos) }
func (s Store) compare(t Store) int       { return s.Pos.Compare(t.Pos) }

func (r StoreReference) compare(s StoreReference) int { return r.Pos.Compare(s.Pos) }

func (c Credential) compare(d Credential) int {
	return cmp.Or(c.Pos.Compare(d.Pos), strings.Compare(c.Name, d.Name))
}

// compare is a total order of the imports of a module.
func (i Import) compare(j Import) int {
	return cmp.Or(
		i.Pos.Compare(j.Pos),
		strings.Compare(i.Module, j.Module),
		cmp.Compare(i.Scope, j.Scope),
		strings.Compare(i.Text, j.Text),
	)
}

// compare is a total order of foreign keys. Parallel foreign keys at the same
// position, such as a line that two branches execute, differ in their attribute
// maps.
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
