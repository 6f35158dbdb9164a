package definition

import "strings"

// typeOf reports whether some datajoint version from 0.12 to 2.x knows the
// type, and the object store that it names. The patterns are those of
// declare.TYPE_PATTERN of these versions; like them, it looks at the start of
// the type and ignores case.
func typeOf(t string) (known bool, store string) {
	if strings.HasPrefix(t, "<") && strings.HasSuffix(t, ">") && len(t) > 2 {
		_, store, _ = strings.Cut(t[1:len(t)-1], "@")
		return true, strings.Trim(store, space)
	}
	if base, s, ok := strings.Cut(t, "@"); ok {
		switch strings.ToLower(base) {
		case "blob", "attach", "filepath", "object":
			return s != "", s
		}
		return false, ""
	}
	low := strings.ToLower(t)
	if low == "external" {
		return true, "external"
	}
	if s, ok := strings.CutPrefix(low, "external-"); ok {
		return s != "", s
	}
	n := strings.IndexFunc(low, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	name, rest := low, ""
	if n >= 0 {
		name, rest = low[:n], strings.TrimLeft(low[n:], space)
	}
	switch name {
	case "float32", "float64", "int64", "int32", "int16", "int8", "bool", "boolean", "uuid", "json", "jsonb",
		"bytes", "serial", "attach", "object",
		"blob", "tinyblob", "smallblob", "mediumblob", "longblob",
		"text", "tinytext", "smalltext", "mediumtext", "longtext":
		return rest == "", ""
	case "char", "varchar", "enum":
		return strings.HasPrefix(rest, "(") && strings.Contains(rest, ")"), ""
	case "int", "tinyint", "smallint", "mediumint", "bigint", "integer",
		"decimal", "numeric", "double", "float", "real",
		"date", "datetime", "time", "timestamp", "year":
		return true, ""
	}
	return false, ""
}
