package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/djdag/djdag/graph"
)

// attributeType reports a type that the project's datajoint does not have, and
// what stands behind a type and is no SQL. DataJoint
// hands on whatever follows an integer type, or stands between two pairs of
// parentheses, and the database refuses the table.
func attributeType(p *Pass) {
	p.own(func(t *graph.Table, a *graph.Attribute) {
		p.typeOfOtherVersion(t, a)
		tail := strayTail(a.Type)
		if tail == "" {
			return
		}
		pos := a.TypePos
		if pos.Col > 0 {
			pos.Col += len(a.Type) - len(tail)
		}
		typ := strings.TrimSpace(strings.TrimSuffix(a.Type, tail))
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the database refuses %q behind the type %s; %s", tail, typ, tailRemedy(a, typ, tail)),
			Pos:     pos,
			End:     textEnd(pos, tail),
		})
	})
}

// tailRemedy guesses what was meant with what stands behind a type.
func tailRemedy(a *graph.Attribute, typ, tail string) string {
	value, isDefault := strings.CutPrefix(tail, "=")
	switch {
	case isDefault && a.Default == nil:
		return fmt.Sprintf("a default stands before the colon: %s = %s : %s", a.Name, strings.TrimSpace(value), typ)
	case strings.Trim(tail, "-") == "":
		return "the separator --- needs a line of its own"
	case strings.HasPrefix(tail, "--") || strings.HasPrefix(tail, "//"):
		return "a comment starts with #"
	case !strings.ContainsFunc(tail, unicode.IsLetter):
		return "remove it"
	}
	return "remove it, or write a # before it if it is a comment"
}

// strayTail returns what stands behind a type, and its arguments and options,
// and cannot be there; or "". A type that the reading of the source refuses
// has none.
func strayTail(typ string) string {
	n := len(leadingWord(typ))
	name, rest := strings.ToLower(typ[:n]), strings.TrimSpace(typ[n:])
	arguments := closedGroup(rest)
	rest = strings.TrimSpace(rest[arguments:])
	switch name {
	case "int", "tinyint", "smallint", "mediumint", "bigint", "integer":
		return strayOption(rest)
	case "char", "varchar", "enum", "decimal", "numeric", "double", "float", "real", "date", "datetime", "time", "timestamp", "year":
		// DataJoint looks for the last parenthesis.
		if arguments > 0 && strings.HasSuffix(rest, ")") {
			return strayOption(rest)
		}
	}
	return ""
}

// strayOption returns what is left of the options of a column, from the first
// one on that no database knows; or "".
func strayOption(options string) string {
	for options != "" {
		word := leadingWord(options)
		switch strings.ToLower(word) {
		case "unsigned", "signed", "zerofill", "auto_increment", "not", "null", "unique", "primary", "key":
			options = strings.TrimSpace(options[len(word):])
			continue
		case "":
			// An array of PostgreSQL, or a comment of SQL.
			if strings.HasPrefix(options, "[") || strings.HasPrefix(options, "/*") {
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

// takesArgument reports whether a word begins an option of a column which goes
// on behind it, in a way that is for the database to judge.
func takesArgument(word string) bool {
	return slices.Contains([]string{
		"always", "array", "as", "ascii", "binary", "byte", "character", "charset", "check", "collate", "column_format", "comment",
		"compressed", "compression", "constraint", "default", "deferrable", "engine_attribute", "generated", "initially", "invisible",
		"on", "persistent", "references", "secondary_engine_attribute", "serial", "srid", "storage", "stored", "unicode", "virtual",
		"visible", "with", "without",
	}, strings.ToLower(word))
}

// keyType leaves alone what is kept elsewhere, as blob@store: its column has a
// hash. From datajoint 2 on, json may be a type of PostgreSQL, which has keys
// of it.
func keyType(p *Pass) {
	p.own(func(t *graph.Table, a *graph.Attribute) {
		low := strings.ToLower(a.Type)
		if !a.InKey || !isBlob(low) && low != "attach" && (low != "json" || p.version().Major >= 2) {
			return
		}
		pos := a.Pos
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the key attribute %q has the type %s, which the database takes in no key; move it below the ---", a.Name, a.Type),
			Pos:     pos,
			End:     textEnd(pos, a.Name),
		})
	})
}

// blobDefault warns of bytes and of codecs that keep bytes: a database may take
// a default for them, but DataJoint does not on MySQL.
func blobDefault(p *Pass) {
	p.own(func(t *graph.Table, a *graph.Attribute) {
		if a.Default == nil || *a.Default == "" || a.Nullable {
			return
		}
		base, _, _ := strings.Cut(strings.ToLower(a.Type), "@")
		severity, where := graph.Error, ""
		switch {
		case isBlob(base), base == "attach":
		case p.allFrom(version(2, 0)) && slices.Contains([]string{"bytes", "<blob>", "<attach>"}, base):
			severity, where = graph.Warning, " on MySQL"
		default:
			return
		}
		pos := a.Pos
		p.ReportAs(severity, graph.Diagnostic{
			Message: fmt.Sprintf("%q has the default %s, and%s DataJoint takes none but null for the type %s; write null, or drop the default", a.Name, *a.Default, where, a.Type),
			Pos:     pos,
			End:     textEnd(pos, a.Name),
		})
	})
}

// isBlob reports whether a type, in lower case, is one of the database for
// bytes of any length.
func isBlob(low string) bool {
	return slices.Contains([]string{"tinyblob", "blob", "mediumblob", "longblob"}, low)
}

// leadingWord returns the letters, digits and "_" that a text starts with.
func leadingWord(s string) string {
	n := 0
	for n < len(s) && isWordByte(s[n]) {
		n++
	}
	return s[:n]
}

// closedGroup returns the length of the "(…)" that a text starts with, or 0.
// Parentheses in quotes do not count.
func closedGroup(s string) int {
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
