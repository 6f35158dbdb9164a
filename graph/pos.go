package graph

import (
	"cmp"
	"strconv"
	"strings"
)

// A Pos is a position in a source file. The zero value is an unknown position.
type Pos struct {
	// Path is slash-separated and relative to the analysed directory. The path
	// of a notebook cell is "notebook.ipynb#cell3", with all cells counted from
	// 1.
	Path string
	// Line is 1-based; 0 means that only the file is known.
	Line int
	// Col is 1-based and counts bytes of UTF-8; 0 means that only the line is
	// known.
	Col int
}

// IsValid reports whether p names a file.
func (p Pos) IsValid() bool { return p.Path != "" }

// String returns "path:line:col" without unknown parts, or "?" if the path is
// empty.
func (p Pos) String() string {
	if !p.IsValid() {
		return "?"
	}
	var b strings.Builder
	b.WriteString(p.Path)
	if p.Line > 0 {
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(p.Line))
		if p.Col > 0 {
			b.WriteByte(':')
			b.WriteString(strconv.Itoa(p.Col))
		}
	}
	return b.String()
}

// Compare orders positions by path, line and column. Cells of a notebook are
// ordered by number, the third before the tenth.
func (p Pos) Compare(q Pos) int {
	if p.Path != q.Path {
		file, cell := p.Cell()
		other, otherCell := q.Cell()
		return cmp.Or(strings.Compare(file, other), cmp.Compare(cell, otherCell), strings.Compare(p.Path, q.Path))
	}
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// CellPath returns the path of a notebook cell, with cells counted from 1. It is
// the inverse of [Pos.Cell].
func CellPath(file string, number int) string { return file + cellMark + strconv.Itoa(number) }

// Cell splits the path of a notebook cell into the file and the number of the
// cell, counted from 1. For other paths it returns the path and 0.
func (p Pos) Cell() (file string, number int) {
	if i := strings.LastIndex(p.Path, cellMark); i >= 0 {
		number, err := strconv.Atoi(p.Path[i+len(cellMark):])
		if err == nil && p.Path == CellPath(p.Path[:i], number) && number > 0 {
			return p.Path[:i], number
		}
	}
	return p.Path, 0
}

// cellMark separates the path of a notebook from the number of a cell.
const cellMark = "#cell"
