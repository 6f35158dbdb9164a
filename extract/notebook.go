package extract

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/djdag/djdag/extract/evaluate"
	"github.com/djdag/djdag/graph"
)

// A cell is a code cell of a notebook, with the line of the joined text at
// which it starts.
type cell struct {
	number int // from 1, over all cells
	line   int // 1-based
	offset int // of the line
}

// written is a Python file that cells of a notebook write.
type written struct {
	file  string // as the cell names it
	text  []byte
	cells []cell
}

// notebook joins the code cells of a notebook (nbformat 3 and 4) to one text,
// and lists the files that other cells write. What is IPython and not Python,
// such as magics and shell commands, becomes another line or an empty one, so
// that lines keep their numbers.
func notebook(data []byte) (text []byte, cells []cell, files []written, err error) {
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
		Metadata json.RawMessage `json:"metadata"`
	}
	if err := json.Unmarshal(data, &nb); err != nil {
		var shape *json.UnmarshalTypeError
		if errors.As(err, &shape) {
			return nil, nil, nil, errors.New("this is not a notebook: it has no cells")
		}
		return nil, nil, nil, fmt.Errorf("this is not a notebook: %w", err)
	}
	all := nb.Cells
	for _, w := range nb.Worksheets {
		all = append(all, w.Cells...)
	}
	if !isPython(nb.Metadata) {
		all = nil
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
			if file, more, ok := writesFile(lines[0]); ok {
				files = addCell(files, file, more, i+1, lines)
			}
			lines = make([]string, len(lines))
		}
		var sh shell
		for _, l := range lines {
			b.WriteString(sh.plain(l))
			b.WriteByte('\n')
			line++
		}
	}
	return []byte(b.String()), cells, files, nil
}

// isPython reports whether the metadata of a notebook say that it is in
// Python, or do not say.
func isPython(metadata []byte) bool {
	var m struct {
		Kernel struct {
			Language string `json:"language"`
		} `json:"kernelspec"`
		Info struct {
			Name string `json:"name"`
		} `json:"language_info"`
		Language string `json:"language"` // nbformat 3
	}
	if json.Unmarshal(metadata, &m) != nil {
		return true
	}
	language := strings.ToLower(cmp.Or(m.Info.Name, m.Kernel.Language, m.Language))
	return language == "" || strings.Contains(language, "python") || language == "sage"
}

// addCell adds what a cell writes to the files: a file anew, or more of it.
func addCell(files []written, file string, more bool, number int, lines []string) []written {
	i := slices.IndexFunc(files, func(w written) bool { return w.file == file })
	if i < 0 {
		i = len(files)
		files = append(files, written{file: file})
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

// addWritten adds the modules that a notebook writes to the project, unless
// the files are there already, and lists them.
func (p *project) addWritten(nb *source) []*source {
	p.mu.Lock()
	defer p.mu.Unlock()
	var added []*source
	for _, w := range nb.writes {
		file := path.Join(path.Dir(nb.path), w.file)
		s := p.byPath[file]
		if s == nil && fs.ValidPath(file) {
			s = p.addFile(file)
			s.writer, s.text, s.cells = nb, w.text, w.cells
		}
		if s != nil && s.writer == nb {
			added = append(added, s)
		}
	}
	return added
}

// FindFile implements [evaluate.Loader]. A notebook that the project's listing
// passes over is added to it.
func (p *project) FindFile(file, from string) *evaluate.Unit {
	s := p.findFile(file, from)
	if s == nil {
		return nil
	}
	s.read(context.Background(), p.parser)
	p.addWritten(s)
	return s.unit
}

func (p *project) findFile(file, from string) *source {
	p.mu.Lock()
	defer p.mu.Unlock()
	near := p.byName[from]
	if near == nil || near.tree != &p.trees[0] {
		return nil
	}
	file = path.Join(near.dir, file)
	if s := p.byPath[file]; s != nil {
		return s
	}
	if !fs.ValidPath(file) {
		return nil
	}
	if info, err := fs.Stat(near.tree.FS, file); err != nil || info.IsDir() {
		return nil
	}
	return p.addFile(file)
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
