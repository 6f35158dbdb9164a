package graphviz_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/djdag/djdag/render/graphviz"
)

// watcher is the variable with the address of the test that watches a process.
const watcher = "DJDAG_TEST_WATCHER"

// hang waits until the test that watches this process lets go of it.
func hang() {
	address := os.Getenv(watcher)
	if address == "" {
		time.Sleep(time.Hour)
	}
	conn, err := net.Dial("tcp", address)
	if err != nil {
		panic(err)
	}
	io.Copy(io.Discard, conn)
	os.Exit(0)
}

// startChild starts a process that hangs, and shares the streams of this one.
func startChild(attr *syscall.SysProcAttr) {
	os.Setenv(role, "hang")
	child := exec.Command(os.Args[0])
	child.Stdout, child.Stderr, child.SysProcAttr = os.Stdout, os.Stderr, attr
	if err := child.Start(); err != nil {
		panic(err)
	}
}

// watch returns a function that waits until a process that hangs has started, and one
// that waits until it has ended. With the test it ends anyway.
func watch(t *testing.T) (started, ended func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	t.Setenv(watcher, listener.Addr().String())
	var conn net.Conn
	started = func() {
		if conn, err = listener.Accept(); err != nil {
			t.Error(err)
			return
		}
		t.Cleanup(func() { conn.Close() })
	}
	ended = func() {
		conn.SetReadDeadline(time.Now().Add(time.Minute))
		if _, err := conn.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error("the process is still running")
		}
	}
	return started, ended
}

func TestRunIgnoresWarnings(t *testing.T) {
	if _, err := worker(t, "chatter").Run(t.Context(), "svg", nil); err != nil {
		t.Error(err)
	}
}

// A worker that writes without end is killed.
func TestRunBoundsOutput(t *testing.T) {
	for as, want := range map[string]string{
		"flood":             "it wrote more than 1 MB to stdout; draw fewer tables, or is it another program?",
		"flood of warnings": "it wrote more than 2 MB to stderr; draw fewer tables, or is it another program?",
	} {
		w := worker(t, as)
		w.Limit(1<<20, 2<<20, time.Hour)
		_, err := w.Run(t.Context(), "svg", nil)
		if want := "draw with " + filepath.Base(w.Path) + ": " + want; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// A worker that hangs is killed.
func TestRunKillsAWorkerThatHangs(t *testing.T) {
	w := worker(t, "hang")
	w.Timeout = time.Millisecond
	_, err := w.Run(t.Context(), "svg", nil)
	want := "draw with " + filepath.Base(w.Path) + ": gave up after 1ms"
	if err == nil || err.Error() != want || !errors.Is(err, graphviz.ErrTimeout) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestRunStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := worker(t, "hang").Run(ctx, "svg", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// What a worker has started ends with it: when it is cancelled, and when it ends.
func TestRunEndsTheGroup(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs Unix: groups of processes")
	}
	t.Run("cancelled", func(t *testing.T) {
		started, ended := watch(t)
		ctx, cancel := context.WithCancel(t.Context())
		w := worker(t, "family")
		go func() {
			started()
			cancel()
		}()
		if _, err := w.Run(ctx, "svg", nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		ended()
	})
	t.Run("done", func(t *testing.T) {
		w := worker(t, "orphan")
		if out, err := w.Run(t.Context(), "svg", nil); err != nil || string(out) != "drawn" {
			t.Errorf("got %q, %v", out, err)
		}
	})
}

// A process that has left the group and holds the pipes does not hold up the figure.
func TestRunLeavesAHeldPipe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs Unix: sessions")
	}
	started, _ := watch(t)
	w := worker(t, "runaway")
	w.Limit(1<<20, 1<<20, time.Millisecond)
	_, err := w.Run(t.Context(), "svg", nil)
	want := "draw with " + filepath.Base(w.Path) +
		": it ended, but a program that it started keeps its output open; end that one, or draw with djdag-graphviz"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	started()
}

// A worker ends with the process that has started it, however that ends.
func TestRunEndsWithItsParent(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs Linux: a signal at the death of the parent")
	}
	started, ended := watch(t)
	parent := exec.Command(worker(t, "parent").Path)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	started()
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	ended()
}
