package graphviz

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// DefaultTimeout limits a run of a worker if [Worker.Timeout] is zero.
const DefaultTimeout = 2 * time.Minute

// pipeDelay limits how long the pipes of a worker may stay open after it ended, in
// case a grandchild holds them. It must be far longer than a busy machine takes to
// drain them, or the picture would be lost.
const pipeDelay = 20 * time.Second

// interruptDelay is the time until an interrupt from the terminal has reached both
// the worker and this process.
const interruptDelay = 100 * time.Millisecond

// A Worker is a program that reads DOT and writes a picture, with the command
// line of dot. Several goroutines may use it at once; each call runs a process.
type Worker struct {
	// Path is the file of the program.
	Path string
	// Private says that the program is djdag-graphviz. It caches compiled code
	// in its temporary folder, which nobody else may be able to write to. It
	// converts an SVG to png and pdf, which dot makes from a graph. And since it
	// is a single file, its drawings can be cached: dot has plugins that may
	// change.
	Private bool
	// Timeout limits a run of the process, which is then killed. Zero:
	// [DefaultTimeout].
	Timeout time.Duration
	// Notice, if not nil, is called with one line on what a private worker could
	// not draw faithfully, such as a character that no font has.
	Notice func(message string)
}

// Run feeds in to the worker and returns its output in the given format, such as
// "json0". The args are further flags of dot, such as "-Gdpi=96". If a private
// worker drew the same before, Run returns the cached drawing. Errors have one
// line, with the first line that the worker wrote to stderr. If ctx ends first,
// the error wraps its cause.
func (w *Worker) Run(ctx context.Context, format string, in []byte, args ...string) ([]byte, error) {
	args = append([]string{"-T" + format}, args...)
	if !w.Private {
		out, _, err := w.process(ctx, args, in, nil)
		if err == nil {
			err = w.verify(format, out)
		}
		return out, err
	}
	dir, remove, err := cacheDir()
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	defer remove()
	drawings := cache{dir: filepath.Join(dir, "drawings")}
	key, err := drawingKey(w.Path, args, in)
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	remarks := cache{dir: filepath.Join(dir, "remarks")}
	if out := drawings.get(key); out != nil {
		if w.Notice != nil {
			w.tell(string(remarks.get(key)))
		}
		return out, nil
	}
	compiled := filepath.Join(dir, "compiled")
	out, said, err := w.processIn(ctx, compiled, args, in)
	if errors.As(err, new(*crash)) {
		out, said, err = w.heal(ctx, compiled, args, in, err)
	}
	if err == nil {
		err = w.verify(format, out)
	}
	if err != nil {
		return nil, err
	}
	if said != "" { // the cached drawing has the same flaws
		remarks.put(key, []byte(said))
	}
	drawings.put(key, out)
	w.tell(said)
	return out, nil
}

// tell passes on a remark unless it is empty.
func (w *Worker) tell(said string) {
	if said != "" && w.Notice != nil {
		w.Notice(said)
	}
}

// verify returns an error unless the output can be a whole picture in the format.
func (w *Worker) verify(format string, out []byte) error {
	whole := len(out) > 0
	switch format {
	case "png":
		whole = bytes.HasPrefix(out, []byte("\x89PNG\r\n")) && bytes.HasSuffix(out, []byte("IEND\xaeB\x60\x82"))
	case "pdf":
		whole = bytes.HasPrefix(out, []byte("%PDF-")) && bytes.HasSuffix(bytes.TrimSpace(out), []byte("%%EOF"))
	case "json0":
		whole = bytes.HasPrefix(out, []byte("{")) && bytes.HasSuffix(bytes.TrimSpace(out), []byte("}"))
	}
	if !whole {
		return fmt.Errorf("draw with %s: its output of %d bytes is not %s; is it the right program?", filepath.Base(w.Path), len(out), format)
	}
	return nil
}

// heal runs the worker again after a crash, with an empty folder for its compiled
// code: the library panics if that is damaged or the disk is full. If the worker
// then succeeds, heal removes the damaged code. Otherwise it returns the error
// before.
func (w *Worker) heal(ctx context.Context, compiled string, args []string, in []byte, before error) (out []byte, said string, err error) {
	dir, err := os.MkdirTemp("", "djdag-")
	if err != nil {
		return nil, "", before
	}
	defer os.RemoveAll(dir)
	out, said, err = w.processIn(ctx, dir, args, in)
	if err != nil {
		return nil, "", before
	}
	_ = os.RemoveAll(compiled)
	return out, said, nil
}

