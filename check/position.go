package check

import "github.com/djdag/djdag/graph"

// isName reports whether a text is a name, as Python and SQL have them.
func isName(s string) bool {
	for i := range len(s) {
		if !isWordByte(s[i]) || i == 0 && '0' <= s[i] && s[i] <= '9' {
			return false
		}
	}
	return s != ""
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// nameEnd is the place behind the class name of a table.
func nameEnd(t *graph.Table) graph.Pos { return textEnd(t.Pos, t.ShortName()) }

// textEnd is the place behind a text of one line that starts at pos.
func textEnd(pos graph.Pos, text string) graph.Pos {
	if pos.Col == 0 {
		return graph.Pos{}
	}
	return graph.Pos{Path: pos.Path, Line: pos.Line, Col: pos.Col + len(text)}
}
