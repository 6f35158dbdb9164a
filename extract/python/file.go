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

	text    []byte
	outside []byte // the text without bodies of functions; nil if it is not known
	lines   []int  // the offset of each line's first byte
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

// OnlyFunctionsUse reports whether a name occurs in functions, and nowhere else
// but in imports. Elsewhere it counts wherever it stands, in a definition or a
// comment, and so it does in the body of a function that a [scanner] has
// doubts about.
func (f *File) OnlyFunctionsUse(name string) bool {
	if f.outside == nil {
		f.outside = withoutBodies(f.text)
	}
	return f.names(f.text, name) && !f.names(f.outside, name)
}

// names reports whether a name occurs outside of imports in a text with the
// offsets of the file.
func (f *File) names(text []byte, name string) bool {
	for at := 0; ; at += len(name) {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return false
		}
		at += i
		if isWord(text, at, at+len(name)) && !f.inImport(at) {
			return true
		}
	}
}

// isWord reports whether no name goes on before or behind a piece of text.
func isWord(text []byte, start, end int) bool {
	return (start == 0 || !isNameByte(text[start-1])) && (end == len(text) || !isNameByte(text[end]))
}

// inImport reports whether an import statement stands at an offset.
func (f *File) inImport(offset int) bool {
	i := sort.Search(len(f.Imports), func(i int) bool { return f.Imports[i].Offset() > offset }) - 1
	return i >= 0 && offset < f.Imports[i].end
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
