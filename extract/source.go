package extract

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/extract/internal/survey"
	"github.com/djdag/djdag/graph"
)

// A source is a file that may be a module.
type source struct {
	tree *Tree
	path string // slash-separated, in the tree
	// shown is the path with the name of the tree.
	shown string
	dir   string // the folder it is in
	init  string // the path of the __init__.py that its folder has if it is a package
	unit  *interp.Unit
	// root is the import root of a file that another root's module of the
	// same name hides; empty for all others. "." is the project.
	root string
	// writer is the notebook that writes the file, of this text, by running
	// its cells; nil for a file that is there.
	writer *source
	text   []byte
	// once reads and parses the file; a folder without code has none.
	once   sync.Once
	done   atomic.Bool
	err    error         // why it could not be read
	cells  []cell        // of a notebook, or those that write the file
	survey survey.Survey // what the whole text says
	// writes are the modules that a notebook's cells write.
	writes []written
}

// display is the path that positions show.
func (s *source) display() string {
	if s.writer != nil {
		return s.writer.display()
	}
	return s.shown
}

// source returns a file of the tree as a module that has no name yet.
func (t *Tree) source(file string) *source {
	dir := path.Dir(file)
	s := &source{tree: t, path: file, shown: path.Join(t.Name, file), dir: dir, init: path.Join(dir, "__init__.py")}
	s.unit = &interp.Unit{
		Path:      file,
		IsPackage: path.Base(file) == "__init__.py",
		Main:      strings.HasSuffix(file, ".ipynb"),
		Place:     s.place,
	}
	return s
}

// read reads and parses a file, once. A file that cannot be read costs that
// file's tables.
func (s *source) read(ctx context.Context, parser *python.Parser) {
	if s.tree != nil {
		s.once.Do(func() {
			if s.unit.File, s.err = s.parse(ctx, parser); s.err == nil {
				s.survey = survey.Of(s.unit.File)
			}
			s.done.Store(true)
		})
	}
}

func (s *source) parse(ctx context.Context, parser *python.Parser) (*python.File, error) {
	text, err := s.text, error(nil)
	if s.writer == nil {
		text, err = fs.ReadFile(s.tree.FS, s.path)
	}
	if err == nil && strings.HasSuffix(s.path, ".ipynb") {
		text, s.cells, s.writes, err = joinCells(text)
	}
	if err != nil {
		return nil, err
	}
	if s.cells == nil {
		return parser.File(ctx, text)
	}
	starts := make([]int, len(s.cells))
	for i, c := range s.cells {
		starts[i] = c.offset
	}
	return parser.Cells(ctx, text, starts)
}

// place turns an offset in the file into a position.
func (s *source) place(offset int) graph.Pos {
	line, col := s.unit.File.LineCol(offset)
	if s.cells != nil {
		return placeInCell(s.display(), s.cells, line, col)
	}
	return graph.Pos{Path: s.display(), Line: line, Col: col}
}

// inNamespace reports whether a file speaks of its folder as a package, which
// needs no __init__.py: then it is imported, and not run.
func (s *source) inNamespace() bool {
	i := strings.LastIndexByte(s.unit.Name, '.')
	if i < 0 || s.unit.File == nil {
		return false
	}
	folder := s.unit.Name[:i+1]
	return slices.ContainsFunc(s.unit.File.Imports, func(i *python.Import) bool {
		return i.Level > 0 || strings.HasPrefix(i.Path+".", folder) ||
			!i.From && slices.ContainsFunc(i.Names, func(n python.ImportName) bool { return strings.HasPrefix(n.Name, folder) })
	})
}
