package check

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// word is the place of a word in a line of the table's definition, as far as
// it is known: the model has lines, the columns are in the files.
func (p *Pass) word(t *graph.Table, line int, word string) graph.Pos {
	pos := graph.Pos{Path: t.Pos.Path, Line: line}
	text, ok := p.sources.line(pos)
	if !ok {
		return pos
	}
	pos.Col = 1 + indexWord(text, word)
	return pos
}

// indexWord returns where a word, in which no other name begins or ends,
// stands in a line, or -1.
func indexWord(line, word string) int {
	for from := 0; ; from++ {
		i := strings.Index(line[from:], word)
		if i < 0 {
			return -1
		}
		from += i
		end := from + len(word)
		if (from == 0 || !isWordByte(line[from-1])) && (end == len(line) || !isWordByte(line[end])) {
			return from
		}
	}
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// isName reports whether a text is a name, as Python and SQL have them.
func isName(s string) bool {
	for i := range len(s) {
		if !isWordByte(s[i]) || i == 0 && '0' <= s[i] && s[i] <= '9' {
			return false
		}
	}
	return s != ""
}

// nameEnd is the place behind the class name of a table.
func nameEnd(t *graph.Table) graph.Pos {
	if t.Pos.Col == 0 {
		return graph.Pos{}
	}
	return graph.Pos{Path: t.Pos.Path, Line: t.Pos.Line, Col: t.Pos.Col + len(t.ShortName())}
}

// textEnd is the place behind a text of one line that starts at pos.
func textEnd(pos graph.Pos, text string) graph.Pos {
	if pos.Col == 0 {
		return graph.Pos{}
	}
	return graph.Pos{Path: pos.Path, Line: pos.Line, Col: pos.Col + len(text)}
}
