package python

import "bytes"

// withoutNewSyntax returns a text in which syntax that tree-sitter's grammar does not
// know is replaced by older syntax of the same length, or nil if there is none:
//
//   - type parameters, as in "class Box[T = int]:" (PEP 695 and 696), by spaces;
//   - template strings, as in t"..." (PEP 750), by bytes, which are no strings, either;
//   - a star in a subscript, as in "x[*y]" (PEP 646), by a space.
//
// It does not look into strings and comments.
func withoutNewSyntax(text []byte) []byte {
	var out []byte
	edit := func(i int, c byte) {
		if out == nil {
			out = bytes.Clone(text)
		}
		out[i] = c
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '#':
			i += len(lineAt(text, i)) - 1
		case c == '"' || c == '\'':
			i = stringEnd(text, i) - 1
		case c == '*' && i > 1 && text[i-1] == '[' && (isNameByte(text[i-2]) || text[i-2] == ']' || text[i-2] == ')'):
			edit(i, ' ')
		case isNameByte(c):
			end := i
			for end < len(text) && isNameByte(text[end]) {
				end++
			}
			word := text[i:end]
			if end < len(text) && (text[end] == '"' || text[end] == '\'') {
				if low := string(bytes.ToLower(word)); low == "t" || low == "tr" || low == "rt" {
					edit(i+bytes.IndexAny(word, "tT"), 'b')
				}
			} else if start, stop := typeParameters(text, word, end); stop > start {
				for k := start; k < stop; k++ {
					if text[k] != '\n' {
						edit(k, ' ')
					}
				}
				end = stop
			}
			i = end - 1
		}
	}
	return out
}

// typeParameters returns the bounds of the type parameters behind a keyword and a
// name, or equal bounds.
func typeParameters(text, keyword []byte, end int) (start, stop int) {
	switch string(keyword) {
	case "class", "def", "type":
	default:
		return 0, 0
	}
	i := end
	skip := func(accept func(byte) bool) {
		for i < len(text) && accept(text[i]) {
			i++
		}
	}
	isBlank := func(c byte) bool { return c == ' ' || c == '\t' }
	skip(isBlank)
	name := i
	skip(isNameByte)
	if i == name {
		return 0, 0
	}
	skip(isBlank)
	if i == len(text) || text[i] != '[' {
		return 0, 0
	}
	depth := 0
	for start = i; i < len(text); i++ {
		switch text[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return start, i + 1
			}
		case '"', '\'':
			i = stringEnd(text, i) - 1
		}
	}
	return 0, 0
}
