package database

import (
	"context"
	"net"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/djdag/djdag/graph"
)

// readPostgreSQL reads a catalog from PostgreSQL, in three statements, and one for the
// tables "~lineage" if there are any. It asks pg_catalog, as DataJoint does: it has the
// comments, and it shows what information_schema keeps from users with few rights.
func readPostgreSQL(ctx context.Context, at *Address, patterns []string) (*catalog, error) {
	config, err := at.pgConfig()
	if err != nil {
		return nil, err
	}
	conn, err := pgconn.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	r := &pgReader{ctx: ctx, conn: conn, catalog: &catalog{backend: "postgresql"}}
	version, _, _ := strings.Cut(conn.ParameterStatus("server_version"), " ")
	r.server = "PostgreSQL " + version
	return r.catalog, r.read(patterns)
}

// pgConfig returns the settings of a connection. Nothing but the address decides them:
// not the environment of libpq, and none of its files.
func (a *Address) pgConfig() (*pgconn.Config, error) {
	config, err := pgconn.ParseConfig("host=localhost user=x dbname=x passfile='' servicefile='' sslmode=disable")
	if err != nil {
		return nil, err
	}
	config.Host, config.Port = a.Host, uint16(a.port())
	config.User, config.Password = a.User, a.Password
	config.Database = a.Database
	if config.Database == "" {
		config.Database = "postgres"
	}
	config.DialFunc = (&net.Dialer{}).DialContext
	config.Fallbacks = nil
	// Names in the answers are then written in full, and the server refuses to write.
	config.RuntimeParams = map[string]string{"search_path": "", "default_transaction_read_only": "on", "application_name": "djdag"}
	if config.TLSConfig, err = a.tlsConfig(); err != nil {
		return nil, err
	}
	if a.TLS == PreferTLS {
		config.Fallbacks = []*pgconn.FallbackConfig{{Host: config.Host, Port: config.Port}}
	}
	return config, nil
}

// A pgReader reads the rows of a catalog.
type pgReader struct {
	*catalog
	ctx  context.Context
	conn *pgconn.PgConn
}

