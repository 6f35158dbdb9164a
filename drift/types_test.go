package drift

import (
	"testing"

	"github.com/djdag/djdag/graph"
)

// A type of the source against a column: its SQL type, and what its comment keeps.
func TestSameType(t *testing.T) {
	const my, pg = "mysql", "postgresql"
	for _, c := range []struct {
		backend        string
		code           string
		sqlType, noted string
		same           bool
	}{
		// Native types, as datajoint 0.14 declares them. MariaDB and old MySQL write widths.
		{my, "int", "int(11)", "", true},
		{my, "int", "int", "", true},
		{my, "INT", "int", "", true},
		{my, "integer", "int", "", true},
		{my, "int unsigned", "int(10) unsigned", "", true},
		{my, "int  unsigned", "int unsigned", "", true},
		{my, "int", "int(10) unsigned", "", false},
		{my, "int(4)", "int(11)", "", true},
		{my, "int auto_increment", "int(11)", "", true},
		{my, "smallint", "int", "", false},
		{my, "serial", "bigint(20) unsigned", "", true},
		{my, "bool", "tinyint(1)", "", true},
		{my, "boolean", "tinyint(1)", "", true},
		{my, "tinyint", "tinyint(4)", "", true},
		{my, "decimal(5, 2)", "decimal(5,2)", "", true},
		{my, "decimal(5,2)", "decimal(5,1)", "", false},
		{my, "decimal", "decimal(10,0)", "", true},
		{my, "numeric(5)", "decimal(5,0)", "", true},
		{my, "decimal(4,3) unsigned", "decimal(4,3) unsigned", "", true},
		{my, "float", "float", "", true},
		{my, "float(24)", "float", "", true},
		{my, "float(53)", "double", "", true},
		{my, "real", "double", "", true},
		{my, "double precision", "double", "", true},
		{my, "varchar(20)", "varchar(20)", "", true},
		{my, "varchar( 20 )", "varchar(20)", "", true},
		{my, "varchar(20)", "varchar(30)", "", false},
		{my, "char(1)", "char(1)", "", true},
		{my, `enum("a", "b")`, "enum('a','b')", "", true},
		{my, "enum('a', 'b')", "enum('a','b')", "", true},
		{my, "enum('a','b')", "enum('b','a')", "", false},
		{my, "enum('A','b')", "enum('a','b')", "", false},
		{my, "enum('a b', 'c')", "enum('a b','c')", "", true},
		{my, "enum('a@b')", "enum('a@b')", "", true},
		{my, "datetime", "datetime", "", true},
		{my, "datetime(3)", "datetime(3)", "", true},
		{my, "datetime", "datetime(3)", "", false},
		{my, "timestamp", "timestamp", "", true},
		{my, "year", "year(4)", "", true},
		{my, "longblob", "longblob", "", true},
		{my, "blob", "longblob", "", false},
		{my, "json", "longtext", "", true},
		{my, "json", "json", "", true},
		// What 0.12 to 0.14 keep in the comment.
		{my, "uuid", "binary(16)", "uuid", true},
		{my, "uuid", "binary(16)", "", false},
		{my, "attach", "longblob", "attach", true},
		{my, "longblob", "longblob", "attach", false},
		{my, "blob@raw", "binary(16)", "blob@raw", true},
		{my, "blob@raw", "binary(16)", "blob@old", false},
		{my, "filepath@raw", "binary(16)", "filepath@raw", true},
		{my, "<graph>", "longblob", "<graph>", true},
		{my, "<graph>", "longblob", "<other>", false},
		// The core types of 2.x, in its own tables and in older ones.
		{my, "int32", "int", "int32", true},
		{my, "int32", "int(11)", "", true},
		{my, "int", "int", "int32", true},
		{my, "int64", "int", "int32", false},
		{my, "int64", "int", "int64", false}, // altered behind DataJoint's back
		{my, "int16", "smallint", "int16", true},
		{my, "int8", "tinyint", "int8", true},
		{my, "int8", "bigint(20)", "", true}, // MySQL's name, before 2.0
		{my, "float32", "float", "float32", true},
		{my, "float64", "double", "float64", true},
		{my, "bool", "tinyint", "bool", true},
		{my, "bytes", "longblob", "bytes", true},
		{my, "json", "longtext", "json", true},
		{my, "varchar(20)", "varchar(20)", "varchar(20)", true},
		{my, "datetime(6)", "datetime(6)", "datetime(6)", true},
		{my, "<blob>", "longblob", "<blob>", true},
		{my, "<blob>", "longblob", "", false}, // declared by 0.14: 2.x would not decode it
		{my, "longblob", "longblob", "<blob>", false},
		{my, "<blob@main>", "json", "<blob@main>", true},
		{my, "<blob@ main>", "json", "<blob@main>", true},
		{my, "<blob@main>", "longblob", "<blob@main>", false},
		{my, "<blob@>", "json", "<blob@>", true},
		{my, "<attach>", "longblob", "<attach>", true},
		{my, "<object@main>", "json", "<object@main>", true},
		{my, "<npy@main>", "json", "<blob@main>", false},
		{my, "<filepath@raw>", "json", "<filepath@raw>", true},
		{my, "<hash@main>", "json", "<hash@main>", true},
		// Codecs of the project.
		{my, "<inline>", "longblob", "<inline>", true},
		{my, "<inline>", "json", "<inline>", false},
		{my, "<both>", "longblob", "<both>", true},
		{my, "<both@main>", "json", "<both@main>", true},
		{my, "<loop>", "anything", "<loop>", true},
		// PostgreSQL.
		{pg, "int32", "integer", "int32", true},
		{pg, "int", "integer", "", true},
		{pg, "int64", "bigint", "int64", true},
		{pg, "int16", "smallint", "int16", true},
		{pg, "int8", "smallint", "int8", true},
		{pg, "float32", "real", "float32", true},
		{pg, "float64", "double precision", "float64", true},
		{pg, "float32", "double precision", "float32", false},
		{pg, "bool", "boolean", "bool", true},
		{pg, "uuid", "uuid", "uuid", true},
		{pg, "bytes", "bytea", "bytes", true},
		{pg, "json", "jsonb", "json", true},
		{pg, "date", "date", "date", true},
		{pg, "datetime", "timestamp without time zone", "datetime", true},
		{pg, "datetime(3)", "timestamp(3) without time zone", "datetime(3)", true},
		{pg, "timestamp", "timestamp without time zone", "", true},
		{pg, "char(2)", "character(2)", "char(2)", true},
		{pg, "varchar(20)", "character varying(20)", "varchar(20)", true},
		{pg, "decimal(5,2)", "numeric(5,2)", "decimal(5,2)", true},
		{pg, "enum('a', 'b')", "enum('a','b')", "enum('a', 'b')", true},
		{pg, "enum('a', 'b')", "enum('a')", "enum('a', 'b')", false},
		{pg, "<blob>", "bytea", "<blob>", true},
		{pg, "<blob@main>", "jsonb", "<blob@main>", true},
		{pg, "<object@main>", "jsonb", "<object@main>", true},
	} {
		types := columnTypes{backend: c.backend, codecs: []graph.Codec{
			{Name: "inline", Inline: "bytes"}, {Name: "both", Inline: "<blob>", Stored: "<blob>"}, {Name: "loop", Inline: "<loop>"},
		}}
		typ := c.noted
		if typ == "" {
			typ = c.sqlType
		}
		if got := types.same(&graph.Attribute{Type: c.code}, &graph.Attribute{Type: typ, SQLType: c.sqlType}); got != c.same {
			t.Errorf("%s: %s in the code, %s with %q in the database: same %t", c.backend, c.code, c.sqlType, c.noted, got)
		}
	}
}

