package python

import (
	"bytes"
	"unicode/utf8"
)

// decode returns the text with every byte that is no UTF-8 replaced by "?", so
// that offsets stay what they are. It returns the offset of the first such
// byte if Python would refuse the file for it, else -1: a file may declare an
// encoding of its own.
func decode(text []byte) (decoded []byte, refused int) {
	if utf8.Valid(text) {
		return text, -1
	}
	decoded = bytes.Clone(text)
	refused = -1
	for i := 0; i < len(decoded); {
		r, n := utf8.DecodeRune(decoded[i:])
		if r == utf8.RuneError && n == 1 {
			decoded[i] = '?'
			if refused < 0 {
				refused = i
			}
		}
		i += n
	}
	if declaresEncoding(text) {
		refused = -1
	}
	return decoded, refused
}

// declaresEncoding reports whether one of the first two lines is a comment
// such as "# -*- coding: latin-1 -*-", for another encoding than UTF-8. See
// PEP 263.
func declaresEncoding(text []byte) bool {
	for range 2 {
		line := lineAt(text, 0)
		text = text[len(line):]
		comment, ok := bytes.CutPrefix(bytes.TrimLeft(line, " \t\f"), []byte("#"))
		if !ok {
			continue
		}
		_, name, _ := bytes.Cut(comment, []byte("coding"))
		if len(name) == 0 || name[0] != ':' && name[0] != '=' {
			continue
		}
		name = bytes.ToLower(bytes.TrimLeft(name[1:], " \t"))
		return !bytes.HasPrefix(name, []byte("utf"))
	}
	return false
}
