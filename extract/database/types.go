package database

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// attribute returns what a column says of an attribute, without its foreign keys.
func (c *columnRow) attribute() graph.Attribute {
	special, comment := splitComment(c.comment)
	a := graph.Attribute{Name: c.name, Type: special, SQLType: c.sqlType, Comment: comment, Nullable: c.nullable}
	if special == "" {
		a.Type = nativeType(c.sqlType)
		if c.counted {
			a.Type += " auto_increment"
		}
	}
	a.Store = storeOf(a.Type)
	a.Default = c.defaultText()
	return a
}

// splitComment splits ":TYPE:COMMENT". DataJoint keeps a type there that the database
// lacks: uuid, attach, blob@store, filepath@store and <adapter> before 2.0, all but
// native types since. See the end of compile_attribute in declare.py, and heading.py.
func splitComment(text string) (special, comment string) {
	rest, ok := strings.CutPrefix(text, ":")
	if !ok {
		return "", text
	}
	special, comment, ok = strings.Cut(rest, ":")
	if !ok || special == "" {
		return "", text
	}
	return special, comment
}

// nativeType returns the type of a column as DataJoint would read it back: integers and
// floats without a size, and PostgreSQL's names of types as MySQL has them.
func nativeType(sql string) string {
	name, rest := sql, ""
	if i := strings.IndexByte(sql, '('); i >= 0 {
		name, rest = sql[:i], sql[i:]
	}
	switch name {
	case "character varying":
		return "varchar" + rest
	case "character":
		return "char" + rest
	case "numeric":
		return "decimal" + rest
	case "timestamp":
		return strings.TrimSuffix(sql, " without time zone")
	case "time":
		return strings.TrimSuffix(sql, " without time zone")
	case "timestamp without time zone":
		return "timestamp"
	case "time without time zone":
		return "time"
	case "tinyint", "smallint", "mediumint", "int", "bigint", "float", "double":
		return name + displayWidth().ReplaceAllString(rest, "")
	}
	return sql
}

// displayWidth matches the size of an integer or float, which decides nothing.
func displayWidth() *regexp.Regexp { return regexp.MustCompile(`^\(\d+\)`) }

// storeOf returns the object store in a type: of blob@store, of <blob@store>, or "".
func storeOf(typ string) string {
	_, store, ok := strings.Cut(strings.TrimSuffix(typ, ">"), "@")
	if !ok || strings.ContainsAny(typ, "('") {
		return ""
	}
	return strings.TrimSpace(store)
}

// defaultText returns the default as a definition has it: strings in double quotes, and
// null for every column that may be.
func (c *columnRow) defaultText() *string {
	if c.nullable {
		null := "null"
		return &null
	}
	if c.value == nil {
		return nil
	}
	text := *c.value
	if s, ok := unquoteSQL(text); ok {
		text = strconv.Quote(s)
		if strings.Contains(s, `"`) || strings.Contains(s, `\`) {
			text = *c.value // as it stands in the database
		}
	} else if now := strings.TrimSuffix(strings.ToUpper(text), "()"); strings.HasPrefix(now, "CURRENT_TIMESTAMP") {
		text = now
	}
	return &text
}

// unquoteSQL returns the text of a string literal.
func unquoteSQL(text string) (string, bool) {
	inside, ok := strings.CutPrefix(text, "'")
	if inside, ok = cutSuffix(inside, "'", ok); !ok {
		return "", false
	}
	return strings.ReplaceAll(strings.ReplaceAll(inside, "''", "'"), `\'`, "'"), true
}

func cutSuffix(text, suffix string, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	return strings.CutSuffix(text, suffix)
}

// quoteSQL returns a text as a string literal.
func quoteSQL(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
