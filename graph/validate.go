package graph

import (
	"fmt"
	"slices"
)

// Validate returns an error if the pipeline has a duplicate name or ID, a
// dangling reference, or a slice that is not sorted. [Pipeline.Sort] fixes the
// last. The master of a part may be missing, because [Pipeline.Restrict] may have
// omitted it.
func (p *Pipeline) Validate() error {
	if wrong := p.inconsistency(); wrong != nil {
		return wrong.err
	}
	if list := p.unsorted(); list != "" {
		return fmt.Errorf("the %s are not sorted; call Sort", list)
	}
	return nil
}

// A list identifies a slice of a pipeline.
type list uint8

const (
	moduleList list = iota
	schemaList
	tableList
	foreignKeyList
	externalList
)

// An inconsistency is an error in one record of a pipeline.
type inconsistency struct {
	list  list
	index int
	err   error
}

// inconsistency returns the first duplicate name or dangling reference, or nil.
func (p *Pipeline) inconsistency() *inconsistency {
	modules, wrong := unique(moduleList, "module", p.Modules, func(m *Module) string { return m.Name })
	if wrong != nil {
		return wrong
	}
	for i := range p.Modules {
		for _, imp := range p.Modules[i].Imports {
			if !modules[imp.Module] {
				return &inconsistency{moduleList, i, fmt.Errorf("module %q imports %q, which is not among the modules", p.Modules[i].Name, imp.Module)}
			}
		}
	}
	schemas, wrong := unique(schemaList, "schema", p.Schemas, func(s *Schema) string { return s.ID })
	if wrong != nil {
		return wrong
	}
	tables, wrong := unique(tableList, "table", p.Tables, func(t *Table) string { return t.ID })
	if wrong != nil {
		return wrong
	}
	for i := range p.Tables {
		if err := p.danglingFromTable(&p.Tables[i], modules, schemas); err != nil {
			return &inconsistency{tableList, i, err}
		}
	}
	externals := make(map[string]bool, len(p.Externals))
	for i := range p.Externals {
		id := p.Externals[i].ID
		if externals[id] || tables[id] {
			return &inconsistency{externalList, i, fmt.Errorf("duplicate external node %q", id)}
		}
		externals[id] = true
	}
	for i := range p.Tables {
		for _, r := range p.Tables[i].Reads {
			if r.Kind != Unfollowed && !tables[r.Table] && !externals[r.Table] {
				return &inconsistency{tableList, i, fmt.Errorf("table %q reads %q, which is neither a table nor an external node", p.Tables[i].ID, r.Table)}
			}
		}
	}
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		if !tables[fk.Child] {
			return &inconsistency{foreignKeyList, i, fmt.Errorf("the foreign key's child %q is not among the tables", fk.Child)}
		}
		if !tables[fk.Parent] && !externals[fk.Parent] {
			return &inconsistency{foreignKeyList, i, fmt.Errorf("the foreign key's parent %q is neither a table nor an external node", fk.Parent)}
		}
	}
	return nil
}

// unique returns the names of the records. It returns an inconsistency for a
// duplicate one.
func unique[T any](in list, what string, records []T, name func(*T) string) (map[string]bool, *inconsistency) {
	names := make(map[string]bool, len(records))
	for i := range records {
		n := name(&records[i])
		if names[n] {
			return nil, &inconsistency{in, i, fmt.Errorf("duplicate %s %q", what, n)}
		}
		names[n] = true
	}
	return names, nil
}

// danglingFromTable returns an error for the first dangling reference of a table.
func (p *Pipeline) danglingFromTable(t *Table, modules, schemas map[string]bool) error {
	if !modules[t.Module] {
		return fmt.Errorf("table %q is in module %q, which is not among the modules", t.ID, t.Module)
	}
	if !schemas[t.Schema] {
		return fmt.Errorf("table %q is in schema %q, which is not among the schemas", t.ID, t.Schema)
	}
	for _, a := range t.Attributes {
		for _, fk := range a.From {
			if fk < 0 || fk >= len(p.ForeignKeys) {
				return fmt.Errorf("attribute %q of table %q comes from foreign key %d, but there are only %d", a.Name, t.ID, fk, len(p.ForeignKeys))
			}
		}
	}
	return nil
}

// unsorted names the first slice that is not sorted, or returns "".
func (p *Pipeline) unsorted() string {
	switch {
	case !slices.IsSortedFunc(p.Project.Stores, Store.compare):
		return "stores"
	case !slices.IsSortedFunc(p.Project.DefaultStores, StoreReference.compare):
		return "default stores"
	case !slices.IsSortedFunc(p.Project.CodeStores, Pos.Compare):
		return "stores in code"
	case !slices.IsSortedFunc(p.Modules, Module.compare):
		return "modules"
	case !slices.IsSortedFunc(p.Schemas, Schema.compare):
		return "schemas"
	case !slices.IsSortedFunc(p.Tables, Table.compare):
		return "tables"
	case !slices.IsSortedFunc(p.ForeignKeys, func(a, b ForeignKey) int { return a.compare(&b) }):
		return "foreign keys"
	case !slices.IsSortedFunc(p.Externals, External.compare):
		return "externals"
	case !slices.IsSortedFunc(p.Codecs, Codec.compare):
		return "codecs"
	case !slices.IsSortedFunc(p.Comments, Comment.compare):
		return "comments"
	case !slices.IsSortedFunc(p.Credentials, Credential.compare):
		return "credentials"
	case !slices.IsSortedFunc(p.Diagnostics, Diagnostic.Compare):
		return "diagnostics"
	}
	if !p.Database.isSorted() {
		return "schemas and lineage of the database"
	}
	for i := range p.Modules {
		switch m := &p.Modules[i]; {
		case !slices.IsSortedFunc(m.Imports, Import.compare):
			return "imports"
		case !slices.IsSortedFunc(m.Inserts, Insert.compare):
			return "inserts"
		case !slices.IsSortedFunc(m.Uses, Use.compare):
			return "uses"
		}
	}
	for i := range p.Schemas {
		if !slices.IsSortedFunc(p.Schemas[i].Places, Pos.Compare) {
			return "places of a schema"
		}
	}
	for i := range p.Tables {
		if !slices.IsSortedFunc(p.Tables[i].Reads, Read.compare) {
			return "reads of a table"
		}
	}
	return ""
}
