package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djdag/djdag/graph"
)

// defaultValue reports a default that is no value of the attribute's type: MySQL
// then rejects the table with error 1067. DataJoint puts every default in quotes
// but NULL and CURRENT_TIMESTAMP, so True and now() are texts.
func defaultValue(p *Pass) {
	if p.postgres() {
		return // which has functions and truth values in quotes
	}
	p.ownAttributes(func(_ *graph.Table, a *graph.Attribute) {
		if a.Default == nil || *a.Default == "" || a.Nullable || strings.Contains(*a.Default+a.Type, "{") {
			return
		}
		severity := graph.Error
		why := ""
		if constant, _, _ := strings.Cut(strings.ToUpper(*a.Default), "("); constant == "CURRENT_TIMESTAMP" {
			severity, why = graph.Warning, currentTimestampProblem(*a.Default, a.Type)
		} else if value, ok := literal(*a.Default); ok && constant != "NULL" {
			why = p.valueProblem(value, a.Type)
		}
		if why == "" {
			return
		}
		p.ReportAs(severity, graph.Diagnostic{
			Message: fmt.Sprintf("the default %s of %q is not a value of %s: %s", *a.Default, a.Name, a.Type, why),
			Pos:     a.Pos,
			End:     textEnd(a.Pos, a.Name),
		})
	})
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
// type; MariaDB does.
func currentTimestampProblem(text, typ string) string {
	low := normalType(typ)
	name := leadingWord(low)
	if name != "datetime" && name != "timestamp" {
		return "MySQL takes it for datetime and timestamp alone"
	}
	digits := func(s string) string {
		_, after, _ := strings.Cut(s, "(")
		return strings.TrimSuffix(strings.TrimSpace(after), ")")
	}
	if want := digits(low); digits(text) != want && (digits(text) == "" || digits(text) == "0") != (want == "" || want == "0") {
		if want == "" {
			return "MySQL wants the same number of digits; write CURRENT_TIMESTAMP"
		}
		return "MySQL wants the same number of digits; write CURRENT_TIMESTAMP(" + want + ")"
	}
	return ""
}

var number = regexp.MustCompile(`^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$`)

// valueProblem says why a text is no value of a type, or returns "".
func (p *Pass) valueProblem(value, typ string) string {
	low := normalType(typ)
	name := leadingWord(low)
	rest := strings.TrimSpace(low[len(name):])
	arguments := ""
	if n := parenthesizedLength(rest); n > 0 {
		arguments = rest[1 : n-1]
	}
	isBool := name == "bool" || name == "boolean"
	integer := isBool || strings.HasPrefix(name, "int") || strings.HasSuffix(name, "int")
	switch {
	case integer, name == "float", name == "double", name == "real", name == "decimal", name == "numeric", name == "float32", name == "float64":
		if !number.MatchString(value) {
			return notANumber(value)
		}
		if integer && !p.fits(value, name, rest) {
			return "it is out of range"
		}
	case name == "date", name == "datetime", name == "timestamp", name == "time":
		return notATime(value, name)
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
	n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
	width, ok := map[string]int{"1": 8, "2": 16, "3": 24, "4": 32}[p.integerWidth(name)]
	if name == "bool" || name == "boolean" {
		width, ok = 8, true
	}
	if err != nil || !ok {
		return true
	}
	low, high := -int64(1)<<(width-1), int64(1)<<(width-1)
	if strings.Contains(options, "unsigned") || strings.Contains(options, "zerofill") {
		low, high = 0, int64(1)<<width
	}
	return low <= n && n < high
}
