package graph

import (
	"cmp"
	"strconv"
	"strings"
)

// A Pos is a place in a source file. The zero value is an unknown place.
type Pos struct {
	// Path is slash-separated and relative to the folder that was analysed.
	// A cell of a notebook is written "notebook.ipynb#cell3", counted from 1
	// over all cells.
	Path string
	// Line is 1-based; 0 means that only the file is known.
	Line int
	// Col is 1-based and counts bytes; 0 means that only the line is known.
	Col int
}

// IsValid reports whether p names a file.
func (p Pos) IsValid() bool { return p.Path != "" }

// String returns "path:line:col", leaving out what is unknown, or "?" for the
// zero value.
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

// Compare orders positions by path, line and column. The cells of a notebook
// come in their own order, the third before the tenth.
func (p Pos) Compare(q Pos) int {
	if p.Path != q.Path {
		file, cell := p.Cell()
		other, otherCell := q.Cell()
		return cmp.Or(strings.Compare(file, other), cmp.Compare(cell, otherCell), strings.Compare(p.Path, q.Path))
	}
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// CellPath returns the path by which positions name a cell of a notebook. It
// is the inverse of [Pos.Cell].
func CellPath(file string, number int) string { return file + cellMark + strconv.Itoa(number) }

// Cell returns the file of a position, and which cell of it, counted from 1.
// The number is 0 where the position is in no cell; the file is then the path.
func (p Pos) Cell() (file string, number int) {
	if i := strings.LastIndex(p.Path, cellMark); i >= 0 {
		number, err := strconv.Atoi(p.Path[i+len(cellMark):])
		if err == nil && p.Path == CellPath(p.Path[:i], number) && number > 0 {
			return p.Path[:i], number
		}
	}
	return p.Path, 0
}

// cellMark stands between a notebook and the number of a cell.
const cellMark = "#cell"
