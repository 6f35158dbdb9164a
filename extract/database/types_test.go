package database

import "testing"

// A column gives the type that its comment keeps, or else its own as DataJoint reads it.
func TestColumnType(t *testing.T) {
	for _, c := range []struct {
		sqlType, comment           string
		typ, store, plainedComment string
	}{
		{"int(11)", "number of trials", "int", "", "number of trials"},
		{"int(10) unsigned", "", "int unsigned", "", ""},
		{"bigint(20)", "", "bigint", "", ""},
		{"tinyint(1)", "", "tinyint", "", ""},
		{"float", "", "float", "", ""},
		{"float(10,2)", "", "float(10,2)", "", ""},
		{"decimal(5,2)", "", "decimal(5,2)", "", ""},
		{"varchar(20)", ": no type", "varchar(20)", "", ": no type"},
		{"varchar(20)", ":", "varchar(20)", "", ":"},
		{"varchar(20)", "::x", "varchar(20)", "", "::x"},
		{"int", ":int32:number", "int32", "", "number"},
		{"enum('a','b')", ":enum('a', 'b'):", "enum('a', 'b')", "", ""},
		{"enum('x@y')", "", "enum('x@y')", "", ""},
		{"binary(16)", ":uuid:who", "uuid", "", "who"},
		{"binary(16)", ":blob@raw:a movie", "blob@raw", "raw", "a movie"},
		{"longblob", ":<blob>:a: b", "<blob>", "", "a: b"},
		{"json", ":<blob@main>:", "<blob@main>", "main", ""},
		{"json", ":<blob@>:", "<blob@>", "", ""},
		{"longblob", ":<graph>:", "<graph>", "", ""},
		{"character varying(20)", "", "varchar(20)", "", ""},
		{"character(2)", "", "char(2)", "", ""},
		{"numeric(5,2)", "", "decimal(5,2)", "", ""},
		{"timestamp without time zone", "", "timestamp", "", ""},
		{"timestamp(3) without time zone", "", "timestamp(3)", "", ""},
		{"timestamp with time zone", "", "timestamp with time zone", "", ""},
		{"double precision", "", "double precision", "", ""},
	} {
		row := columnRow{name: "x", sqlType: c.sqlType, comment: c.comment}
		a := row.attribute()
		if a.Type != c.typ || a.Store != c.store || a.Comment != c.plainedComment || a.SQLType != c.sqlType {
			t.Errorf("%s with the comment %q: got %q at %q with %q", c.sqlType, c.comment, a.Type, a.Store, a.Comment)
		}
	}
}

// Defaults come as each server writes them.
func TestDefault(t *testing.T) {
	const none = "\x00"
	for _, c := range []struct {
		server, sqlType, value, extra string
		want                          string
	}{
		{"MariaDB 10.11.6", "varchar(20)", "'a'", "", `"a"`},
		{"MariaDB 10.11.6", "varchar(20)", "''", "", `""`},
		{"MariaDB 10.11.6", "varchar(20)", "'it''s'", "", `"it's"`},
		{"MariaDB 10.11.6", "varchar(20)", `'say "a"'`, "", `'say "a"'`},
		{"MariaDB 10.11.6", "int(11)", "5", "", "5"},
		{"MariaDB 10.11.6", "int(11)", "NULL", "", none},
		{"MariaDB 10.11.6", "datetime", "current_timestamp()", "", "CURRENT_TIMESTAMP"},
		{"MariaDB 10.11.6", "timestamp", "current_timestamp()", "on update current_timestamp()", "CURRENT_TIMESTAMP"},
		{"MySQL 8.0.36", "varchar(20)", "a", "", `"a"`},
		{"MySQL 8.0.36", "varchar(20)", "", "", `""`},
		{"MySQL 8.0.36", "varchar(20)", "5", "", `"5"`},
		{"MySQL 8.0.36", "varchar(20)", "it's", "", `"it's"`},
		{"MySQL 8.0.36", "int unsigned", "5", "", "5"},
		{"MySQL 8.0.36", "decimal(5,2)", "0.50", "", "0.50"},
		{"MySQL 8.0.36", "timestamp", "CURRENT_TIMESTAMP", "DEFAULT_GENERATED", "CURRENT_TIMESTAMP"},
		{"MySQL 8.0.36", "timestamp(3)", "CURRENT_TIMESTAMP(3)", "DEFAULT_GENERATED", "CURRENT_TIMESTAMP(3)"},
		{"PostgreSQL 15.18", "character varying(20)", "'a'::character varying", "", `"a"`},
		{"PostgreSQL 15.18", "character varying(20)", "'5'::character varying", "", `"5"`},
		{"PostgreSQL 15.18", "enum('a','b')", "'a'::lab.enum_1", "", `"a"`},
		{"PostgreSQL 15.18", "smallint", "'5'::smallint", "", "5"},
		{"PostgreSQL 15.18", "numeric(5,2)", "0.5", "", "0.5"},
		{"PostgreSQL 15.18", "boolean", "true", "", "1"},
		{"PostgreSQL 15.18", "boolean", "false", "", "0"},
		{"PostgreSQL 15.18", "timestamp without time zone", "CURRENT_TIMESTAMP", "", "CURRENT_TIMESTAMP"},
		{"PostgreSQL 15.18", "bigint", "nextval('lab.t_id_seq'::regclass)", "", none},
	} {
		row := columnRow{sqlType: c.sqlType}
		if c.server[0] == 'P' {
			row.setPostgreSQLDefault(c.value)
		} else {
			r := &mysqlReader{catalog: &catalog{server: c.server}}
			row.value = r.mysqlDefault(&c.value, c.sqlType, c.extra)
		}
		got := none
		if text := row.attribute().Default; text != nil {
			got = *text
		}
		if got != c.want {
			t.Errorf("%s, %s: got %s, want %s", c.server, c.value, got, c.want)
		}
	}
}
