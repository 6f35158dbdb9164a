// Package printable makes texts of a pipeline fit to print: its names, comments and
// paths may hold anything.
package printable

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Text returns a text that a terminal shows as it is and that a CI job takes for
// nothing but text.
//
// It writes what would not be seen, or would change what is seen, as Go does in a
// string: control characters other than tabs, marks of direction, characters without
// width, line separators, and bytes that are not UTF-8 become \x1b, \n or \u202e. It
// breaks the commands to the runner of a CI job that a text may hold: a text that
// starts with :: gets \x3a: there, and ##[ and ##vso[ get #\x23.
func Text(s string) string {
	if isPrintable(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case isInvisible(r):
			b.WriteString(escaped(r))
		default:
			b.WriteRune(r)
		}
	}
	return withoutCommands(b.String())
}

// isPrintable reports whether Text changes nothing. Nearly all texts are so.
func isPrintable(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c >= 0x7f || c == ':' && strings.HasPrefix(s[i:], "::") || c == '#' && strings.HasPrefix(s[i:], "##") {
			return false
		}
	}
	return true
}

// isInvisible reports whether a character is not seen itself: it controls a
// terminal, changes the direction of text, ends a line, or has no width. A tab is
// seen, and so is a variation selector, by the character before it.
func isInvisible(r rune) bool {
	if r < 0x7f {
		return r < ' ' && r != '\t'
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) && !unicode.Is(unicode.Variation_Selector, r)
}

// escaped returns a character as Go writes it in a string.
func escaped(r rune) string {
	quoted := fmt.Sprintf("%+q", string(r))
	return quoted[1 : len(quoted)-1]
}

// withoutCommands breaks what the runners of GitHub and Azure would carry out. They
// look for the first kind at the start of a line, and for the others anywhere.
//
// Source: ActionCommand.cs of actions/runner, Command.cs of
// microsoft/azure-pipelines-agent.
func withoutCommands(s string) string {
	if text := strings.TrimLeft(s, " \t"); strings.HasPrefix(text, "::") {
		s = s[:len(s)-len(text)] + `\x3a` + text[1:]
	}
	return strings.NewReplacer("##[", `#\x23[`, "##vso[", `#\x23vso[`).Replace(s)
}

// JSON returns JSON in which the characters that [Text] escapes are
// escaped as JSON does. It means the same.
func JSON(text []byte) []byte {
	if !bytes.ContainsFunc(text, isHiddenInJSON) {
		return text
	}
	var b bytes.Buffer
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case !isHiddenInJSON(r):
			b.Write(text[:size])
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		text = text[size:]
	}
	return b.Bytes()
}

// isHiddenInJSON reports whether a character of JSON is invisible. Those of ASCII are
// escaped already, or are white space between values.
func isHiddenInJSON(r rune) bool { return r >= 0x7f && isInvisible(r) }
