package extract

import (
	"bytes"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/notebook"
)

// A cell is a code cell of a notebook and its place in the joined text.
type cell struct {
	number int // 1-based, counting all cells
	line   int // 1-based first line in the joined text
	offset int // of that line, in bytes
}

// A writtenFile is a Python file that cells of a notebook write.
type writtenFile struct {
	file  string // as written in the cell
	text  []byte
	cells []cell
}

// joinCells joins the code cells of a notebook into one text and lists the
// files that its cells write. It replaces IPython syntax, such as magics and
// shell commands, line by line, so that line numbers stay the same. A notebook
// in another language gives an empty text. The error says why the data is not a
// notebook. The cells are not nil unless there is an error.
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
			if file, appends, ok := parseWriteFile(lines[0]); ok {
				files = appendCell(files, file, appends, i+1, lines)
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

// appendCell adds the lines of a %%writefile cell to files. The cell starts its
// file anew, unless it appends.
func appendCell(files []writtenFile, file string, appends bool, number int, lines []string) []writtenFile {
	i := slices.IndexFunc(files, func(w writtenFile) bool { return w.file == file })
	if i < 0 {
		i = len(files)
		files = append(files, writtenFile{file: file})
	}
	w := &files[i]
	if !appends {
		w.text, w.cells = nil, nil
	}
	w.cells = append(w.cells, cell{number, 1 + bytes.Count(w.text, []byte{'\n'}), len(w.text)})
	w.text = append(w.text, '\n') // the line of the magic
	for _, l := range lines[1:] {
		w.text = append(append(w.text, l...), '\n')
	}
	return files
}

// placeInCell converts a line and column of the joined text to a position in a
// cell.
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
