package python

import "bytes"

// A Token is a word, a number, a string or a sign of a file. Comments and white
// space are no tokens.
type Token struct {
	Kind  TokenKind
	First bool // it is the first on its line
	// Start and End are its offsets in the file. A string includes its prefix
	// and its quotes.
	Start, End int
}

// TokenKind is the kind of a [Token].
type TokenKind uint8

// The kinds of tokens.
const (
	Word   TokenKind = iota // a name or a keyword
	Digits                  // a number
	String
	Sign // one sign, or an operator that ends in "=", such as "==" or "|="
)

// Tokens appends the tokens of the file to a list, those of functions that are
// kept as text included. It takes any text: a string that is not closed ends
// with its line, or with the file if it has three quotes.
func (f *File) Tokens(list []Token) []Token {
	src := f.text
	first := true
	for i := 0; i < len(src); {
		start := i
		switch c := src[i]; {
		case c == '\n':
			first = true
			i++
			continue
		case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\\':
			i++
			continue
		case c == '#':
			i = lineEnd(src, i)
			continue
		case c == '"' || c == '\'':
			i = stringEnd(src, i)
			list = append(list, Token{String, first, start, i})
		case isDigit(c):
			for i < len(src) && (isNameByte(src[i]) || src[i] == '.') {
				i++
			}
			list = append(list, Token{Digits, first, start, i})
		case isNameByte(c) || c >= 0x80:
			for i < len(src) && (isNameByte(src[i]) || src[i] >= 0x80) {
				i++
			}
			if i < len(src) && (src[i] == '"' || src[i] == '\'') && isStringPrefix(src[start:i]) {
				i = stringEnd(src, i)
				list = append(list, Token{String, first, start, i})
			} else {
				list = append(list, Token{Word, first, start, i})
			}
		default:
			i++
			if i < len(src) && src[i] == '=' && bytes.IndexByte([]byte("=!<>|&^+-*/%@:"), c) >= 0 {
				i++
			}
			list = append(list, Token{Sign, first, start, i})
		}
		first = false
	}
	return list
}

// TokenText returns the text of a token.
func (f *File) TokenText(t Token) string { return string(f.text[t.Start:t.End]) }

// Is reports whether a token has a text.
func (f *File) Is(t Token, text string) bool { return string(f.text[t.Start:t.End]) == text }

// Plain returns where the contents of a string stand, between its quotes. It
// reports false for what is no string, for bytes and f-strings, whose contents
// are something else, and for a string that is not closed.
func (f *File) Plain(t Token) (start, end int, ok bool) {
	if t.Kind != String {
		return 0, 0, false
	}
	src := f.text[t.Start:t.End]
	quote := bytes.IndexAny(src, `"'`)
	if bytes.ContainsAny(src[:quote], "bBfF") {
		return 0, 0, false
	}
	width := quoteWidth(src[quote:])
	if len(src) < quote+2*width || src[len(src)-1] != src[quote] {
		return 0, 0, false
	}
	return t.Start + quote + width, t.End - width, true
}

// Slice returns the text between two offsets.
func (f *File) Slice(start, end int) string { return string(f.text[start:end]) }

// Mentions reports whether the text holds a string anywhere.
func (f *File) Mentions(s string) bool { return bytes.Contains(f.text, []byte(s)) }

// lineEnd returns the offset of the end of the line at an offset.
func lineEnd(src []byte, from int) int {
	if i := bytes.IndexByte(src[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(src)
}

// quoteWidth returns how many quotes open the string at the start of a text: 3
// or 1.
func quoteWidth(src []byte) int {
	if len(src) >= 3 && src[1] == src[0] && src[2] == src[0] {
		return 3
	}
	return 1
}

// stringEnd returns the offset behind the string whose first quote stands at an
// offset.
func stringEnd(src []byte, from int) int {
	quote := src[from]
	width := quoteWidth(src[from:])
	for i := from + width; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
		case c == '\n' && width == 1:
			return i
		case c == quote && width == 1:
			return i + 1
		case c == quote && len(src)-i >= 3 && src[i+1] == quote && src[i+2] == quote:
			return i + 3
		}
	}
	return len(src)
}

// isStringPrefix reports whether a word before a quote belongs to the string.
func isStringPrefix(word []byte) bool {
	return len(word) <= 2 && len(bytes.Trim(word, "rRbBuUfF")) == 0
}

// A Remark is a comment that speaks to a program: "# djdag: …".
type Remark struct {
	At          // of the "#"
	Text string // to the end of the line, without trailing white space
}

// Remarks lists the comments that begin with a name and a colon, one for each
// line, in the order of the text. They count in strings as well: the comments
// of a definition stand in one.
func (f *File) Remarks(name string) []Remark { return RemarksIn(f.text, name) }

// RemarksIn is [File.Remarks] for a text that need not be Python, but has
// comments that start with "#".
func RemarksIn(text []byte, name string) []Remark {
	var found []Remark
	word := []byte(name + ":")
	for from := 0; ; {
		i := bytes.Index(text[from:], word)
		if i < 0 {
			return found
		}
		at := from + i
		from = at + len(word)
		before := bytes.TrimRight(text[:at], " \t")
		if len(before) == 0 || before[len(before)-1] != '#' {
			continue
		}
		from = lineEnd(text, at)
		start := len(before) - 1
		found = append(found, Remark{At(start), string(bytes.TrimRight(text[start:from], " \t\r"))})
	}
}
