package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes a string from a source file fit for any text format: line ends
// become "\n", and what no reader could see (control characters, marks that
// turn the direction of writing, invalid UTF-8) becomes U+FFFD.
func clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", "    ").Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == utf8.RuneError, unicode.IsControl(r), isBidiControl(r), isNoncharacter(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

// cleanLine is [clean] for what must stay on one line.
func cleanLine(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

func isBidiControl(r rune) bool {
	return r == '\u061C' || r == '\u200E' || r == '\u200F' || '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069'
}

// isNoncharacter reports code points that XML forbids or that no text may hold.
func isNoncharacter(r rune) bool { return '\uFDD0' <= r && r <= '\uFDEF' || r&0xFFFE == 0xFFFE }

// escapeXML returns s as character data or as a quoted attribute's value.
func escapeXML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;").Replace(s)
}
