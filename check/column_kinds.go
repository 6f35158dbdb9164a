package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// foreignKeyType reports a foreign key whose column has a type in the child that
// the database does not compare with that of the parent: MySQL then rejects the
// table with errno 150. The first line that brings a column decides its type.
func foreignKeyType(p *Pass) {
	p.tables(func(t *graph.Table) {
		child := columnsOf(t)
		for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
			parent := p.Pipeline.Table(fk.Parent)
			if parent == nil || parent.ID == t.ID {
				continue
			}
			columns := columnsOf(parent)
			for _, pair := range fk.AttrMap {
				here, there := child(pair.Child), columns(pair.Parent)
				if here == nil || there == nil || p.joins(here.Type, there.Type) {
					continue
				}
				p.Report(graph.Diagnostic{
					Message: foreignKeyTypeMessage(t, here, parent, there),
					Pos:     fk.Pos,
					End:     textEnd(fk.Pos, fk.Text),
					Related: []graph.Related{
						{Pos: here.Pos, Message: here.Name + " : " + here.Type},
						{Pos: there.Pos, Message: there.Name + " : " + there.Type},
					},
				})
			}
		}
	})
}

// columnsOf returns [graph.Table.Attribute] of a table, in a form that stays fast if
// there are thousands.
func columnsOf(t *graph.Table) func(name string) *graph.Attribute {
	const many = 64
	if len(t.Attributes) < many {
		return t.Attribute
	}
	byName := make(map[string]*graph.Attribute, len(t.Attributes))
	for i := range t.Attributes {
		if a := &t.Attributes[i]; byName[a.Name] == nil {
			byName[a.Name] = a
		}
	}
	return func(name string) *graph.Attribute { return byName[name] }
}

func foreignKeyTypeMessage(t *graph.Table, here *graph.Attribute, parent *graph.Table, there *graph.Attribute) string {
	name := ""
	if there.Name != here.Name {
		name = there.Name + " : "
	}
	return fmt.Sprintf("%q is %s in %s, but %s%s in the key of %s, so the database rejects the foreign key; use one type, or rename with proj()",
		here.Name, here.Type, t.Class, name, there.Type, parent.Class)
}

// joins reports whether a foreign key may have these two types in its columns, or
// whether that is unknown.
func (p *Pass) joins(a, b string) bool {
	kind := p.mysqlKind
	if p.postgres() {
		kind = postgresKind
	}
	x, y := kind(normalType(a)), kind(normalType(b))
	return x == y || x == "" || y == ""
}

// normalType returns a type in lower case with single spaces.
func normalType(typ string) string { return strings.Join(strings.Fields(strings.ToLower(typ)), " ") }

// typeParts splits a type into its name, the "(…)" after it, and what follows.
func typeParts(typ string) (name, arguments, options string) {
	name = leadingWord(typ)
	rest := strings.TrimSpace(typ[len(name):])
	n := parenthesizedLength(rest)
	return name, rest[:n], strings.TrimSpace(rest[n:])
}

// inside returns what is between the parentheses of the arguments of a type.
func inside(arguments string) string {
	return strings.TrimSuffix(strings.TrimPrefix(arguments, "("), ")")
}

// mysqlKind returns the kind of a column that InnoDB has for a type: columns of the
// same kind may refer to each other. It returns "" if it does not know.
//
// The kinds are those that InnoDB compares: integers have a width and a sign, an enum
// and a year are integers of one byte, lengths of texts and digits do not matter,
// and decimals, times and uuids are bytes.
func (p *Pass) mysqlKind(low string) string {
	name, _, rest := typeParts(low)
	if n := p.integerWidth(name); n > 0 {
		width := strconv.Itoa(n)
		switch rest {
		case "", "signed":
			return width
		case "unsigned", "zerofill", "unsigned zerofill", "unsigned auto_increment":
			return width + " unsigned"
		case "auto_increment":
			return width
		}
		return ""
	}
	switch {
	case strings.HasPrefix(low, "<"):
		return "" // depends on the codec
	case strings.Contains(low, "@"):
		return "bytes" // a hash
	case name == "bool", name == "boolean":
		return "1"
	case name == "serial":
		return "8 unsigned"
	case name == "uuid":
		return "bytes"
	case rest != "":
		return ""
	}
	switch name {
	case "char", "varchar":
		return "text"
	case "date":
		return "date"
	case "datetime", "timestamp", "time", "decimal", "numeric":
		return "bytes"
	case "float", "float32":
		if strings.Contains(low, "(") {
			return "" // many digits make it a double
		}
		return "float"
	case "double", "real", "float64":
		return "double"
	case "year":
		return "1 unsigned"
	case "enum":
		const oneByte = 255
		if strings.Count(low, ",") < oneByte {
			return "1 unsigned"
		}
	}
	return ""
}

// integerWidth returns the number of bytes of an integer type, as text, or "". It
// returns "" for int8, which has one byte in datajoint 2 and eight before, if the
// version is unknown.
func (p *Pass) integerWidth(name string) int {
	switch name {
	case "tinyint", "int1":
		return 1
	case "smallint", "int2", "int16":
		return 2
	case "mediumint", "int3":
		return 3
	case "int", "integer", "int4", "int32":
		return 4
	case "bigint", "int64":
		return 8
	case "int8":
		switch {
		case p.allFrom(version(2, 0)):
			return 1
		case p.allBefore(version(2, 0)):
			return 8
		}
	}
	return 0
}

// postgresKind returns the kind of a column in PostgreSQL, which has operators
// between all numbers, and between dates and times.
func postgresKind(low string) string {
	name := leadingWord(low)
	switch {
	case strings.HasPrefix(low, "<"), strings.Contains(low, "@"):
		return ""
	case strings.Contains(name, "int"), slices.Contains([]string{"decimal", "numeric", "float", "float32", "float64", "double", "real", "serial"}, name):
		return "number"
	case slices.Contains([]string{"char", "varchar", "text"}, name):
		return "text"
	case slices.Contains([]string{"date", "datetime", "timestamp"}, name):
		return "time"
	case name == "uuid", name == "bool":
		return name
	}
	return ""
}
