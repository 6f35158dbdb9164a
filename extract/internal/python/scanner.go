package python

import "bytes"

// maxScanDepth limits the nesting that a scanner accepts.
const maxScanDepth = 100

// A scanner checks whether a text is valid Python, without building a tree. It
// accepts a subset of what tree-sitter parses without an error: its methods
// return false for anything rare or hard to check, such as classes inside
// functions, statements of Python 2, tabs, and names outside ASCII. A method
// that returns true leaves the position after what it accepted; one that
// returns false leaves it anywhere.
type scanner struct {
	src        []byte
	pos        int
	last       int    // the end of the last token on the previous line
	indent     int    // of the line that startLine moved to
	nesting    int    // the number of open brackets at pos
	depth      int    // the number of statements and expressions around pos
	assignable bool   // whether the last primary can be an assignment target
	display    bool   // whether the last brackets are a list, tuple, set or dict of written elements
	imports    []span // the import statements found so far

	// The body of the last function that def accepted, and the imports in it.
	defBody    span
	defImports []span
}

// A span is the text between two offsets.
type span struct{ start, end int }

// peek returns the next byte, or 0 at the end.
func (s *scanner) peek() byte { return s.peekAt(0) }

// peekAt returns the byte i bytes ahead, or 0 past the end.
func (s *scanner) peekAt(i int) byte {
	if s.pos+i < len(s.src) {
		return s.src[s.pos+i]
	}
	return 0
}

// accept moves past a token if it comes next.
func (s *scanner) accept(token string) bool {
	if len(s.src)-s.pos < len(token) || string(s.src[s.pos:s.pos+len(token)]) != token {
		return false
	}
	s.pos += len(token)
	return true
}

// acceptKeyword moves past a keyword and the whitespace after it if the keyword
// comes next.
func (s *scanner) acceptKeyword(word string) bool {
	if string(s.word()) != word {
		return false
	}
	s.pos += len(word)
	s.space()
	return true
}

// word returns the ASCII name or keyword that comes next. It returns nothing
// for numbers and for names with other characters.
func (s *scanner) word() []byte {
	end := s.pos
	for end < len(s.src) && isNameByte(s.src[end]) {
		end++
	}
	if end < len(s.src) && s.src[end] >= 0x80 || end > s.pos && isDigit(s.src[s.pos]) {
		return nil
	}
	return s.src[s.pos:end]
}

// name accepts a name that is not a keyword.
func (s *scanner) name() bool {
	word := s.word()
	if len(word) == 0 || isKeyword(string(word)) {
		return false
	}
	s.pos += len(word)
	return true
}

// separated accepts one or more items with a separator between them, and the
// whitespace after them.
func (s *scanner) separated(by string, read func() bool) bool {
	for read() {
		s.space()
		if !s.accept(by) {
			return true
		}
		s.space()
	}
	return false
}

// space moves to the next token of the logical line. Inside brackets, line
// feeds and comments count as whitespace.
func (s *scanner) space() {
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ', '\t':
			s.pos++
		case '\\':
			switch {
			case s.peekAt(1) == '\n':
				s.pos += 2
			case s.peekAt(1) == '\r' && s.peekAt(2) == '\n':
				s.pos += 3
			default:
				return
			}
		case '\r':
			if s.peekAt(1) != '\n' || s.nesting == 0 {
				return
			}
			s.pos += 2
		case '\n':
			if s.nesting == 0 {
				return
			}
			s.pos++
		case '#':
			if s.nesting == 0 {
				return
			}
			s.comment()
		default:
			return
		}
	}
}

// comment moves to the end of the line.
func (s *scanner) comment() {
	if i := bytes.IndexByte(s.src[s.pos:], '\n'); i >= 0 {
		s.pos += i
	} else {
		s.pos = len(s.src)
	}
}

// oddIndent is the indent of a line that is indented with anything but spaces.
// It is larger than that of any block.
const oddIndent = 1 << 30

// startLine moves to the first token of the next line that has one, and sets
// the indent. At the end of the text it returns false and sets the indent to
// -1. If the line is indented with anything but spaces, it returns false and
// sets the indent to oddIndent.
func (s *scanner) startLine() bool {
	for {
		start := s.pos
		for s.peek() == ' ' {
			s.pos++
		}
		s.indent = s.pos - start
		switch s.peek() {
		case '#':
			s.comment()
			s.pos = min(s.pos+1, len(s.src))
		case '\n':
			s.pos++
		case '\r':
			if s.peekAt(1) != '\n' {
				s.indent = oddIndent
				return false
			}
			s.pos += 2
		case '\t', '\f', '\\', 0:
			s.indent = oddIndent
			if s.pos == len(s.src) {
				s.indent = -1
			}
			return false
		default:
			return true
		}
	}
}

// endLine moves past the end of the line. It accepts only whitespace and a
// comment before it.
func (s *scanner) endLine() bool {
	s.last = s.pos
	for s.last > 0 && (s.src[s.last-1] == ' ' || s.src[s.last-1] == '\t') {
		s.last--
	}
	s.space()
	if s.peek() == '#' {
		s.comment()
	}
	if s.pos == len(s.src) || s.accept("\n") || s.accept("\r\n") {
		return true
	}
	return false
}

// enter increments the depth and reports whether it is within limits. Each call
// that returns true needs a call of leave.
func (s *scanner) enter() bool {
	s.depth++
	return s.depth <= maxScanDepth
}

func (s *scanner) leave() { s.depth-- }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || isDigit(c)
}

// isKeyword reports whether a word is a keyword in some version of Python.
func isKeyword(word string) bool {
	switch word {
	case "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
		"def", "del", "elif", "else", "except", "exec", "finally", "for", "from", "global", "if", "import",
		"in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield":
		return true
	}
	return false
}
