package python

import (
	"bytes"
	"iter"
	"slices"
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

	text   []byte
	lines  []int32 // the offset of each line's first byte
	bodies []span  // of functions that a scanner knows to be Python, ascending
}

// A SyntaxError is a place that could not be parsed.
type SyntaxError struct {
	At
	End     int // the offset just behind it
	Message string
}

// LineCol returns the 1-based line and the 1-based byte column of an offset.
func (f *File) LineCol(offset int) (line, col int) {
	i := sort.Search(len(f.lines), func(i int) bool { return int(f.lines[i]) > offset }) - 1
	if i < 0 {
		return 1, 1
	}
	return i + 1, offset - int(f.lines[i]) + 1
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
// the order of the text, each with the offset of the string.
func (f *File) LinesWith(s string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for from := 0; ; {
			i := bytes.Index(f.text[from:], []byte(s))
			if i < 0 {
				return
			}
			n, _ := f.LineCol(from + i)
			if !yield(from+i, f.Line(n)) || n >= len(f.lines) {
				return
			}
			from = int(f.lines[n])
		}
	}
}

// OnlyFunctionsUse reports whether a name occurs in functions, and nowhere else
// but in imports. Elsewhere it counts wherever it stands, in a definition or a
// comment, and so it does in the body of a function that a [scanner] has
// doubts about.
func (f *File) OnlyFunctionsUse(name string) bool {
	// What stands outside of functions is the smaller part, and mostly has it.
	start := 0
	for _, b := range f.bodies {
		if f.occurs(name, start, b.start) {
			return false
		}
		start = b.end
	}
	return !f.occurs(name, start, len(f.text)) &&
		slices.ContainsFunc(f.bodies, func(b span) bool { return f.occurs(name, b.start, b.end) })
}

// occurs reports whether a name stands between two offsets, outside of imports.
func (f *File) occurs(name string, start, end int) bool {
	for at := start; ; at += len(name) {
		i := bytes.Index(f.text[at:end], []byte(name))
		if i < 0 {
			return false
		}
		at += i
		if isWord(f.text, at, at+len(name)) && !f.InImport(at) {
			return true
		}
	}
}

// isWord reports whether no name goes on before or behind a piece of text.
func isWord(text []byte, start, end int) bool {
	return (start == 0 || !isNameByte(text[start-1])) && (end == len(text) || !isNameByte(text[end]))
}

// InImport reports whether an import statement stands at an offset.
func (f *File) InImport(offset int) bool {
	i := sort.Search(len(f.Imports), func(i int) bool { return f.Imports[i].Offset() > offset }) - 1
	return i >= 0 && offset < f.Imports[i].end
}

// leftOut notes the bodies of the functions in the piece of the file that
// starts at an offset and reaches to the end of what was noted before, or
// beyond it. Their offsets are in that piece.
func (f *File) leftOut(start int, bodies []span) {
	f.bodies = f.bodies[:sort.Search(len(f.bodies), func(i int) bool { return f.bodies[i].start >= start })]
	for _, b := range bodies {
		f.bodies = append(f.bodies, span{start + b.start, start + b.end})
	}
}

// lineStarts returns the offset of each line's first byte.
func lineStarts(text []byte) []int32 {
	starts := make([]int32, 1, 1+bytes.Count(text, []byte{'\n'}))
	for i := 0; ; {
		j := bytes.IndexByte(text[i:], '\n')
		if j < 0 {
			return starts
		}
		i += j + 1
		starts = append(starts, int32(i))
	}
}
