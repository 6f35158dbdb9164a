package render

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// schemaNames knows what people call a schema: mostly by its module.
type schemaNames struct {
	p *graph.Pipeline
	// modules holds, by schema ID, the modules that declare active tables in
	// it, sorted.
	modules map[string][]string
	labels  map[string]string // by schema ID
}

func newSchemaNames(p *graph.Pipeline) schemaNames {
	names := schemaNames{p: p, modules: make(map[string][]string), labels: make(map[string]string)}
	for i := range p.Tables {
		t := &p.Tables[i]
		if t.Active && !slices.Contains(names.modules[t.Schema], t.Module) {
			names.modules[t.Schema] = append(names.modules[t.Schema], t.Module)
		}
	}
	uses := make(map[string]int)
	for schema, modules := range names.modules {
		slices.Sort(modules)
		label := names.database(schema)
		if len(modules) == 1 {
			label = lastComponent(modules[0])
		}
		names.labels[schema] = label
		uses[label]++
	}
	for schema, label := range names.labels {
		if uses[label] > 1 {
			names.labels[schema] = label + " (" + names.database(schema) + ")"
		}
	}
	return names
}

// label returns the last component of the only module that declares tables in
// the schema, or else the schema's database name; with the latter in
// parentheses where two schemas would share the former.
func (s schemaNames) label(schema string) string {
	if label, ok := s.labels[schema]; ok {
		return label
	}
	return s.database(schema)
}

// database returns the schema's name in the database as far as it is known.
func (s schemaNames) database(schema string) string {
	if found := s.p.Schema(schema); found != nil {
		return found.Label()
	}
	return schema
}

// describe returns the modules of a schema and its name in the database.
func (s schemaNames) describe(schema string) string {
	modules, database := strings.Join(s.modules[schema], ", "), s.database(schema)
	if modules == "" || modules == database {
		return database
	}
	return modules + " (" + database + ")"
}

// tableLabel returns what a table is called inside its schema's cluster: its
// class, after its module where the cluster has several.
func (s schemaNames) tableLabel(t *graph.Table) string {
	if last := lastComponent(t.Module); len(s.modules[t.Schema]) > 1 && last != s.label(t.Schema) {
		return last + "." + t.Class
	}
	return t.Class
}

// tableTitle returns what the table is called outside of its cluster, or the
// ID itself if there is no such table.
func (s schemaNames) tableTitle(p *graph.Pipeline, id string) string {
	t := p.Table(id)
	if t == nil {
		return id
	}
	return lastComponent(t.Module) + "." + t.Class
}

func lastComponent(module string) string { return module[strings.LastIndexByte(module, '.')+1:] }
