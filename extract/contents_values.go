package extract

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/djdag/djdag/extract/internal/datajoint"
)

// A valueType is what is known of the values that a column takes.
type valueType struct {
	name     string // such as "tinyint"
	kind     valueKind
	required bool // it takes no null and has no default
	// low and high are the least and the greatest number. What is no more than
	// slack beyond them is rounded to them.
	low, high, slack float64
	most             int      // characters of a text, or 0
	items            []string // of an enum, if they are plain ASCII
}

// valueKind is the kind of a [valueType].
type valueKind uint8

// The kinds of values.
const (
	otherValue valueKind = iota
	integerValue
	numberValue
	textValue
	enumValue
	dateValue
	timeValue // with a date
	uuidValue
	blobValue
)

// typesOf returns the types of a table's columns.
func typesOf(d *resolved) []valueType {
	types := make([]valueType, len(d.columns))
	for i := range d.columns {
		c := &d.columns[i]
		types[i] = typeNamed(c.Type)
		types[i].name = c.Type
		// The first value of an enum is its default, as is the time of a timestamp.
		types[i].required = !c.Nullable && c.Default == nil && types[i].kind != otherValue && types[i].kind != enumValue &&
			!strings.HasPrefix(strings.ToLower(c.Type), "timestamp")
	}
	return types
}

