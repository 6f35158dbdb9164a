package datajoint

import (
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// quote quotes a name in a message.
func quote(s string) string { return strconv.Quote(s) }

// snake is datajoint.utils.from_camel_case: each capital starts a word. A
// leading underscore is dropped, as by datajoint 2; others stay, as in 0.13,
// since the versions between refuse them.
func snake(class string) string {
	var b strings.Builder
	for i, r := range strings.TrimLeft(class, "_") {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// sqlName returns the name of a table in the database.
func sqlName(t graph.Tier, class string) string {
	prefix := ""
	switch t {
	case graph.Lookup:
		prefix = "#"
	case graph.Imported:
		prefix = "_"
	case graph.Computed:
		prefix = "__"
	}
	return prefix + snake(class)
}
