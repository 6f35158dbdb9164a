package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// A sourceFS is a project's folder as it was when it was read: it keeps the
// text of each file that somebody reads, so that the extraction and the rules
// see the same.
type sourceFS struct {
	folder
	texts sync.Map // of []byte, by name
	heap  heap
}

// ReadFile implements [fs.ReadFileFS]. The text must not be changed.
func (s *sourceFS) ReadFile(name string) ([]byte, error) {
	if text, ok := s.texts.Load(name); ok {
		return text.([]byte), nil
	}
	text, err := regular{s.folder}.ReadFile(name)
	if err == nil {
		s.texts.Store(name, text)
		s.heap.add(len(text))
	}
	return text, err
}

// A regular file system reads regular files only: who opens a pipe waits for
// somebody to write to it.
type regular struct{ fs.FS }

// ReadFile implements [fs.ReadFileFS].
func (r regular) ReadFile(name string) ([]byte, error) {
	if info, err := fs.Stat(r.FS, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a regular file")}
	}
	return fs.ReadFile(r.FS, name)
}

// ReadDir implements [fs.ReadDirFS].
func (r regular) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS, name) }

// Stat implements [fs.StatFS].
func (r regular) Stat(name string) (fs.FileInfo, error) { return fs.Stat(r.FS, name) }

// A folder opens what is in it. Unlike [os.DirFS] it lets paths lead above
// it, as those of a search path may.
type folder string

func (f folder) path(name string) string {
	return filepath.Join(string(f), filepath.FromSlash(name))
}

// Open implements [fs.FS].
func (f folder) Open(name string) (fs.File, error) { return os.Open(f.path(name)) }

// ReadFile implements [fs.ReadFileFS].
func (f folder) ReadFile(name string) ([]byte, error) { return os.ReadFile(f.path(name)) }

// ReadDir implements [fs.ReadDirFS].
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(f.path(name)) }

// Stat implements [fs.StatFS]. It opens nothing, as a file that may not be
// read, or that is a pipe, has to be told from others all the same.
func (f folder) Stat(name string) (fs.FileInfo, error) { return os.Stat(f.path(name)) }
