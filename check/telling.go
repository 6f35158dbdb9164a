package check

import (
	"bytes"
	"iter"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/graph"
)

// Words that a rule looks for in the text of the modules.
const (
	ignoreWord = "djdag:"
	password   = "password"
	secretKey  = "secret_key"
	connecting = ".conn("
	connection = ".Connection("
	environ    = "environ"
)

// words lists all of them.
func words() []string {
	return []string{ignoreWord, password, secretKey, connecting, connection, environ}
}

// telling yields the lines of a file that contain one of the words, which are
// of those above, and their places without columns. Of a notebook, these are
// lines of its code.
func (p *Pass) telling(file string, words ...string) iter.Seq2[graph.Pos, string] {
	return func(yield func(graph.Pos, string) bool) {
		for name, text := range p.texts(file) {
			at := graph.Pos{Path: name}
			for line := range strings.Lines(text) {
				at.Line++
				if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(line, w) }) && !yield(at, strings.TrimRight(line, "\r\n")) {
					return
				}
			}
		}
	}
}

// texts yields what of a file may tell, by its path in positions: the whole
// text, or that of each code cell.
func (p *Pass) texts(file string) iter.Seq2[string, string] {
	return p.codeOf(file, p.files.tells(file))
}

// codeOf yields the code of a file with the given text, by its path in
// positions: the text itself, or that of each code cell.
func (p *Pass) codeOf(file string, text []byte) iter.Seq2[string, string] {
	return func(yield func(path, text string) bool) {
		switch {
		case text == nil:
		case path.Ext(file) != ".ipynb":
			yield(file, string(text))
		default:
			for i, c := range p.sources.cells(file) {
				if c.Code && !yield(graph.CellPath(file, i+1), c.Source) {
					return
				}
			}
		}
	}
}

// tells returns the text of a file if it contains one of the words above, else
// nil. Most do not: they are searched once, for all rules.
func (f *files) tells(name string) []byte {
	text, known := f.telling[name]
	if !known {
		text = f.readTelling(name)
		f.telling[name] = text
	}
	return text
}

// readTelling reads and searches a file. What cannot be read tells nothing.
func (f *files) readTelling(name string) []byte {
	text, _ := f.read(name)
	for _, word := range words() {
		if bytes.Contains(text, []byte(word)) {
			return text
		}
	}
	return nil
}

// readAhead reads the files of all modules for [files.tells], in parallel: to
// open many files one after the other takes longer than all rules together.
func (f *files) readAhead(modules []graph.Module) {
	if f.fsys == nil {
		return
	}
	texts := make([][]byte, len(modules))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, m := range modules {
		group.Go(func() error {
			texts[i] = f.readTelling(m.Path)
			return nil
		})
	}
	_ = group.Wait() // what cannot be read tells nothing
	for i, m := range modules {
		f.telling[m.Path] = texts[i]
	}
}
