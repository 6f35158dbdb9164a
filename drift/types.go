package drift

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// columnTypes knows which columns DataJoint declares for a type, as declare.py and
// adapters/ of its versions do.
type columnTypes struct {
	backend string
	server  string
	codecs  []graph.Codec
}

// same reports whether a column is of the type that the source gives it.
func (c *columnTypes) same(code, database *graph.Attribute) bool {
	want := plain(code.Type)
	if kept := plain(database.Type); isNoted(want) || isNoted(kept) {
		if want != kept { // the comment of the column decides how DataJoint reads it
			return false
		}
	}
	columns := c.columns(want, 0)
	if columns == nil {
		return true // of a codec that is not known
	}
	return slices.Contains(columns, c.column(database.SQLType))
}

// plain returns a type in lower case with single spaces, and none beside parentheses and
// commas. What is in quotes stays as it is.
func plain(typ string) string {
	var out strings.Builder
	var quote rune
	space := false
	for _, r := range strings.TrimSpace(typ) {
		switch {
		case quote != 0:
			if r == quote {
				quote, r = 0, '\''
			}
		case r == ' ' || r == '\t':
			space = true
			continue
		default:
			last := out.String()
			if space && !strings.ContainsRune("(),@>", r) && last != "" && !strings.ContainsAny(last[len(last)-1:], "(,<@") {
				out.WriteByte(' ')
			}
			if r == '"' || r == '\'' {
				quote, r = r, '\''
			} else if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		}
		space = false
		out.WriteRune(r)
	}
	return strings.TrimSuffix(out.String(), " auto_increment")
}

// isNoted reports whether DataJoint reads the type of a column from its comment: what it
// stores and fetches depends on that. Of the other types that 2.x notes there, the
// column says enough.
func isNoted(typ string) bool {
	return strings.HasPrefix(typ, "<") || strings.Contains(typ, "@") && !strings.Contains(typ, "'") || typ == "uuid" || typ == "attach"
}

// columns returns the types of the columns that a version of DataJoint may declare for a
// type, as column returns them. It returns nil if it does not know.
func (c *columnTypes) columns(typ string, depth int) []string {
	const tooDeep = 8 // codecs that refer to codecs
	if codec, ok := strings.CutPrefix(typ, "<"); ok {
		if depth > tooDeep {
			return nil
		}
		return c.codecColumns(strings.TrimSuffix(codec, ">"), depth)
	}
	if strings.Contains(typ, "@") && !strings.Contains(typ, "'") {
		return []string{"binary(16)"} // blob, attach, filepath of 0.12 to 0.14
	}
	name, arguments := typ, ""
	if i := strings.IndexByte(typ, '('); i >= 0 {
		name, arguments = typ[:i], typ[i:]
	}
	if c.backend == "postgresql" {
		return []string{c.column(postgresType(name, arguments, typ))}
	}
	switch name {
	case "int64":
		return []string{"bigint"}
	case "int32":
		return []string{"int"}
	case "int16":
		return []string{"smallint"}
	case "int8": // MySQL's own name for bigint, before 2.0
		return []string{"tinyint", "bigint"}
	case "float32":
		return []string{"float"}
	case "float64":
		return []string{"double"}
	case "uuid":
		return []string{"binary(16)"}
	case "bytes", "attach":
		return []string{"longblob"}
	case "json", "jsonb":
		return []string{"json", "longtext"} // MariaDB has no other
	case "serial":
		return []string{"bigint unsigned"}
	}
	return []string{c.column(typ)}
}

// codecColumns returns the columns for a codec, such as "blob" or "blob@main".
func (c *columnTypes) codecColumns(codec string, depth int) []string {
	name, _, stored := strings.Cut(codec, "@")
	var inner string
	switch name {
	case "blob", "attach":
		inner = "bytes"
		if stored {
			inner = "json" // of <hash>
		}
	case "hash", "object", "npy", "filepath":
		inner = "json"
	default:
		i := slices.IndexFunc(c.codecs, func(x graph.Codec) bool { return x.Name == name })
		if i < 0 {
			return nil
		}
		if inner = c.codecs[i].Inline; stored {
			inner = c.codecs[i].Stored
		}
		if strings.HasPrefix(inner, "<") && stored && !strings.Contains(inner, "@") {
			inner = strings.TrimSuffix(inner, ">") + "@>"
		}
	}
	if inner == "" {
		return nil
	}
	return c.columns(plain(inner), depth+1)
}

// postgresType returns the type that DataJoint 2 declares in PostgreSQL.
func postgresType(name, arguments, typ string) string {
	switch name {
	case "int64":
		return "bigint"
	case "int32":
		return "integer"
	case "int16", "int8":
		return "smallint"
	case "float32":
		return "real"
	case "float64":
		return "double precision"
	case "bytes", "attach":
		return "bytea"
	case "json":
		return "jsonb"
	case "datetime":
		return "timestamp" + arguments
	}
	return typ
}

