package database

import (
	"context"
	"database/sql"
	"strings"

	"github.com/go-sql-driver/mysql"

	"github.com/djdag/djdag/graph"
)

// readMySQL reads a catalog from MySQL or MariaDB, in three statements, and one for the
// tables "~lineage" if there are any.
func readMySQL(ctx context.Context, at *Address, patterns []string) (*catalog, error) {
	config := mysql.NewConfig()
	config.Net, config.Addr = "tcp", at.hostPort()
	config.User, config.Passwd = at.User, at.Password
	config.Logger = &mysql.NopLogger{} // errors are returned, too
	config.InterpolateParams = true    // one round trip, and nothing is prepared
	var err error
	if config.TLS, err = at.tlsConfig(); err != nil {
		return nil, err
	}
	config.AllowFallbackToPlaintext = at.TLS == PreferTLS
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	db.SetMaxOpenConns(1)
	r := &mysqlReader{ctx: ctx, db: db, catalog: &catalog{backend: "mysql"}}
	return r.catalog, r.read(patterns)
}

// A mysqlReader reads the rows of a catalog.
type mysqlReader struct {
	*catalog
	ctx context.Context
	db  *sql.DB
}

func (r *mysqlReader) read(patterns []string) error {
	chosen, err := r.readSchemas(patterns)
	if err != nil || len(chosen) == 0 {
		return err
	}
	if err := r.readColumns(chosen); err != nil {
		return err
	}
	if err := r.readKeys(chosen); err != nil {
		return err
	}
	return r.readLineage()
}

