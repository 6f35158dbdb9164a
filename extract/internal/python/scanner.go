package python

import "bytes"

// maxScanDepth bounds the nesting of what a scanner reads.
const maxScanDepth = 100

// A scanner tells whether a text is surely Python, without building anything.
// What it accepts is a part of what tree-sitter accepts without an error, so
// its methods report false for whatever is rare or hard to tell: classes
// inside functions, statements of Python 2, tabs, names that are not ASCII.
// Each method leaves the scanner behind what it read, or somewhere if it
// reports false.
type scanner struct {
	src        []byte
	pos        int
	last       int  // behind the last token of the line before
	indent     int  // of the line that startLine found
	nesting    int  // the brackets around pos: line feeds are white space inside
	depth      int  // of the statements and expressions around pos
	assignable bool // whether what primary read can be assigned to
	imports    []span

	// What def read last: where the body stands, and the imports in it.
	defBody    span
	defImports []span
}

// A span is a piece of text between two offsets.
type span struct{ start, end int }

// peek returns the next byte, or 0 at the end.
func (s *scanner) peek() byte { return s.peekAt(0) }

// at returns the byte that is i bytes ahead, or 0 behind the end.
func (s *scanner) peekAt(i int) byte {
	if s.pos+i < len(s.src) {
		return s.src[s.pos+i]
	}
	return 0
}

// take goes behind a token if it comes next.
func (s *scanner) accept(token string) bool {
	if len(s.src)-s.pos < len(token) || string(s.src[s.pos:s.pos+len(token)]) != token {
		return false
	}
	s.pos += len(token)
	return true
}

// acceptKeyword goes behind a keyword, and the white space behind that, if it comes
// next.
func (s *scanner) acceptKeyword(word string) bool {
	if string(s.word()) != word {
		return false
	}
	s.pos += len(word)
	s.space()
	return true
}

// word returns the ASCII name or keyword that comes next, or nothing.
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

// name goes behind a name that is no keyword.
func (s *scanner) name() bool {
	word := s.word()
	if len(word) == 0 || isKeyword(string(word)) {
		return false
	}
	s.pos += len(word)
	return true
}

// separated reads one thing or more with a separator between them, and white
// space behind.
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

// space goes to the next token. Inside brackets line feeds and comments are
// white space, too.
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

// comment goes to the end of the line.
func (s *scanner) comment() {
	if i := bytes.IndexByte(s.src[s.pos:], '\n'); i >= 0 {
		s.pos += i
	} else {
		s.pos = len(s.src)
	}
}

// oddIndent is the indent of a line that is indented with anything but blanks: more
// than any block has.
const oddIndent = 1 << 30

// startLine goes to the first token of the next line that has one and sets the
// indent. It reports false at the end of the text, where the indent is -1, and
// if the line is indented with anything but blanks, where it is oddIndent.
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

// endLine goes behind the end of the line, where nothing but a comment may
// stand.
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

// deeper bounds the nesting; each call that reports true needs one of shallower.
func (s *scanner) enter() bool {
	s.depth++
	return s.depth <= maxScanDepth
}

func (s *scanner) leave() { s.depth-- }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || isDigit(c)
}

// isKeyword reports whether a word cannot be a name, or not in every version
// of Python.
func isKeyword(word string) bool {
	switch word {
	case "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
		"def", "del", "elif", "else", "except", "exec", "finally", "for", "from", "global", "if", "import",
		"in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield":
		return true
	}
	return false
}
