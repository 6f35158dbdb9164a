package definition

import (
	"cmp"
	"fmt"
	"strings"
)

// parseType reports whether any datajoint version from 0.12 to 2.x accepts a
// type. It also returns the object store in the type, or "", and its offset in
// t. It accepts what the case-insensitive patterns in declare.TYPE_PATTERN of
// these versions match.
func parseType(t string) (known bool, store string, at int) {
	if strings.HasPrefix(t, "<") && strings.HasSuffix(t, ">") && len(t) > 2 {
		codec, s, _ := strings.Cut(t[1:len(t)-1], "@")
		return true, strings.Trim(s, space), skipSpace(t, len("<")+len(codec)+len("@"))
	}
	if base, s, ok := strings.Cut(t, "@"); ok {
		switch strings.ToLower(base) {
		case "blob", "attach", "filepath", "object":
			return isStoreName(s), s, len(base) + len("@")
		}
		return false, "", 0
	}
	low := strings.ToLower(t)
	if low == "external" {
		return true, "external", 0
	}
	if s, ok := strings.CutPrefix(low, "external-"); ok {
		return isStoreName(s), s, len("external-")
	}
	n := strings.IndexFunc(low, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name, rest := low, ""
	if n >= 0 {
		name, rest = low[:n], strings.TrimLeft(low[n:], space)
	}
	switch name {
	case "float32", "float64", "int64", "int32", "int16", "bool", "boolean", "uuid", "json", "jsonb",
		"bytes", "serial", "attach", "object",
		"blob", "tinyblob", "smallblob", "mediumblob", "longblob",
		"text", "tinytext", "smalltext", "mediumtext", "longtext":
		return rest == "", "", 0
	case "char", "varchar", "enum":
		end, ok := cutArguments(rest)
		return ok && end == "", "", 0
	case "date", "datetime", "time", "timestamp", "year":
		end, _ := cutArguments(rest)
		return end == "", "", 0
	case "decimal", "numeric", "double", "float", "real":
		end, _ := cutArguments(rest)
		return end == "" || end == "unsigned", "", 0
	case "int", "tinyint", "smallint", "mediumint", "bigint", "integer", "int1", "int2", "int3", "int4", "int8":
		return true, "", 0 // the database parses the rest
	}
	return false, "", 0
}

// cutArguments removes "(…)", up to the last parenthesis, from the start of s.
// It returns false if s does not start with it, or if there is nothing in it.
func cutArguments(s string) (rest string, ok bool) {
	end := strings.LastIndexByte(s, ')')
	if !strings.HasPrefix(s, "(") || end < 2 {
		return s, false
	}
	return strings.TrimLeft(s[end+1:], space), true
}

// isStoreName reports whether s is a valid name of an object store: a letter,
// then letters, digits, "_" and "-".
func isStoreName(s string) bool {
	for i, r := range strings.ToLower(s) {
		if !('a' <= r && r <= 'z' || i > 0 && (r == '-' || r == '_' || '0' <= r && r <= '9')) {
			return false
		}
	}
	return s != ""
}

// unknownType says that no datajoint version accepts a type, and what to write
// instead, if that is known.
func unknownType(t string) string {
	message := fmt.Sprintf("%q is not a type in any datajoint version", t)
	low := strings.Join(strings.Fields(strings.ToLower(t)), " ")
	name := low
	if i := strings.IndexAny(low, " ("); i > 0 {
		name = low[:i]
	}
	switch {
	case strings.HasPrefix(t, ":"):
		return "one colon separates a name from its type, and here are two; remove one"
	case strings.Count(t, "(") > strings.Count(t, ")"):
		return fmt.Sprintf("the parenthesis of %q is not closed; add a )", t)
	case low == "varchar", low == "char":
		return fmt.Sprintf("%s needs a length; write %s(n)", t, t)
	case low == "enum":
		return "enum needs values; write enum('a', 'b')"
	}
	instead := map[string]string{
		"bytea": "longblob, or bytes from datajoint 2 on", "binary": "longblob, or bytes from datajoint 2 on", "varbinary": "longblob, or bytes from datajoint 2 on",
		"timestamptz": "timestamp", "double precision": "double", "string": "varchar(n)", "str": "varchar(n)",
		"set": "an enum, or a part table", "bit": "bool",
	}
	if better := cmp.Or(instead[low], instead[name]); better != "" {
		return message + "; write " + better
	}
	return message
}
