package definition

import (
	"fmt"
	"slices"
	"strings"
)

// Parse parses a definition. It never fails: a line that it cannot parse
// becomes a [Problem].
func Parse(text string) *Definition {
	p := &parser{def: &Definition{}, inKey: true}
	first := true
	for start := 0; start <= len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := text[start:end]
		offset := start + len(line) - len(strings.TrimLeft(line, space))
		start = end + 1
		line = strings.Trim(line, space)
		if line == "" {
			continue
		}
		p.line(line, offset, first)
		first = false
	}
	return p.def
}

// space has the whitespace characters that Python's "\s" and str.strip
// recognise, apart from rare ones.
const space = " \t\r\f\v\n\u00a0"

type parser struct {
	def       *Definition
	inKey     bool
	separator bool
}

func (p *parser) problem(rule string, start, end int, format string, args ...any) {
	p.def.Problems = append(p.def.Problems, Problem{Rule: rule, Message: fmt.Sprintf(format, args...), Start: start, End: end})
}

func (p *parser) line(line string, offset int, first bool) {
	switch {
	case line[0] == '#':
		if first {
			p.def.Comment = strings.Trim(line[1:], space)
			if p.def.Comment != "" {
				p.def.CommentOffset = offset + skipSpace(line, 1)
			}
			if strings.HasPrefix(p.def.Comment, ":") {
				p.problem("comment-colon", offset, offset+len(line), "a table comment must not start with a colon; reword it")
			}
		}
	case strings.HasPrefix(line, "---"), strings.HasPrefix(line, "___"):
		if p.separator {
			p.problem("separator-twice", offset, offset+len(line), "a second %q has no effect; remove it", line)
		}
		p.inKey, p.separator = false, true
	case isForeignKey(line):
		if fk := p.foreignKey(line, offset); fk != nil {
			p.add(Item{Offset: offset, Text: trimComment(line), ForeignKey: fk})
		}
	case isIndex(line):
		if ix := p.index(line, offset); ix != nil {
			p.add(Item{Offset: offset, Text: line, Index: ix})
		}
	default:
		if a := p.attribute(line, offset); a != nil {
			p.add(Item{Offset: offset, Text: line, Attribute: a})
		}
	}
}

func (p *parser) add(i Item) {
	i.InKey = p.inKey
	p.def.Items = append(p.def.Items, i)
}

// isForeignKey reports whether a line has an arrow without a quote or "#"
// before it.
func isForeignKey(line string) bool {
	i := strings.Index(line, "->")
	return i >= 0 && !strings.ContainsAny(line[:i], `"'#`)
}

// trimComment removes the comment of a line: the first "#" outside quotes and
// what follows.
func trimComment(line string) string {
	if i := indexUnquoted(line, '#'); i >= 0 {
		line = line[:i]
	}
	return strings.TrimRight(line, space)
}

// indexUnquoted returns the index of the first c outside quotes, or -1. An
// unclosed quote quotes nothing.
func indexUnquoted(s string, c byte) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case c:
			return i
		case '"', '\'':
			if j := strings.IndexByte(s[i+1:], s[i]); j >= 0 {
				i += j + 1
			}
		}
	}
	return -1
}

// foreignKey parses "-> [options] expression" or "(a, b) -> [options] T(x, y)".
// It returns nil if it reports a syntax error.
func (p *parser) foreignKey(line string, offset int) *ForeignKey {
	fk := &ForeignKey{}
	text := trimComment(line)
	arrow := strings.Index(text, "->")
	if before := strings.Trim(text[:arrow], space); before != "" {
		attrs, ok := nameList(before)
		if !ok {
			p.problem("fk-syntax", offset, offset+len(before), "%q cannot stand before the arrow; write -> Table.proj(new='old') to rename an attribute", before)
			return nil
		}
		fk.Old, fk.NewAttrs = true, attrs
	}
	pos := skipSpace(text, arrow+2)
	if pos < len(text) && text[pos] == '[' {
		end := strings.IndexByte(text[pos:], ']')
		if end < 0 {
			p.problem("fk-syntax", offset+pos, offset+len(text), "the options are not closed; write -> [nullable] Table")
			return nil
		}
		p.options(fk, text[pos+1:pos+end], offset+pos+1)
		pos = skipSpace(text, pos+end+1)
	}
	fk.Ref, fk.RefOffset = text[pos:], offset+pos
	if fk.Ref == "" {
		p.problem("fk-syntax", offset, offset+len(text), "the arrow points to nothing; name a table after it")
		return nil
	}
	if open := strings.IndexByte(fk.Ref, '('); open > 0 && fk.Ref[len(fk.Ref)-1] == ')' {
		// "T(x, y)" is the old form; "T()" and "T.proj(…)" are expressions.
		attrs, ok := nameList(fk.Ref[open:])
		table := strings.TrimRight(fk.Ref[:open], space)
		if ok && isDotted(table) && !strings.HasSuffix(table, ".proj") {
			fk.Old, fk.RefAttrs, fk.Ref = true, attrs, table
		}
	}
	if fk.Nullable && p.inKey {
		p.problem("fk-nullable-key", offset, offset+len(text), "a reference in the primary key cannot be nullable; move it below the ---, or drop the option")
	}
	return fk
}

