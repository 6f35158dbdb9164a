package python

import (
	"bytes"
	"math"
)

// A Token is a word, a number, a string or a sign of a file. Comments and white
// space are no tokens.
type Token struct {
	// Start and End are its offsets in the file. A string includes its prefix
	// and its quotes.
	Start, End int32 // Python reads no larger files
	Kind       TokenKind
	First      bool // it is the first on its line
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

// Tokens yields the tokens of the file, those of functions that are kept as
// text included, in batches of whole logical lines. A batch is valid until the
// next one. It takes any text: a string that is not closed ends with its line,
// or with the file if it has three quotes, and a bracket that is not closed ends
// with the file.
func (f *File) Tokens(yield func(batch []Token) bool) {
	const enough = 128 // tokens, some lines: a batch is garbage soon
	src := f.text[:min(len(f.text), math.MaxInt32)]
	batch := make([]Token, 0, enough+enough/4)
	nesting := 0
	first := true
	for i := 0; i < len(src); {
		start, kind := i, Sign
		switch c := src[i]; byteClasses[c] {
		case nameByte:
			for i++; i < len(src) && byteClasses[src[i]] >= digitByte; i++ {
			}
			kind = Word
			if i-start <= 2 && i < len(src) && byteClasses[src[i]] == quoteByte && isStringPrefix(src[start:i]) {
				kind, i = String, stringEnd(src, i)
			}
		case spaceByte:
			for i++; i < len(src) && src[i] == ' '; i++ {
			}
			continue
		case lineByte:
			first = true
			i++
			continue
		case commentByte:
			i = lineEnd(src, i)
			continue
		case quoteByte:
			kind, i = String, stringEnd(src, i)
		case digitByte:
			for i++; i < len(src) && (byteClasses[src[i]] >= digitByte || src[i] == '.'); i++ {
			}
			kind = Digits
		default:
			i++
			if i < len(src) && src[i] == '=' && bytes.IndexByte([]byte("=!<>|&^+-*/%@:"), c) >= 0 {
				i++
			}
			switch c {
			case '(', '[', '{':
				nesting++
			case ')', ']', '}':
				nesting = max(nesting-1, 0)
			}
		}
		if first && nesting == 0 && len(batch) >= enough {
			if !yield(batch) {
				return
			}
			batch = batch[:0]
		}
		batch = append(batch, Token{int32(start), int32(i), kind, first})
		first = false
	}
	if len(batch) > 0 {
		yield(batch)
	}
}

// The classes of bytes, by what may begin with one.
const (
	signByte    = 's'
	spaceByte   = ' '
	lineByte    = '$'
	commentByte = '#'
	quoteByte   = '"'
	digitByte   = 'w' // the last two may stand inside of a name
	nameByte    = 'x'
)

// byteClasses has the class of each byte. It is a constant, and not a function,
// since each byte of a project is looked up in it.
const byteClasses = "sssssssss $   ssssssssssssssssss" + // control characters: tab, line feed, …
	" s\"#sss\"sssssssswwwwwwwwwwssssss" + // signs and digits
	"sxxxxxxxxxxxxxxxxxxxxxxxxxxs ssx" + // capitals
	"sxxxxxxxxxxxxxxxxxxxxxxxxxxsssss" + // small letters
	highBytes + highBytes + highBytes + highBytes

const highBytes = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" // 32 bytes of UTF-8

// Bytes returns the text of a token. It is part of the file's.
func (f *File) Bytes(t Token) []byte { return f.text[t.Start:t.End] }

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
	return int(t.Start) + quote + width, int(t.End) - width, true
}

// Slice returns the text between two offsets.
func (f *File) Slice(start, end int) string { return string(f.text[start:end]) }

// From returns the source from an offset on, not more than so many bytes.
func (f *File) From(offset, most int) []byte { return f.text[offset:min(len(f.text), offset+most)] }

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
	if quoteWidth(src[from:]) == 3 {
		for i := from + 3; ; i++ {
			n := bytes.IndexByte(src[i:], quote)
			if n < 0 {
				return len(src)
			}
			i += n
			if len(src)-i >= 3 && src[i+1] == quote && src[i+2] == quote && !isEscaped(src, from+3, i) {
				return i + 3
			}
		}
	}
	for i := from + 1; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '\n':
			return i
		case quote:
			return i + 1
		}
	}
	return len(src)
}

// isEscaped reports whether an odd number of backslashes stands before an
// offset, from another one on.
func isEscaped(src []byte, from, at int) bool {
	n := 0
	for at-n > from && src[at-n-1] == '\\' {
		n++
	}
	return n%2 == 1
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
