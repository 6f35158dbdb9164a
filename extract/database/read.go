package database

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// Read reads the schemas that a pattern matches. In a pattern, "%" stands for any
// characters; a pattern without one is the name of a schema. A schema that is not seen is
// no error: [graph.Database.Schemas] has it. The pipeline is valid.
//
// The error is on one line, says what to do, and never has the password.
func Read(ctx context.Context, at Address, patterns []string) (*graph.Pipeline, error) {
	if err := at.check(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, at.timeout())
	defer cancel()
	read := readMySQL
	if at.Backend == "postgresql" {
		read = readPostgreSQL
	}
	c, err := read(ctx, &at, patterns)
	if err != nil {
		return nil, at.explain(ctx, err)
	}
	return c.pipeline(), nil
}

// Matches reports whether a pattern matches the name of a schema.
func Matches(pattern, schema string) bool {
	parts := strings.Split(pattern, "%")
	first, rest := parts[0], parts[1:]
	if len(rest) == 0 {
		return pattern == schema
	}
	schema, ok := strings.CutPrefix(schema, first)
	if !ok {
		return false
	}
	last := rest[len(rest)-1]
	for _, part := range rest[:len(rest)-1] {
		i := strings.Index(schema, part)
		if i < 0 {
			return false
		}
		schema = schema[i+len(part):]
	}
	return strings.HasSuffix(schema, last)
}

// choose returns the schemas that a pattern matches, and those that are asked for by
// name but not among all, each sorted.
func choose(all, patterns []string) (chosen, missing []string) {
	for _, name := range all {
		if slices.ContainsFunc(patterns, func(p string) bool { return Matches(p, name) }) {
			chosen = append(chosen, name)
		}
	}
	for _, p := range patterns {
		if !strings.Contains(p, "%") && !slices.Contains(all, p) {
			missing = append(missing, p)
		}
	}
	slices.Sort(chosen)
	slices.Sort(missing)
	return slices.Compact(chosen), slices.Compact(missing)
}

// placeholders returns "?, ?" or "$1, $2" for n values.
func placeholders(n int, format func(i int) string) string {
	marks := make([]string, n)
	for i := range marks {
		marks[i] = format(i + 1)
	}
	return strings.Join(marks, ", ")
}

// lineageQuery returns the statement that reads the tables "~lineage" of some schemas.
func lineageQuery(schemas []string, quote func(name string) string) string {
	var parts []string
	for _, s := range schemas {
		parts = append(parts, fmt.Sprintf("SELECT %s AS table_schema, table_name, attribute_name, lineage FROM %s.%s", quoteSQL(s), quote(s), quote("~lineage")))
	}
	return strings.Join(parts, " UNION ALL ")
}