// Unbalanced says which quote or parenthesis of an expression has no partner, and
// what to do. It returns "" if each has one.
func Unbalanced(s string) string {
	if q := openQuote(s); q != 0 {
		return fmt.Sprintf("the quote %c is not closed; close it", q)
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"', '\'':
			i += closingQuote(s[i:])
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return "it closes a parenthesis that is not open; remove a )"
			}
		}
	}
	if depth > 0 {
		return "the parenthesis is not closed; add a )"
	}
	return ""
}

// openQuote returns the first quote that is not closed, or 0.
func openQuote(s string) byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == '\'' {
			n := closingQuote(s[i:])
			if n < 0 {
				return s[i]
			}
			i += n
		}
	}
	return 0
}

// closingQuote returns the index of the quote that closes the one at the start of
// s, or -1. A backslash escapes the next character.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i
		}
	}
	return -1
}

func (p *parser) options(fk *ForeignKey, text string, offset int) {
	for _, field := range strings.Split(text, ",") {
		name := strings.Trim(field, space)
		switch strings.ToLower(name) {
		case "nullable":
			fk.Nullable = true
		case "unique":
			fk.Unique = true
		default:
			p.problem("fk-option", offset, offset+len(field), "%q is not a foreign-key option; use nullable or unique", name)
		}
		offset += len(field) + 1
	}
}

// nameList parses "(a, b)". It returns false if s is anything else.
func nameList(s string) ([]string, bool) {
	if len(s) < 2 || s[0] != '(' || s[len(s)-1] != ')' {
		return nil, false
	}
	var names []string
	for _, f := range strings.Split(s[1:len(s)-1], ",") {
		f = strings.Trim(f, space)
		if !isAttributeName(f) {
			return nil, false
		}
		names = append(names, f)
	}
	return names, true
}

// isIndex reports whether a line is "index(…)" or "unique index(…)". A line
// "index : int" declares an attribute, as in datajoint 0.13 and 2.x.
func isIndex(line string) bool {
	rest, _ := cutIndex(line)
	return strings.HasPrefix(rest, "(")
}

// cutIndex removes "[unique] index" from the start of a line. The rest is empty
// if the line is not an index.
func cutIndex(line string) (rest string, unique bool) {
	rest = line
	if s, ok := cutFold(rest, "unique"); ok && s != strings.TrimLeft(s, space) {
		rest, unique = strings.TrimLeft(s, space), true
	}
	s, ok := cutFold(rest, "index")
	if !ok {
		return "", false
	}
	return strings.TrimLeft(s, space), unique
}

// cutFold removes a prefix from s, ignoring case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// index parses "[unique] index (a, b)". It returns nil if it reports a syntax
// error.
func (p *parser) index(line string, offset int) *Index {
	text := trimComment(line)
	rest, unique := cutIndex(text)
	open := offset + len(text) - len(rest)
	end := strings.LastIndexByte(rest, ')')
	if end < 0 {
		p.problem("definition-syntax", offset, offset+len(line), "the columns of the index are not closed; write index (a, b)")
		return nil
	}
	before := strings.TrimRight(text[:len(text)-len(rest)], space)
	ix := &Index{Unique: unique, Offset: offset + len(before) - len("index")}
	depth, from := 0, 1
	for i := 1; i <= end; i++ {
		switch {
		case rest[i] == '(':
			depth++
		case rest[i] == ')' && i < end:
			depth--
		case i == end || rest[i] == ',' && depth == 0:
			if c := strings.Trim(rest[from:i], space); c != "" {
				ix.Columns = append(ix.Columns, c)
				ix.ColumnOffsets = append(ix.ColumnOffsets, open+skipSpace(rest, from))
			}
			from = i + 1
		}
	}
	if len(ix.Columns) == 0 {
		p.problem("definition-syntax", offset, offset+len(line), "the index has no columns; write index (a, b)")
		return nil
	}
	return ix
}

