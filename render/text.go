package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes text from a source file safe for every text format. Line ends
// become "\n" and tabs become spaces. Invisible characters (control characters,
// marks that change the direction of writing, invalid UTF-8) become U+FFFD.
func clean(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\t", "    ")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r', r == '\u2028', r == '\u2029':
			return '\n'
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), isNoncharacter(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

// isPlain reports whether s is printable ASCII, as most names are.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// firstLine returns s up to its first line end.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// cleanLine is [clean] for text that must stay on one line.
func cleanLine(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

// isNoncharacter reports whether r is a code point that Unicode reserves for
// internal use. XML forbids some of these.
func isNoncharacter(r rune) bool { return '\uFDD0' <= r && r <= '\uFDEF' || r&0xFFFE == 0xFFFE }

// escapeXML returns s as XML character data or as the value of an attribute in
// double quotes.
func escapeXML(s string) string {
	return escape(s, func(c byte) string {
		switch c {
		case '&':
			return "&amp;"
		case '<':
			return "&lt;"
		case '>':
			return "&gt;"
		case '"':
			return "&quot;"
		case '\n':
			return "&#10;"
		}
		return ""
	})
}

// escape replaces each ASCII byte of s with its code, unless the code is empty.
func escape(s string, code func(byte) string) string {
	var b strings.Builder
	done := 0
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			continue
		}
		if with := code(s[i]); with != "" {
			b.WriteString(s[done:i])
			b.WriteString(with)
			done = i + 1
		}
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// plural returns n and the word for one of what is counted, with an s unless n
// is 1.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
