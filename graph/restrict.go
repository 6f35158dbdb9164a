package graph

import "slices"

// Restrict returns a pipeline of the given tables and externals alone: with
// the foreign keys between them, the modules and schemas that declare them,
// the imports between these modules, and the diagnostics in their files. The
// project, and what is said of files that are no modules, stay. An attribute
// that a foreign key to another table brought counts as the table's own. The
// result shares no slice with p that either could change.
func (p *Pipeline) Restrict(ids []string) *Pipeline {
	keep := make(map[string]bool, len(ids))
	for _, id := range ids {
		keep[id] = true
	}
	out := &Pipeline{Project: p.Project.clone()}
	moved := make([]int, len(p.ForeignKeys)) // old index to new, or -1
	for i, fk := range p.ForeignKeys {
		moved[i] = -1
		if keep[fk.Child] && keep[fk.Parent] {
			moved[i] = len(out.ForeignKeys)
			fk.AttrMap = slices.Clone(fk.AttrMap)
			out.ForeignKeys = append(out.ForeignKeys, fk)
		}
	}
	modules, schemas, files := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, t := range p.Tables {
		if !keep[t.ID] {
			continue
		}
		modules[t.Module], schemas[t.Schema], files[t.Pos.Path] = true, true, true
		t.PrimaryKey, t.Attributes = slices.Clone(t.PrimaryKey), slices.Clone(t.Attributes)
		t.Indexes, t.Provides = slices.Clone(t.Indexes), slices.Clone(t.Provides)
		for i := range t.Indexes {
			x := &t.Indexes[i]
			x.Columns, x.ColumnPos = slices.Clone(x.Columns), slices.Clone(x.ColumnPos)
		}
		for i := range t.Attributes {
			a := &t.Attributes[i]
			var from []int
			for _, fk := range a.From {
				if 0 <= fk && fk < len(moved) && moved[fk] >= 0 {
					from = append(from, moved[fk])
				}
			}
			a.From = from
		}
		out.Tables = append(out.Tables, t)
	}
	dropped := map[string]bool{} // the files of modules that are left out
	for _, m := range p.Modules {
		if !modules[m.Name] {
			dropped[m.Path] = true
			continue
		}
		m.Imports = slices.DeleteFunc(slices.Clone(m.Imports), func(i Import) bool { return !modules[i.Module] })
		m.Inserts, m.Uses = slices.Clone(m.Inserts), slices.Clone(m.Uses)
		out.Modules = append(out.Modules, m)
	}
	inDropped := func(at Pos) bool {
		file, _ := at.Cell()
		return dropped[file]
	}
	for _, s := range p.Schemas {
		if schemas[s.ID] {
			s.Places = slices.Clone(s.Places)
			s.Modules = slices.DeleteFunc(slices.Clone(s.Modules), func(m string) bool { return !modules[m] })
			out.Schemas = append(out.Schemas, s)
		}
	}
	for _, x := range p.Externals {
		if keep[x.ID] {
			out.Externals = append(out.Externals, x)
		}
	}
	for _, c := range p.Comments {
		if !inDropped(c.Pos) {
			out.Comments = append(out.Comments, c)
		}
	}
	for _, c := range p.Credentials {
		if !inDropped(c.Pos) {
			out.Credentials = append(out.Credentials, c)
		}
	}
	for _, d := range p.Diagnostics {
		if files[d.Pos.Path] {
			d.Related = slices.Clone(d.Related)
			out.Diagnostics = append(out.Diagnostics, d)
		}
	}
	return out
}

// clone returns a copy that shares no slice with the project.
func (p Project) clone() Project {
	p.Stores = slices.Clone(p.Stores)
	for i := range p.Stores {
		p.Stores[i].Settings = slices.Clone(p.Stores[i].Settings)
	}
	p.DefaultStores, p.CodeStores = slices.Clone(p.DefaultStores), slices.Clone(p.CodeStores)
	return p
}