// attribute parses "name [= default] : type [# comment]". It returns nil if it
// reports a syntax error.
func (p *parser) attribute(line string, offset int) *Attribute {
	end := offset + len(line)
	a := &Attribute{NameOffset: offset}
	n := 0
	for n < len(line) && isNameByte(line[n]) {
		n++
	}
	a.Name = line[:n]
	pos := skipSpace(line, n)
	if n == 0 || pos == len(line) || line[pos] != '=' && line[pos] != ':' {
		p.problem("definition-syntax", offset, end, "cannot read %q; write name : type, -> Table or index (name)", line)
		return nil
	}
	if line[pos] == '=' {
		colon := indexUnquoted(line[pos:], ':')
		if colon < 0 {
			p.problem("definition-syntax", offset, end, "the attribute %q has no type; write %s = default : type", a.Name, a.Name)
			return nil
		}
		def := strings.Trim(line[pos+1:pos+colon], space)
		a.Default, a.Nullable = &def, strings.EqualFold(def, "null")
		if def != "" && (def[0] == '"' || def[0] == '\'') && closingQuote(def) < 0 {
			p.problem("definition-syntax", offset+skipSpace(line, pos+1), offset+pos+colon, "the quote %c of the default is not closed; close it before the colon", def[0])
		}
		pos += colon
	}
	pos = skipSpace(line, pos+1)
	a.TypeOffset = offset + pos
	typ, comment := line[pos:], ""
	if strings.HasPrefix(typ, "<") && strings.IndexByte(typ, '>') > 0 {
		i := strings.IndexByte(typ, '>') + 1
		typ, comment = typ[:i], strings.Trim(typ[i:], space)
		if comment != "" && comment[0] != '#' {
			p.problem("definition-syntax", offset, end, "cannot read %q after the type %s; a comment starts with #", comment, typ)
			comment = ""
		}
	} else if i := indexUnquoted(typ, '#'); i >= 0 {
		typ, comment = typ[:i], typ[i:]
	}
	a.Type = strings.TrimRight(typ, space)
	a.Comment = strings.Trim(strings.TrimRight(strings.TrimPrefix(comment, "#"), "#"), space)
	if a.Comment != "" {
		a.CommentOffset = end - len(comment) + skipSpace(comment, len("#"))
	}
	p.checkAttribute(a, offset, end)
	return a
}

func (p *parser) checkAttribute(a *Attribute, start, end int) {
	if !isAttributeName(a.Name) {
		p.problem("attribute-name", start, start+len(a.Name), "%q is not a valid attribute name; use lower-case letters, digits and _, with a letter first", a.Name)
	}
	if a.Nullable && p.inKey {
		p.problem("key-nullable", start, end, "the key attribute %q cannot be null; move it below the ---, or drop the default: a key is always given", a.Name)
	}
	if strings.HasPrefix(a.Comment, ":") {
		p.problem("comment-colon", start, end, "the comment of %q must not start with a colon; reword it", a.Name)
	}
	if a.Type == "" {
		p.problem("definition-syntax", start, end, "the attribute %q has no type; write %s : type", a.Name, a.Name)
		return
	}
	if rest, isEnum := cutFold(a.Type, "enum"); isEnum && openQuote(rest) != 0 {
		p.problem("definition-syntax", a.TypeOffset, a.TypeOffset+len(a.Type), "the quote %c of a value is not closed; close it", openQuote(rest))
		return
	}
	known, store, at := parseType(a.Type)
	if a.Store = store; store != "" {
		a.StoreOffset = a.TypeOffset + at
	}
	if !known {
		p.problem("attribute-type", a.TypeOffset, a.TypeOffset+len(a.Type), "%s", unknownType(a.Type))
	}
}

// skipSpace returns the index of the first byte of s from i on that is not
// whitespace.
func skipSpace(s string, i int) int {
	return len(s) - len(strings.TrimLeft(s[min(i, len(s)):], space))
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= 0x80
}

func isAttributeName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || i > 0 && ('0' <= c && c <= '9' || c == '_')) {
			return false
		}
	}
	return s != ""
}

func isDotted(s string) bool {
	return !slices.ContainsFunc(strings.Split(s, "."), func(part string) bool {
		return part == "" || '0' <= part[0] && part[0] <= '9' ||
			strings.IndexFunc(part, func(r rune) bool { return r < 0x80 && !isNameByte(byte(r)) }) >= 0
	})
}
