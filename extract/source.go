package extract

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/extract/internal/survey"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
)

// A source is a file that may be a module, or the folder of a namespace
// package.
type source struct {
	tree     *Tree  // nil for a namespace package
	path     string // slash-separated, relative to the tree
	shown    string // path behind the name of the tree
	dir      string // the folder of path
	initPath string // where the folder's __init__.py would be
	unit     *interp.Unit
	// root is the import root of the file if a module of the same name in
	// another root hides it; otherwise empty. "." is the project.
	root string
	// writtenBy is the notebook whose cells write this file, and text is what
	// they write. Both are nil for a file on disk, unless its text is at hand.
	writtenBy *source
	text      []byte
	// once guards reading and parsing.
	once   sync.Once
	parsed atomic.Bool
	err    error         // why the file could not be read
	cells  []cell        // of a notebook, or of the notebook that writes the file
	survey survey.Survey // valid if err is nil
	// writes lists the modules that a notebook's cells write.
	writes []writtenFile
}

// displayPath returns the path to show in positions.
func (s *source) displayPath() string {
	if s.writtenBy != nil {
		return s.writtenBy.displayPath()
	}
	return s.shown
}

// source returns a source for a file of the tree. Its module has no name yet.
func (t *Tree) source(file string) *source {
	dir := path.Dir(file)
	s := &source{tree: t, path: file, shown: path.Join(t.Name, file), dir: dir, initPath: path.Join(dir, "__init__.py")}
	s.unit = &interp.Unit{
		Path:      file,
		IsPackage: path.Base(file) == "__init__.py",
		Main:      strings.HasSuffix(file, ".ipynb"),
		Place:     s.place,
	}
	return s
}

// read reads and parses a file, unless that has been done. It is safe for
// concurrent use. If the file cannot be read, s.err says why.
func (s *source) read(ctx context.Context, parser *python.Parser) {
	if s.tree != nil {
		s.once.Do(func() {
			defer s.survive()
			s.err = s.parse(ctx, parser)
			s.parsed.Store(true)
		})
	}
}

// survive makes a panic of the parser, which is our mistake, cost one file and not the
// whole run.
func (s *source) survive() {
	if r := recover(); r != nil {
		s.unit.File, s.err = nil, fmt.Errorf("djdag failed in it, which is a mistake of djdag; please report it with this file (%v)", r)
		s.parsed.Store(true)
	}
}

// parse reads and parses a file, and surveys it. For a notebook, it sets cells and writes.
func (s *source) parse(ctx context.Context, parser *python.Parser) error {
	if s.writtenBy != nil || s.text != nil {
		return s.parseText(ctx, parser, s.text)
	}
	text, err := s.readFile()
	if err != nil {
		return err
	}
	kept := s.tree.kept
	if kept == nil {
		return s.parseText(ctx, parser, text)
	}
	f := kept.find(s.shown, text)
	if f == nil {
		if err := s.parseText(ctx, parser, text); err != nil {
			return err
		}
		s.unit.File.Kept = true
		kept.keep(s.shown, &keptFile{text: text, file: s.unit.File, survey: s.survey, cells: s.cells, writes: s.writes})
		return nil
	}
	s.unit.File, s.survey, s.cells, s.writes = f.file, f.survey, f.cells, f.writes
	return nil
}

// parseText is parse for a file whose text is known.
func (s *source) parseText(ctx context.Context, parser *python.Parser, text []byte) (err error) {
	if strings.HasSuffix(s.path, ".ipynb") {
		if text, s.cells, s.writes, err = joinCells(text); err != nil {
			return err
		}
	}
	text = newline.Unify(text) // as Python does, in strings too
	if s.cells == nil {
		s.unit.File, err = parser.File(ctx, text)
	} else {
		starts := make([]int, len(s.cells))
		for i, c := range s.cells {
			starts[i] = c.offset
		}
		s.unit.File, err = parser.Cells(ctx, text, starts)
	}
	if err == nil {
		s.survey = survey.Of(s.unit.File)
	}
	return err
}

// forget drops the text of the file and what it says. Positions stay known.
func (s *source) forget() {
	if s.unit.File != nil {
		s.unit.File.Forget()
	}
	s.text, s.survey, s.writes = nil, survey.Survey{}, nil
}

// place converts an offset in the file to a position.
func (s *source) place(offset int) graph.Pos {
	line, col := s.unit.File.LineCol(offset)
	if s.cells != nil {
		return placeInCell(s.displayPath(), s.cells, line, col)
	}
	return graph.Pos{Path: s.displayPath(), Line: line, Col: col}
}

// importsOwnFolder reports whether a file imports from its own folder as a
// package, which needs no __init__.py. Then it is meant to be imported, not run
// as a script.
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
