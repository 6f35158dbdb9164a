package check

import (
	"bytes"
	"runtime"
	"sync"
	"sync/atomic"

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
	var next atomic.Int64 // the module to read
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(modules); i = int(next.Add(1)) - 1 {
				texts[i] = f.readTelling(modules[i].Path)
			}
		})
	}
	group.Wait()
	for i, m := range modules {
		f.telling[m.Path] = texts[i]
	}
}
