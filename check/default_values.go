package check

import (
	"cmp"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djdag/djdag/graph"
)

// defaultValue reports a default that is no value of the attribute's type: MySQL
// then rejects the table with error 1067. DataJoint puts every default in quotes
// but NULL and CURRENT_TIMESTAMP, so True and now() are texts. For MySQL it is an error
// even if MariaDB accepts it.
func defaultValue(p *Pass) {
	p.ownAttributes(func(_ *graph.Table, a *graph.Attribute) {
		if a.Default == nil || *a.Default == "" || a.Nullable || strings.Contains(*a.Default+a.Type, "{") {
			return
		}
		message := ""
		if why := p.brokenLiteral(*a.Default); why != "" {
			message = fmt.Sprintf("the default %s of %q breaks the statement that creates the table: %s", *a.Default, a.Name, why)
		} else if why := p.defaultProblem(*a.Default, p.storage(a.Type)); why != "" {
			message = fmt.Sprintf("the default %s of %q is not a value of %s: %s", *a.Default, a.Name, a.Type, why)
		}
		if message != "" {
			p.Report(graph.Diagnostic{Message: message, Pos: a.Pos, End: textEnd(a.Pos, a.Name)})
		}
	})
}

// defaultProblem says why the database does not take a default, or returns "". Of
// PostgreSQL it knows only numbers: it has functions and truth values in quotes.
func (p *Pass) defaultProblem(text, typ string) string {
	value, ok := literal(text)
	switch constant := constantOf(text); {
	case p.postgres():
		if kind := postgresKind(normalType(typ)); constant != "" || kind != "number" || !ok || number.MatchString(value) || isSpecialNumber(value) {
			return ""
		}
		return notANumber(value)
	case isCounter(normalType(typ)):
		return "the database counts by itself; remove the default"
	case constant == "CURRENT_TIMESTAMP":
		return currentTimestampProblem(text, typ)
	case constant == "NULL" || !ok:
		return ""
	}
	return p.valueProblem(value, typ)
}

// constantOf returns the name of the SQL constant that DataJoint pastes as it is, with
// what follows in parentheses; or "".
func constantOf(text string) string {
	constant, _, _ := strings.Cut(strings.ToUpper(text), "(")
	if constant == "CURRENT_TIMESTAMP" || constant == "NULL" {
		return constant
	}
	return ""
}

// isSpecialNumber reports whether PostgreSQL takes a text as a number that is none.
func isSpecialNumber(value string) bool {
	return slices.Contains([]string{"nan", "inf", "infinity", "-inf", "-infinity"}, strings.ToLower(value))
}

// literal returns the text of a default. It reports false for one with a quote
// that does not end it.
func literal(text string) (value string, ok bool) {
	if text[0] != '\'' && text[0] != '"' {
		return text, true
	}
	value, n, ok := unquote(text)
	return value, ok && n == len(text)
}

// currentTimestampProblem says why MySQL does not take the time as the default of a
// type. "ON UPDATE" may follow it.
func currentTimestampProblem(text, typ string) string {
	low := normalType(typ)
	name := leadingWord(low)
	if strings.HasPrefix(low, "<") || name == "" {
		return ""
	}
	if name != "datetime" && name != "timestamp" {
		return "MySQL takes it for datetime and timestamp alone"
	}
	digits := func(s string) string {
		_, after, _ := strings.Cut(s, "(")
		between, _, _ := strings.Cut(after, ")")
		return cmp.Or(strings.TrimSpace(between), "0")
	}
	if want := digits(low); digits(text) != want {
		if want == "0" {
			return "MySQL wants the same number of digits; write CURRENT_TIMESTAMP"
		}
		return "MySQL wants the same number of digits; write CURRENT_TIMESTAMP(" + want + ")"
	}
	return ""
}

var number = regexp.MustCompile(`^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$`)

// valueProblem says why a text is no value of a type, or returns "".
func (p *Pass) valueProblem(value, typ string) string {
	name, arguments, options := typeParts(normalType(typ))
	arguments = inside(arguments)
	isBool := name == "bool" || name == "boolean"
	integer := isBool || strings.HasPrefix(name, "int") || strings.HasSuffix(name, "int")
	switch {
	case integer, name == "float", name == "double", name == "real", name == "decimal", name == "numeric", name == "float32", name == "float64":
		if !number.MatchString(value) {
			return notANumber(value)
		}
		switch x, ok := rational(value); {
		case integer && !p.fits(value, name, options), (name == "decimal" || name == "numeric") && !digitsFit(value, arguments):
			return "it is out of range"
		case ok && x.Sign() < 0 && strings.Contains(options, "unsigned"):
			return "it is negative"
		}
	case name == "year" && number.MatchString(value):
		return yearProblem(value)
	case name == "uuid":
		const uuidBytes = 16
		if len(value) > uuidBytes {
			return "the database gets 16 bytes for it, and DataJoint passes on this text; write null"
		}
	case name == "date", name == "datetime", name == "timestamp":
		return cmp.Or(notATime(value, name), dateProblem(value, name))
	case name == "time":
		return cmp.Or(notATime(value, name), timeProblem(value))
	case name == "char", name == "varchar":
		n, err := strconv.Atoi(strings.TrimSpace(arguments))
		if have := utf8.RuneCountInString(strings.TrimRight(value, " ")); err == nil && have > n {
			return fmt.Sprintf("it has %d characters; lengthen the type", have)
		}
	case name == "enum":
		return notInEnum(value, typ)
	}
	return ""
}

func notANumber(value string) string {
	switch strings.ToLower(value) {
	case "true":
		return "DataJoint puts it in quotes; write 1"
	case "false":
		return "DataJoint puts it in quotes; write 0"
	case "", "none", "nan":
		return "write null, or a number"
	}
	return "write a number"
}

func notATime(value, name string) string {
	switch {
	case !strings.ContainsAny(value, "0123456789"):
		low := strings.ToLower(value)
		if (name == "datetime" || name == "timestamp") && (strings.HasPrefix(low, "now") || strings.HasPrefix(low, "current") || strings.HasPrefix(low, "localtime") || strings.HasPrefix(low, "sysdate")) {
			return "DataJoint puts it in quotes; write CURRENT_TIMESTAMP"
		}
		return "write null, or a " + name
	case name != "time" && (strings.HasPrefix(value, "0000-00-00") || value == "0"):
		return "DataJoint forbids the date zero; write null"
	}
	return ""
}

func notInEnum(value, typ string) string {
	i := strings.IndexByte(typ, '(')
	if i < 0 {
		return ""
	}
	values, ok := enumValues(typ[i:])
	if !ok {
		return "" // typeBeyondLimits reports it
	}
	for _, v := range values {
		if strings.EqualFold(strings.TrimRight(v, " "), strings.TrimRight(value, " ")) || !isASCII(v) {
			return ""
		}
	}
	return "write " + oneOf(values) + ", or null"
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fits reports whether a number is in the range of an integer type, or whether that
// is unknown.
func (p *Pass) fits(value, name, options string) bool {
	n, isInteger := new(big.Int).SetString(strings.TrimPrefix(strings.TrimSpace(value), "+"), 10)
	bytes := p.integerWidth(name)
	if name == "bool" || name == "boolean" {
		bytes = 1
	}
	if !isInteger || bytes == 0 {
		return true
	}
	low, high := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(8*bytes))
	if !strings.Contains(options, "unsigned") && !strings.Contains(options, "zerofill") {
		high.Rsh(high, 1)
		low.Neg(high)
	}
	return low.Cmp(n) <= 0 && n.Cmp(high) < 0
}