// processIn is [Worker.process] with a folder for compiled code.
func (w *Worker) processIn(ctx context.Context, dir string, args []string, in []byte) (out []byte, said string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, "", &crash{err.Error()} // as the worker would
	}
	// Layout is single-threaded. More threads would only run the garbage
	// collector, on a processor that another worker could use.
	return w.process(ctx, args, in, append(os.Environ(), "TMPDIR="+dir, "TMP="+dir, "TEMP="+dir, "GOMAXPROCS=1"))
}

// process runs the worker once. A nil env is the environment of this process. It
// returns the output, and the first line that the worker wrote to stderr.
func (w *Worker) process(ctx context.Context, args []string, in []byte, env []string) (out []byte, said string, err error) {
	timeout := w.Timeout
	if timeout == 0 {
		timeout = DefaultTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeout, fmt.Errorf("gave up after %v", timeout))
	defer cancel()

	var stdout bytes.Buffer
	stderr := head{limit: 8 << 10}
	cmd := exec.CommandContext(ctx, w.Path, args...)
	cmd.Stdin = bytes.NewReader(in)
	cmd.Stdout = &stdout
	cmd.Stderr = &stderr
	cmd.WaitDelay = pipeDelay
	cmd.Env = env
	if err := cmd.Run(); err != nil {
		return nil, "", fmt.Errorf("draw with %s: %w", filepath.Base(w.Path), explain(ctx, err, stderr.firstLine()))
	}
	return stdout.Bytes(), stderr.firstLine(), nil
}

// explain turns the error of a failed process into one with a single line.
func explain(ctx context.Context, err error, said string) error {
	var exit *exec.ExitError
	ok := errors.As(err, &exit)
	if ok && ctx.Err() == nil && exit.ExitCode() < 0 {
		// The terminal interrupts the worker, too, which may end before ctx does.
		select {
		case <-ctx.Done():
		case <-time.After(interruptDelay):
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if !ok {
		return err
	}
	switch {
	case said == "":
		return errors.New(exit.String())
	case exit.ExitCode() > 1 || exit.ExitCode() < 0:
		return &crash{said}
	}
	return errors.New(said)
}

// A crash is the error of a worker that panicked or was killed.
type crash struct{ said string }

func (c *crash) Error() string { return "crashed: " + c.said }

// cacheDir returns a folder that only this user can read and write, and a function
// to call when it is no longer needed. It is in the user's cache folder or, if
// there is none, as in a container, among the temporary files. Only if neither can
// be made private is it a new one: compiling the library takes seconds.
func cacheDir() (dir string, remove func(), err error) {
	keep := func() {}
	if base, err := os.UserCacheDir(); err == nil {
		dir := filepath.Join(base, "djdag")
		if makePrivate(dir, os.Stat) == nil { // may be a link to a larger disk
			return dir, keep, nil
		}
	}
	dir = filepath.Join(os.TempDir(), fmt.Sprintf("djdag-%d", os.Getuid()))
	if makePrivate(dir, os.Lstat) == nil { // others can make links there
		return dir, keep, nil
	}
	dir, err = os.MkdirTemp("", "djdag-")
	if err != nil {
		return "", nil, err
	}
	return dir, func() { os.RemoveAll(dir) }, nil
}

// makePrivate makes dir a folder with mode 0700, creating it if need be. It fails
// unless the folder belongs to this user. The function stat is [os.Stat], or
// [os.Lstat] to reject links.
func makePrivate(dir string, stat func(string) (os.FileInfo, error)) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := stat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", dir)
	}
	if !isOwn(info) { // who could make root run their code
		return fmt.Errorf("%s belongs to another user", dir)
	}
	return os.Chmod(dir, 0o700)
}

// A head keeps the first bytes that are written to it, up to the limit.
type head struct {
	bytes.Buffer
	limit int
}

func (h *head) Write(p []byte) (int, error) {
	if room := h.limit - h.Len(); room > 0 {
		h.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// firstLine returns the first line that is not blank, without the name of the
// worker. After a panic it is the reason, and a stack trace follows.
func (h *head) firstLine() string {
	line, _, _ := strings.Cut(strings.TrimSpace(h.String()), "\n")
	return strings.TrimSpace(strings.TrimPrefix(line, Name+": "))
}
