package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// schemas returns the schemas that changed.
func (c *comparison) schemas() []Schema {
	var schemas []Schema
	for i := range c.old.Schemas {
		s := &c.old.Schemas[i]
		if c.newSchema[s.ID] == "" {
			schemas = append(schemas, Schema{
				ID: s.ID, Status: Removed, Old: s.Label(), Modules: s.Modules, Pos: s.Pos,
				Reason: "it stays in the database until it is dropped",
			})
		}
	}
	for i := range c.new.Schemas {
		s := &c.new.Schemas[i]
		before := c.old.Schema(c.oldSchema[s.ID])
		if before == nil {
			schemas = append(schemas, Schema{
				ID: s.ID, Status: Added, New: s.Label(), Modules: s.Modules, Pos: s.Pos,
				Reason: "DataJoint creates it",
			})
			continue
		}
		if change, ok := schemaChange(before, s); ok {
			schemas = append(schemas, change)
		}
	}
	slices.SortStableFunc(schemas, func(a, b Schema) int { return strings.Compare(a.ID, b.ID) })
	return schemas
}

// schemaChange returns what changed in a schema that both versions have.
func schemaChange(old, new *graph.Schema) (Schema, bool) {
	s := Schema{ID: new.ID, Modules: new.Modules, Pos: new.Pos}
	before, after := knownName(old), knownName(new)
	if before != after && before != "" && after != "" {
		s.Old, s.New, s.Effect = before, after, Migration
		if s.Reason = fmt.Sprintf("DataJoint creates a new schema with empty tables; the rows stay in %s", before); old.Name == "" || new.Name == "" {
			s.Reason = "unless the part of the name that is not known makes both the same, DataJoint creates a new schema with empty tables"
		}
	}
	if !slices.Equal(old.Modules, new.Modules) {
		s.OldModules = old.Modules
	}
	s.Activated, s.Deactivated = !old.Active && new.Active, old.Active && !new.Active
	return s, s.Effect > Nothing || s.OldModules != nil || s.Activated || s.Deactivated
}

// knownName returns the name of a schema as far as it is known, or "".
func knownName(s *graph.Schema) string {
	if s.Name != "" {
		return s.Name
	}
	return s.Template
}