// typeNamed reads a type as a definition writes it.
func typeNamed(text string) valueType {
	low := strings.ToLower(strings.TrimSpace(text))
	end := strings.IndexFunc(low, func(r rune) bool { return !(r == '_' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9') })
	if end < 0 {
		end = len(low)
	}
	name, rest := low[:end], strings.TrimSpace(low[end:])
	arguments := ""
	if last := strings.LastIndexByte(rest, ')'); strings.HasPrefix(rest, "(") && last > 0 {
		arguments, rest = strings.TrimSpace(rest[1:last]), strings.TrimSpace(rest[last+1:])
	}
	if rest != "" && rest != "unsigned" && rest != "signed" {
		return valueType{} // such as a store, or a collation
	}
	unsigned := rest == "unsigned"
	switch name {
	case "tinyint", "int1", "bool", "boolean", "smallint", "int2", "int16", "mediumint", "int3", "int", "integer", "int4", "int32",
		"bigint", "int64", "int8", "uint8", "uint16", "uint32", "uint64":
		return integerType(name, unsigned)
	case "decimal", "numeric":
		return decimalType(arguments, unsigned)
	case "float", "double", "real", "float32", "float64":
		v := valueType{kind: numberValue, low: math.Inf(-1), high: math.Inf(1)}
		if unsigned {
			v.low = 0
		}
		return v
	case "char", "varchar":
		n, err := strconv.Atoi(arguments)
		if err != nil {
			return valueType{}
		}
		return valueType{kind: textValue, most: n}
	case "tinytext", "text", "mediumtext", "longtext":
		return valueType{kind: textValue}
	case "enum":
		v := valueType{kind: enumValue}
		if open, last := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')'); open >= 0 && open < last {
			v.items = enumItems(text[open+1 : last])
		}
		return v
	case "date":
		return valueType{kind: dateValue}
	case "datetime", "timestamp":
		return valueType{kind: timeValue}
	case "uuid":
		return valueType{kind: uuidValue}
	case "tinyblob", "blob", "mediumblob", "longblob":
		return valueType{kind: blobValue}
	}
	return valueType{}
}

// integerType returns the type of integers of a name. That of int8 has one byte
// in datajoint 2 and eight before; it is taken to be the larger one.
func integerType(name string, unsigned bool) valueType {
	bits := 64
	switch name {
	case "tinyint", "int1", "bool", "boolean", "uint8":
		bits = 8
	case "smallint", "int2", "int16", "uint16":
		bits = 16
	case "mediumint", "int3":
		bits = 24
	case "int", "integer", "int4", "int32", "uint32":
		bits = 32
	}
	v := valueType{kind: integerValue, slack: 0.5, low: math.Inf(-1), high: math.Inf(1)}
	unsigned = unsigned || name[0] == 'u'
	switch {
	case bits == 64: // of more digits than a float64
	case unsigned:
		v.high = math.Ldexp(1, bits) - 1
	default:
		v.low, v.high = -math.Ldexp(1, bits-1), math.Ldexp(1, bits-1)-1
	}
	if unsigned {
		v.low = 0
	}
	return v
}

// decimalType returns the type of decimals with such digits.
func decimalType(arguments string, unsigned bool) valueType {
	first, second, two := strings.Cut(arguments, ",")
	digits, err := strconv.Atoi(strings.TrimSpace(first))
	fraction := 0
	if two && err == nil {
		fraction, err = strconv.Atoi(strings.TrimSpace(second))
	}
	v := valueType{kind: numberValue, low: math.Inf(-1), high: math.Inf(1)}
	if err == nil && digits >= fraction {
		v.high = math.Pow10(digits-fraction) - math.Pow10(-fraction)
		v.low, v.slack = -v.high, math.Pow10(-fraction)/2
	}
	if unsigned {
		v.low = 0
	}
	return v
}

// refuses says why a value is none of the type, as the end of a sentence, or
// nothing. The database ignores case, and spaces at the end.
func (v *valueType) refuses(x datajoint.Datum, version2 bool) string {
	isNumber := v.kind == integerValue || v.kind == numberValue
	switch x.Kind {
	case datajoint.NoneDatum:
		if v.required && (x.Text == "None" || isNumber) {
			return "has no default and takes no null; give a value, or declare it \"= null\" below the ---"
		}
	case datajoint.NumberDatum, datajoint.BoolDatum:
		switch {
		case isNumber && !v.holds(x.Number):
			return "is out of the range of " + v.name
		case v.kind == uuidValue:
			return "takes a uuid"
		}
	case datajoint.ListDatum:
		switch {
		case isNumber:
			return "takes a number; check the brackets"
		case v.kind == uuidValue:
			return "takes a uuid"
		case x.Len > 1 && v.kind == blobValue && version2:
			return "takes bytes alone in datajoint 2; declare it <blob>"
		case x.Len > 1 && v.kind != otherValue && v.kind != blobValue:
			return "takes a single value; join the list, or declare it a blob"
		}
	case datajoint.DictDatum:
		if v.kind != otherValue && v.kind != blobValue {
			return "takes a single value; declare it json or a blob"
		}
	case datajoint.TextDatum:
		return v.refusesText(x.Text)
	}
	return ""
}

// holds reports whether a number is in the range of the type.
func (v *valueType) holds(n float64) bool { return v.low-v.slack <= n && n <= v.high+v.slack }

// refusesText is refuses for a text.
func (v *valueType) refusesText(text string) string {
	trimmed := strings.TrimRight(text, " ")
	switch v.kind {
	case integerValue, numberValue:
		switch n, ok := pythonFloat(text); {
		case text == "" && v.required || ok && math.IsNaN(n) && v.required:
			return "has no default, and takes no null, which this stands for; give a number"
		case text == "" || math.IsNaN(n):
		case !ok:
			return "takes a number"
		case !v.holds(n):
			return "is out of the range of " + v.name
		}
	case textValue:
		if n := utf8.RuneCountInString(trimmed); v.most > 0 && n > v.most {
			return fmt.Sprintf("takes %d characters, not %d", v.most, n)
		}
	case enumValue:
		if v.items != nil && !slices.ContainsFunc(v.items, func(s string) bool { return strings.EqualFold(strings.TrimRight(s, " "), trimmed) }) {
			return "takes none but " + strings.Join(v.items, ", ")
		}
	case dateValue, timeValue:
		if !mayBeDate(text) {
			return "takes a date that exists, such as 2020-01-31"
		}
	case uuidValue:
		if !isUUID(text) {
			return "takes a uuid, of 32 digits"
		}
	}
	return ""
}

// pythonFloat is float(text). It reports false where that raises an exception.
func pythonFloat(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if strings.ContainsAny(text, "xXpP") { // which Go reads as hexadecimal
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil && math.IsInf(n, 0) {
		err = nil // too large is inf
	}
	return n, err == nil
}

// mayBeDate reports false for a text without a digit, and for a day that no month
// has. The database reads dates in many forms, of which it knows only the usual
// one.
func mayBeDate(text string) bool {
	if !strings.ContainsAny(text, "0123456789") {
		return false
	}
	day, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(text), "T", " "), " ")
	parts := strings.Split(day, "-")
	if len(parts) != 3 || len(parts[0]) != 4 {
		return true
	}
	var n [3]int
	for i, p := range parts {
		var err error
		if n[i], err = strconv.Atoi(p); err != nil || len(p) > 4 {
			return true
		}
	}
	if n[1] == 0 || n[2] == 0 {
		return true // which depends on the mode of the server
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	return int(t.Month()) == n[1] && t.Day() == n[2]
}

// isUUID reports whether uuid.UUID of Python takes a text.
func isUUID(text string) bool {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "urn:", ""), "uuid:", "")
	text = strings.ReplaceAll(strings.Trim(text, "{}"), "-", "")
	if len(text) != 32 {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !('0' <= r && r <= '9' || 'a' <= r && r <= 'f' || 'A' <= r && r <= 'F' || r == '_')
	})
}

