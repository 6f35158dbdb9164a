package graphviz

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// openFolder opens the folder for caches, which only this user can read and write. It
// is in the user's cache folder or, if that cannot be made, as in a container, among
// the temporary files: compiling the library takes seconds. It is nil if neither can be
// private, and then nothing is cached.
func openFolder() *os.Root {
	if base, err := userCache(); err == nil {
		if root, err := privateIn(base, "djdag"); err == nil {
			return root
		}
	}
	root, err := privateIn(os.TempDir(), fmt.Sprintf("djdag-%d", os.Getuid()))
	if err != nil {
		return nil
	}
	return root
}

// userCache returns the user's cache folder, which it makes if need be. It makes no home
// folder: that of many a service account does not exist on purpose.
func userCache() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	if home, err := os.UserHomeDir(); err == nil {
		if in, err := filepath.Rel(home, base); err == nil && filepath.IsLocal(in) {
			if _, err := os.Stat(home); err != nil {
				return "", err
			}
		}
	}
	return base, os.MkdirAll(base, 0o700)
}

// privateIn opens a private folder in another one, which has to exist.
func privateIn(base, name string) (*os.Root, error) {
	parent, err := os.OpenRoot(base)
	if err != nil {
		return nil, err
	}
	defer parent.Close()
	return private(parent, name)
}

// private opens a folder in a parent, which it makes if need be. It fails if the name
// is that of a link, or if the folder belongs to another user, who could have this one
// run their code.
func private(parent *os.Root, name string) (*os.Root, error) {
	if err := parent.Mkdir(name, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	seen, err := parent.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !seen.IsDir() || !isOwn(seen) {
		return nil, fmt.Errorf("%s is no folder of this user", filepath.Join(parent.Name(), name))
	}
	root, err := parent.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	if err := closeToOthers(root, seen); err != nil {
		root.Close()
		return nil, err
	}
	return root, nil
}

// closeToOthers takes a folder that was just seen from other users. It fails if another
// one has taken its place since.
func closeToOthers(root *os.Root, seen fs.FileInfo) error {
	info, err := root.Stat(".")
	if err != nil {
		return err
	}
	if !os.SameFile(seen, info) {
		return fmt.Errorf("%s was replaced", root.Name())
	}
	if mode := info.Mode().Perm(); mode&others != 0 {
		return root.Chmod(".", mode&^others)
	}
	return nil
}

// compiledName is the folder for compiled code, within that for caches.
const compiledName = "compiled"

// compiled returns the path of the folder for compiled code. The worker runs what it
// finds there, so all of it has to be folders and files of this user; if anything is
// not, the folder is emptied. It returns "" if there can be none.
func compiled(root *os.Root) string {
	if root == nil {
		return ""
	}
	if !sound(root, compiledName) && root.RemoveAll(compiledName) != nil { // which removes links, not what they point to
		return ""
	}
	dir, err := private(root, compiledName)
	if err != nil {
		return ""
	}
	defer dir.Close()
	return dir.Name()
}

// sound reports whether a folder holds, at any depth, only folders and files of this
// user.
func sound(root *os.Root, name string) bool {
	if info, err := root.Lstat(name); err != nil || !info.IsDir() {
		return false
	}
	return fs.WalkDir(root.FS(), name, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) { // another worker has replaced it
			return nil
		}
		if err != nil {
			return err
		}
		if !(info.IsDir() || info.Mode().IsRegular()) || !isOwn(info) {
			return fmt.Errorf("%s is no file of this user", path)
		}
		return nil
	}) == nil
}