func TestSameDefault(t *testing.T) {
	const none = "none"
	for _, c := range []struct {
		typ, code, database string
		same                bool
	}{
		{"varchar(8)", none, none, true},
		{"varchar(8)", `""`, none, false},
		{"varchar(8)", none, `""`, false},
		{"varchar(8)", `""`, `""`, true},
		{"varchar(8)", `''`, `""`, true},
		{"varchar(8)", `'a'`, `"a"`, true},
		{"varchar(8)", `"it's"`, `"it's"`, true},
		{"varchar(8)", `'it''s'`, `"it's"`, true},
		{"varchar(8)", `"a"`, `"b"`, false},
		{"varchar(8)", `"5"`, `"5"`, true},
		{"int", "5", "5", true},
		{"int", `"5"`, "5", true},
		{"int", "5", "6", false},
		{"decimal(5,2)", "0.5", "0.50", true},
		{"float", "0.1", "0.1", true},
		{"float32", "0.1", "0.10000000149011612", true},
		{"bool", "true", "1", true},
		{"bool", "0", "0", true},
		{"timestamp", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", true},
		{"timestamp", "current_timestamp()", "CURRENT_TIMESTAMP", true},
		{"datetime(3)", "CURRENT_TIMESTAMP(3)", "CURRENT_TIMESTAMP(3)", true},
		{"timestamp", none, "CURRENT_TIMESTAMP", true}, // MySQL's own idea
		{"datetime", `"2000-01-01"`, `"2000-01-01 00:00:00"`, true},
		{"date", "null", "null", true},
		{"date", "NULL", "null", true},
		{"date", "null", none, false},
		{"int auto_increment", none, "5", true},
	} {
		text := func(s string) *string {
			if s == none {
				return nil
			}
			return &s
		}
		types := columnTypes{backend: "mysql"}
		got := types.sameDefault(&graph.Attribute{Type: c.typ, Default: text(c.code)}, &graph.Attribute{Type: c.typ, Default: text(c.database)})
		if got != c.same {
			t.Errorf("%s: %s in the code, %s in the database: same %t", c.typ, c.code, c.database, got)
		}
	}
}
