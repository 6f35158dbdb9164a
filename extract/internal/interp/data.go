package interp

import (
	"bytes"
	"strings"
)

// maxData is how many bytes of data are read.
const maxData = 4 << 10

// Data evaluates an attribute of a class whose value was left out, a list or a
// tuple in brackets. It reports false for one that is long, or is anything
// else. at is the offset of the value in the module of the class that has it.
func (m *Machine) Data(c *Class, name string) (rows []Value, owner *Class, at int, ok bool) {
	for _, b := range c.Linear() {
		bc, isClass := b.(*Class)
		if !isClass {
			continue
		}
		if _, has := bc.Scope.Get(name); !has {
			continue
		}
		at, found := bc.data[name]
		if !found || bc.Module.File == nil {
			return nil, nil, 0, false
		}
		text, ok := bracketed(bc.Module.File.From(at, maxData))
		if !ok {
			return nil, nil, 0, false
		}
		fr := m.NewFrame(bc.Module, bc.Scope)
		fr.unsure = 1 // what it calls raises nothing
		rows, all := fr.elements(fr.EvalText(text))
		return rows, bc, at, all
	}
	return nil, nil, 0, false
}

// Elements lists what a value yields, and reports whether that is all.
func (fr *Frame) Elements(v Value) (elts []Value, all bool) { return fr.elements(v) }

// bracketed returns the list or the tuple that a text starts with, if the line
// ends behind it.
func bracketed(text []byte) (string, bool) {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '(', '[', '{':
			if i == 0 && c == '{' {
				return "", false
			}
			depth++
		case ')', ']', '}':
			if depth--; depth > 0 {
				continue
			}
			rest, _, _ := bytes.Cut(text[i+1:], []byte("\n"))
			rest, _, _ = bytes.Cut(rest, []byte("#"))
			return string(text[:i+1]), strings.TrimSpace(string(rest)) == ""
		case '#':
			end := bytes.IndexByte(text[i:], '\n')
			if end < 0 {
				return "", false
			}
			i += end
		case '"', '\'':
			end := endOfString(text[i:])
			if end < 0 {
				return "", false
			}
			i += end - 1
		}
		if depth == 0 {
			return "", false // it does not start with a bracket
		}
	}
	return "", false
}

// endOfString returns the length of the string literal that a text starts with,
// or -1.
func endOfString(text []byte) int {
	quote := text[:1]
	if bytes.HasPrefix(text, bytes.Repeat(quote, 3)) {
		quote = text[:3]
	}
	for i := len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case bytes.HasPrefix(text[i:], quote):
			return i + len(quote)
		case text[i] == '\n' && len(quote) == 1:
			return -1
		}
	}
	return -1
}