func (r *pgReader) read(patterns []string) error {
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

// readSchemas reads which schemas there are. It returns those to read. Every user may
// see all of the catalog.
func (r *pgReader) readSchemas(patterns []string) ([]string, error) {
	rows, err := r.query(`
		SELECT n.nspname, l.oid IS NOT NULL AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(l.oid, 'SELECT')
		FROM pg_namespace n
		LEFT JOIN pg_class l ON l.relnamespace = n.oid AND l.relname = '~lineage' AND l.relkind IN ('r', 'p')
		WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`)
	if err != nil {
		return nil, err
	}
	var all []string
	lineage := map[string]bool{}
	for _, row := range rows {
		all = append(all, row.text(0))
		lineage[row.text(0)] = row.isTrue(1)
	}
	chosen, missing := choose(all, patterns)
	for _, name := range chosen {
		r.schemas = append(r.schemas, schemaRow{name: name, sight: graph.Whole, hasLineage: lineage[name]})
	}
	for _, name := range missing {
		r.schemas = append(r.schemas, schemaRow{name: name, sight: graph.Absent})
	}
	return chosen, nil
}

// readColumns reads the columns of all tables. An enum is a type of its own there.
func (r *pgReader) readColumns(schemas []string) error {
	rows, err := r.query(`
		SELECT n.nspname, c.relname, obj_description(c.oid, 'pg_class'), a.attname,
			CASE t.typtype WHEN 'e' THEN (SELECT 'enum(' || string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) || ')' FROM pg_enum e WHERE e.enumtypid = t.oid)
				ELSE format_type(a.atttypid, a.atttypmod) END,
			pg_get_expr(d.adbin, d.adrelid), NOT a.attnotnull, a.attidentity <> '', col_description(c.oid, a.attnum)
		FROM pg_attribute a
		JOIN pg_class c ON c.oid = a.attrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace
		JOIN pg_type t ON t.oid = a.atttypid
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY ($1::text[])
		ORDER BY n.nspname, c.relname, a.attnum`, schemas...)
	for _, row := range rows {
		c := columnRow{
			schema: row.text(0), table: row.text(1), tableComment: row.text(2), name: row.text(3), sqlType: row.text(4),
			nullable: row.isTrue(6), counted: row.isTrue(7), comment: row.text(8),
		}
		if row[5] != nil {
			c.setPostgreSQLDefault(row.text(5))
		}
		r.columns = append(r.columns, c)
	}
	return err
}

// readKeys reads the foreign keys and the indexes.
func (r *pgReader) readKeys(schemas []string) error {
	rows, err := r.query(`
		SELECT n.nspname, c.relname, k.conname, u.n, a.attname, pn.nspname, pc.relname, pa.attname, 'f'
		FROM pg_constraint k
		JOIN pg_class c ON c.oid = k.conrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace
		JOIN pg_class pc ON pc.oid = k.confrelid
		JOIN pg_namespace pn ON pn.oid = pc.relnamespace
		CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u (child, parent, n)
		JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.child
		JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = u.parent
		WHERE k.contype = 'f' AND n.nspname = ANY ($1::text[])
		UNION ALL
		SELECT n.nspname, c.relname, x.relname, u.n, a.attname, NULL, NULL, NULL,
			CASE WHEN i.indisprimary THEN 'p' WHEN i.indisunique THEN 'u' ELSE 'i' END
		FROM pg_index i
		JOIN pg_class c ON c.oid = i.indrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace
		JOIN pg_class x ON x.oid = i.indexrelid
		CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS u (child, n)
		LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.child AND u.child > 0
		WHERE u.n <= i.indnkeyatts AND n.nspname = ANY ($1::text[])`, schemas...)
	for _, row := range rows {
		position, _ := strconv.Atoi(row.text(3))
		if kind := row.text(8); kind == "f" {
			r.keys = append(r.keys, foreignKeyRow{
				schema: row.text(0), table: row.text(1), constraint: row.text(2), position: position, column: row.text(4),
				parentSchema: row.text(5), parentTable: row.text(6), parentColumn: row.text(7),
			})
		} else {
			r.indexes = append(r.indexes, indexRow{
				schema: row.text(0), table: row.text(1), index: row.text(2), position: position,
				primary: kind == "p", unique: kind == "u", column: row.column(4),
			})
		}
	}
	return err
}

// readLineage reads the tables "~lineage".
func (r *pgReader) readLineage() error {
	schemas := r.withLineage()
	if schemas == nil {
		return nil
	}
	rows, err := r.query(lineageQuery(schemas, func(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }))
	for _, row := range rows {
		r.lineage = append(r.lineage, graph.Lineage{Schema: row.text(0), Table: row.text(1), Attribute: row.text(2), Origin: row.text(3)})
	}
	return err
}

// A pgRow is a row of an answer, in text; nil is NULL.
type pgRow [][]byte

func (r pgRow) text(i int) string { return string(r[i]) }
func (r pgRow) isTrue(i int) bool { return string(r[i]) == "t" }

// column returns the name of an index's column.
func (r pgRow) column(i int) string {
	if r[i] == nil {
		return expression
	}
	return string(r[i])
}

// query sends a statement. Its one parameter, if it has any, is the list of schemas.
func (r *pgReader) query(statement string, schemas ...string) ([]pgRow, error) {
	var values [][]byte
	if schemas != nil {
		values = [][]byte{pgArray(schemas)}
	}
	result := r.conn.ExecParams(r.ctx, statement, values, nil, nil, nil).Read()
	rows := make([]pgRow, len(result.Rows))
	for i, row := range result.Rows {
		rows[i] = row
	}
	return rows, result.Err
}

// pgArray returns a list of texts as PostgreSQL writes it.
func pgArray(texts []string) []byte {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = `"` + escape.Replace(text) + `"`
	}
	return []byte("{" + strings.Join(quoted, ",") + "}")
}

// setPostgreSQLDefault sets the default from an expression, such as 'a'::character
// varying or nextval('t_id_seq'::regclass). Numbers lose the quotes that DataJoint
// gives them.
func (c *columnRow) setPostgreSQLDefault(text string) {
	if strings.HasPrefix(text, "nextval(") {
		c.counted = true
		return
	}
	if i := strings.LastIndex(text, "::"); i > 0 && strings.HasPrefix(text, "'") && text[i-1] == '\'' {
		text = text[:i]
	}
	switch text {
	case "true":
		text = "1"
	case "false":
		text = "0"
	}
	if number, ok := unquoteSQL(text); ok {
		if _, err := strconv.ParseFloat(number, 64); err == nil && !strings.HasPrefix(c.sqlType, "char") && !strings.HasPrefix(c.sqlType, "enum") {
			text = number
		}
	}
	c.value = &text
}
