package check

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djdag/djdag/graph"
)

// Limits of MySQL and MariaDB. A letter takes up to four bytes in utf8mb4, the
// default of MySQL 8.
const (
	maxKeyBytes      = 3072
	maxKeyColumns    = 16
	maxComment       = 1024
	maxTableComment  = 2048
	bytesPerLetter   = 4
	maxVarchar       = 65532
	maxDecimalDigits = 65
	maxDecimalScale  = 30
)

// typeBeyondLimits says why MySQL rejects the arguments of a type, or returns "".
func typeBeyondLimits(typ string) string {
	low := normalType(typ)
	name := leadingWord(low)
	rest := strings.TrimSpace(low[len(name):])
	length := parenthesizedLength(rest)
	if length == 0 || strings.Contains(rest, "{") {
		return ""
	}
	if name == "enum" {
		arguments := typ[strings.IndexByte(typ, '('):]
		return enumProblem(arguments[:parenthesizedLength(arguments)])
	}
	n, m, ok := twoNumbers(rest[1 : length-1])
	if !ok {
		return ""
	}
	const maxPrecision, maxChar, maxWidth, maxFloat = 6, 255, 255, 53
	switch name {
	case "char":
		if n > maxChar {
			return "char has up to 255 letters; write varchar"
		}
	case "varchar":
		if n > maxVarchar {
			return "a row has up to 65535 bytes; use a blob or a file"
		}
	case "decimal", "numeric":
		switch {
		case n > maxDecimalDigits:
			return "a decimal has up to 65 digits"
		case m > n:
			return fmt.Sprintf("it has %d digits, and %d of them behind the point; write decimal(%d,%d)", n, m, n+m, m)
		case m > maxDecimalScale:
			return "a decimal has up to 30 digits behind the point"
		}
	case "float", "double", "real":
		if m > n {
			return fmt.Sprintf("it has %d digits, and %d of them behind the point; write %s", n, m, name)
		}
		if n > maxFloat && m == 0 && !strings.Contains(rest, ",") {
			return "a float has up to 53 bits"
		}
	case "datetime", "time", "timestamp":
		if n > maxPrecision {
			return "seconds have up to 6 digits behind the point"
		}
	case "int", "tinyint", "smallint", "mediumint", "bigint", "integer":
		if n > maxWidth {
			return "the number in parentheses is a width for display, up to 255; choose a type by its range"
		}
	}
	return ""
}

// twoNumbers reads "n" or "n, m".
func twoNumbers(s string) (n, m int, ok bool) {
	first, second, both := strings.Cut(s, ",")
	n, err := strconv.Atoi(strings.TrimSpace(first))
	if err == nil && both {
		m, err = strconv.Atoi(strings.TrimSpace(second))
	}
	return n, m, err == nil
}

// enumProblem says why MySQL rejects the values of an enum, or returns "".
func enumProblem(arguments string) string {
	values, ok := enumValues(arguments)
	if !ok {
		return "the values of an enum stand in single quotes"
	}
	seen := make(map[string]bool)
	for _, v := range values {
		key := strings.ToLower(strings.TrimRight(v, " "))
		if seen[key] {
			return fmt.Sprintf("%q is twice in it; the database ignores case", v)
		}
		seen[key] = true
	}
	return ""
}

// enumValues reads ('a', "b"). It reports false for anything but quoted values.
func enumValues(arguments string) (values []string, ok bool) {
	s := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(arguments), "("), ")"))
	for s != "" {
		if s[0] != '\'' && s[0] != '"' {
			return nil, false
		}
		value, n, ok := unquote(s)
		if !ok {
			return nil, false
		}
		values = append(values, value)
		s = strings.TrimSpace(s[n:])
		if s == "" {
			return values, true
		}
		if s[0] != ',' {
			return nil, false
		}
		if s = strings.TrimSpace(s[1:]); s == "" {
			return nil, false
		}
	}
	return values, false
}

// unquote reads the string literal of SQL at the start of s, and returns its value
// and its length.
func unquote(s string) (value string, length int, ok bool) {
	var b strings.Builder
	quote := s[0]
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case c == quote && i+1 < len(s) && s[i+1] == quote:
			i++
			b.WriteByte(c)
		case c == quote:
			return b.String(), i + 1, true
		default:
			b.WriteByte(c)
		}
	}
	return "", 0, false
}

// typeOutOfBounds reports a type with arguments that MySQL rejects.
func (p *Pass) typeOutOfBounds(a *graph.Attribute) {
	if p.postgres() {
		return
	}
	why := typeBeyondLimits(a.Type)
	if why == "" {
		return
	}
	p.Report(graph.Diagnostic{
		Message: fmt.Sprintf("the database rejects the type %s: %s", a.Type, why),
		Pos:     a.TypePos,
		End:     textEnd(a.TypePos, a.Type),
	})
}

