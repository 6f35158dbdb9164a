//go:build unix

package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// Nothing opens a pipe that stands in place of a file, which would wait for somebody
// to write to it, nor reads a device.
func TestPipesInPlaceOfFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"pipe.py", "pyproject.toml", ".env", "Dockerfile", "docker-compose.yml", ".gitignore", "n.ipynb", "djdag.toml", "README.md", "datajoint.json"} {
		if err := syscall.Mkfifo(name, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/dev/zero", "zero.py"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("pipe.py", "link.py"); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := runWith(t, "", "check")
	if want := "djdag: cannot read djdag.toml: not a regular file\n"; code != exitFailure || stderr != want {
		t.Errorf("exit code %d, %q, want %q", code, stderr, want)
	}
	for _, name := range []string{"djdag.toml", "pyproject.toml"} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("lab.py", nil, 0o666); err != nil {
		t.Fatal(err)
	}
	_, stdout, _ := runWith(t, "", "check", "--project", "--notebooks", "--format", "concise", "--rule", "parse-error,project-docker,project-gitignore")
	var want strings.Builder
	for _, name := range []string{".env", ".gitignore", "Dockerfile", "datajoint.json", "docker-compose.yml"} {
		want.WriteString(name + ": warning: cannot read this file: not a regular file [parse-error]\n")
	}
	want.WriteString("link.py: warning: cannot follow this link: not a regular file [parse-error]\n")
	for _, name := range []string{"n.ipynb", "pipe.py"} {
		want.WriteString(name + ": warning: cannot read this file: not a regular file [parse-error]\n")
	}
	want.WriteString("zero.py: warning: cannot follow this link: it leads out of the project [parse-error]\n")
	if stdout != want.String() {
		t.Errorf("got\n%swant\n%s", stdout, &want)
	}
	for _, name := range []string{"pipe.py", "zero.py", "link.py", "n.ipynb"} {
		code, _, stderr := runWith(t, "", "list", name)
		if want := "djdag: cannot read " + name + ": not a regular file\n"; code != exitFailure || stderr != want {
			t.Errorf("exit code %d, %q, want %q", code, stderr, want)
		}
	}
}
