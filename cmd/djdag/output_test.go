package main

import (
	"os"
	"runtime"
	"testing"
)

func TestReplaceFile(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, data string) {
		t.Helper()
		if err := replaceFile(t.Context(), name, []byte(data)); err != nil {
			t.Errorf("writing %s: %v", name, err)
		}
	}
	holds := func(name, want string) {
		t.Helper()
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}

	write("new", "one")
	holds("new", "one")
	write("new", "two")
	holds("new", "two")
	write(os.DevNull, "gone")
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s was replaced: %v, %v", os.DevNull, info, err)
	}

	if runtime.GOOS == "windows" {
		return // no modes, and symbolic links need privileges
	}
	if err := os.Chmod("new", 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("new", "link"); err != nil {
		t.Fatal(err)
	}
	write("link", "three")
	holds("new", "three")
	if info, err := os.Lstat("link"); err != nil || info.Mode().Type() != os.ModeSymlink {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if info, err := os.Stat("new"); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode changed: %v, %v", info, err)
	}
}
