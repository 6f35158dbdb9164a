package python

import (
	"bytes"
	"iter"
	"slices"
	"sort"
)

// A File is a parsed Python file.
type File struct {
	Body []Stmt
	// Imports has all import statements of the file, in source order, including
	// those inside functions.
	Imports []*Import
	// Errors has the syntax errors, in source order: at most the first of a
	// file, or of each cell. Later ones are mostly consequences of the first.
	Errors []SyntaxError

	// Unread has the statements that are too long to be read, in source order. What they
	// assign to is bound to an [Opaque].
	Unread []Unread

	// Kept: another run will use the file. Nothing in it is dropped.
	Kept bool

	text   []byte
	lines  []int32 // the offset of the first byte of each line
	bodies []span  // of the functions that the scanner accepted, ascending
	broken int     // the bytes that were parsed and have syntax errors, some more than once
}

// A SyntaxError is a piece of text that could not be parsed.
type SyntaxError struct {
	At
	End     int // the offset of the first byte after it
	Message string
}

// Forget drops all but the errors and the starts of the lines, for [File.LineCol], unless
// the file is kept.
func (f *File) Forget() {
	if !f.Kept {
		f.Body, f.Imports, f.text, f.bodies = nil, nil, nil, nil
	}
}

// An Unread is a statement that is too long to be read: it is data.
type Unread struct {
	At
	End int // the offset of the first byte after it
}

// LineCol converts an offset to a 1-based line and a 1-based byte column.
func (f *File) LineCol(offset int) (line, col int) {
	i := sort.Search(len(f.lines), func(i int) bool { return int(f.lines[i]) > offset }) - 1
	if i < 0 {
		return 1, 1
	}
	return i + 1, offset - int(f.lines[i]) + 1
}

// Line returns the text of a 1-based line without its line ending, or "" if
// there is no such line.
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

// LineAt returns the line that has an offset.
func (f *File) LineAt(offset int) string {
	line, _ := f.LineCol(offset)
	return f.Line(line)
}

// LinesWith yields the lines that contain a string, in order, without their
// line endings, each with the offset of the string.
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

// Lines yields the lines in order, without their line feeds, each with its offset.
func (f *File) Lines() iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		for i, start := range f.lines {
			end := len(f.text)
			if i+1 < len(f.lines) {
				end = int(f.lines[i+1]) - 1
			}
			if !yield(int(start), f.text[start:end]) {
				return
			}
		}
	}
}

// UsedOnlyInFunctions reports whether a name occurs inside functions and, apart
// from imports, nowhere else. Outside functions, any occurrence counts as a
// use, even in a string or a comment. So does one in the body of a function
// that the [scanner] could not accept.
func (f *File) UsedOnlyInFunctions(name string) bool {
	// Search outside functions first: it is less text and usually has the name.
	return !f.usedOutsideFunctions(name) &&
		slices.ContainsFunc(f.bodies, func(b span) bool { return f.occurs(name, b.start, b.end) })
}

// WordsOutsideFunctions returns the names that occur outside functions and imports. Any
// occurrence counts, even in a string or a comment.
func (f *File) WordsOutsideFunctions() map[string]bool {
	words := map[string]bool{}
	start := 0
	for _, b := range f.bodies {
		f.addWords(words, start, b.start)
		start = b.end
	}
	f.addWords(words, start, len(f.text))
	return words
}

// addWords adds the words between two offsets, outside imports.
func (f *File) addWords(words map[string]bool, start, end int) {
	for at := start; at < end; at++ {
		if !isNameByte(f.text[at]) {
			continue
		}
		from := at
		for at < end && isNameByte(f.text[at]) {
			at++
		}
		if !f.InImport(from) {
			words[string(f.text[from:at])] = true
		}
	}
}

// usedOutsideFunctions reports whether a name is one of [File.WordsOutsideFunctions].
func (f *File) usedOutsideFunctions(name string) bool {
	start := 0
	for _, b := range f.bodies {
		if f.occurs(name, start, b.start) {
			return true
		}
		start = b.end
	}
	return f.occurs(name, start, len(f.text))
}

// AttributesOutsideFunctions yields the attributes that text outside functions
// takes from a dotted name, "X" in "name.X", with the offset of the name. Text in
// strings counts, as in a table's definition; comments and imports do not.
func (f *File) AttributesOutsideFunctions(name string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for at := 0; ; at++ {
			i := bytes.Index(f.text[at:], []byte(name+"."))
			if i < 0 {
				return
			}
			at += i
			start := at + len(name) + 1
			end := start
			for end < len(f.text) && isNameByte(f.text[end]) {
				end++
			}
			if end == start || at > 0 && (isNameByte(f.text[at-1]) || f.text[at-1] == '.') || f.inFunction(at) || f.InImport(at) || f.inComment(at) {
				continue
			}
			if !yield(string(f.text[start:end]), at) {
				return
			}
		}
	}
}

// inFunction reports whether an offset is in the body of a function.
func (f *File) inFunction(offset int) bool {
	i := sort.Search(len(f.bodies), func(i int) bool { return f.bodies[i].end > offset })
	return i < len(f.bodies) && f.bodies[i].start <= offset
}

// inComment reports whether a "#" precedes an offset in its line.
func (f *File) inComment(offset int) bool {
	line := f.text[bytes.LastIndexByte(f.text[:offset], '\n')+1 : offset]
	return bytes.IndexByte(line, '#') >= 0
}

// occurs reports whether a name occurs between two offsets, outside imports.
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

// isWord reports whether text[start:end] is not part of a longer name.
func isWord(text []byte, start, end int) bool {
	return (start == 0 || !isNameByte(text[start-1])) && (end == len(text) || !isNameByte(text[end]))
}

// InImport reports whether an offset is inside an import statement.
func (f *File) InImport(offset int) bool {
	i := sort.Search(len(f.Imports), func(i int) bool { return f.Imports[i].Offset() > offset }) - 1
	return i >= 0 && offset < f.Imports[i].end
}

// addFunctionBodies records function bodies in the piece of the file that
// begins at start. Their offsets are relative to start. It replaces bodies
// recorded earlier at or after start.
func (f *File) addFunctionBodies(start int, bodies []span) {
	f.bodies = f.bodies[:sort.Search(len(f.bodies), func(i int) bool { return f.bodies[i].start >= start })]
	for _, b := range bodies {
		f.bodies = append(f.bodies, span{start + b.start, start + b.end})
	}
}

// addUnread records statements that are not read in the piece of the file that begins at
// start, as addFunctionBodies does.
func (f *File) addUnread(start int, statements []span) {
	f.Unread = f.Unread[:sort.Search(len(f.Unread), func(i int) bool { return f.Unread[i].Offset() >= start })]
	for _, s := range statements {
		f.Unread = append(f.Unread, Unread{At(start + s.start), start + s.end})
	}
}

// lineStarts returns the offset of the first byte of each line.
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