// postgres reports whether the project's configuration says that its database is
// PostgreSQL.
func (p *Pass) postgres() bool { return p.Pipeline.Project.Backend == "postgresql" }

// autoIncrement reports auto_increment outside of the first column of a key.
func (p *Pass) autoIncrement(t *graph.Table, a *graph.Attribute) {
	low := normalType(a.Type)
	i := strings.Index(low, " auto_increment")
	if i < 0 || strings.Contains(low[i:], "unique") || strings.Contains(low[i:], " key") || p.postgres() || p.mayLackAttributes(t) {
		return
	}
	if len(t.PrimaryKey) > 0 && t.PrimaryKey[0] == a.Name {
		return
	}
	for _, x := range t.Indexes {
		if len(x.Columns) > 0 && x.Columns[0] == a.Name {
			return
		}
	}
	p.Report(graph.Diagnostic{
		Message: fmt.Sprintf("the database counts only in the first column of a key or index; make %q the first attribute, or remove auto_increment", a.Name),
		Pos:     a.TypePos,
		End:     textEnd(a.TypePos, a.Type),
	})
}

// keySize reports primary keys and indexes that are too large for MySQL. It reports
// only a warning unless one attribute alone is too large, because old servers have
// letters of one byte, and MariaDB allows more columns. It does not report a key
// that is as large in a parent.
func keySize(p *Pass) {
	if p.postgres() {
		return
	}
	p.tables(func(t *graph.Table) {
		if why := sizeProblem(t, t.PrimaryKey); why != "" {
			severity, own, pos := graph.Warning, false, t.Pos
			for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
				if parent := p.Pipeline.Table(fk.Parent); parent != nil && sizeProblem(parent, parent.PrimaryKey) != "" {
					return
				}
			}
			for i := range t.Attributes {
				a := &t.Attributes[i]
				if a.InKey && !own {
					pos, own = a.Pos, len(a.From) == 0
				}
				if a.InKey && keyBytes(a.Type) > maxKeyBytes {
					severity, pos = graph.Error, a.Pos
					break
				}
			}
			p.ReportAs(severity, graph.Diagnostic{
				Message: fmt.Sprintf("the primary key of %s has %s; use a short name or a uuid, and move the rest below the ---", t.Class, why),
				Pos:     pos,
			})
		}
		for i := range t.Indexes {
			if why := sizeProblem(t, t.Indexes[i].Columns); why != "" {
				p.ReportAs(graph.Warning, graph.Diagnostic{
					Message: fmt.Sprintf("the index has %s; index a shorter attribute", why),
					Pos:     t.Indexes[i].Pos,
				})
			}
		}
	})
}

// sizeProblem says why columns are too many or too large for a key, or returns "".
func sizeProblem(t *graph.Table, columns []string) string {
	if len(columns) > maxKeyColumns {
		return fmt.Sprintf("%d columns, but MySQL allows only %d", len(columns), maxKeyColumns)
	}
	size := 0
	for _, name := range columns {
		if a := t.Attribute(name); a != nil {
			size += keyBytes(a.Type)
		}
	}
	if size <= maxKeyBytes {
		return ""
	}
	return fmt.Sprintf("%d bytes in utf8mb4, the default of MySQL 8, but the database allows only %d", size, maxKeyBytes)
}

// keyBytes returns the number of bytes of a text in a key, and 0 for other types.
func keyBytes(typ string) int {
	low := normalType(typ)
	name := leadingWord(low)
	rest := strings.TrimSpace(low[len(name):])
	length := parenthesizedLength(rest)
	if length == 0 || name != "char" && name != "varchar" {
		return 0
	}
	n, _, ok := twoNumbers(rest[1 : length-1])
	if !ok {
		return 0
	}
	return n * bytesPerLetter
}

// commentLength reports comments that are too long for MySQL.
func commentLength(p *Pass) {
	if p.postgres() {
		return
	}
	p.tables(func(t *graph.Table) {
		if n := utf8.RuneCountInString(t.Comment); n > maxTableComment {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the table comment has %d characters, but the database allows only %d; shorten it", n, maxTableComment),
				Pos:     t.Pos,
				End:     nameEnd(t),
			})
		}
		for i := range t.Attributes {
			a := &t.Attributes[i]
			if n := utf8.RuneCountInString(a.Comment); n > maxComment && len(a.From) == 0 {
				p.Report(graph.Diagnostic{
					Message: fmt.Sprintf("the comment of %q has %d characters, but the database allows only %d; shorten it", a.Name, n, maxComment),
					Pos:     a.Pos,
					End:     textEnd(a.Pos, a.Name),
				})
			}
		}
	})
}
