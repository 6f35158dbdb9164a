package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// definitionRules are about the lines of a definition. The findings of rules
// without a function are diagnostics of the pipeline.
func definitionRules() []Rule {
	return []Rule{
		{Code: "definition-syntax", Title: "a line of a definition cannot be read", Severity: graph.Error, Run: definitionSyntax},
		{Code: "definition-missing", Title: "a table has no definition", Severity: graph.Error},
		{Code: "separator-twice", Title: "a definition has two separators", Severity: graph.Warning},
		{Code: "comment-colon", Title: "a comment starts with a colon", Severity: graph.Error},
		{Code: "text-format", Title: "a definition has a percent sign or a brace, which DataJoint formats", Severity: graph.Error},
		{Code: "text-quote", Title: "a text has a quote or a backslash that breaks the statement", Severity: graph.Error},
		{Code: "attribute-name", Title: "an attribute has a name that DataJoint or the database rejects", Severity: graph.Error, Run: attributeName},
		{Code: "attribute-duplicate", Title: "an attribute is declared twice", Severity: graph.Warning},
		{Code: "attribute-type", Title: "an attribute has a type that DataJoint or the database rejects", Severity: graph.Error, Run: attributeType},
		{Code: "key-nullable", Title: "an attribute of the primary key is nullable", Severity: graph.Error},
		{Code: "key-default", Title: "an attribute of the primary key has a default", Severity: graph.Warning, Run: keyDefault},
		{Code: "key-type", Title: "an attribute of the primary key or an index has a type that it cannot have", Severity: graph.Error, Run: keyType},
		{Code: "blob-default", Title: "a blob or an attachment has a default", Severity: graph.Error, Run: blobDefault},
		{Code: "default-value", Title: "a default is not a value of the attribute's type", Severity: graph.Error, Run: defaultValue},
		{Code: "key-size", Title: "a key or an index is too large for the database", Severity: graph.Error, Run: keySize},
		{Code: "comment-length", Title: "a comment is too long for the database", Severity: graph.Error, Run: commentLength},
		{Code: "index-unknown", Title: "an index names an attribute twice, or one that the table does not have", Severity: graph.Error, Run: indexUnknown},
		{Code: "index-redundant", Title: "an index repeats another index or the primary key", Severity: graph.Warning, Run: indexRedundant},
		{Code: "legacy-syntax", Title: "syntax that the project's datajoint version no longer reads", Severity: graph.Error, Run: legacySyntax},
		{Code: "native-type", Title: "an attribute has a database type, although DataJoint has its own", Severity: graph.Warning, When: WhenSelected, Run: nativeType},
		{Code: "attribute-comment", Title: "an attribute has no comment", Severity: graph.Warning, When: WhenSelected, Run: attributeComment},
	}
}

// ownAttributes calls f for each attribute that a table of the pipeline declares
// itself.
func (p *Pass) ownAttributes(f func(*graph.Table, *graph.Attribute)) {
	p.tables(func(t *graph.Table) {
		for i := range t.Attributes {
			if a := &t.Attributes[i]; len(a.From) == 0 {
				f(t, a)
			}
		}
	})
}

func attributeName(p *Pass) {
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if n := len(a.Name); n > p.maxName() {
			pos := a.Pos
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the attribute name %q has %d characters, but the database allows only %d; shorten it", a.Name, n, p.maxName()),
				Pos:     pos,
				End:     textEnd(pos, a.Name),
			})
		}
		p.attributeReadAsIndex(a)
	})
}

func keyDefault(p *Pass) {
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		// The rule key-nullable is about the default null. DataJoint's manual
		// allows the time of the insert, because it differs between rows.
		if !a.InKey || a.Default == nil || a.Nullable || strings.HasPrefix(strings.ToUpper(*a.Default), "CURRENT_TIMESTAMP") {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the key attribute %q has the default %s; remove it, and give the value in every insert", a.Name, *a.Default),
			Pos:     a.Pos,
		})
	})
}

func indexUnknown(p *Pass) {
	p.tables(func(t *graph.Table) {
		if len(t.Indexes) == 0 || p.mayLackAttributes(t) {
			return
		}
		for _, x := range t.Indexes {
			for i, c := range x.Columns {
				if why := indexProblem(c, x.Columns[:i]); why != "" {
					p.Report(graph.Diagnostic{Message: why, Pos: columnPos(&x, i), End: textEnd(columnPos(&x, i), c)})
				}
				// Anything but a name is a database expression.
				if isName(c) && !hasAttribute(t, c) {
					p.Report(graph.Diagnostic{
						Message: fmt.Sprintf("the index names %q, which is not an attribute of %s; index %s", c, t.Class, oneOf(attributeNames(t))),
						Pos:     columnPos(&x, i),
					})
				}
			}
		}
	})
}

