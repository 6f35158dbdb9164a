package check

import "github.com/djdag/djdag/graph"

// nameEnd returns the end of the class name of a table.
func nameEnd(t *graph.Table) graph.Pos { return textEnd(t.Pos, t.ShortName()) }

// textEnd returns the end of a single-line text that starts at pos, or the zero
// value if the column is unknown.
func textEnd(pos graph.Pos, text string) graph.Pos {
	if pos.Col == 0 {
		return graph.Pos{}
	}
	return graph.Pos{Path: pos.Path, Line: pos.Line, Col: pos.Col + len(text)}
}
