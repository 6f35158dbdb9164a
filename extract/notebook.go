package extract

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A cell is a code cell of a notebook, with the line of the joined text at
// which it starts.
type cell struct {
	number int // from 1, over all cells
	line   int // 1-based
	offset int // of the line
}

// notebook joins the code cells of a notebook (nbformat 3 and 4) to one text.
// What is IPython and not Python, such as magics and shell commands, becomes
// an empty line, so that lines keep their numbers.
func notebook(data []byte) (text []byte, cells []cell, err error) {
	type source struct {
		Type   string          `json:"cell_type"`
		Source json.RawMessage `json:"source"`
		Input  json.RawMessage `json:"input"` // nbformat 3
	}
	var nb struct {
		Cells      []source `json:"cells"`
		Worksheets []struct {
			Cells []source `json:"cells"`
		} `json:"worksheets"`
	}
	if err := json.Unmarshal(data, &nb); err != nil {
		var shape *json.UnmarshalTypeError
		if errors.As(err, &shape) {
			return nil, nil, errors.New("this is not a notebook: it has no cells")
		}
		return nil, nil, fmt.Errorf("this is not a notebook: %w", err)
	}
	all := nb.Cells
	for _, w := range nb.Worksheets {
		all = append(all, w.Cells...)
	}
	var b strings.Builder
	line := 1
	cells = []cell{}
	for i, c := range all {
		if c.Type != "code" {
			continue
		}
		src := c.Source
		if src == nil {
			src = c.Input
		}
		code := cellText(src)
		cells = append(cells, cell{i + 1, line, b.Len()})
		lines := strings.Split(code, "\n")
		if strings.HasPrefix(strings.TrimSpace(code), "%%") && !runsPython(code) {
			lines = make([]string, len(lines))
		}
		var sh shell
		for _, l := range lines {
			b.WriteString(sh.plain(l))
			b.WriteByte('\n')
			line++
		}
	}
	return []byte(b.String()), cells, nil
}

// cellText returns the source of a cell: a string, or a list of lines.
func cellText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var lines []string
	if json.Unmarshal(raw, &lines) == nil {
		return strings.Join(lines, "")
	}
	return ""
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
	return graph.Pos{Path: file + "#cell" + strconv.Itoa(c.number), Line: line - c.line + 1, Col: col}
}
