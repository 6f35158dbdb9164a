package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/djdag/djdag/graph"
)

// attributeType reports types that the project's version of datajoint does not
// have, and trailing text after a type that is not SQL. DataJoint passes on any
// text after an integer type or between two pairs of parentheses, and the
// database rejects the table.
func attributeType(p *Pass) {
	p.noteSwitchedTypes()
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		p.typeOfAnotherVersion(a)
		p.typeOfVersion2(a)
		p.typeOutOfBounds(a)
		p.emptyKeyText(t, a)
		p.autoIncrement(t, a)
		tail := trailingText(a.Type)
		if p.postgres() && strings.HasPrefix(tail, "[") { // an array
			return
		}
		if tail == "" {
			return
		}
		pos := a.TypePos
		if pos.Col > 0 {
			pos.Col += len(a.Type) - len(tail)
		}
		typ := strings.TrimSpace(strings.TrimSuffix(a.Type, tail))
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the database rejects %q after the type %s; %s", tail, typ, trailingTextRemedy(a, typ, tail)),
			Pos:     pos,
			End:     textEnd(pos, tail),
		})
	})
}

// emptyKeyText reports a text of no letters in a key: InnoDB cannot index it.
func (p *Pass) emptyKeyText(t *graph.Table, a *graph.Attribute) {
	low := strings.ReplaceAll(normalType(a.Type), " ", "")
	if a.InKey && (low == "char(0)" || low == "varchar(0)") && !p.postgres() {
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the key attribute %q of %s has no letters; lengthen the type", a.Name, t.Class),
			Pos:     a.TypePos,
			End:     textEnd(a.TypePos, a.Type),
		})
	}
}

// trailingTextRemedy guesses the intended meaning of trailing text.
func trailingTextRemedy(a *graph.Attribute, typ, tail string) string {
	value, isDefault := strings.CutPrefix(tail, "=")
	switch {
	case isDefault && a.Default == nil:
		return fmt.Sprintf("write a default before the colon: %s = %s : %s", a.Name, strings.TrimSpace(value), typ)
	case strings.HasPrefix(tail, ":"):
		return "one colon separates a name from its type, and here are two; remove the second, or write a # in its place before a comment"
	case strings.Trim(tail, "-") == "":
		return "the separator --- needs a line of its own"
	case strings.HasPrefix(tail, "--") || strings.HasPrefix(tail, "//"):
		return "start a comment with #"
	case !strings.ContainsFunc(tail, unicode.IsLetter):
		return "remove it"
	}
	return "remove it, or write a # before it if it is a comment"
}

// trailingText returns the text that cannot follow a type, its arguments and its
// options; or "". It returns "" for an unknown type, which is a diagnostic of the
// pipeline.
func trailingText(typ string) string {
	name, arguments, rest := typeParts(typ)
	switch strings.ToLower(name) {
	case "int", "tinyint", "smallint", "mediumint", "bigint", "integer", "int1", "int2", "int3", "int4", "int8":
		return unknownOption(rest)
	case "char", "varchar", "enum", "decimal", "numeric", "double", "float", "real", "date", "datetime", "time", "timestamp", "year":
		// DataJoint accepts any text before the last parenthesis.
		if arguments != "" && strings.HasSuffix(rest, ")") {
			return unknownOption(rest)
		}
	}
	return ""
}

// unknownOption returns the options of a column from the first one that no
// database knows; or "".
func unknownOption(options string) string {
	for options != "" {
		word := leadingWord(options)
		switch strings.ToLower(word) {
		case "unsigned", "signed", "zerofill", "auto_increment", "not", "null", "unique":
			options = strings.TrimSpace(options[len(word):])
			continue
		case "":
			if strings.HasPrefix(options, "/*") { // an SQL comment
				return ""
			}
		default:
			if takesArgument(word) {
				return ""
			}
		}
		return options
	}
	return ""
}

// takesArgument reports whether a word starts a column option with arguments,
// which only the database can check.
func takesArgument(word string) bool {
	return slices.Contains([]string{
		"always", "array", "as", "ascii", "binary", "byte", "character", "charset", "check", "collate", "column_format", "comment",
		"compressed", "compression", "constraint", "default", "deferrable", "engine_attribute", "generated", "initially", "invisible",
		"on", "persistent", "references", "secondary_engine_attribute", "serial", "srid", "storage", "stored", "unicode", "virtual",
		"visible", "with", "without",
	}, strings.ToLower(word))
}

// keyType does not report types with a store, such as blob@store, whose column
// contains a hash. It does not report json for datajoint 2, because PostgreSQL
// allows it in keys.
func keyType(p *Pass) {
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if !a.InKey || p.mayBeKey(strings.ToLower(p.storage(a.Type))) {
			return
		}
		pos := a.Pos
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the key attribute %q has the type %s, which the database does not allow in a key; move it below the ---", a.Name, a.Type),
			Pos:     pos,
			End:     textEnd(pos, a.Name),
		})
	})
	p.tables(func(t *graph.Table) {
		for _, x := range t.Indexes {
			for i, name := range x.Columns {
				if a := t.Attribute(name); a != nil && !p.mayBeKey(strings.ToLower(p.storage(a.Type))) {
					p.Report(graph.Diagnostic{
						Message: fmt.Sprintf("%q has the type %s, which MySQL does not allow in an index; index another attribute", name, a.Type),
						Pos:     columnPos(&x, i),
						End:     textEnd(columnPos(&x, i), name),
					})
				}
			}
		}
	})
}

// mayBeKey reports whether the database allows a type, in lower case, in a key or an
// index.
func (p *Pass) mayBeKey(low string) bool {
	switch {
	case isBlob(low), low == "attach":
		return false
	case low == "json":
		return p.postgres()
	case low == "bytes", isText(low):
		return p.postgres() || !p.allFrom(version(2, 0)) // earlier versions do not know the type
	}
	return true
}

// blobDefault reports a default of what the database stores as bytes, which DataJoint
// refuses, or as text without a limit or json, which MySQL refuses.
func blobDefault(p *Pass) {
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if a.Default == nil || *a.Default == "" || a.Nullable {
			return
		}
		base, _, _ := strings.Cut(strings.ToLower(a.Type), "@")
		storage, where := strings.ToLower(p.storage(a.Type)), ""
		switch {
		case isBlob(base), base == "attach":
		case p.postgres():
			return
		case storage == "json", storage == "jsonb", isText(storage):
			where = " on MySQL"
		case storage == "bytes" && p.allFrom(version(2, 0)), isBlob(storage):
		default:
			return
		}
		pos := a.Pos
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("%q has the default %s, but%s a default can only be null for the type %s; write null, or remove the default", a.Name, *a.Default, where, a.Type),
			Pos:     pos,
			End:     textEnd(pos, a.Name),
		})
	})
}

// isText reports whether a type, in lower case, is a database type for text of
// variable length without a limit.
func isText(low string) bool {
	return slices.Contains([]string{"tinytext", "text", "mediumtext", "longtext"}, low)
}

// isBlob reports whether a type, in lower case, is a database type for bytes of
// variable length.
func isBlob(low string) bool {
	return slices.Contains([]string{"tinyblob", "blob", "mediumblob", "longblob"}, low)
}

// parenthesizedLength returns the length of the "(…)" at the start of a text, or
// 0. It ignores parentheses in quotes.
func parenthesizedLength(s string) int {
	depth, quote := 0, byte(0)
	for i := 0; i < len(s) && (i == 0 || depth > 0); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
			if depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}
