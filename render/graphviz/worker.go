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

// DefaultTimeout is how long a worker may take where [Worker] does not say.
const DefaultTimeout = 2 * time.Minute

// pipeDelay is how long the pipes of a worker may stay open after its end, as a
// grandchild could keep them. It is far more than even a busy machine takes to
// read what a worker has left in them, since then the picture would be lost.
const pipeDelay = 20 * time.Second

// interruptDelay is how long an interrupt takes that is sent to a worker and to
// us, until both have it.
const interruptDelay = 100 * time.Millisecond

// Worker is a program that reads DOT and writes a picture, called as dot is. It
// may be used by several goroutines at once; each call runs a process.
type Worker struct {
	// Path is the file of the program.
	Path string
	// Private says that the program is djdag-graphviz. It keeps compiled code
	// in its temporary folder, which must not be one that others can write to,
	// and makes png and pdf of an SVG, where dot makes them of a graph. As it
	// is whole in one file, a drawing of the same program is the same.
	Private bool
	// Timeout limits one call; then the process is killed. Zero: [DefaultTimeout].
	Timeout time.Duration
	// Notice, if not nil, is told in one line what a private worker could not
	// draw as it is in the text.
	Notice func(message string)
}

// Run feeds in to the worker and returns what it writes in the given format,
// such as "json0"; args are further ones of dot's, such as "-Gdpi=96". What a
// private worker drew before from the same is returned without running it. The
// errors are one line and say what the worker said.
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
	if _, crashed := errors.AsType[*crash](err); crashed {
		out, said, err = w.heal(ctx, compiled, args, in, err)
	}
	if err == nil {
		err = w.verify(format, out)
	}
	if err != nil {
		return nil, err
	}
	if said != "" { // and is to be told each time
		remarks.put(key, []byte(said))
	}
	drawings.put(key, out)
	w.tell(said)
	return out, nil
}

// tell passes a remark on, if there is one.
func (w *Worker) tell(said string) {
	if said != "" && w.Notice != nil {
		w.Notice(said)
	}
}

// verify reports whether what a worker wrote can be in the format. Nobody
// should keep half a picture, or nothing, for one.
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

// heal runs the worker again after a crash, with an empty folder: the library
// panics where its compiled code is damaged, or where there is no room for it.
// If that was why, the damaged code goes.
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

// processIn runs the worker once, with a folder for its compiled code.
func (w *Worker) processIn(ctx context.Context, dir string, args []string, in []byte) (out []byte, said string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, "", &crash{err.Error()} // the worker would
	}
	// Layout is one thread; more would only make the collector of garbage run
	// beside it, and take the processor of the next worker.
	return w.process(ctx, args, in, append(os.Environ(), "TMPDIR="+dir, "TMP="+dir, "TEMP="+dir, "GOMAXPROCS=1"))
}

// process runs the worker once. A nil environment is that of this process. It
// returns what it wrote, and the first line of what it said.
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

// explain turns the end of a failed process into one line.
func explain(ctx context.Context, err error, said string) error {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if ok && ctx.Err() == nil && exit.ExitCode() < 0 {
		// A terminal interrupts the worker, too, which may end before we know.
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

// A crash is the end of a worker that did not end by itself.
type crash struct{ said string }

func (c *crash) Error() string { return "crashed: " + c.said }

// cacheDir returns a folder that only this user can read and write, and what
// is to be called when it is no longer needed. Without a home folder, as in a
// container, it is one of the user in the folder for temporary files: to compile
// the library anew for each figure takes seconds.
func cacheDir() (dir string, remove func(), err error) {
	keep := func() {}
	if base, err := os.UserCacheDir(); err == nil {
		dir := filepath.Join(base, "djdag")
		if makePrivate(dir, os.Stat) == nil { // it may be a link to a larger disk
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

// makePrivate makes dir a folder of this user with mode 0700, which fails on
// what cannot be written to.
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
	if !isOwn(info) { // to whom root would hand its machine code
		return fmt.Errorf("%s belongs to another user", dir)
	}
	return os.Chmod(dir, 0o700)
}

// head keeps the first bytes that are written to it.
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

// firstLine returns the first line, without the name of the worker. Of a crash
// it is the reason, and the rest is a stack trace.
func (h *head) firstLine() string {
	line, _, _ := strings.Cut(strings.TrimSpace(h.String()), "\n")
	return strings.TrimSpace(strings.TrimPrefix(line, Name+": "))
}
