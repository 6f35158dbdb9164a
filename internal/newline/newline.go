// Package newline ends lines alike. Old Macs ended them with a carriage return, and
// Python, YAML and editors still take one for the end of a line.
package newline

import "bytes"

// Unify returns a text in which each carriage return that no line feed follows is a
// line feed. So all offsets stay. It does not change its argument, and returns it if
// there is nothing to do.
func Unify(text []byte) []byte {
	if lone(text, 0) < 0 {
		return text
	}
	text = bytes.Clone(text)
	for i := lone(text, 0); i >= 0; i = lone(text, i+1) {
		text[i] = '\n'
	}
	return text
}

// lone returns the offset of the first carriage return without a line feed from an
// offset on, or -1.
func lone(text []byte, from int) int {
	for {
		i := bytes.IndexByte(text[from:], '\r')
		if i < 0 {
			return -1
		}
		if at := from + i; at+1 == len(text) || text[at+1] != '\n' {
			return at
		}
		from += i + 1
	}
}
