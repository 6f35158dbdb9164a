package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

// A cachedFS is a project directory that keeps the texts of the files it reads, so
// that the extraction and the rules see the same text and files are read once. Of a
// project with much text, it keeps the part that was read first.
type cachedFS struct {
	*projectFS
	texts sync.Map // name to []byte
	kept  atomic.Int64
	size  *byteCounter
}

const (
	maxKept     = 16 << 20 // bytes of all texts together
	maxKeptFile = 1 << 20  // bytes of one
)

// ReadFile implements [fs.ReadFileFS]. The caller must not modify the
// text.
func (s *cachedFS) ReadFile(name string) ([]byte, error) {
	if text, ok := s.texts.Load(name); ok {
		return text.([]byte), nil
	}
	text, err := s.projectFS.ReadFile(name)
	if err != nil {
		return nil, err
	}
	s.size.add(len(text))
	if len(text) <= maxKeptFile && s.kept.Add(int64(len(text))) <= maxKept {
		s.texts.Store(name, text)
	}
	return text, nil
}

// errOutside is the error of a link that leads out of a project.
var errOutside = errors.New("it leads out of the project")

// A projectFS is a directory whose files belong together: a project. It reads regular
// files only, and follows no symbolic link out of the directory: somebody else may
// have made the project.
//
// [os.Root] promises that, too, but it opens every directory above a file each time:
// twice the system calls of a whole analysis. So it serves where there is a link. Other
// files are looked at and opened by their path; a file that is replaced in between is
// noticed, a directory above it is not.
type projectFS struct {
	dir  dirFS
	root *os.Root
	// named is the file that the user asks for, slash-separated and relative to dir;
	// it may lie anywhere. It may be empty.
	named string
	above bool     // it reads paths that lead above dir: those of the search path
	real  sync.Map // the paths of directories to whether they lie below dir without links
}

// openProject opens a directory. The error is that of the system.
func openProject(dir string) (*projectFS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &projectFS{dir: dirFS(dir), root: root}, nil
}

// close closes the directory. Links cannot be followed after that.
func (p *projectFS) close() { _ = p.root.Close() } // nothing was written

// isFree reports whether a file may lie anywhere.
func (p *projectFS) isFree(name string) bool {
	return p.named != "" && name == p.named || p.above && (name == ".." || strings.HasPrefix(name, "../"))
}

// direct describes a file that lies in the directory without any link, or returns nil.
// The error is that of the system.
func (p *projectFS) direct(name string) (fs.FileInfo, error) {
	if name == "." {
		return p.dir.Stat(name)
	}
	if !p.isReal(path.Dir(name)) {
		return nil, nil
	}
	info, err := os.Lstat(p.dir.path(name))
	if err != nil || info.Mode().Type()&fs.ModeSymlink != 0 {
		return nil, err
	}
	return info, nil
}

// isReal reports whether no part of the path of a directory is a link.
func (p *projectFS) isReal(dir string) bool {
	if dir == "." {
		return true
	}
	if real, known := p.real.Load(dir); known {
		return real.(bool)
	}
	real := fs.ValidPath(dir) && p.isReal(path.Dir(dir))
	if real {
		info, err := os.Lstat(p.dir.path(dir))
		real = err == nil && info.IsDir()
	}
	p.real.Store(dir, real)
	return real
}

// linked calls do with the name of a file in the root. An absolute link that leads
// back into the directory is followed, too.
func (p *projectFS) linked(name string, do func(name string) error) error {
	err := do(filepath.FromSlash(name))
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ELOOP) || errors.Is(err, syscall.ENOTDIR) {
		return err
	}
	real, linkErr := filepath.EvalSymlinks(p.dir.path(name))
	if linkErr != nil {
		return linkErr
	}
	rel, ok := inside(realPath(string(p.dir)), real)
	if !ok {
		return &fs.PathError{Op: "open", Path: name, Err: errOutside}
	}
	return do(filepath.FromSlash(rel))
}

// Open implements [fs.FS].
func (p *projectFS) Open(name string) (file fs.File, err error) {
	if p.isFree(name) {
		return p.dir.Open(name)
	}
	err = p.linked(name, func(name string) error {
		open, err := p.root.Open(name)
		if err == nil {
			file = open
		}
		return err
	})
	return file, err
}

// readOnly opens a file to read it. If it is a pipe, it does not wait for somebody to
// write to it.
const readOnly = os.O_RDONLY | syscall.O_NONBLOCK

// ReadFile implements [fs.ReadFileFS].
func (p *projectFS) ReadFile(name string) (text []byte, err error) {
	if p.isFree(name) {
		return regularFS{p.dir}.ReadFile(name)
	}
	info, err := p.direct(name)
	if err != nil {
		return nil, err
	}
	if info != nil {
		file, err := os.OpenFile(p.dir.path(name), readOnly, 0)
		if err != nil {
			return nil, err
		}
		return readRegular(file, info)
	}
	err = p.linked(name, func(name string) error {
		file, err := p.root.OpenFile(name, readOnly, 0)
		if err != nil {
			return err
		}
		text, err = readRegular(file, nil)
		return err
	})
	return text, err
}

// readRegular reads an open file and closes it. The error says so if the file is a
// pipe, a device or a directory, or not the one that was looked at before, unless that
// is nil.
func readRegular(file *os.File, before fs.FileInfo) ([]byte, error) {
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, notRegular(file.Name())
	}
	if before != nil && !os.SameFile(before, info) {
		return nil, &fs.PathError{Op: "read", Path: file.Name(), Err: errors.New("it was replaced while it was read")}
	}
	text := make([]byte, 0, info.Size()+1) // one more, to see the end
	for {
		n, err := file.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		if errors.Is(err, io.EOF) {
			return text, nil
		} else if err != nil {
			return nil, err
		}
		if len(text) == cap(text) {
			text = slices.Grow(text, 512) // the file grows
		}
	}
}

func notRegular(name string) error {
	return &fs.PathError{Op: "read", Path: name, Err: errors.New("not a regular file")}
}

// ReadDir implements [fs.ReadDirFS].
func (p *projectFS) ReadDir(name string) (entries []fs.DirEntry, err error) {
	if p.isFree(name) || p.isReal(name) {
		return p.dir.ReadDir(name)
	}
	err = p.linked(name, func(name string) error {
		file, err := p.root.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		entries, err = file.ReadDir(-1)
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		return err
	})
	return entries, err
}

// Stat implements [fs.StatFS]. It opens no file, so it works on pipes and on files
// that may not be read.
func (p *projectFS) Stat(name string) (fs.FileInfo, error) {
	if p.isFree(name) {
		return p.dir.Stat(name)
	}
	info, err := p.direct(name)
	if info != nil || err != nil {
		return info, err
	}
	err = p.linked(name, func(name string) error {
		info, err = p.root.Stat(name)
		return err
	})
	return info, err
}

// Lstat implements [fs.ReadLinkFS].
func (p *projectFS) Lstat(name string) (fs.FileInfo, error) {
	return p.root.Lstat(filepath.FromSlash(name))
}

// ReadLink implements [fs.ReadLinkFS].
func (p *projectFS) ReadLink(name string) (string, error) {
	return p.root.Readlink(filepath.FromSlash(name))
}

// A regularFS reads regular files only: opening a pipe would block until somebody
// writes to it.
type regularFS struct{ fs.FS }

// ReadFile implements [fs.ReadFileFS].
func (r regularFS) ReadFile(name string) ([]byte, error) {
	if info, err := fs.Stat(r.FS, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, notRegular(name)
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
