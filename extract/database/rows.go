package database

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// The rows that the backends read are the same for all of them. Everything else works
// on these.
type catalog struct {
	backend string // "mysql" or "postgresql"
	server  string // the product and its version
	schemas []schemaRow
	columns []columnRow     // by schema, table and position
	keys    []foreignKeyRow // in any order
	indexes []indexRow      // in any order
	lineage []graph.Lineage
}

// A schemaRow is a schema that is read, or one that was asked for and is not seen.
type schemaRow struct {
	name       string
	sight      graph.Sight
	hasLineage bool
}

// A columnRow is a column of a table.
type columnRow struct {
	schema, table string
	tableComment  string
	name          string
	sqlType       string  // such as "int(11) unsigned", "character varying(20)" or "enum('a','b')"
	value         *string // the default: an SQL expression, strings in single quotes; nil without one
	nullable      bool
	counted       bool // auto_increment
	comment       string
}

// A foreignKeyRow is one column of a foreign key.
type foreignKeyRow struct {
	schema, table, constraint string
	position                  int
	column                    string
	parentSchema, parentTable string
	parentColumn              string
}

// An indexRow is one column of an index.
type indexRow struct {
	schema, table, index string
	position             int
	primary, unique      bool
	column               string // or [expression]
}

// expression stands for the column of an index that is an expression.
const expression = "(…)"

// sort puts the columns of each foreign key and of each index side by side, in order.
// The servers would sort names without regard to case.
func (c *catalog) sort() {
	slices.SortFunc(c.keys, func(a, b foreignKeyRow) int {
		return cmp.Or(strings.Compare(a.schema, b.schema), strings.Compare(a.table, b.table), strings.Compare(a.constraint, b.constraint), cmp.Compare(a.position, b.position))
	})
	slices.SortFunc(c.indexes, func(a, b indexRow) int {
		return cmp.Or(strings.Compare(a.schema, b.schema), strings.Compare(a.table, b.table), strings.Compare(a.index, b.index), cmp.Compare(a.position, b.position))
	})
}

// noteLineage notes that a schema has a table "~lineage".
func (c *catalog) noteLineage(schema string) {
	for i := range c.schemas {
		if c.schemas[i].name == schema {
			c.schemas[i].hasLineage = true
		}
	}
}

// withLineage returns the schemas that have a table "~lineage".
func (c *catalog) withLineage() []string {
	var schemas []string
	for _, s := range c.schemas {
		if s.hasLineage {
			schemas = append(schemas, s.name)
		}
	}
	return schemas
}
