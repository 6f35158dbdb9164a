package check

import (
	"bytes"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/djdag/djdag/graph"
)

// Words that a rule looks for in the text of the modules.
const (
	ignoreWord = "djdag:"
	password   = "password"
	secretKey  = "secret_key"
)

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
	for _, word := range []string{ignoreWord, password, secretKey} {
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
