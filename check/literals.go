package check

import (
	"math/big"
	"strconv"
	"strings"
	"time"
)

// brokenLiteral says why the default breaks the statement that creates the table in
// all versions of datajoint that the project allows, or returns "".
func (p *Pass) brokenLiteral(text string) string {
	switch {
	case constantOf(text) != "", p.postgres() && strings.Contains(text, `\`): // which escapes nothing there
		return ""
	case !p.allFrom(version(2, 1)) && isLiteral(literalBefore21(text)), !p.allBefore(version(2, 1)) && isLiteral(literalFrom21(text)):
		return ""
	case strings.HasSuffix(strings.TrimRight(text, `'"`), `\`):
		return "a backslash at the end takes away the quote; double it"
	}
	return "a quote ends it too early; quote it with the other kind of quotes, or double the quote"
}

// literalBefore21 returns what datajoint before 2.1 writes for a default.
func literalBefore21(text string) string {
	if text[0] == '"' || text[0] == '\'' {
		return text
	}
	return `"` + text + `"`
}

// literalFrom21 returns what datajoint 2.1 and later write for a default.
func literalFrom21(text string) string {
	switch {
	case text[0] == '"' && text[len(text)-1] == '"':
		if len(text) == 1 {
			return "''"
		}
		return "'" + strings.ReplaceAll(text[1:len(text)-1], "'", "''") + "'"
	case text[0] == '\'':
		return text
	}
	return "'" + text + "'"
}

// isLiteral reports whether a text is one string literal of SQL.
func isLiteral(text string) bool {
	_, n, ok := unquote(text)
	return ok && n == len(text)
}

// digitsFit reports whether a number fits into a decimal with so many digits, some of
// them behind the point, or whether that is unknown.
func digitsFit(value, arguments string) bool {
	const defaultDigits = 10
	digits, scale := defaultDigits, 0
	if arguments != "" {
		n, m, ok := twoNumbers(arguments)
		if !ok || n > maxDecimalDigits || m > n {
			return true
		}
		digits, scale = n, m
	}
	x, ok := rational(value)
	if !ok {
		return true
	}
	ten := big.NewInt(10)
	x.Abs(x).Mul(x, new(big.Rat).SetInt(new(big.Int).Exp(ten, big.NewInt(int64(scale)), nil)))
	x.Add(x, big.NewRat(1, 2)) // the database rounds
	rounded := new(big.Int).Quo(x.Num(), x.Denom())
	return rounded.Cmp(new(big.Int).Exp(ten, big.NewInt(int64(digits)), nil)) < 0
}

// rational reads a number without a large exponent, which would take much memory.
func rational(value string) (*big.Rat, bool) {
	value = strings.TrimSpace(value)
	const maxExponent = 400
	if i := strings.IndexAny(value, "eE"); i >= 0 {
		if n, err := strconv.Atoi(value[i+1:]); err != nil || n > maxExponent || n < -maxExponent {
			return nil, false
		}
	}
	return new(big.Rat).SetString(value)
}

// dateProblem says why MySQL does not take a text as a date, or as a date and time, or
// returns "". It judges only texts that start with a year of four digits, and those
// whose second number is no month.
func dateProblem(value, name string) string {
	const maxMonth, maxHour, maxMinute = 12, 23, 59
	value = strings.TrimSpace(value)
	date, clock, _ := strings.Cut(strings.ReplaceAll(value, "T", " "), " ")
	fields := strings.FieldsFunc(date, func(r rune) bool { return strings.ContainsRune("-/.:", r) })
	if len(fields) != 3 {
		return ""
	}
	var n [3]int
	for i, f := range fields {
		var err error
		if n[i], err = strconv.Atoi(f); err != nil {
			return ""
		}
	}
	year, month, day := n[0], n[1], n[2]
	switch {
	case len(fields[0]) <= 2 && len(fields[2]) == len("2000"):
		return "a date has the form year-month-day"
	case month > maxMonth:
		return "a date has the form year-month-day, and there is no month " + fields[1]
	case len(fields[0]) != len("2000") || len(fields[2]) > 2:
		return ""
	case month == 0 || day == 0:
		return "DataJoint forbids a month or day zero; write null"
	case day > time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day():
		return "there is no such day"
	case name == "timestamp" && (year < 1970 || year > 2038):
		return "a timestamp is a time from 1970 to 2038; write datetime"
	case name == "date":
		return "" // which drops the time
	}
	for i, f := range strings.Split(clock, ":") {
		limit := maxMinute
		if i == 0 {
			limit = maxHour
		}
		if whole, _, _ := strings.Cut(f, "."); i < 3 {
			if n, err := strconv.Atoi(whole); err == nil && n > limit {
				return "there is no such time of day"
			}
		}
	}
	return ""
}

// timeProblem says why MySQL does not take a text as a time, or returns "".
func timeProblem(value string) string {
	const maxHour, maxMinute = 838, 59
	value = strings.TrimPrefix(strings.TrimSpace(value), "-")
	if strings.ContainsFunc(value, func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' && r != 'T' }) {
		return "write it as hours:minutes:seconds"
	}
	if strings.ContainsAny(value, " T-/") {
		return "" // with days, or a date
	}
	fields := strings.Split(value, ":")
	if len(fields) < 2 {
		return ""
	}
	for i, f := range fields {
		limit := maxMinute
		if i == 0 {
			limit = maxHour
		}
		whole, _, _ := strings.Cut(f, ".")
		if n, err := strconv.Atoi(whole); err == nil && n > limit {
			return "a time has up to 838 hours, 59 minutes and 59 seconds"
		}
	}
	return ""
}

// yearProblem says why MySQL does not take a number as a year, or returns "".
func yearProblem(value string) string {
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err == nil && (n < 0 || n > 99 && n < 1901 || n > 2155) {
		return "a year is from 1901 to 2155; write smallint"
	}
	return ""
}
