package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Database says which database a pipeline was read from.
type Database struct {
	// Backend is the kind of database in DataJoint's terms, "mysql" or
	// "postgresql".
	Backend string
	Server  string // the product and its version, such as "MariaDB 10.11.6"
	// Schemas lists the schemas that were read, and those that were asked for by
	// their whole names and not seen, by Name.
	Schemas []DatabaseSchema
	// Lineage lists the rows of the tables "~lineage", by Schema, Table and
	// Attribute.
	Lineage []Lineage
}

// A DatabaseSchema says how much of a schema the user of the database may see.
type DatabaseSchema struct {
	Name  string
	Sight Sight
	// HasLineage reports that the schema has a table "~lineage" that the user may
	// read.
	HasLineage bool
}

// Sight says how much of a schema is seen. A server tells its users only of what they
// have rights on.
type Sight uint8

// The ways to see a schema, from all of it to nothing.
const (
	Whole   Sight = iota // all its tables
	Partial              // some tables, and there may be others
	Hidden               // nothing: it does not exist, or the user has no rights on it
	Absent               // nothing, because it does not exist
)

// String returns "whole", "partial", "hidden" or "absent".
func (s Sight) String() string {
	switch s {
	case Whole:
		return "whole"
	case Partial:
		return "partial"
	case Hidden:
		return "hidden"
	case Absent:
		return "absent"
	}
	return fmt.Sprintf("Sight(%d)", uint8(s))
}

// ParseSight is the inverse of [Sight.String].
func ParseSight(s string) (Sight, error) { return parseEnum("sight", s, Absent) }

// A Lineage is a row of a table "~lineage", in which DataJoint 2 keeps where an
// attribute was introduced.
type Lineage struct {
	Schema, Table, Attribute string // names in the database
	Origin                   string // "schema.table.attribute"
}

// Schema returns the schema with this name, or nil.
func (d *Database) Schema(name string) *DatabaseSchema {
	return at(d.Schemas, index(d.Schemas, name, func(s *DatabaseSchema) string { return s.Name }))
}

// clone returns a copy that shares no slices with the database.
func (d *Database) clone() *Database {
	if d == nil {
		return nil
	}
	c := *d
	c.Schemas, c.Lineage = slices.Clone(d.Schemas), slices.Clone(d.Lineage)
	return &c
}

// sort sorts the slices in their documented order. The database may be nil.
func (d *Database) sort() {
	if d != nil {
		slices.SortFunc(d.Schemas, DatabaseSchema.compare)
		slices.SortFunc(d.Lineage, Lineage.compare)
	}
}

// isSorted reports whether sort has nothing to do.
func (d *Database) isSorted() bool {
	return d == nil || slices.IsSortedFunc(d.Schemas, DatabaseSchema.compare) && slices.IsSortedFunc(d.Lineage, Lineage.compare)
}

func (s DatabaseSchema) compare(t DatabaseSchema) int { return strings.Compare(s.Name, t.Name) }

func (l Lineage) compare(m Lineage) int {
	return cmp.Or(
		strings.Compare(l.Schema, m.Schema),
		strings.Compare(l.Table, m.Table),
		strings.Compare(l.Attribute, m.Attribute),
		strings.Compare(l.Origin, m.Origin),
	)
}
