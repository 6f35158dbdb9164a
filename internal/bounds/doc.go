// Package bounds refuses texts that are too large, or too deeply nested, for the
// libraries that parse them, or that are no text. The libraries take minutes or
// gigabytes for some texts of a megabyte, which nobody writes by hand. The functions
// here take time in proportion to the text.
package bounds

import "bytes"

// An Error says which bound a text exceeds, and where.
type Error struct {
	Offset  int // of the byte, from 0
	Message string
}

// Error returns the message, without the place.
func (e *Error) Error() string { return e.Message }

// LineCol returns the place of a byte of a text, from 1. The column counts bytes.
func LineCol(text []byte, offset int) (line, col int) {
	before := text[:min(max(offset, 0), len(text))]
	return 1 + bytes.Count(before, []byte{'\n'}), len(before) - bytes.LastIndexByte(before, '\n')
}
