package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// A cachedFS is a project directory that keeps the text of every file it reads, so
// that the extraction and the rules see the same text.
type cachedFS struct {
	dirFS
	texts sync.Map // name to []byte
	size  byteCounter
}

// ReadFile implements [fs.ReadFileFS]. The caller must not modify the
// text.
func (s *cachedFS) ReadFile(name string) ([]byte, error) {
	if text, ok := s.texts.Load(name); ok {
		return text.([]byte), nil
	}
	text, err := regularFS{s.dirFS}.ReadFile(name)
	if err == nil {
		s.texts.Store(name, text)
		s.size.add(len(text))
	}
	return text, err
}

// A regularFS reads regular files only: opening a pipe would block until somebody
// writes to it.
type regularFS struct{ fs.FS }

// ReadFile implements [fs.ReadFileFS].
func (r regularFS) ReadFile(name string) ([]byte, error) {
	if info, err := fs.Stat(r.FS, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a regular file")}
	}
	return fs.ReadFile(r.FS, name)
}

// ReadDir implements [fs.ReadDirFS].
func (r regularFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS, name) }

// Stat implements [fs.StatFS].
func (r regularFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(r.FS, name) }

// A dirFS is a directory as a file system. Unlike [os.DirFS] it accepts paths that
// lead above it, as paths below --search-path may.
type dirFS string

// path returns the OS path of a file in the directory.
func (f dirFS) path(name string) string {
	return filepath.Join(string(f), filepath.FromSlash(name))
}

// Open implements [fs.FS].
func (f dirFS) Open(name string) (fs.File, error) { return os.Open(f.path(name)) }

// ReadFile implements [fs.ReadFileFS].
func (f dirFS) ReadFile(name string) ([]byte, error) { return os.ReadFile(f.path(name)) }

// ReadDir implements [fs.ReadDirFS].
func (f dirFS) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(f.path(name)) }

// Stat implements [fs.StatFS]. It opens nothing, so it works on pipes and on files
// that may not be read.
func (f dirFS) Stat(name string) (fs.FileInfo, error) { return os.Stat(f.path(name)) }