// normal returns a text that is the same for values which the database takes for
// equal. It reports false where that is unknown.
func (v *valueType) normal(x datajoint.Datum) (text string, ok bool) {
	switch x.Kind {
	case datajoint.NumberDatum, datajoint.BoolDatum:
		switch {
		case v.kind == integerValue && x.Number == math.Trunc(x.Number) && math.Abs(x.Number) < 1<<52:
			return strconv.FormatFloat(x.Number, 'f', -1, 64), true
		case v.kind == textValue && x.Kind == datajoint.NumberDatum && x.Number == math.Trunc(x.Number):
			return x.Text, true
		}
	case datajoint.TextDatum:
		for i := range len(x.Text) {
			if x.Text[i] >= utf8.RuneSelf { // how letters compare depends on the database
				return "", false
			}
		}
		switch v.kind {
		case textValue, enumValue:
			return strings.ToLower(strings.TrimRight(x.Text, " ")), true
		case integerValue:
			n, err := strconv.ParseInt(strings.TrimSpace(x.Text), 10, 64)
			return strconv.FormatInt(n, 10), err == nil
		}
	}
	return "", false
}

// written returns a value as Python writes it, if it is short.
func written(x datajoint.Datum) string {
	const most = 40
	switch x.Kind {
	case datajoint.TextDatum:
		if utf8.RuneCountInString(x.Text) > most {
			return strconv.Quote(string([]rune(x.Text)[:most]) + "…")
		}
		return strconv.Quote(x.Text)
	case datajoint.ListDatum:
		return "a list"
	case datajoint.DictDatum:
		return "a dict"
	}
	return x.Text
}

// enumItems reads the values of an enum, if they are plain ASCII; else it returns
// nil.
func enumItems(list string) (items []string) {
	for list = strings.TrimSpace(list); list != ""; list = strings.TrimSpace(list) {
		quote := list[0]
		end := strings.IndexByte(list[1:], quote)
		if quote != '\'' && quote != '"' || end < 0 {
			return nil
		}
		item := list[1 : 1+end]
		if strings.ContainsAny(item, `'"\`) || strings.ContainsFunc(item, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return nil
		}
		items = append(items, item)
		list = strings.TrimSpace(list[end+2:])
		if list == "" {
			break
		}
		if list[0] != ',' {
			return nil // such as a doubled quote
		}
		list = list[1:]
	}
	return items
}
