package python

import (
	"bytes"
	"iter"
	"sort"
)

// A File is what one Python file says.
type File struct {
	Body []Stmt
	// Imports are all import statements of the file in the order of the
	// text, those inside functions included.
	Imports []*Import
	// Errors are the places that are not Python. Of a file, or of a cell,
	// only the first is kept: what follows it is seldom a second one.
	Errors []SyntaxError

	text  []byte
	lines []int // the offset of each line's first byte
}

// A SyntaxError is a place that could not be parsed.
type SyntaxError struct {
	At
	End     int // the offset just behind it
	Message string
}

// LineCol returns the 1-based line and the 1-based byte column of an offset.
func (f *File) LineCol(offset int) (line, col int) {
	i := sort.SearchInts(f.lines, offset+1) - 1
	if i < 0 {
		return 1, 1
	}
	return i + 1, offset - f.lines[i] + 1
}

// Line returns the text of a 1-based line without its end, or "".
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	line := f.text[f.lines[n-1]:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return string(bytes.TrimSuffix(line, []byte("\r")))
}

// LinesWith returns the lines that contain a string, without their ends, in
// the order of the text.
func (f *File) LinesWith(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for from := 0; ; {
			i := bytes.Index(f.text[from:], []byte(s))
			if i < 0 {
				return
			}
			n, _ := f.LineCol(from + i)
			if !yield(f.Line(n)) || n >= len(f.lines) {
				return
			}
			from = f.lines[n]
		}
	}
}

// lineStarts returns the offset of each line's first byte.
func lineStarts(text []byte) []int {
	starts := make([]int, 1, 1+bytes.Count(text, []byte{'\n'}))
	for i := 0; ; {
		j := bytes.IndexByte(text[i:], '\n')
		if j < 0 {
			return starts
		}
		i += j + 1
		starts = append(starts, i)
	}
}
