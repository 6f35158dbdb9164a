package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// definitionRules are about the lines of a definition. Those without code are
// found while the source is read.
func definitionRules() []Rule {
	return []Rule{
		{Code: "definition-syntax", Title: "a line of a definition cannot be read", Severity: graph.Error},
		{Code: "separator-twice", Title: "a definition has two separators", Severity: graph.Error},
		{Code: "comment-colon", Title: "a comment starts with a colon", Severity: graph.Error},
		{Code: "attribute-name", Title: "an attribute has a name that DataJoint or the database refuses", Severity: graph.Error, Run: attributeName},
		{Code: "attribute-duplicate", Title: "an attribute is declared twice", Severity: graph.Warning},
		{Code: "attribute-type", Title: "an attribute has a type that DataJoint or the database refuses", Severity: graph.Error, Run: attributeType},
		{Code: "key-nullable", Title: "an attribute of the primary key is nullable", Severity: graph.Error},
		{Code: "key-default", Title: "an attribute of the primary key has a default", Severity: graph.Warning, Run: keyDefault},
		{Code: "key-type", Title: "an attribute of the primary key has a type that no key can have", Severity: graph.Error, Run: keyType},
		{Code: "blob-default", Title: "a blob or an attachment has a default", Severity: graph.Error, Run: blobDefault},
		{Code: "index-unknown", Title: "an index names an attribute that the table does not have", Severity: graph.Error, Run: indexUnknown},
		{Code: "index-redundant", Title: "an index repeats another one, or the primary key", Severity: graph.Warning, Run: indexRedundant},
		{Code: "legacy-syntax", Title: "syntax that the project's datajoint version no longer reads", Severity: graph.Warning, Run: legacySyntax},
		{Code: "native-type", Title: "a type of the database, where DataJoint has one of its own", Severity: graph.Warning, When: WhenSelected, Run: nativeType},
		{Code: "attribute-comment", Title: "an attribute has no comment", Severity: graph.Warning, When: WhenSelected, Run: attributeComment},
	}
}

// own calls f for each attribute that a table of the pipeline declares itself.
func (p *Pass) own(f func(*graph.Table, *graph.Attribute)) {
	p.tables(func(t *graph.Table) {
		for i := range t.Attributes {
			if a := &t.Attributes[i]; len(a.From) == 0 {
				f(t, a)
			}
		}
	})
}

// maxAttributeName is the length of a column's name that MySQL takes.
const maxAttributeName = 64

func attributeName(p *Pass) {
	p.own(func(t *graph.Table, a *graph.Attribute) {
		if n := len(a.Name); n > maxAttributeName {
			pos := a.Pos
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the attribute name %q has %d characters, the database takes %d; shorten it", a.Name, n, maxAttributeName),
				Pos:     pos,
				End:     textEnd(pos, a.Name),
			})
		}
		p.readAsIndex(t, a)
	})
}

func keyDefault(p *Pass) {
	p.own(func(t *graph.Table, a *graph.Attribute) {
		// A default of null is key-nullable. The time of the insert tells
		// rows from each other, as DataJoint's manual allows.
		if !a.InKey || a.Default == nil || a.Nullable || strings.HasPrefix(strings.ToUpper(*a.Default), "CURRENT_TIMESTAMP") {
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the key attribute %q has the default %s; a key is always given, so drop the default", a.Name, *a.Default),
			Pos:     a.Pos,
		})
	})
}

func indexUnknown(p *Pass) {
	p.tables(func(t *graph.Table) {
		if len(t.Indexes) == 0 || p.hasGaps(t) {
			return
		}
		for _, x := range t.Indexes {
			for i, c := range x.Columns {
				// What is no name is an expression of the database.
				if isName(c) && !hasAttribute(t, c) {
					p.Report(graph.Diagnostic{
						Message: fmt.Sprintf("the index names %q, which is no attribute of %s; index %s", c, t.Class, some(attributeNames(t))),
						Pos:     columnPos(&x, i),
					})
				}
			}
		}
	})
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

// coreTypes are the types of datajoint 2, and what they stand for.
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
	p.own(func(t *graph.Table, a *graph.Attribute) {
		if better, ok := core[strings.Join(strings.Fields(strings.ToLower(a.Type)), " ")]; ok {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("%q is a type of the database; write %s, which means the same everywhere", a.Type, better),
				Pos:     a.Pos,
			})
		}
	})
}

func attributeComment(p *Pass) {
	p.own(func(t *graph.Table, a *graph.Attribute) {
		if a.Comment == "" {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the attribute %q has no comment; say what it is, and its unit", a.Name),
				Pos:     a.Pos,
			})
		}
	})
}

func hasAttribute(t *graph.Table, name string) bool {
	return slices.ContainsFunc(t.Attributes, func(a graph.Attribute) bool { return a.Name == name })
}

func attributeNames(t *graph.Table) []string {
	names := make([]string, len(t.Attributes))
	for i, a := range t.Attributes {
		names[i] = a.Name
	}
	return names
}

// columnPos is the place of a column of an index, or that of the index where it
// is not known.
func columnPos(x *graph.Index, i int) graph.Pos {
	if i < len(x.ColumnPos) {
		return x.ColumnPos[i]
	}
	return x.Pos
}
