package graphviz

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Name is the file name of the drawing worker, without an extension.
const Name = "djdag-graphviz"

// ErrNotFound is the error if there is no worker. It says how to get one.
var ErrNotFound = errors.New("cannot draw: neither djdag-graphviz nor dot was found; " +
	"put djdag-graphviz, which comes with djdag, beside it or on PATH, or install Graphviz (Debian: \"apt install graphviz\")")

// Open returns the worker at path, which is looked up on PATH if it is a bare
// name. A program called djdag-graphviz is taken for this project's worker, any
// other for dot. The error names the path.
func Open(path string) (*Worker, error) {
	file, err := exec.LookPath(path)
	if err != nil {
		return nil, fmt.Errorf("cannot draw: %w", err)
	}
	name := strings.TrimSuffix(filepath.Base(file), ".exe")
	return &Worker{Path: file, Private: name == Name}, nil
}

// Find returns the djdag-graphviz beside the running program, else the one on
// PATH, else dot from PATH. The only error is [ErrNotFound].
func Find() (*Worker, error) {
	file := Name
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	if self, err := executable(); err == nil {
		// The worker is beside a link to the program, or beside its target.
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

// executable returns the path of the running program. Without /proc, as in a bare
// chroot, Linux does not tell it: then it is looked up by the name that it was run by.
func executable() (string, error) {
	self, err := os.Executable()
	if err != nil && len(os.Args) > 0 {
		return exec.LookPath(os.Args[0])
	}
	return self, err
}
