package graphviz_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/djdag/djdag/render/graphviz"
)

// role is the variable that makes the test program act as a worker.
const role = "DJDAG_TEST_WORKER"

func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case "":
		os.Exit(m.Run())
	case "echo":
		io.WriteString(os.Stdout, strings.Join(os.Args[1:], " ")+" ")
		io.Copy(os.Stdout, os.Stdin)
		os.Exit(0)
	case "hang":
		hang()
	case "family": // its child hangs, and so does it
		startChild(nil)
		time.Sleep(time.Hour)
	case "orphan": // its child hangs and keeps the output open
		startChild(nil)
		io.WriteString(os.Stdout, "drawn")
		os.Exit(0)
	case "runaway": // the same, and the child has left the group
		startChild(ownSession())
		io.WriteString(os.Stdout, "drawn")
		os.Exit(0)
	case "parent": // has a worker that hangs
		os.Setenv(role, "hang")
		w := graphviz.Worker{Path: os.Args[0]}
		w.Run(context.Background(), "svg", nil)
		os.Exit(0)
	case "flood":
		for {
			os.Stdout.Write(make([]byte, 1<<16))
		}
	case "flood of warnings":
		for {
			os.Stderr.Write(make([]byte, 1<<16))
		}
	case "fail":
		fmt.Fprintln(os.Stderr, "djdag-graphviz: read graph: syntax error in line 2")
		os.Exit(1)
	case "silent":
		os.Exit(1)
	case "crash":
		panic("out of memory")
	case "chatter":
		fmt.Fprintln(os.Stderr, strings.Repeat("warning ", 1<<20))
		io.WriteString(os.Stdout, "<svg/>")
		os.Exit(0)
	case "nothing":
		os.Exit(0)
	case "remark":
		fmt.Fprintln(os.Stderr, "djdag-graphviz: the font has no such sign")
		io.WriteString(os.Stdout, "boxes")
		os.Exit(0)
	case "damaged": // crashes on its own compiled code
		if _, err := os.Stat(filepath.Join(os.TempDir(), "code")); err == nil {
			panic("compilationcache: error reading header: EOF")
		}
		os.WriteFile(filepath.Join(os.TempDir(), "code"), nil, 0o600)
		io.Copy(os.Stdout, os.Stdin)
		os.Exit(0)
	case "temp":
		io.WriteString(os.Stdout, os.TempDir())
		os.Exit(0)
	}
}

// worker returns a worker that plays a role.
func worker(t *testing.T, as string) *graphviz.Worker {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(role, as)
	t.Setenv("GORACE", "atexit_sleep_ms=0") // by default, a worker under -race ends a second late
	return &graphviz.Worker{Path: self}
}

// privateWorker is [worker] for a private worker, with a new cache.
func privateWorker(t *testing.T, as string) *graphviz.Worker {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs Unix: HOME")
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", "")
	w := worker(t, as)
	w.Private = true
	return w
}

func TestRun(t *testing.T) {
	out, err := worker(t, "echo").Run(t.Context(), "svg", []byte("digraph {}"))
	if want := "-Tsvg digraph {}"; err != nil || string(out) != want {
		t.Errorf("got %q, %v; want %q", out, err, want)
	}
}

