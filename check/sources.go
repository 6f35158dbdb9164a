package check

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// sources finds lines of source. It keeps the last file it read: findings are
// sorted by file.
type sources struct {
	fsys  fs.FS // nil: there are none
	path  string
	lines [][]byte
}

// line returns the line of a position, without its end.
func (s *sources) line(p graph.Pos) (string, bool) {
	if s.fsys == nil || !p.IsValid() || p.Line < 1 {
		return "", false
	}
	if s.path != p.Path {
		s.path, s.lines = p.Path, nil
		if text := s.read(p.Path); text != nil {
			s.lines = bytes.Split(text, []byte{'\n'})
		}
	}
	if p.Line > len(s.lines) {
		return "", false
	}
	return string(bytes.TrimSuffix(s.lines[p.Line-1], []byte{'\r'})), true
}

// read returns the text of a file or of a notebook's cell, or nil.
func (s *sources) read(path string) []byte {
	file, cell, ok := strings.Cut(path, "#cell")
	switch {
	case s.fsys == nil:
		return nil
	case !ok:
		text, _ := fs.ReadFile(s.fsys, path)
		return text
	}
	number, err := strconv.Atoi(cell)
	if err != nil || number < 1 {
		return nil
	}
	text, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return nil
	}
	var notebook struct {
		Cells []struct {
			Source json.RawMessage `json:"source"`
		} `json:"cells"`
	}
	if json.Unmarshal(text, &notebook) != nil || number > len(notebook.Cells) {
		return nil
	}
	return cellText(notebook.Cells[number-1].Source)
}

// cellText reads the source of a cell, which is a string or a list of lines
// with their ends.
func cellText(source json.RawMessage) []byte {
	var lines []string
	if json.Unmarshal(source, &lines) == nil {
		return []byte(strings.Join(lines, ""))
	}
	var text string
	if json.Unmarshal(source, &text) == nil {
		return []byte(text)
	}
	return nil
}
