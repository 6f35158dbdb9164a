package graphviz

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// limits keep a worker from taking this process along.
type limits struct {
	picture, remarks int // the bytes that it may write to stdout and stderr
	// held is how long the pipes of a worker may stay open after it ended, in case
	// another process holds them.
	held time.Duration
}

// usualLimits let every figure that can be laid out pass. A busy machine may take
// seconds to drain a pipe, without which the picture would be lost.
var usualLimits = limits{picture: 1 << 30, remarks: 64 << 20, held: 20 * time.Second}

// keptRemarks is how many bytes are kept of what a worker writes to stderr.
const keptRemarks = 8 << 10

// ErrTimeout is the error if a worker took longer than its timeout.
var ErrTimeout = errors.New("gave up")

// process runs the worker once. A nil env is the environment of this process. It
// returns the output, and the first line that the worker wrote to stderr.
//
// The worker is in a group of its own with all that it starts. The group ends with it,
// and at once if ctx does. Where the system can do that, the worker also ends with this
// process.
func (w *Worker) process(ctx context.Context, args []string, in []byte, env []string) (out []byte, said string, err error) {
	timeout := w.Timeout
	if timeout == 0 {
		timeout = DefaultTimeout
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ctx, stop := context.WithTimeoutCause(ctx, timeout, fmt.Errorf("%w after %v", ErrTimeout, timeout))
	defer stop()

	limits := w.limits
	if limits.held == 0 {
		limits = usualLimits
	}
	stdout := &bounded{limit: limits.picture, kept: limits.picture, name: "stdout", exceeded: cancel}
	stderr := &bounded{limit: limits.remarks, kept: keptRemarks, name: "stderr", exceeded: cancel}
	cmd := exec.Command(w.Path, args...)
	cmd.Env = env
	if err := run(ctx, cmd, limits.held, in, stdout, stderr); err != nil {
		return nil, "", fmt.Errorf("draw with %s: %w", filepath.Base(w.Path), explain(err, stderr.firstLine()))
	}
	return stdout.Bytes(), stderr.firstLine(), nil
}

// run runs a command in a group of its own. It is [exec.Cmd.Run] but that the group is
// killed as soon as the command ends, so that nobody holds its pipes. Who left the group
// may hold them for a time. If ctx ends first, the error is its cause.
func run(ctx context.Context, cmd *exec.Cmd, held time.Duration, in []byte, stdout, stderr io.Writer) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p, err := openPipes(cmd)
	if err != nil {
		return err
	}
	defer p.close()
	// The worker ends with the thread that started it, on Linux.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd.SysProcAttr = ownGroup()
	if err := cmd.Start(); err != nil {
		return err
	}
	drained := p.copy(in, stdout, stderr)
	unwatch := context.AfterFunc(ctx, func() { killGroup(cmd.Process) })
	state, err := cmd.Process.Wait()
	unwatch()
	killGroup(cmd.Process)
	if err != nil {
		return err
	}
	timer := time.NewTimer(held)
	defer timer.Stop()
	select {
	case <-drained:
	case <-ctx.Done():
	case <-timer.C:
		err = fmt.Errorf("it ended, but a program that it started keeps its output open; end that one, or draw with %s", Name)
	}
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err == nil && !state.Success():
		err = &exec.ExitError{ProcessState: state}
	}
	return err
}

// pipes are this side of the pipes of a command.
type pipes struct {
	stdin          io.WriteCloser
	stdout, stderr io.ReadCloser
}

// openPipes makes the pipes of a command that has not started.
func openPipes(cmd *exec.Cmd) (p pipes, err error) {
	if p.stdin, err = cmd.StdinPipe(); err != nil {
		return p, err
	}
	if p.stdout, err = cmd.StdoutPipe(); err != nil {
		return p, err
	}
	p.stderr, err = cmd.StderrPipe()
	return p, err
}

// close closes the pipes, so that nothing is read and written any more.
func (p pipes) close() {
	p.stdin.Close()
	p.stdout.Close()
	p.stderr.Close()
}

// copy feeds a command and reads from it, until its pipes are closed. It returns at
// once; all is read when the channel is closed.
func (p pipes) copy(in []byte, stdout, stderr io.Writer) (drained <-chan struct{}) {
	go func() {
		_, _ = p.stdin.Write(in) // a command may end without reading all
		p.stdin.Close()
	}()
	var reading sync.WaitGroup
	reading.Go(func() { _, _ = io.Copy(stdout, p.stdout) })
	reading.Go(func() { _, _ = io.Copy(stderr, p.stderr) })
	done := make(chan struct{})
	go func() {
		reading.Wait()
		close(done)
	}()
	return done
}

// explain turns the error of a failed process into one with a single line.
func explain(err error, said string) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return err
	}
	switch {
	case said == "" && exit.ExitCode() < 0:
		return fmt.Errorf("%v; it may have run out of memory: draw fewer tables", exit)
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

// A bounded keeps the first bytes that are written to it. One goroutine may write to
// it while another reads what it has so far.
type bounded struct {
	limit, kept int    // in bytes
	name        string // of the stream
	exceeded    func(error)

	mu      sync.Mutex
	buf     bytes.Buffer
	written int
}

// Write fails when more is written than the limit, and tells so.
func (b *bounded) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.written += len(p)
	if b.written > b.limit {
		err := fmt.Errorf("it wrote more than %d MB to %s; draw fewer tables, or is it another program?", b.limit>>20, b.name)
		b.exceeded(err)
		return 0, err
	}
	if room := b.kept - b.buf.Len(); room > 0 {
		b.buf.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// Bytes returns what was kept.
func (b *bounded) Bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Bytes()
}

// firstLine returns the first line that is not blank, without the name of the
// worker. After a panic it is the reason, and a stack trace follows.
func (b *bounded) firstLine() string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(b.Bytes())), "\n")
	return strings.TrimSpace(strings.TrimPrefix(line, Name+": "))
}