// readSchemas reads which schemas there are and what the user may see of them. It
// returns those to read.
func (r *mysqlReader) readSchemas(patterns []string) ([]string, error) {
	var all []string
	var user string
	var server, comment string
	type grant struct{ grantee, schema string } // schema is a pattern, or "" for all
	var grants []grant
	err := r.query(`
		SELECT 'server', VERSION(), @@version_comment
		UNION ALL SELECT 'user', CURRENT_USER(), ''
		UNION ALL SELECT 'schema', schema_name, '' FROM information_schema.schemata
			WHERE schema_name NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')
		UNION ALL SELECT 'global', grantee, '' FROM information_schema.user_privileges WHERE privilege_type = 'SELECT'
		UNION ALL SELECT 'grant', grantee, table_schema FROM information_schema.schema_privileges WHERE privilege_type = 'SELECT'`,
		func(rows *sql.Rows) error {
			var kind, name, more string
			if err := rows.Scan(&kind, &name, &more); err != nil {
				return err
			}
			switch kind {
			case "server":
				server, comment = name, more
			case "user":
				user = name
			case "schema":
				all = append(all, name)
			default:
				grants = append(grants, grant{name, more})
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	r.server = mysqlServer(server, comment)
	sight := func(schema string, whole, otherwise graph.Sight) graph.Sight {
		for _, g := range grants {
			if g.grantee == mysqlGrantee(user) && (g.schema == "" || likeMatches(g.schema, schema)) {
				return whole
			}
		}
		return otherwise
	}
	chosen, missing := choose(all, patterns)
	for _, name := range chosen {
		r.schemas = append(r.schemas, schemaRow{name: name, sight: sight(name, graph.Whole, graph.Partial)})
	}
	for _, name := range missing {
		r.schemas = append(r.schemas, schemaRow{name: name, sight: sight(name, graph.Absent, graph.Hidden)})
	}
	return chosen, nil
}

// readColumns reads the columns of all tables, and which schemas have a table
// "~lineage".
func (r *mysqlReader) readColumns(schemas []string) error {
	return r.query(`
		SELECT c.table_schema, c.table_name, t.table_comment, c.column_name, c.column_type,
			c.column_default, c.is_nullable, c.extra, c.column_comment
		FROM information_schema.columns c
		JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
		WHERE t.table_type = 'BASE TABLE' AND c.table_schema IN (`+questionMarks(len(schemas))+`)
		ORDER BY c.table_schema, c.table_name, c.ordinal_position`,
		func(rows *sql.Rows) error {
			var c columnRow
			var nullable, extra string
			if err := rows.Scan(&c.schema, &c.table, &c.tableComment, &c.name, &c.sqlType, &c.value, &nullable, &extra, &c.comment); err != nil {
				return err
			}
			if c.table == "~lineage" {
				r.noteLineage(c.schema)
			}
			c.nullable = nullable == "YES"
			c.counted = strings.Contains(extra, "auto_increment")
			c.value = r.mysqlDefault(c.value, c.sqlType, extra)
			r.columns = append(r.columns, c)
			return nil
		}, schemas...)
}

// readKeys reads the foreign keys and the indexes.
func (r *mysqlReader) readKeys(schemas []string) error {
	marks := questionMarks(len(schemas))
	return r.query(`
		SELECT table_schema, table_name, constraint_name, ordinal_position, column_name,
			referenced_table_schema, referenced_table_name, referenced_column_name, 1
		FROM information_schema.key_column_usage
		WHERE referenced_table_name IS NOT NULL AND table_schema IN (`+marks+`)
		UNION ALL
		SELECT table_schema, table_name, index_name, seq_in_index, column_name, NULL, NULL, NULL, non_unique
		FROM information_schema.statistics
		WHERE table_schema IN (`+marks+`)`,
		func(rows *sql.Rows) error {
			var schema, table, name string
			var position, plain int
			var column, parentSchema, parentTable, parentColumn sql.NullString
			if err := rows.Scan(&schema, &table, &name, &position, &column, &parentSchema, &parentTable, &parentColumn, &plain); err != nil {
				return err
			}
			if parentTable.Valid {
				r.keys = append(r.keys, foreignKeyRow{
					schema: schema, table: table, constraint: name, position: position, column: column.String,
					parentSchema: parentSchema.String, parentTable: parentTable.String, parentColumn: parentColumn.String,
				})
				return nil
			}
			x := indexRow{schema: schema, table: table, index: name, position: position, primary: name == "PRIMARY", unique: plain == 0, column: column.String}
			if !column.Valid {
				x.column = expression
			}
			r.indexes = append(r.indexes, x)
			return nil
		}, append(schemas[:len(schemas):len(schemas)], schemas...)...)
}

// readLineage reads the tables "~lineage".
func (r *mysqlReader) readLineage() error {
	schemas := r.withLineage()
	if schemas == nil {
		return nil
	}
	quote := func(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }
	return r.query(lineageQuery(schemas, quote), func(rows *sql.Rows) error {
		var l graph.Lineage
		err := rows.Scan(&l.Schema, &l.Table, &l.Attribute, &l.Origin)
		r.lineage = append(r.lineage, l)
		return err
	})
}

// query sends a statement and passes each row to scan.
func (r *mysqlReader) query(statement string, scan func(*sql.Rows) error, args ...string) error {
	values := make([]any, len(args))
	for i, arg := range args {
		values[i] = arg
	}
	rows, err := r.db.QueryContext(r.ctx, statement, values...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func questionMarks(n int) string { return placeholders(n, func(int) string { return "?" }) }

// mysqlServer returns the product and its version: "MariaDB 10.11.6" of
// "10.11.6-MariaDB-0+deb12u1", else "MySQL 8.0.36".
func mysqlServer(version, comment string) string {
	product := "MySQL"
	if strings.Contains(version+comment, "MariaDB") {
		product = "MariaDB"
		version = strings.TrimPrefix(version, "5.5.5-") // for old clients
	}
	version, _, _ = strings.Cut(version, "-")
	return product + " " + version
}

// mysqlGrantee returns "user@host" as the tables of privileges have it.
func mysqlGrantee(user string) string {
	i := strings.LastIndexByte(user, '@')
	if i < 0 {
		return user
	}
	return "'" + user[:i] + "'@'" + user[i+1:] + "'"
}

// likeMatches reports whether a pattern of a grant matches a schema: "%" is any
// characters, "_" is one, and a backslash takes their meaning.
func likeMatches(pattern, schema string) bool {
	type state struct{ p, s int }
	p, s := []rune(pattern), []rune(schema)
	back := state{-1, 0} // where to go on after the last "%"
	i, j := 0, 0
	for j < len(s) {
		switch {
		case i < len(p) && p[i] == '%':
			i++
			back = state{i, j}
			continue
		case i+1 < len(p) && p[i] == '\\' && p[i+1] == s[j]:
			i, j = i+2, j+1
			continue
		case i < len(p) && (p[i] == '_' || p[i] == s[j]):
			i, j = i+1, j+1
			continue
		case back.p < 0:
			return false
		}
		back.s++
		i, j = back.p, back.s
	}
	for i < len(p) && p[i] == '%' {
		i++
	}
	return i == len(p)
}

// mysqlDefault returns a default as an expression. MariaDB writes one; MySQL writes the
// text of a literal, which is a string unless the type is a number.
func (r *mysqlReader) mysqlDefault(value *string, sqlType, extra string) *string {
	if value == nil || strings.HasPrefix(r.server, "MariaDB") {
		if value != nil && *value == "NULL" {
			return nil
		}
		return value
	}
	text := *value
	kind, _, _ := strings.Cut(sqlType, "(")
	kind, _, _ = strings.Cut(kind, " ")
	switch {
	case strings.Contains(extra, "DEFAULT_GENERATED"), strings.HasPrefix(strings.ToUpper(text), "CURRENT_TIMESTAMP"):
	case strings.Contains(kind, "int"), kind == "decimal", kind == "float", kind == "double", kind == "bit":
	default:
		text = quoteSQL(text)
	}
	return &text
}
