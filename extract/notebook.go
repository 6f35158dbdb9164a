package extract

import (
	"bytes"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/notebook"
)

// A cell is a code cell of a notebook, with the line of the joined text at
// which it starts.
type cell struct {
	number int // from 1, over all cells
	line   int // 1-based
	offset int // of the line
}

// written is a Python file that cells of a notebook write.
type writtenFile struct {
	file  string // as the cell names it
	text  []byte
	cells []cell
}

// joinCells joins the code cells of a notebook to one text, and lists the files
// that other cells write. What is IPython and not Python, such as magics and
// shell commands, becomes another line or an empty one, so that lines keep
// their numbers. A notebook in another language has no code.
func joinCells(data []byte) (text []byte, cells []cell, files []writtenFile, err error) {
	nb, err := notebook.Parse(data)
	if err != nil {
		return nil, nil, nil, err
	}
	all := nb.Cells
	if !nb.Python {
		all = nil
	}
	var b strings.Builder
	line := 1
	cells = []cell{}
	for i, c := range all {
		if !c.Code {
			continue
		}
		cells = append(cells, cell{i + 1, line, b.Len()})
		lines := strings.Split(c.Source, "\n")
		if strings.HasPrefix(strings.TrimSpace(c.Source), "%%") && !isPythonMagic(c.Source) {
			if file, more, ok := parseWriteFile(lines[0]); ok {
				files = appendCell(files, file, more, i+1, lines)
			}
			lines = make([]string, len(lines))
		}
		var transformer inputTransformer
		for _, l := range lines {
			b.WriteString(transformer.line(l))
			b.WriteByte('\n')
			line++
		}
	}
	return []byte(b.String()), cells, files, nil
}

// appendCell adds what a cell writes to the files: a file anew, or more of it.
func appendCell(files []writtenFile, file string, more bool, number int, lines []string) []writtenFile {
	i := slices.IndexFunc(files, func(w writtenFile) bool { return w.file == file })
	if i < 0 {
		i = len(files)
		files = append(files, writtenFile{file: file})
	}
	w := &files[i]
	if !more {
		w.text, w.cells = nil, nil
	}
	w.cells = append(w.cells, cell{number, 1 + bytes.Count(w.text, []byte{'\n'}), len(w.text)})
	w.text = append(w.text, '\n') // in place of the magic
	for _, l := range lines[1:] {
		w.text = append(append(w.text, l...), '\n')
	}
	return files
}

// placeInCell turns a line of the joined text into one of a cell.
func placeInCell(file string, cells []cell, line, col int) graph.Pos {
	c := cell{number: 1, line: 1}
	for _, d := range cells {
		if d.line > line {
			break
		}
		c = d
	}
	return graph.Pos{Path: graph.CellPath(file, c.number), Line: line - c.line + 1, Col: col}
}
