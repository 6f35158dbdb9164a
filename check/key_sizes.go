package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A textSize counts the bytes of columns: in utf8mb4, the default of MySQL 8, in
// which a letter takes up to four bytes, and on an old server with letters of one
// byte.
type textSize struct{ utf8, latin1 int }

// sizeSeverity returns the severity of a size that utf8mb4 exceeds: a warning if the
// project may have a server with letters of one byte, and they fit.
func (p *Pass) sizeSeverity(size textSize, limit int) graph.Severity {
	if size.latin1 > limit || p.modern() {
		return graph.Error
	}
	return graph.Warning
}

// modern reports whether the project requires datajoint 2; or no version, and it uses
// no name that datajoint 2 removed. Its server has letters of four bytes then.
func (p *Pass) modern() bool {
	if p.DataJoint() != (graph.Requirement{Pos: p.DataJoint().Pos}) {
		return p.allFrom(version(2, 0))
	}
	names := libraryNames()
	return !slices.ContainsFunc(p.Pipeline.Modules, func(m graph.Module) bool {
		return slices.ContainsFunc(m.Uses, func(u graph.Use) bool {
			root, _, _ := strings.Cut(u.Name, ".")
			return !u.Guarded && names[root].until.Known()
		})
	})
}

// keySize reports primary keys, indexes and rows that are too large for MySQL. It
// does not report a key that is as large in a parent.
func keySize(p *Pass) {
	if p.postgres() {
		return
	}
	p.tables(func(t *graph.Table) {
		p.primaryKeySize(t)
		p.rowSize(t)
		for i := range t.Indexes {
			x := &t.Indexes[i]
			if why, severity := p.sizeProblem(t, x.Columns); why != "" {
				p.ReportAs(severity, graph.Diagnostic{
					Message: fmt.Sprintf("the index has %s; index a shorter attribute", why),
					Pos:     x.Pos,
				})
			}
		}
	})
}

func (p *Pass) primaryKeySize(t *graph.Table) {
	why, severity := p.sizeProblem(t, t.PrimaryKey)
	if why == "" {
		return
	}
	for _, fk := range p.Pipeline.ForeignKeysOf(t.ID) {
		if parent := p.Pipeline.Table(fk.Parent); parent != nil {
			if inherited, _ := p.sizeProblem(parent, parent.PrimaryKey); inherited != "" {
				return
			}
		}
	}
	own, pos := false, t.Pos
	for i := range t.Attributes {
		a := &t.Attributes[i]
		if a.InKey && !own {
			pos, own = a.Pos, len(a.From) == 0
		}
		if a.InKey && keyBytes(a.Type).utf8 > maxKeyBytes {
			pos = a.Pos
			break
		}
	}
	p.ReportAs(severity, graph.Diagnostic{
		Message: fmt.Sprintf("the primary key of %s has %s; use a short name or a uuid, and move the rest below the ---", t.Class, why),
		Pos:     pos,
	})
}

// sizeProblem says why columns are too many or too large for a key, or returns "".
func (p *Pass) sizeProblem(t *graph.Table, columns []string) (why string, severity graph.Severity) {
	if len(columns) > maxKeyColumns {
		return fmt.Sprintf("%d columns, but MySQL allows only %d", len(columns), maxKeyColumns), graph.Error
	}
	var size textSize
	for _, name := range columns {
		if a := t.Attribute(name); a != nil {
			n := keyBytes(p.storage(a.Type))
			size.utf8 += n.utf8
			size.latin1 += n.latin1
		}
	}
	if size.utf8 <= maxKeyBytes {
		return "", 0
	}
	return fmt.Sprintf("%d bytes in utf8mb4, the default of MySQL 8, but the database allows only %d", size.utf8, maxKeyBytes),
		p.sizeSeverity(size, maxKeyBytes)
}

// keyBytes returns the size of a text in a key, and zero for other types.
func keyBytes(typ string) textSize {
	name, arguments, _ := typeParts(normalType(typ))
	if arguments == "" || name != "char" && name != "varchar" {
		return textSize{}
	}
	n, _, ok := twoNumbers(inside(arguments))
	if !ok || n > maxVarchar { // the latter is an error by itself
		return textSize{}
	}
	return textSize{utf8: n * bytesPerLetter, latin1: n}
}

// rowSize reports texts that make the row of a table too large, at the largest one
// that the table declares itself. It reports no text that is too large by itself.
func (p *Pass) rowSize(t *graph.Table) {
	const maxRow = 65535
	var row textSize
	var largest *graph.Attribute
	most := 0
	for i := range t.Attributes {
		a := &t.Attributes[i]
		size := keyBytes(a.Type)
		if size.utf8 > maxRow {
			return
		}
		if len(a.From) == 0 && size.utf8 > most {
			largest, most = a, size.utf8
		}
		fixed := p.fixedBytes(normalType(p.storage(a.Type)))
		row.utf8 += size.utf8 + fixed
		row.latin1 += size.latin1 + fixed
	}
	if row.utf8 <= maxRow || largest == nil {
		return
	}
	p.ReportAs(p.sizeSeverity(row, maxRow), graph.Diagnostic{
		Message: fmt.Sprintf("the row of %s has %d bytes in utf8mb4, the default of MySQL 8, but the database allows only %d; shorten %q, or use a blob or a file", t.Class, row.utf8, maxRow, largest.Name),
		Pos:     largest.TypePos,
		End:     textEnd(largest.TypePos, largest.Type),
	})
}

// fixedBytes returns the least number of bytes that a column of a type, in lower case,
// takes in a row, apart from the letters of a text.
func (p *Pass) fixedBytes(low string) int {
	name := leadingWord(low)
	if n := p.integerWidth(name); n > 0 {
		return n
	}
	switch name {
	case "bool", "boolean", "enum", "year", "varchar":
		return 1
	case "date", "time":
		return 3
	case "timestamp", "float", "float32":
		return 4
	case "datetime":
		return 5
	case "double", "float64", "real", "serial":
		return 8
	case "uuid":
		return 16
	case "tinyblob", "json":
		return 9
	case "blob", "text":
		return 10
	case "mediumblob":
		return 11
	case "longblob", "bytes", "longtext":
		return 12
	}
	return 0
}
