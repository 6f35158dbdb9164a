package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes a string from a source file fit for any text format: line ends
// become "\n", and what no reader could see (control characters, marks that
// turn the direction of writing, invalid UTF-8) becomes U+FFFD.
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

// firstLine returns a text up to its first line end.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// cleanLine is [clean] for what must stay on one line.
func cleanLine(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

// isNoncharacter reports code points that XML forbids or that no text may hold.
func isNoncharacter(r rune) bool { return '\uFDD0' <= r && r <= '\uFDEF' || r&0xFFFE == 0xFFFE }

// escapeXML returns s as character data or as a quoted attribute's value.
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

// escape replaces each byte of s for which code is not empty. Bytes of
// multi-byte runes are not asked for.
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

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
