package check

import (
	"github.com/djdag/djdag/graph"
)

// placeWholeFiles gives a finding about a whole file the line 1, so that editors
// and CI show it in the file. It leaves a file that does not exist, and a directory.
func (p *Pass) placeWholeFiles() {
	exists := make(map[string]bool)
	for i := range p.Pipeline.Modules {
		exists[p.Pipeline.Modules[i].Path] = true
	}
	for i := range p.findings {
		pos := &p.findings[i].Pos
		if !pos.IsValid() || pos.Line > 0 {
			continue
		}
		file, _ := pos.Cell()
		is, known := exists[file]
		if !known {
			is = p.files.hasRegular(file)
			exists[file] = is
		}
		if is {
			pos.Line = 1
		}
	}
}

// isWholeFile reports whether a position stands for a whole file.
func isWholeFile(pos graph.Pos) bool { return pos.Line <= 1 && pos.Col == 0 }

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
