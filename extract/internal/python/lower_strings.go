package python

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	sitter "github.com/smacker/go-tree-sitter"
)

// string appends the parts of one string literal to t. It appends nothing if n
// has no quotes.
func (l *lowerer) string(t *Text, n *sitter.Node) {
	src := l.src(n)
	quote := bytes.IndexAny(src, `"'`)
	if quote < 0 {
		return
	}
	prefix := strings.ToLower(string(src[:quote]))
	width := 1
	if q := src[quote]; len(src) >= quote+6 && src[quote+1] == q && src[quote+2] == q {
		width = 3
	}
	raw := strings.Contains(prefix, "r")
	t.Bytes = t.Bytes || strings.Contains(prefix, "b")
	start := int(n.StartByte()) + quote + width
	end := int(n.EndByte()) - width
	if end < start { // the string is not closed
		end = max(start, int(n.EndByte()))
		if end > len(l.text) {
			return
		}
	}
	formatted := strings.Contains(prefix, "f")
	if formatted {
		for _, c := range l.children(n) {
			if l.kind(c) != kInterpolation {
				continue
			}
			if s := int(c.StartByte()); s >= start {
				if s > start {
					l.literal(t, start, s, raw, true)
				}
				t.Parts = append(t.Parts, l.interpolation(c))
				start = int(c.EndByte())
			}
		}
	}
	if start < end || len(t.Parts) == 0 {
		l.literal(t, start, end, raw, formatted)
	}
}

func (l *lowerer) interpolation(n *sitter.Node) TextPart {
	p := TextPart{At: l.at(n), X: &Opaque{l.at(n)}}
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kExtra:
		case kTypeConversion:
			p.Conversion = strings.TrimPrefix(l.name(c), "!")
		case kFormatSpecifier:
			p.Format = strings.TrimPrefix(l.name(c), ":")
		default:
			p.X = l.expr(c)
		}
	}
	return p
}

// literal appends l.text[start:end] to t, with its escapes resolved.
func (l *lowerer) literal(t *Text, start, end int, raw, formatted bool) {
	part := TextPart{At: At(l.offset(start))}
	src := l.text[start:end]
	if !(formatted && bytes.ContainsAny(src, "{}")) && (raw || bytes.IndexByte(src, '\\') < 0) {
		part.Value = l.shared(start, end)
		t.Parts = append(t.Parts, part)
		return
	}
	var b strings.Builder
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case formatted && (c == '{' || c == '}') && i+1 < len(src) && src[i+1] == c:
			b.WriteByte(c)
			i += 2
			part.Skips = append(part.Skips, Skip{b.Len(), i})
		case c == '\\' && !raw && i+1 < len(src):
			n := escape(&b, src[i:])
			i += n
			part.Skips = append(part.Skips, Skip{b.Len(), i})
		default:
			b.WriteByte(c)
			i++
		}
	}
	part.Value = b.String()
	t.Parts = append(t.Parts, part)
}

// longLiteral is the length in bytes from which a literal shares the memory of the
// file. A shorter one is copied: it may outlive the file, and would keep all of it.
const longLiteral = 256

// shared returns l.text[start:end] as a string. A long one, such as the definition of a
// table, is a part of the text of the file, which never changes.
func (l *lowerer) shared(start, end int) string {
	from, to := l.offset(start), l.offset(end)
	if end-start < longLiteral || to-from != end-start || to > len(l.file.text) || !bytes.Equal(l.file.text[from:to], l.text[start:end]) {
		return string(l.text[start:end])
	}
	return unsafe.String(&l.file.text[from], to-from)
}

// escape writes the value of the escape sequence at the start of src and
// returns the length of the sequence. An unknown sequence stands for itself.
// See "Escape sequences" in the Python language reference, 2.4.1.1.
func escape(b *strings.Builder, src []byte) int {
	switch c := src[1]; c {
	case '\n':
		return 2
	case '\r':
		if len(src) > 2 && src[2] == '\n' {
			return 3
		}
		return 2
	case '\\', '\'', '"':
		b.WriteByte(c)
		return 2
	case 'a':
		b.WriteByte('\a')
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'v':
		b.WriteByte('\v')
	case 'x':
		return codePoint(b, src, 2)
	case 'u':
		return codePoint(b, src, 4)
	case 'U':
		return codePoint(b, src, 8)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := 1
		for n < 4 && n < len(src) && '0' <= src[n] && src[n] <= '7' {
			n++
		}
		v, _ := strconv.ParseUint(string(src[1:n]), 8, 32)
		b.WriteRune(rune(v))
		return n
	default:
		b.WriteByte('\\')
		return 1
	}
	return 2
}

// codePoint writes the code point of an escape sequence with a number of
// hexadecimal digits, and returns the length of the sequence.
func codePoint(b *strings.Builder, src []byte, digits int) int {
	if len(src) >= 2+digits {
		if v, err := strconv.ParseUint(string(src[2:2+digits]), 16, 32); err == nil && v <= utf8.MaxRune {
			b.WriteRune(rune(v))
			return 2 + digits
		}
	}
	b.WriteByte('\\')
	return 1
}
