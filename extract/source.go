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
	tree     *Tree
	path     string // slash-separated, in the tree
	dir      string // the folder it is in
	initPath string // the path of the __init__.py that its folder has if it is a package
	unit     *interp.Unit
	// root is the import root of a file that another root's module of the
	// same name hides; empty for all others. "." is the project.
	root string
	// writer is the notebook that writes the file, of this text, by running
	// its cells; nil for a file that is there.
	writtenBy *source
	text      []byte
	// once reads and parses the file; a folder without code has none.
	once   sync.Once
	parsed atomic.Bool
	err    error         // why it could not be read
	cells  []cell        // of a notebook, or those that write the file
	survey survey.Survey // what the whole text says
	// writes are the modules that a notebook's cells write.
	writes []writtenFile
}

// display is the path that positions show.
func (s *source) displayPath() string {
	if s.writtenBy != nil {
		return s.writtenBy.displayPath()
	}
	return path.Join(s.tree.Name, s.path)
}

// source returns a file of the tree as a module that has no name yet.
func (t *Tree) source(file string) *source {
	dir := path.Dir(file)
	s := &source{tree: t, path: file, dir: dir, initPath: path.Join(dir, "__init__.py")}
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
			s.parsed.Store(true)
		})
	}
}

func (s *source) parse(ctx context.Context, parser *python.Parser) (*python.File, error) {
	text, err := s.text, error(nil)
	if s.writtenBy == nil {
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
		return placeInCell(s.displayPath(), s.cells, line, col)
	}
	return graph.Pos{Path: s.displayPath(), Line: line, Col: col}
}

// importsOwnFolder reports whether a file speaks of its folder as a package, which
// needs no __init__.py: then it is imported, and not run.
func (s *source) importsOwnFolder() bool {
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
