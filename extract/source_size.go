package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

const (
	// maxPython is the size in bytes above which no Python file is read. The largest
	// modules that people write have a tenth of it.
	maxPython = 16 << 20
	// largePython is the size in bytes above which a Python file is read only if it
	// holds a definition: all others are data.
	largePython = 2 << 20
	// maxReadNotebook is the size in bytes above which no notebook is read. Those with
	// pictures may be large.
	maxReadNotebook = 256 << 20
)

// errData says why a large file is not read that declares nothing.
var errData = errors.New("no definition in it")

// A tooLargeError says that a file is too large to be read.
type tooLargeError struct{ size, limit int64 }

// Error says how large it is, and what to do.
func (e *tooLargeError) Error() string {
	return fmt.Sprintf("it has %s, and djdag reads no more than %s; move the data out of it", megabytes(e.size), megabytes(e.limit))
}

// readFile reads a file of the tree, unless it is too large.
func (s *source) readFile() ([]byte, error) {
	limit := int64(maxPython)
	if strings.HasSuffix(s.path, ".ipynb") {
		limit = maxReadNotebook
	}
	if info, err := fs.Stat(s.tree.FS, s.path); err == nil && info.Size() > limit {
		return nil, &tooLargeError{info.Size(), limit}
	}
	text, err := fs.ReadFile(s.tree.FS, s.path)
	switch {
	case err != nil:
		return nil, err
	case int64(len(text)) > limit: // it has grown
		return nil, &tooLargeError{int64(len(text)), limit}
	case limit == maxPython && len(text) > largePython && !declaresTables(text):
		return nil, fmt.Errorf("it has %s and %w", megabytes(int64(len(text))), errData)
	}
	return text, nil
}

// declaresTables reports whether a text may have something to do with tables.
func declaresTables(text []byte) bool {
	return bytes.Contains(text, []byte("definition")) || bytes.Contains(text, []byte("datajoint"))
}

// megabytes writes a number of bytes for a message: "16 MB".
func megabytes(n int64) string {
	const mb = 1 << 20
	if n < 10*mb && n%mb != 0 {
		return fmt.Sprintf("%.1f MB", float64(n)/mb)
	}
	return fmt.Sprintf("%d MB", (n+mb/2)/mb)
}
