package render

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// schemaNames holds what people call each schema: mostly the name of its module.
type schemaNames struct {
	p *graph.Pipeline
	// modules maps the ID of each schema with active tables to the modules that
	// declare them, sorted.
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

// label returns the short name of a schema. If a single module declares its
// tables, that is the module's last component, otherwise the name in the
// database. If two schemas would share a label, the name in the database follows
// in parentheses.
func (s schemaNames) label(schema string) string {
	if label, ok := s.labels[schema]; ok {
		return label
	}
	return s.database(schema)
}

// database returns the schema's name in the database, as far as it is known.
func (s schemaNames) database(schema string) string {
	if found := s.p.Schema(schema); found != nil {
		return found.Label()
	}
	return schema
}

// describe returns the modules of a schema, and in parentheses its name in the
// database.
func (s schemaNames) describe(schema string) string {
	modules, database := strings.Join(s.modules[schema], ", "), s.database(schema)
	if modules == "" || modules == database {
		return database
	}
	return modules + " (" + database + ")"
}

// tableLabel returns the name of a table inside its schema's cluster: the class,
// prefixed with the module if the schema has several.
func (s schemaNames) tableLabel(t *graph.Table) string {
	if last := lastComponent(t.Module); len(s.modules[t.Schema]) > 1 && last != s.label(t.Schema) {
		return last + "." + t.Class
	}
	return t.Class
}

// tableTitle returns the name of a table outside its cluster. If there is no
// table with the ID, it returns the ID.
func (s schemaNames) tableTitle(p *graph.Pipeline, id string) string {
	t := p.Table(id)
	if t == nil {
		return id
	}
	return lastComponent(t.Module) + "." + t.Class
}

// lastComponent returns the part of a dotted name behind its last dot.
func lastComponent(module string) string { return module[strings.LastIndexByte(module, '.')+1:] }
