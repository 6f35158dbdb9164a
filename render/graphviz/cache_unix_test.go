//go:build unix

package graphviz

import (
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// What is not a regular file of this user is no drawing: it is not opened, for a pipe
// would wait for its writer. A new drawing takes its place and does not go through it.
func TestCacheFollowsNothing(t *testing.T) {
	key, drawing := []byte("digraph {a}"), []byte("a picture of a")
	other := newCache(t)
	other.put(key, drawing)
	valid := filepath.Join(other.root.Name(), fileName(key))
	before, err := os.ReadFile(valid)
	if err != nil {
		t.Fatal(err)
	}
	for name, make := range map[string]func(path string) error{
		"a link to a drawing": func(path string) error { return os.Symlink(valid, path) },
		"a link within": func(path string) error {
			if err := os.WriteFile(path+"-2", before, 0o600); err != nil {
				return err
			}
			return os.Symlink(filepath.Base(path)+"-2", path)
		},
		"a link to nothing": func(path string) error { return os.Symlink(valid+"-none", path) },
		"a link to itself":  func(path string) error { return os.Symlink(path, path) },
		"a pipe":            func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a folder":          func(path string) error { return os.MkdirAll(filepath.Join(path, "full"), 0o700) },
		"of another user": func(path string) error {
			if err := os.WriteFile(path, before, 0o644); err != nil || os.Geteuid() != 0 {
				return err
			}
			return os.Chown(path, 12345, 12345)
		},
		"too large": func(path string) error {
			if err := os.WriteFile(path, before, 0o600); err != nil {
				return err
			}
			return os.Truncate(path, 1<<40)
		},
	} {
		if name == "of another user" && os.Geteuid() != 0 {
			t.Log("skipped, since it needs root: " + name)
			continue
		}
		c := newCache(t)
		path := filepath.Join(c.root.Name(), fileName(key))
		if err := make(path); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := c.get(key); got != nil {
			t.Errorf("%s: got %q", name, got)
		}
		c.put(key, drawing)
		if got := c.get(key); string(got) != string(drawing) && name != "a folder" {
			t.Errorf("%s: after put got %q", name, got)
		}
		if after, err := os.ReadFile(valid); err != nil || string(after) != string(before) {
			t.Errorf("%s: the file outside became %q, %v", name, after, err)
		}
		if _, err := os.Lstat(valid + "-none"); err == nil {
			t.Errorf("%s: a file was made outside", name)
		}
	}
}

// The mark of trim is not written through a link, and links are not trimmed.
func TestCacheTrimFollowsNothing(t *testing.T) {
	c := newCache(t)
	outside := filepath.Join(t.TempDir(), "letter")
	if err := os.WriteFile(outside, []byte("dear"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{trimmedName, "old"} {
		if err := os.Symlink(outside, filepath.Join(c.root.Name(), name)); err != nil {
			t.Fatal(err)
		}
	}
	c.trim(time.Now().Add(2 * cacheAge))
	if got, err := os.ReadFile(outside); err != nil || string(got) != "dear" {
		t.Errorf("the file outside became %q, %v", got, err)
	}
	if info, err := c.root.Lstat(trimmedName); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the mark is %v, %v", info, err)
	}
}

// A folder of caches is private, and no link.
func TestPrivate(t *testing.T) {
	base := t.TempDir()
	parent, err := os.OpenRoot(base)
	if err != nil {
		t.Fatal(err)
	}
	defer parent.Close()
	mode := func(name string) os.FileMode {
		t.Helper()
		info, err := os.Lstat(filepath.Join(base, name))
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	root, err := private(parent, "new")
	if err != nil || mode("new") != 0o700 || root.Name() != filepath.Join(base, "new") {
		t.Fatalf("new: %v, mode %o", err, mode("new"))
	}
	root.Close()
	if err := os.Chmod(filepath.Join(base, "new"), 0o755); err != nil {
		t.Fatal(err)
	}
	if root, err = private(parent, "new"); err != nil || mode("new") != 0o700 {
		t.Fatalf("open to others: %v, mode %o", err, mode("new"))
	}
	root.Close()
	if err := os.Chmod(filepath.Join(base, "new"), 0o500); err != nil {
		t.Fatal(err)
	}
	if root, err = private(parent, "new"); err != nil || mode("new") != 0o500 {
		t.Fatalf("to be read only: %v, mode %o", err, mode("new"))
	}
	root.Close()

	if err := os.Symlink("new", filepath.Join(base, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(base, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"link", "file"} {
		_, err := private(parent, name)
		if want := filepath.Join(base, name) + " is no folder of this user"; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if os.Geteuid() != 0 {
		t.Log("skipped, since it needs root: a folder of another user")
		return
	}
	if err := os.Mkdir(filepath.Join(base, "theirs"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(filepath.Join(base, "theirs"), 12345, 12345); err != nil {
		t.Fatal(err)
	}
	if _, err := private(parent, "theirs"); err == nil {
		t.Error("a folder of another user is private")
	}
}

// No folder is made for the sake of a home or a folder for temporary files that does
// not exist. XDG_CACHE_HOME is made, as its specification says.
func TestOpenFolderMakesNoHome(t *testing.T) {
	base := t.TempDir()
	set := func(home, xdg, temp string) {
		t.Helper()
		t.Setenv("HOME", home)
		t.Setenv("XDG_CACHE_HOME", xdg)
		t.Setenv("TMPDIR", temp)
	}
	none := filepath.Join(base, "none")
	set(none, "", none)
	if root := openFolder(); root != nil {
		t.Errorf("got %s", root.Name())
	}
	set(none, "relative", filepath.Join(none, "deeper"))
	if root := openFolder(); root != nil {
		t.Errorf("got %s", root.Name())
	}
	set("", "", none)
	if root := openFolder(); root != nil {
		t.Errorf("got %s", root.Name())
	}
	if left, err := os.ReadDir(base); err != nil || len(left) > 0 {
		t.Errorf("made %v, %v", left, err)
	}
	set(base, "", none)
	root := openFolder()
	if root == nil {
		t.Fatal("there is no folder in a home")
	}
	root.Close()
}

// Only folders and files of this user are run as compiled code.
func TestCompiledIsSound(t *testing.T) {
	outside := t.TempDir()
	letter := filepath.Join(outside, "letter")
	for name, make := range map[string]func(dir string) error{
		"none":   func(string) error { return nil },
		"a file": func(dir string) error { return os.WriteFile(dir, nil, 0o600) },
		"a link": func(dir string) error { return os.Symlink(outside, dir) },
		"a link below": func(dir string) error {
			if err := os.MkdirAll(filepath.Join(dir, "library"), 0o700); err != nil {
				return err
			}
			return os.Symlink(outside, filepath.Join(dir, "library", "version"))
		},
		"a pipe below": func(dir string) error {
			if err := os.MkdirAll(filepath.Join(dir, "library"), 0o700); err != nil {
				return err
			}
			return syscall.Mkfifo(filepath.Join(dir, "library", "code"), 0o600)
		},
	} {
		if err := os.WriteFile(letter, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		root := newCache(t).root
		if err := make(filepath.Join(root.Name(), compiledName)); err != nil {
			t.Fatal(err)
		}
		path := compiled(root)
		if want := filepath.Join(root.Name(), compiledName); path != want {
			t.Errorf("%s: got %q, want %q", name, path, want)
		}
		if left, err := os.ReadDir(path); err != nil || len(left) > 0 {
			t.Errorf("%s: there are %v, %v", name, left, err)
		}
		if _, err := os.Stat(letter); err != nil {
			t.Errorf("%s: a file outside was deleted", name)
		}
		code := filepath.Join(path, "code")
		if err := os.WriteFile(code, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if compiled(root); !sound(root, compiledName) {
			t.Errorf("%s: code of this user is not sound", name)
		}
		if _, err := os.Stat(code); err != nil {
			t.Errorf("%s: code of this user was deleted", name)
		}
	}
	if path := compiled(nil); path != "" {
		t.Errorf("without a folder: got %q", path)
	}
}

// Many may read and write the same drawing at once: each finds it whole or not at all.
func TestCacheAtOnce(t *testing.T) {
	c := newCache(t)
	key, drawing := []byte("digraph {a}"), make([]byte, 1<<20)
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if got := c.get(key); got != nil && len(got) != len(drawing) {
				t.Errorf("got %d bytes", len(got))
			}
			c.put(key, drawing)
			if got := c.get(key); len(got) != len(drawing) {
				t.Errorf("after put got %d bytes", len(got))
			}
		})
	}
	wait.Wait()
	entries, err := os.ReadDir(c.root.Name())
	if err != nil || len(entries) != 2 { // the drawing and the mark
		t.Errorf("there are %v, %v", entries, err)
	}
}
