package check

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// withoutStrings returns the code of a Python module with spaces for all that
// strings and comments say, so that what is left stands where it stood.
func withoutStrings(text string) string {
	code := []byte(text)
	for i := 0; i < len(text); {
		end := i + 1
		switch text[i] {
		case '#':
			end = i + lineLength(text[i:])
		case '"', '\'':
			end = i + stringLength(text[i:])
		default:
			i = end
			continue
		}
		for ; i < end; i++ {
			if code[i] != '\n' {
				code[i] = ' '
			}
		}
	}
	return string(code)
}

// lineLength is the length of the line that a text starts with, without its end.
func lineLength(text string) int {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return i
	}
	return len(text)
}

// stringLength is the length of the string of Python that a text starts with,
// with its quotes. One of a single line that is not closed ends with the line.
func stringLength(text string) int {
	quote := text[:1]
	if long := strings.Repeat(quote, 3); strings.HasPrefix(text, long) {
		quote = long
	}
	for i := len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case strings.HasPrefix(text[i:], quote):
			return i + len(quote)
		case text[i] == '\n' && len(quote) == 1:
			return i
		}
	}
	return len(text)
}

// position is the place of a byte of a text.
func position(path, text string, offset int) graph.Pos {
	before := text[:offset]
	return graph.Pos{Path: path, Line: 1 + strings.Count(before, "\n"), Col: offset - strings.LastIndexByte(before, '\n')}
}
