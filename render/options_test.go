package render_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/djdag/djdag/render"
	"github.com/djdag/djdag/render/graphviz"
)

// workerRole is the variable that makes the test program act as a worker.
const workerRole = "DJDAG_TEST_RENDER_WORKER"

// playWorker acts as the worker that the variable asks for, and exits. It returns
// if the variable is not set.
func playWorker() {
	switch os.Getenv(workerRole) {
	case "refuse":
		fmt.Fprintln(os.Stderr, "called with", strings.Join(os.Args[1:], " "))
		os.Exit(1)
	case "hang":
		time.Sleep(time.Minute)
		os.Exit(1)
	}
}

// actor returns the path of a program with the given name that acts as a worker.
// It removes all others from PATH.
func actor(t *testing.T, role, name string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs Unix: symbolic links, and HOME")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	t.Setenv(workerRole, role)
	t.Setenv("GORACE", "atexit_sleep_ms=0") // by default, a worker under -race ends a second late
	t.Setenv("PATH", t.TempDir())
	t.Setenv("HOME", dir)
	t.Setenv("XDG_CACHE_HOME", "")
	return path
}

// The given worker draws. A PNG begins with a layout if it is djdag-graphviz, which
// converts the SVG; another program draws the PNG from DOT.
func TestWorkerPath(t *testing.T) {
	for _, tt := range []struct{ name, format, args string }{
		{"other", "svg", "-Tjson0"},
		{"other", "png", "-Tpng -Gdpi=192"},
		{graphviz.Name, "svg", "-Tjson0"},
		{graphviz.Name, "png", "-Tjson0"},
	} {
		opts := render.Options{Worker: render.WorkerOptions{Path: actor(t, "refuse", tt.name)}}
		err := write(t, tt.format, opts)
		if want := "draw with " + tt.name + ": called with " + tt.args; err == nil || err.Error() != want {
			t.Errorf("%s with %s:\ngot  %v\nwant %s", tt.format, tt.name, err, want)
		}
	}
}

// The error for a path without a program names the path.
func TestWorkerPathWithoutProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nothing")
	for _, format := range []string{"svg", "png", "pdf"} {
		err := write(t, format, render.Options{Worker: render.WorkerOptions{Path: path}})
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want an error that names %s", format, err, path)
		}
	}
}

// The time limit reaches the worker.
func TestWorkerTimeout(t *testing.T) {
	path := actor(t, "hang", "slow")
	const want = "draw with slow: gave up after 1ms"
	for format, want := range map[string]string{
		"svg": want + "; draw lines at right angles with --routing orthogonal, or draw " +
			"all schemas with --collapse all, each with --all, or one with --focus, such as session",
		"png": want, "pdf": want,
	} {
		err := write(t, format, render.Options{Worker: render.WorkerOptions{Path: path, Timeout: time.Millisecond}})
		if err == nil || err.Error() != want {
			t.Errorf("%s:\ngot  %v\nwant %s", format, err, want)
		}
	}
}

// write draws a figure and returns the error.
func write(t *testing.T, format string, opts render.Options) error {
	t.Helper()
	for _, f := range render.Formats() {
		if f.Name == format {
			return f.Write(t.Context(), io.Discard, small(), opts)
		}
	}
	t.Fatalf("there is no format %s", format)
	return nil
}