func TestRunErrors(t *testing.T) {
	tests := []struct{ role, want string }{
		{"fail", "read graph: syntax error in line 2"},
		{"silent", "exit status 1"},
		{"crash", "crashed: panic: out of memory"},
	}
	for _, tt := range tests {
		t.Run(tt.role, func(t *testing.T) {
			w := worker(t, tt.role)
			_, err := w.Run(t.Context(), "svg", nil)
			want := "draw with " + filepath.Base(w.Path) + ": " + tt.want
			if err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

// A drawing is cached: the second worker would fail.
func TestRunKeepsDrawings(t *testing.T) {
	w := privateWorker(t, "echo")
	first, err := w.Run(t.Context(), "svg", []byte("digraph {a}"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(role, "fail")
	if again, err := w.Run(t.Context(), "svg", []byte("digraph {a}")); err != nil || string(again) != string(first) {
		t.Errorf("again: got %q, %v; want %q", again, err, first)
	}
	if out, err := w.Run(t.Context(), "svg", []byte("digraph {b}")); err == nil {
		t.Errorf("another graph: got %q", out)
	}
	if out, err := w.Run(t.Context(), "dot", []byte("digraph {a}")); err == nil {
		t.Errorf("another format: got %q", out)
	}
	w.Private = false // as dot is, whose plugins may change
	if out, err := w.Run(t.Context(), "svg", []byte("digraph {a}")); err == nil {
		t.Errorf("another kind of worker: got %q", out)
	}
}

// The remarks of a worker are cached with its drawing: the second worker would
// fail.
func TestRunPassesNotices(t *testing.T) {
	w := privateWorker(t, "remark")
	var told []string
	w.Notice = func(message string) { told = append(told, message) }
	for _, as := range []string{"remark", "fail"} {
		t.Setenv(role, as)
		if out, err := w.Run(t.Context(), "xdot", []byte("<svg/>")); err != nil || string(out) != "boxes" {
			t.Errorf("got %q, %v", out, err)
		}
	}
	if want := []string{"the font has no such sign", "the font has no such sign"}; !slices.Equal(told, want) {
		t.Errorf("got %q, want %q", told, want)
	}
}

// A worker that crashes on its own compiled code runs again without it, and the
// next one compiles anew.
func TestRunHeals(t *testing.T) {
	w := privateWorker(t, "damaged")
	for _, graph := range []string{"a", "b", "c"} { // b finds the code of a
		if out, err := w.Run(t.Context(), "svg", []byte(graph)); err != nil || string(out) != graph {
			t.Errorf("%s: got %q, %v", graph, out, err)
		}
	}
	t.Setenv(role, "crash")
	_, err := w.Run(t.Context(), "svg", []byte("d"))
	if want := "draw with " + filepath.Base(w.Path) + ": crashed: panic: out of memory"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestPrivateFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs Unix: file modes")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
	w := worker(t, "temp")
	w.Private = true
	out, err := w.Run(t.Context(), "svg", nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := string(out)
	if !strings.HasPrefix(dir, home) {
		t.Errorf("the worker's temporary folder is %s, outside of the user's cache", dir)
	}
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o700 {
		t.Errorf("%s has mode %o, want 700", dir, got)
	}
}

// Without a home folder, compiled code is kept among the temporary files.
func TestPrivateFolderWithoutHome(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs Unix: HOME")
	}
	temp := t.TempDir()
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("TMPDIR", temp)
	w := worker(t, "temp")
	w.Private = true
	own := filepath.Join(temp, fmt.Sprintf("djdag-%d", os.Getuid()), "compiled")
	for _, graph := range []string{"a", "b"} {
		if out, err := w.Run(t.Context(), "svg", []byte(graph)); err != nil || string(out) != own {
			t.Errorf("the worker's temporary folder is %s (%v), want %s", out, err, own)
		}
	}
	// A link that others have put there is not followed.
	if err := os.RemoveAll(filepath.Dir(own)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), filepath.Dir(own)); err != nil {
		t.Fatal(err)
	}
	out, err := w.Run(t.Context(), "svg", []byte("c"))
	if err != nil || string(out) != w.Path { // a file, in which nothing can be made
		t.Errorf("beside a link of another user: the temporary folder is %s, %v", out, err)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// The worker draws even if there is no room for its compiled code.
func TestRunWithAFileForAFolder(t *testing.T) {
	w := privateWorker(t, "echo")
	dir := filepath.Join(os.Getenv("HOME"), ".cache", "djdag")
	if runtime.GOOS == "darwin" {
		dir = filepath.Join(os.Getenv("HOME"), "Library", "Caches", "djdag")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "compiled"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := w.Run(t.Context(), "svg", []byte("digraph {}")); err != nil || string(out) != "-Tsvg digraph {}" {
		t.Errorf("got %q, %v", out, err)
	}
}

// Half a picture, or none, is an error and is not cached.
func TestRunVerifies(t *testing.T) {
	for _, format := range []string{"svg", "png", "pdf", "json0"} {
		w := privateWorker(t, "nothing")
		program := filepath.Base(w.Path)
		_, err := w.Run(t.Context(), format, []byte("digraph {}"))
		if want := "draw with " + program + ": its output of 0 bytes is not " + format + "; is it the right program?"; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		t.Setenv(role, "echo")
		if out, err := w.Run(t.Context(), format, []byte("digraph {}")); format == "svg" && (err != nil || len(out) == 0) {
			t.Errorf("the next time: got %q, %v", out, err)
		} else if format != "svg" && err == nil {
			t.Errorf("got %q for a %s", out, format)
		}
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	if _, err := graphviz.Find(); !errors.Is(err, graphviz.ErrNotFound) {
		t.Fatalf("in an empty folder: got %v", err)
	}
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	// The second one takes precedence.
	for _, tt := range []struct {
		file    string
		private bool
	}{{"dot", false}, {graphviz.Name, true}} {
		path := filepath.Join(dir, tt.file+suffix)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		w, err := graphviz.Find()
		if err != nil || w.Path != path || w.Private != tt.private {
			t.Errorf("with %s: got %+v, %v", tt.file, w, err)
		}
	}
}

func TestOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs Unix: a script is a program")
	}
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	for _, tt := range []struct {
		file    string
		private bool
	}{{"dot", false}, {graphviz.Name, true}} {
		file := filepath.Join(dir, tt.file)
		if err := os.WriteFile(file, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{file, tt.file} {
			w, err := graphviz.Open(path)
			if err != nil || w.Path != file || w.Private != tt.private {
				t.Errorf("%s: got %+v, %v", path, w, err)
			}
		}
	}
	missing := filepath.Join(dir, "missing")
	for path, want := range map[string]string{
		missing:   fmt.Sprintf("cannot draw: exec: %q: stat %s: no such file or directory", missing, missing),
		"missing": `cannot draw: exec: "missing": executable file not found in $PATH`,
	} {
		if _, err := graphviz.Open(path); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
