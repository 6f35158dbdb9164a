// Package markdown writes texts of a pipeline in Markdown. GitHub, MkDocs and MyST all
// show them as they are: nothing in them becomes markup, a formula or a link.
package markdown

import (
	"regexp"
	"strings"

	"github.com/djdag/djdag/internal/printable"
)

// Text returns a text for a paragraph, a heading or the cell of a table. It must not
// start a line: there, a dash would begin a list.
//
// What Markdown could act on becomes HTML entities. A backslash before it would not
// do: in tables and in code, it means something else to each program. An underscore
// within a word is just that.
func Text(s string) string {
	s = strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;",
		"|", "&#124;", "`", "&#96;", "*", "&#42;", "[", "&#91;", "]", "&#93;", "\\", "&#92;", "~", "&#126;",
		"$", "&#36;", "{", "&#123;", "}", "&#125;", // formulas, attributes and macros
		"@", "&#64;", "://", "&#58;//", "www.", "www&#46;", "WWW.", "WWW&#46;", // addresses that become links
	).Replace(printable.Text(s))
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '_' && !(i > 0 && isWord(s[i-1]) && i+1 < len(s) && isWord(s[i+1])) {
			b.WriteString("&#95;")
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// isWord reports whether a byte is a letter or a digit of ASCII.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// Code returns a text as code in a paragraph or in the cell of a table. It is between
// backticks if all programs take it so: Sphinx changes the quotation marks in other text.
func Code(s string) string {
	if isPlain(s) {
		return "`" + s + "`"
	}
	return "<code>" + Text(s) + "</code>"
}

// isPlain reports whether a text means itself between backticks, also in the cell of a
// table. The types of codecs, such as <blob@main>, do; other tags confuse
// Python-Markdown, and macros are expanded in code, too.
func isPlain(s string) bool {
	if strings.HasPrefix(s, "<") && regexp.MustCompile(`^<[A-Za-z0-9_@.-]+>$`).MatchString(s) {
		return true
	}
	return s != "" && s == strings.TrimSpace(s) && s == printable.Text(s) &&
		!strings.ContainsAny(s, "`|\\<>\t") &&
		!strings.Contains(s, "{{") && !strings.Contains(s, "{%") && !strings.Contains(s, "{#")
}
