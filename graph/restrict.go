package graph

import "slices"

// Restrict returns a pipeline of the tables and externals with the given IDs. It
// keeps the foreign keys between them, the modules and schemas that declare
// them, the imports between these modules, and the comments, credentials and
// diagnostics in their files. It also keeps the project, the database, and the comments and
// credentials in files that are not modules. An attribute counts as the table's
// own if only omitted foreign keys bring it. Unless all tables are kept, the
// project is partial. Unknown IDs are ignored. The result shares no slices with
// p.
func (p *Pipeline) Restrict(ids []string) *Pipeline {
	keep := make(map[string]bool, len(ids))
	for _, id := range ids {
		keep[id] = true
	}
	out := &Pipeline{Project: p.Project.clone(), Database: p.Database.clone()}
	newIndex := make([]int, len(p.ForeignKeys)) // -1 if omitted
	for i, fk := range p.ForeignKeys {
		newIndex[i] = -1
		if keep[fk.Child] && keep[fk.Parent] {
			newIndex[i] = len(out.ForeignKeys)
			fk.AttrMap = slices.Clone(fk.AttrMap)
			out.ForeignKeys = append(out.ForeignKeys, fk)
		}
	}
	modules, schemas, files := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range p.Tables {
		if t := &p.Tables[i]; keep[t.ID] {
			modules[t.Module], schemas[t.Schema], files[t.Pos.Path] = true, true, true
			c := t.clone(newIndex)
			c.Reads = slices.DeleteFunc(c.Reads, func(r Read) bool { return r.Table != "" && !keep[r.Table] })
			out.Tables = append(out.Tables, c)
		}
	}
	omitted := map[string]bool{} // the files of omitted modules
	for _, m := range p.Modules {
		if !modules[m.Name] {
			omitted[m.Path] = true
			continue
		}
		m.Imports = slices.DeleteFunc(slices.Clone(m.Imports), func(i Import) bool { return !modules[i.Module] })
		for i := range m.Imports {
			m.Imports[i].Names = slices.Clone(m.Imports[i].Names)
		}
		m.Inserts, m.Uses = slices.Clone(m.Inserts), slices.Clone(m.Uses)
		out.Modules = append(out.Modules, m)
	}
	inOmitted := func(at Pos) bool {
		file, _ := at.Cell()
		return omitted[file]
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
	out.Codecs = slices.Clone(p.Codecs) // whose users are not listed
	for _, c := range p.Comments {
		if !inOmitted(c.Pos) {
			out.Comments = append(out.Comments, c)
		}
	}
	for _, c := range p.Credentials {
		if !inOmitted(c.Pos) {
			out.Credentials = append(out.Credentials, c)
		}
	}
	for _, d := range p.Diagnostics {
		if files[d.Pos.Path] {
			d.Related = slices.Clone(d.Related)
			out.Diagnostics = append(out.Diagnostics, d)
		}
	}
	out.Project.Partial = out.Project.Partial || len(out.Tables) < len(p.Tables)
	return out
}

// clone returns a copy that shares no slices with the table. It translates
// [Attribute.From] to the new indices of the foreign keys and drops those whose
// index is -1.
func (t *Table) clone(newIndex []int) Table {
	c := *t
	c.PrimaryKey, c.UnknownKeys, c.Attributes = slices.Clone(t.PrimaryKey), slices.Clone(t.UnknownKeys), slices.Clone(t.Attributes)
	c.Indexes, c.Provides = slices.Clone(t.Indexes), slices.Clone(t.Provides)
	c.Reads = slices.Clone(t.Reads)
	for i := range c.Indexes {
		x := &c.Indexes[i]
		x.Columns, x.ColumnPos = slices.Clone(x.Columns), slices.Clone(x.ColumnPos)
	}
	for i := range c.Attributes {
		var from []int
		for _, fk := range c.Attributes[i].From {
			if 0 <= fk && fk < len(newIndex) && newIndex[fk] >= 0 {
				from = append(from, newIndex[fk])
			}
		}
		c.Attributes[i].From = from
	}
	return c
}

// clone returns a copy that shares no slices with the project.
func (p Project) clone() Project {
	p.Stores = slices.Clone(p.Stores)
	for i := range p.Stores {
		p.Stores[i].Settings = slices.Clone(p.Stores[i].Settings)
	}
	p.DefaultStores, p.CodeStores = slices.Clone(p.DefaultStores), slices.Clone(p.CodeStores)
	return p
}
