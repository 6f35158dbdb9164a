package check

import (
	"regexp"

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
	if at := regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`).FindStringIndex(text); at != nil {
		pos.Col = 1 + at[0]
	}
	return pos
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
