package extract

import (
	"fmt"
	"strings"

	"github.com/djdag/djdag/graph"
)

// DataJoint pastes comments, types and defaults into the statement that creates a
// table, passes that through str.format for the name of the database, and then
// through the % operator of the database driver. All its versions up to 2.3 do.

// checkTexts reports comments, types and defaults that do not survive this.
func (r *resolver) checkTexts(d *resolved) {
	def := d.def
	if !d.unknownWithin(def.CommentOffset, len(def.Comment)) {
		r.checkFormat(d, def.CommentOffset, def.Comment)
		if endsText(def.Comment) {
			pos, end := d.span(def.CommentOffset, len(def.Comment))
			r.report("text-quote", graph.Error, "DataJoint puts the table comment between double quotes as it is, so a \" or a \\ at the end breaks the statement; write single quotes", pos, end)
		}
	}
	for i := range def.Items {
		item := &def.Items[i]
		a := item.Attribute
		if a == nil || d.unknownWithin(item.Offset, len(item.Text)) {
			continue
		}
		r.checkFormat(d, item.Offset, item.Text)
		if endsText(strings.ReplaceAll(a.Comment, `"`, `\"`)) {
			pos, end := d.span(a.CommentOffset, len(a.Comment))
			r.report("text-quote", graph.Error, "DataJoint puts the comment between double quotes, so a \\ at the end or before a quote breaks the statement; remove it", pos, end)
		}
	}
}

// checkFormat reports the first "%" or brace in a text that is not doubled.
func (r *resolver) checkFormat(d *resolved, offset int, text string) {
	start, end := formatIn(text)
	if start == end {
		return
	}
	message := fmt.Sprintf("DataJoint formats the statement that creates the table, which fails at %q; use other brackets", text[start:end])
	if text[start] == '%' {
		message = `DataJoint formats the statement that creates the table, which fails at a single "%"; write "percent"`
	}
	from, to := d.span(offset+start, end-start)
	r.report("text-format", graph.Error, message, from, to)
}

// unknownWithin reports whether a part of the definition's text is unknown.
func (d *resolved) unknownWithin(offset, length int) bool {
	return d.table.Text == nil || d.table.Text.HoleWithin(offset, offset+length)
}

// formatIn returns the bounds of the first "%" or brace that is not doubled, with
// what is in braces. "{database}" has a value. The bounds are equal if there is
// none.
func formatIn(s string) (start, end int) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '%' && c != '{' && c != '}' {
			continue
		}
		if i+1 < len(s) && s[i+1] == c {
			i++
			continue
		}
		if c != '{' {
			return i, i + 1
		}
		n := strings.IndexByte(s[i:], '}')
		if n < 0 {
			return i, i + 1
		}
		if s[i:i+n+1] != "{database}" {
			return i, i + n + 1
		}
		i += n
	}
	return 0, 0
}

// endsText reports whether a text between double quotes ends them, or escapes
// those at its end.
func endsText(s string) bool {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			if i++; i == len(s) {
				return true
			}
		case s[i] == '"':
			if i++; i == len(s) || s[i] != '"' {
				return true
			}
		}
	}
	return false
}

// pasteHazard says what in the comment or type of a key attribute breaks the tables that get
// the attribute by a foreign key, or returns "". DataJoint writes the comment that
// the database has into their statement without escaping it again.
func pasteHazard(comment, typ string) string {
	if !strings.ContainsAny(comment, "%{}\\\"") {
		return typeHazard(typ)
	}
	stored := strings.NewReplacer("%%", "%", "{{", "{", "}}", "}", `\\`, `\`, `\"`, `"`).Replace(comment)
	if endsText(stored) {
		return "a double quote or a backslash in its comment, which DataJoint does not escape again"
	}
	if start, end := formatIn(stored); start != end && stored != comment {
		return fmt.Sprintf("%q in its comment, which DataJoint formats again", stored[start:end])
	}
	return typeHazard(typ)
}

// typeHazard is like pasteHazard, but for the values of an enum.
func typeHazard(typ string) string {
	if !strings.ContainsAny(typ, "%{}") {
		return ""
	}
	stored := strings.NewReplacer("%%", "%", "{{", "{", "}}", "}").Replace(typ)
	if start, end := formatIn(stored); start != end && stored != typ {
		return fmt.Sprintf("%q in its type, which DataJoint formats again", stored[start:end])
	}
	return ""
}
