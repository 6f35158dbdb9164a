package extract

import (
	"bytes"
	"sync"

	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/extract/internal/survey"
)

// largestKept is the size in bytes up to which a file is kept between two readings.
// Notebooks with pictures are larger.
const largestKept = 4 << 20

// keptFiles are the files of a project as they were parsed, for the next reading. The
// zero value is empty. It is safe for concurrent use.
type keptFiles struct {
	mu     sync.Mutex
	files  map[string]*keptFile // by the path in positions
	number int                  // of the reading
}

// A keptFile is what a text says.
type keptFile struct {
	text   []byte // of the file
	file   *python.File
	survey survey.Survey
	cells  []cell
	writes []writtenFile
	used   int // the number of the last reading that asked for it
}

// begin begins a reading.
func (k *keptFiles) begin() { k.number++ }

// end drops the files that the reading did not ask for.
func (k *keptFiles) end() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name, f := range k.files {
		if f.used != k.number {
			delete(k.files, name)
		}
	}
}

// find returns what the file of a name says if it has the same text as before, or nil.
func (k *keptFiles) find(name string, text []byte) *keptFile {
	k.mu.Lock()
	defer k.mu.Unlock()
	f := k.files[name]
	if f == nil || !bytes.Equal(f.text, text) {
		return nil
	}
	f.used = k.number
	return f
}

// keep keeps what a file says. Nothing in f may change from now on.
func (k *keptFiles) keep(name string, f *keptFile) {
	if len(f.text) > largestKept {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.files == nil {
		k.files = map[string]*keptFile{}
	}
	f.used = k.number
	k.files[name] = f
}
