package database

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/djdag/djdag/graph"
)

// isHiddenTable reports whether DataJoint keeps a table for itself, such as "~log",
// "~jobs" and "~lineage".
func isHiddenTable(name string) bool { return strings.HasPrefix(name, "~") }

// isHiddenColumn reports whether DataJoint keeps a column for itself, such as
// "_job_start_time".
func isHiddenColumn(name string) bool { return strings.HasPrefix(name, "_") }

// A tableName is what the name of a table says.
type tableName struct {
	tier   graph.Tier
	master string // the name of a part's master in the same schema; "" for others
	class  string // "Class" or "Master.Part"
}

// parseTableName reads the name of a table. See tier_regexp in datajoint's
// user_tables.py. Names that it would not give are read alike.
func parseTableName(name string) tableName {
	tier, prefix := graph.Manual, ""
	switch {
	case strings.HasPrefix(name, "#"):
		tier, prefix = graph.Lookup, "#"
	case strings.HasPrefix(name, "__"):
		tier, prefix = graph.Computed, "__"
	case strings.HasPrefix(name, "_"):
		tier, prefix = graph.Imported, "_"
	}
	base := name[len(prefix):]
	master, part, isPart := strings.Cut(base, "__")
	if !isPart || master == "" || part == "" {
		return tableName{tier: tier, class: className(base)}
	}
	return tableName{tier: graph.Part, master: prefix + master, class: className(master) + "." + className(part)}
}

// className is datajoint.utils.to_camel_case, with every character that no Python name
// may have left out.
func className(table string) string {
	var b strings.Builder
	start := true
	for _, r := range table {
		switch {
		case r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r), r == '_':
			start = true
			continue
		case start && 'a' <= r && r <= 'z':
			r += 'A' - 'a'
		case start && unicode.IsDigit(r):
			b.WriteByte('_') // a word starts with a letter there, and so does a Python name
		}
		start = false
		b.WriteRune(r)
	}
	return cmp.Or(b.String(), "_")
}

// A namer gives out names that are not yet taken.
type namer map[string]bool

// take returns name, or name with the first number from 2 that makes it new.
func (n namer) take(name string) string {
	free := name
	for i := 2; n[free]; i++ {
		free = name + "_" + strconv.Itoa(i)
	}
	n[free] = true
	return free
}

// moduleName returns the name of a schema as that of a Python module: characters that
// it must not have become underscores, as does a dot.
func moduleName(schema string) string {
	name := strings.Map(func(r rune) rune {
		if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, schema)
	if name == "" || unicode.IsDigit([]rune(name)[0]) {
		name = "_" + name
	}
	return name
}