// column returns the type of a column in a form that two names of the same type share.
func (c *columnTypes) column(sql string) string {
	typ := plain(sql)
	typ = strings.TrimSuffix(typ, " without time zone")
	name, arguments, rest := splitType(typ)
	switch name {
	case "integer", "int4":
		name = "int"
	case "int1":
		name = "tinyint"
	case "int2":
		name = "smallint"
	case "int3":
		name = "mediumint"
	case "int8":
		name = "bigint"
	case "bool", "boolean":
		name = "tinyint"
		if c.backend == "postgresql" {
			name = "boolean"
		}
	case "numeric", "dec", "fixed":
		name = "decimal"
	case "real", "float8":
		if c.backend != "postgresql" {
			name = "double"
		}
	case "character varying":
		name = "varchar"
	case "character":
		name = "char"
	case "smallblob": // datajoint's pattern has it, no server does
		name = "blob"
	}
	switch name {
	case "double":
		rest = strings.TrimPrefix(rest, "precision")
	case "float":
		if digits, err := strconv.Atoi(strings.Trim(arguments, "()")); err == nil {
			arguments = ""
			if digits > 24 {
				name = "double"
			}
		}
	case "decimal":
		arguments = decimalArguments(arguments, c.backend)
	case "tinyint", "smallint", "mediumint", "int", "bigint", "year":
		arguments = "" // the width of a display
	case "datetime", "timestamp", "time":
		arguments = strings.TrimPrefix(arguments, "(0)")
	case "char":
		if arguments == "" {
			arguments = "(1)"
		}
	}
	rest = strings.TrimSpace(strings.TrimPrefix(rest, "signed"))
	return strings.TrimSpace(name + arguments + " " + rest)
}

// splitType splits a type into its name, which may be of two words, the "(…)", and what
// follows.
func splitType(typ string) (name, arguments, rest string) {
	open, closing := strings.IndexByte(typ, '('), strings.LastIndexByte(typ, ')')
	if open >= 0 && closing > open {
		return strings.TrimSpace(typ[:open]), typ[open : closing+1], strings.TrimSpace(typ[closing+1:])
	}
	for _, two := range []string{"character varying"} {
		if typ == two {
			return typ, "", ""
		}
	}
	name, rest, _ = strings.Cut(typ, " ")
	return name, "", rest
}

// decimalArguments completes the digits of a decimal as the server does.
func decimalArguments(arguments, backend string) string {
	switch {
	case arguments == "" && backend == "postgresql":
		return ""
	case arguments == "":
		return "(10,0)"
	case !strings.Contains(arguments, ","):
		return strings.TrimSuffix(arguments, ")") + ",0)"
	}
	return arguments
}

// sameDefault reports whether two defaults give the same value.
func (c *columnTypes) sameDefault(code, database *graph.Attribute) bool {
	if strings.HasSuffix(strings.ToLower(code.Type), "auto_increment") || plain(code.Type) == "serial" {
		return true
	}
	a, b := defaultValue(code.Default), defaultValue(database.Default)
	if a == b {
		return true
	}
	if code.Default == nil && strings.HasPrefix(b, "CURRENT_TIMESTAMP") {
		return true // the first timestamp of a table gets one from MySQL
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX == nil && errY == nil && code.Default != nil && database.Default != nil {
		return x == y || strings.HasPrefix(plain(code.Type), "float") && float32(x) == float32(y)
	}
	return midnight().ReplaceAllString(a, "") == midnight().ReplaceAllString(b, "") && code.Default != nil && database.Default != nil
}

// midnight matches the time of a date that says nothing more, and zeros of a second.
func midnight() *regexp.Regexp { return regexp.MustCompile(` 00:00:00(\.0+)?$|\.0+$`) }

// defaultValue returns a default without its quotes, and constants in capitals; "NULL"
// for none that a nullable attribute has anyway.
func defaultValue(text *string) string {
	if text == nil {
		return "\x00" // unlike any text
	}
	s := strings.TrimSpace(*text)
	if len(s) > 1 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		inside := s[1 : len(s)-1]
		return strings.ReplaceAll(strings.ReplaceAll(inside, "''", "'"), `\`, "")
	}
	switch up := strings.ToUpper(s); {
	case up == "TRUE":
		return "1"
	case up == "FALSE":
		return "0"
	case up == "NULL", strings.HasPrefix(up, "CURRENT_TIMESTAMP"):
		return strings.TrimSuffix(up, "()")
	}
	return s
}