// isTwoNames reports whether a column of an index is two names, and not a name with a
// direction.
func isTwoNames(column string) bool {
	words := strings.Fields(column)
	return len(words) == 2 && isName(words[0]) && isName(words[1]) && !strings.EqualFold(words[1], "asc") && !strings.EqualFold(words[1], "desc")
}

// indexProblem says why the database does not read a column of an index, or returns
// "". DataJoint passes on what is no name.
func indexProblem(column string, before []string) string {
	switch {
	case strings.HasPrefix(column, `"`) || strings.HasPrefix(column, "'"):
		return fmt.Sprintf("the index names the text %s, but an attribute has no quotes; remove them", column)
	case strings.Contains(column, ";") && !strings.ContainsAny(column, `"'`):
		return fmt.Sprintf("a comma separates the attributes of an index; write one instead of the semicolon in %q", column)
	case strings.Contains(column, ".") && isName(strings.ReplaceAll(column, ".", "")):
		return fmt.Sprintf("the index names %q, but an index is about the attributes of its own table; name one of them", column)
	case isTwoNames(column):
		return fmt.Sprintf("a comma separates the attributes of an index; write one in %q", column)
	case isName(column) && slices.Contains(before, column):
		return fmt.Sprintf("the index names %q twice; remove one", column)
	}
	return ""
}

func indexRedundant(p *Pass) {
	p.tables(func(t *graph.Table) {
		for i, x := range t.Indexes {
			if len(x.Columns) == 0 {
				continue
			}
			if len(x.Columns) <= len(t.PrimaryKey) && slices.Equal(x.Columns, t.PrimaryKey[:len(x.Columns)]) && (!x.Unique || len(x.Columns) == len(t.PrimaryKey)) {
				p.Report(graph.Diagnostic{
					Message: fmt.Sprintf("the index (%s) repeats the primary key; remove it", strings.Join(x.Columns, ", ")),
					Pos:     x.Pos,
				})
				continue
			}
			for _, y := range t.Indexes[:i] {
				if slices.Equal(x.Columns, y.Columns) {
					p.Report(graph.Diagnostic{
						Message: fmt.Sprintf("there is an index (%s) already; remove one", strings.Join(x.Columns, ", ")),
						Pos:     x.Pos,
						Related: []graph.Related{{Pos: y.Pos, Message: "the first index"}},
					})
					break
				}
			}
		}
	})
}

// coreTypes maps database types to types of datajoint 2.
func coreTypes() map[string]string {
	return map[string]string{
		"tinyint": "int8", "tinyint unsigned": "int16", "smallint": "int16", "smallint unsigned": "int32",
		"int": "int32", "int unsigned": "int64", "integer": "int32", "bigint": "int64",
		"float": "float32", "double": "float64", "real": "float64",
		"longblob": "<blob>", "mediumblob": "<blob>", "blob": "<blob>",
		"text": "varchar(n)", "timestamp": "datetime",
	}
}

func nativeType(p *Pass) {
	core := coreTypes()
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if better, ok := core[normalType(a.Type)]; ok {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("%q is a database type; write %s, which means the same on every database", a.Type, better),
				Pos:     a.Pos,
			})
		}
	})
}

func attributeComment(p *Pass) {
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if a.Comment == "" {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the attribute %q has no comment; say what it is, and its unit", a.Name),
				Pos:     a.Pos,
			})
		}
	})
}

// hasAttribute ignores case, as databases do for columns.
func hasAttribute(t *graph.Table, name string) bool {
	return slices.ContainsFunc(t.Attributes, func(a graph.Attribute) bool { return strings.EqualFold(a.Name, name) })
}

func attributeNames(t *graph.Table) []string {
	names := make([]string, len(t.Attributes))
	for i, a := range t.Attributes {
		names[i] = a.Name
	}
	return names
}

// columnPos returns the position of a column of an index, or that of the index if
// the former is unknown.
func columnPos(x *graph.Index, i int) graph.Pos {
	if i < len(x.ColumnPos) {
		return x.ColumnPos[i]
	}
	return x.Pos
}
