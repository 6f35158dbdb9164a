package python

import (
	"bytes"
	"iter"
	"math"
)

// A Token is a word, a number, a string or an operator. Comments and whitespace
// are not tokens.
type Token struct {
	// Start and End are offsets in the file. A string includes its prefix and
	// quotes.
	Start, End int32 // int32 saves memory; the rest of a larger file is ignored
	Kind       TokenKind
	First      bool // first on its physical line
}

// TokenKind is the kind of a [Token].
type TokenKind uint8

// The kinds of tokens.
const (
	Word   TokenKind = iota // a name or a keyword
	Digits                  // a number
	String
	Op // one byte, or an operator that ends in "=", such as "==" or "|="
)

// Tokens yields the tokens of the file, including those inside functions, in
// batches of whole logical lines. A batch is valid until the next one is
// yielded. Tokens accepts any text: an unclosed string ends with its line, or
// with the file if it is triple-quoted, and an unclosed bracket ends with the
// file.
func (f *File) Tokens(yield func(batch []Token) bool) {
	const enough = 128 // tokens: a few lines, to keep the buffer small
	src := f.text[:min(len(f.text), math.MaxInt32)]
	batch := make([]Token, 0, enough+enough/4)
	nesting := 0
	first := true
	for i := 0; i < len(src); {
		start, kind := i, Op
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

// The classes of bytes, by the token that may start with the byte.
const (
	signByte    = 's'
	spaceByte   = ' '
	lineByte    = '$'
	commentByte = '#'
	quoteByte   = '"'
	digitByte   = 'w' // this class and the next may occur inside a name
	nameByte    = 'x'
)

// byteClasses maps each byte to its class. It is a constant rather than a
// function for speed: every byte of a project is looked up.
const byteClasses = "sssssssss $   ssssssssssssssssss" + // control characters: tab, line feed, …
	" s\"#sss\"sssssssswwwwwwwwwwssssss" + // operators and digits
	"sxxxxxxxxxxxxxxxxxxxxxxxxxxs ssx" + // upper-case letters
	"sxxxxxxxxxxxxxxxxxxxxxxxxxxsssss" + // lower-case letters
	highBytes + highBytes + highBytes + highBytes

const highBytes = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" // 32 bytes of UTF-8

// Bytes returns the text of a token. It shares memory with the file.
func (f *File) Bytes(t Token) []byte { return f.text[t.Start:t.End] }

// Contents returns the offsets of the text between the quotes of a string. It
// returns false for tokens of other kinds, for unclosed strings, and for bytes
// and f-strings, whose value differs from their text.
func (f *File) Contents(t Token) (start, end int, ok bool) {
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

// PiecesOutsideFunctions yields the text without the bodies of functions, piece by piece,
// each with its offset.
func (f *File) PiecesOutsideFunctions() iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		start := 0
		for _, body := range f.bodies {
			if body.start < start { // it is in a function
				continue
			}
			if !yield(start, f.text[start:body.start]) {
				return
			}
			start = body.end
		}
		yield(start, f.text[start:])
	}
}

// Len returns the length of the text.
func (f *File) Len() int { return len(f.text) }

// From returns the source from an offset on, not more than so many bytes.
func (f *File) From(offset, most int) []byte { return f.text[offset:min(len(f.text), offset+most)] }

// Contains reports whether the text of the file contains s.
func (f *File) Contains(s string) bool { return bytes.Contains(f.text, []byte(s)) }

// lineEnd returns the offset of the next line feed, or len(src).
func lineEnd(src []byte, from int) int {
	if i := bytes.IndexByte(src[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(src)
}

// quoteWidth returns the number of quotes that open the string at the start of
// src: 3 or 1.
func quoteWidth(src []byte) int {
	if len(src) >= 3 && src[1] == src[0] && src[2] == src[0] {
		return 3
	}
	return 1
}

// stringEnd returns the offset of the first byte after a string, given the
// offset of its first quote.
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
// offset. It looks no further back than from.
func isEscaped(src []byte, from, at int) bool {
	n := 0
	for at-n > from && src[at-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// isStringPrefix reports whether a word before a quote is a string prefix.
func isStringPrefix(word []byte) bool {
	return len(word) <= 2 && len(bytes.Trim(word, "rRbBuUfF")) == 0
}

// A Directive is a comment addressed to a program, such as "# djdag: …".
type Directive struct {
	At          // the offset of "#"
	Text string // to the end of the line, without trailing white space
}

// Directives returns the comments that start with a name and a colon, at most
// one per line, in source order. It includes those inside strings, where the
// comments of table definitions are.
func (f *File) Directives(name string) []Directive { return DirectivesIn(f.text, name) }

// DirectivesIn is [File.Directives] for any text with comments that start with
// "#".
func DirectivesIn(text []byte, name string) []Directive {
	var found []Directive
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
		found = append(found, Directive{At(start), string(bytes.TrimRight(text[start:from], " \t\r"))})
	}
}
