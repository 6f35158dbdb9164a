package diff

import (
	"slices"
	"strconv"
	"strings"
)

// A columnType is a type as MySQL stores it.
type columnType struct {
	name string   // such as "int", "varchar" or "json"; of an unknown codec, its own name
	args []string // in parentheses
	// attribute is "unsigned" or "auto_increment", both, or "".
	attribute string
	// external is the store in which 0.14 has the values. The column then refers to a
	// table of that store by a foreign key.
	external string
	// recorded reports that the comment of the column begins with the type, because the
	// column alone does not tell it. recordedBy2 reports that only datajoint 2 does so.
	recorded, recordedBy2 bool
}

// spaced returns a type in one spelling: blanks that mean nothing are gone, letters
// outside quotation marks are small, and the marks are single.
func spaced(typ string) string {
	var b strings.Builder
	quote, blank := byte(0), false
	word := func(c byte) bool { return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || c >= 0x80 }
	for i := range len(typ) {
		c := typ[i]
		switch {
		case quote != 0 && c == quote:
			quote, c = 0, '\''
		case quote != 0:
		case c == '\'' || c == '"':
			quote, c = c, '\''
		case c == ' ' || c == '\t':
			blank = true
			continue
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		if s := b.String(); blank && s != "" && word(c) && (word(s[len(s)-1]) || s[len(s)-1] == ')') {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteByte(c)
	}
	return b.String()
}

// columnOf returns the column for a type in a definition. A type that DataJoint does not
// know stands for itself.
//
// Source: TYPE_PATTERN, SPECIAL_TYPES and substitute_special_type of declare.py, in 0.14
// and in 2, and core_type_to_sql of adapters/mysql.py.
func columnOf(typ string) columnType {
	typ = spaced(typ)
	if strings.HasPrefix(typ, "<") {
		return codecColumn(strings.Trim(typ, "<>"))
	}
	if kind, store, ok := strings.Cut(typ, "@"); ok && slices.Contains([]string{"blob", "attach", "filepath"}, kind) {
		return columnType{name: "binary", args: []string{"16"}, external: store, recorded: true}
	}
	var t columnType
	name, rest := typ, ""
	if open, end := strings.IndexByte(typ, '('), strings.LastIndexByte(typ, ')'); open >= 0 && end > open {
		name, rest = typ[:open], typ[end+1:]
		t.args = splitArgs(typ[open+1 : end])
	} else if i := strings.IndexByte(typ, ' '); i >= 0 {
		name, rest = typ[:i], typ[i:]
	}
	t.name, t.attribute = name, strings.TrimSpace(rest)
	t.recordedBy2 = slices.Contains([]string{"date", "datetime", "char", "varchar", "enum", "decimal"}, name)
	if core, ok := coreTypes()[name]; ok && t.args == nil && t.attribute == "" {
		return core
	}
	switch name {
	case "integer":
		t.name = "int"
	case "numeric":
		t.name = "decimal"
	case "real", "double":
		t.name = "double"
		t.attribute = strings.TrimSpace(strings.TrimPrefix(t.attribute, "precision"))
	case "boolean":
		t.name = "tinyint"
	}
	if integerBits(t.name) > 0 {
		t.args = nil // a width for display
	}
	return t
}

// coreTypes returns the columns of the types that MySQL does not have by that name.
func coreTypes() map[string]columnType {
	of := func(name string, args ...string) columnType {
		return columnType{name: name, args: args, recorded: true}
	}
	return map[string]columnType{
		"int8": of("tinyint"), "int16": of("smallint"), "int32": of("int"), "int64": of("bigint"),
		"float32": of("float"), "float64": of("double"), "bytes": of("longblob"), "jsonb": of("json"),
		"uuid": of("binary", "16"), "attach": of("longblob"),
		"bool": {name: "tinyint", recordedBy2: true}, "json": {name: "json", recordedBy2: true},
		"serial": {name: "bigint", attribute: "unsigned"},
	}
}

// codecColumn returns the column for a codec, such as "blob" or "blob@main". In a store,
// all codecs of datajoint 2 leave JSON in the column.
func codecColumn(codec string) columnType {
	name, _, stored := strings.Cut(codec, "@")
	switch {
	case stored:
		return columnType{name: "json", recorded: true}
	case name == "blob" || name == "attach":
		return columnType{name: "longblob", recorded: true}
	}
	return columnType{name: "<" + name + ">", recorded: true}
}

// splitArgs splits a list at the commas outside quotation marks.
func splitArgs(list string) []string {
	var args []string
	start, quoted := 0, false
	for i := range len(list) {
		switch {
		case list[i] == '\'':
			quoted = !quoted
		case list[i] == ',' && !quoted:
			args = append(args, strings.TrimSpace(list[start:i]))
			start = i + 1
		}
	}
	return append(args, strings.TrimSpace(list[start:]))
}

// same reports whether two types make the same column.
func (t columnType) same(u columnType) bool {
	return t.name == u.name && t.attribute == u.attribute && t.external == u.external && slices.Equal(t.args, u.args)
}

// describe returns a text that columns have in common if they are the same.
func (t columnType) describe() string {
	return strings.Join(append([]string{t.name, t.attribute, t.external}, t.args...), "\x00")
}

// arg returns a numeric argument, or a default.
func (t columnType) arg(i, otherwise int) int {
	if i >= len(t.args) {
		return otherwise
	}
	n, err := strconv.Atoi(t.args[i])
	if err != nil {
		return otherwise
	}
	return n
}

func (t columnType) unsigned() bool { return strings.Contains(t.attribute, "unsigned") }
