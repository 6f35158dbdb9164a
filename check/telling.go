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
// nil. Most do not, so that they are read once, for all rules, and not kept.
func (f *files) tells(name string) []byte {
	text, known := f.telling[name]
	if !known && f.fsys != nil {
		text = f.readTelling(name, new(bytes.Buffer))
		f.telling[name] = text
	}
	return text
}

// readTelling reads a file by way of a buffer, which the next one may use.
func (f *files) readTelling(name string, buffer *bytes.Buffer) []byte {
	file, err := f.fsys.Open(name)
	if err != nil {
		return nil // what cannot be read tells nothing
	}
	defer file.Close()
	buffer.Reset()
	if _, err := buffer.ReadFrom(file); err != nil {
		return nil
	}
	for _, word := range []string{ignoreWord, password, secretKey} {
		if bytes.Contains(buffer.Bytes(), []byte(word)) {
			return bytes.Clone(buffer.Bytes())
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
			var buffer bytes.Buffer
			for i := int(next.Add(1)) - 1; i < len(modules); i = int(next.Add(1)) - 1 {
				texts[i] = f.readTelling(modules[i].Path, &buffer)
			}
		})
	}
	group.Wait()
	for i, m := range modules {
		f.telling[m.Path] = texts[i]
	}
}
