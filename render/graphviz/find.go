package graphviz

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Name is the file name of the drawing worker, without an extension.
const Name = "djdag-graphviz"

// ErrNotFound says that there is no worker and how to get one.
var ErrNotFound = errors.New("cannot draw: neither djdag-graphviz nor dot was found; " +
	"run \"go install github.com/djdag/djdag/cmd/djdag-graphviz@latest\" or install Graphviz (Debian: \"apt install graphviz\")")

// Find returns the worker beside the running program, else the one on PATH,
// else dot from PATH. The only error is [ErrNotFound].
func Find() (*Worker, error) {
	file := Name
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	if self, err := os.Executable(); err == nil {
		// A link to the program may stand in another folder than its worker.
		places := []string{self}
		if real, err := filepath.EvalSymlinks(self); err == nil && real != self {
			places = append(places, real)
		}
		for _, place := range places {
			if path, err := exec.LookPath(filepath.Join(filepath.Dir(place), file)); err == nil {
				return &Worker{Path: path, Private: true}, nil
			}
		}
	}
	if path, err := exec.LookPath(file); err == nil {
		return &Worker{Path: path, Private: true}, nil
	}
	if path, err := exec.LookPath("dot"); err == nil {
		return &Worker{Path: path}, nil
	}
	return nil, ErrNotFound
}
