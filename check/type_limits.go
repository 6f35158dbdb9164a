package check

import (
	"cmp"
	"fmt"
	"slices"
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
	name, arguments, options := typeParts(low)
	if strings.Contains(low, "{") {
		return ""
	}
	if name == "enum" && strings.HasPrefix(arguments+options, "(") {
		arguments := typ[strings.IndexByte(typ, '('):]
		return enumProblem(arguments[:cmp.Or(parenthesizedLength(arguments), strings.LastIndexByte(arguments, ')')+1)])
	}
	if arguments == "" {
		return ""
	}
	n, m, ok := twoNumbers(inside(arguments))
	if why := wrongArguments(name, ok, strings.Contains(arguments, ",")); why != "" || !ok {
		return why
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
		if n > maxFloat && m == 0 && !strings.Contains(arguments+options, ",") {
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

// wrongArguments says why a type does not have the arguments that MySQL expects, or
// returns "". numbers says whether they are one or two numbers, and both whether
// there are two.
func wrongArguments(name string, numbers, both bool) string {
	switch name {
	case "char", "varchar":
		if !numbers || both {
			return "its length is one number"
		}
	case "int", "tinyint", "smallint", "mediumint", "bigint", "integer":
		if !numbers || both {
			return "an integer has a range and no digits; remove the parentheses"
		}
	case "date":
		return "a date has no digits behind the point; remove the parentheses"
	case "decimal", "numeric", "float":
		if !numbers {
			return "its digits are one number, or two with a comma between them"
		}
	case "double", "real":
		if !both {
			return "its digits are two numbers, or none; remove the parentheses"
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
	return n, m, err == nil && n >= 0 && m >= 0
}

// enumProblem says why MySQL rejects the values of an enum, or returns "".
func enumProblem(arguments string) string {
	values, ok := enumValues(arguments)
	if !ok {
		return "the values of an enum stand in single quotes, and a quote in a value is doubled"
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
	severity, why := graph.Error, typeBeyondLimits(a.Type)
	if size := keyBytes(a.Type); why == "" && leadingWord(normalType(a.Type)) == "varchar" && size.utf8 > maxVarchar {
		severity, why = p.sizeSeverity(size, maxVarchar), "in utf8mb4, the default of MySQL 8, it has up to 16383 letters; use a blob or a file"
	}
	if why == "" {
		return
	}
	p.ReportAs(severity, graph.Diagnostic{
		Message: fmt.Sprintf("the database rejects the type %s: %s", a.Type, why),
		Pos:     a.TypePos,
		End:     textEnd(a.TypePos, a.Type),
	})
}

// postgres reports whether the project's configuration says that its database is
// PostgreSQL.
func (p *Pass) postgres() bool { return p.Pipeline.Project.Backend == "postgresql" }

// isCounter reports whether the database fills a column of a type, in lower case.
func isCounter(low string) bool {
	return low == "serial" || strings.Contains(low, " auto_increment")
}

// autoIncrement reports auto_increment outside of the first column of a key.
func (p *Pass) autoIncrement(t *graph.Table, a *graph.Attribute) {
	low := normalType(a.Type)
	if p.postgres() || !isCounter(low) {
		return
	}
	for j := range t.Attributes {
		if first := &t.Attributes[j]; first.Name == a.Name {
			break
		} else if len(first.From) == 0 && isCounter(normalType(first.Type)) {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the database counts in one column of a table, and %q is one; remove auto_increment from %q", first.Name, a.Name),
				Pos:     a.TypePos,
				End:     textEnd(a.TypePos, a.Type),
			})
			return
		}
	}
	i := strings.Index(low, " auto_increment")
	if i < 0 || strings.Contains(low[i:], "unique") || strings.Contains(low[i:], " key") || p.mayLackAttributes(t) {
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

// commentLength reports comments that are too long for MySQL.
func commentLength(p *Pass) {
	if p.postgres() {
		return
	}
	p.tables(func(t *graph.Table) {
		if n := commentSize(t.Comment); n > maxTableComment {
			pos := t.Pos
			for i, line := range strings.Split(t.Definition, "\n") {
				if strings.HasPrefix(strings.TrimSpace(line), "#") {
					pos = p.definitionLine(t, i)
					break
				}
			}
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the table comment has %d characters, but the database allows only %d; shorten it", n, maxTableComment),
				Pos:     pos,
			})
		}
		for i := range t.Attributes {
			a := &t.Attributes[i]
			prefix := p.commentPrefix(a.Type)
			n := commentSize(a.Comment) + prefix
			if n <= maxComment || len(a.From) > 0 {
				continue
			}
			with := ""
			if prefix > 0 {
				with = " with the type, which datajoint adds,"
			}
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the comment of %q%s has %d characters, but the database allows only %d; shorten it", a.Name, with, n, maxComment),
				Pos:     a.Pos,
				End:     textEnd(a.Pos, a.Name),
			})
		}
	})
}

// commentSize returns the number of characters that the database gets of a comment.
func commentSize(comment string) int {
	n := utf8.RuneCountInString(comment)
	for _, twice := range []string{"%%", "{{", "}}"} {
		n -= strings.Count(comment, twice)
	}
	return n
}

// commentPrefix returns the least number of characters that datajoint puts before the
// comment of an attribute to keep its type there: ":type:".
func (p *Pass) commentPrefix(typ string) int {
	low := normalType(typ)
	name := leadingWord(low)
	codec := strings.HasPrefix(low, "<")
	inOne := codec || strings.Contains(low, "@") || low == "uuid" || low == "attach"
	inTwo := codec || slices.Contains([]string{"uuid", "bool", "json", "bytes", "date", "datetime", "char", "varchar", "enum", "decimal"}, name) ||
		slices.Contains([]string{"float32", "float64", "int64", "int32", "int16", "int8"}, low)
	if (inOne || p.allFrom(version(2, 0))) && (inTwo || p.allBefore(version(2, 0))) {
		return commentSize(typ) + len("::")
	}
	return 0
}
