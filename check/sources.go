package check

import (
	"bytes"
	"io/fs"
	"unicode/utf8"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
	"github.com/djdag/djdag/internal/notebook"
)

// sources provides lines of source. It caches the last file or cell and the last line,
// because findings are sorted by position: a long line may have thousands. It caches the
// cells of all notebooks, because a notebook has to be parsed as a whole, including its
// images.
type sources struct {
	fsys      fs.FS // may be nil
	path      string
	lines     [][]byte
	number    int                        // of the last line; 0: none
	text      string                     // the last line
	before    int                        // bytes of the last line whose characters are counted
	counted   int                        // characters in them
	notebooks map[string][]notebook.Cell // by file
}

// line returns the line at a position without its line ending, and whether it
// exists.
func (s *sources) line(p graph.Pos) (string, bool) {
	if s.fsys == nil || !p.IsValid() || p.Line < 1 {
		return "", false
	}
	if s.path != p.Path {
		s.path, s.lines, s.number = p.Path, nil, 0
		if text := s.read(p); text != nil {
			s.lines = bytes.Split(newline.Unify(text), []byte{'\n'})
		}
	}
	if p.Line > len(s.lines) {
		return "", false
	}
	if s.number != p.Line {
		s.before, s.counted = 0, 0
		s.number, s.text = p.Line, string(bytes.TrimSuffix(s.lines[p.Line-1], []byte{'\r'}))
	}
	return s.text, true
}

// runes returns the number of characters in the first n bytes of the line that line
// returned last.
func (s *sources) runes(n int) int {
	if n < s.before {
		s.before, s.counted = 0, 0
	}
	count := s.counted + utf8.RuneCountInString(s.text[s.before:n])
	if n == len(s.text) || utf8.RuneStart(s.text[n]) {
		s.before, s.counted = n, count
	}
	return count
}

// maxShown is the size in bytes of a file above which none of its lines is shown.
const maxShown = 32 << 20

// read returns the text of the file or cell at a position, or nil.
func (s *sources) read(p graph.Pos) []byte {
	if s.fsys == nil {
		return nil
	}
	file, number := p.Cell()
	if number == 0 {
		if info, err := fs.Stat(s.fsys, file); err != nil || info.Size() > maxShown {
			return nil
		}
		text, _ := fs.ReadFile(s.fsys, file)
		return text
	}
	if cells := s.cells(file); number <= len(cells) {
		return []byte(cells[number-1].Source)
	}
	return nil
}

// cells returns the cells of a notebook, or nil if it cannot be read.
func (s *sources) cells(file string) []notebook.Cell {
	cells, known := s.notebooks[file]
	if !known {
		if text, err := fs.ReadFile(s.fsys, file); err == nil {
			if nb, err := notebook.Parse(text); err == nil {
				cells = nb.Cells
			}
		}
		if s.notebooks == nil {
			s.notebooks = make(map[string][]notebook.Cell)
		}
		s.notebooks[file] = cells
	}
	return cells
}
