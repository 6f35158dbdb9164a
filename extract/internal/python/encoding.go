package python

import (
	"bytes"
	"unicode/utf8"
)

// decode replaces every invalid UTF-8 byte by "?", so that offsets stay the
// same. refused is the offset of the first such byte if Python would reject the
// file for it, otherwise -1: a file may declare another encoding. The result is
// text itself if it is valid.
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

// declaresEncoding reports whether a comment on one of the first two lines,
// such as "# -*- coding: latin-1 -*-", declares an encoding other than UTF-8.
// See PEP 263.
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
