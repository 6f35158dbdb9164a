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
	classes map[[2]string]int // how many active tables of a schema have a class of this name
}

func newSchemaNames(p *graph.Pipeline) schemaNames {
	names := schemaNames{p: p, modules: make(map[string][]string), labels: make(map[string]string), classes: make(map[[2]string]int)}
	for i := range p.Tables {
		t := &p.Tables[i]
		if t.Active {
			names.classes[[2]string{t.Schema, t.Class}]++
		}
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
			names.labels[schema] = names.apart(schema, label)
		}
	}
	return names
}

// apart returns a label for a schema that shares its short one with others: as much of
// the name of its module as no other schema has, else also its name in the database.
func (s schemaNames) apart(schema, label string) string {
	if modules := s.modules[schema]; len(modules) == 1 {
		for from := len(modules[0]) - len(label); from > 0; {
			from = strings.LastIndexByte(modules[0][:from-1], '.') + 1
			if suffix := modules[0][from:]; !s.isShared(suffix, schema) {
				return suffix
			}
		}
	}
	return label + " (" + s.database(schema) + ")"
}

// isShared reports whether a module of another schema ends in the suffix.
func (s schemaNames) isShared(suffix, schema string) bool {
	for other, modules := range s.modules {
		if other != schema && slices.ContainsFunc(modules, func(m string) bool { return m == suffix || strings.HasSuffix(m, "."+suffix) }) {
			return true
		}
	}
	return false
}

// label returns the short name of a schema. If a single module declares its
// tables, that is the module's last component, otherwise the name in the
// database. If two schemas would share a label, more of the name of the module
// tells them apart.
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

// tableLabel returns the name of a table inside its schema's cluster: the class, with
// the module in front if another module of the schema has a class of that name.
func (s schemaNames) tableLabel(t *graph.Table) string {
	if s.classes[[2]string{t.Schema, t.Class}] > 1 {
		return lastComponent(t.Module) + "." + t.Class
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
