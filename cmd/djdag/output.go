package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/djdag/djdag/cmd/internal/streams"
)

// stdoutName is the FILE that stands for standard output.
const stdoutName = "-"

// writeArtifact writes the output of produce to file, or to standard output for
// "-". It is all or nothing: if produce fails, nothing is written, and an
// existing file stays as it is until the new one is complete.
func writeArtifact(cmd *cobra.Command, file string, produce func(io.Writer) error) error {
	if file == "" {
		return usagef("the name of the output file is empty")
	}
	var artifact bytes.Buffer
	if err := produce(&artifact); err != nil {
		return err
	}
	if file == stdoutName {
		if _, err := cmd.OutOrStdout().Write(artifact.Bytes()); err != nil {
			return cannot("write to", "stdout", err)
		}
		return nil
	}
	if err := replaceFile(cmd.Context(), file, artifact.Bytes()); err != nil {
		return cannot("write", file, err)
	}
	return nil
}

// replaceFile writes a file atomically, on Windows as far as the system allows.
// It follows symbolic links, and it writes to devices and pipes rather than
// replace them. An interrupt waits until the file is written; then it is the error.
func replaceFile(ctx context.Context, file string, data []byte) error {
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	} else { // the link may point to a file that does not exist yet
		const maxLinks = 40 // as on Linux
		for range maxLinks {
			target, err := os.Readlink(file)
			if err != nil {
				break
			}
			if !filepath.IsAbs(target) {
				target = filepath.Join(filepath.Dir(file), target)
			}
			file = target
		}
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return errors.New("is a directory")
	} else if err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(file, data, 0)
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	if err := maybe.WriteFile(file, data, 0o666); err != nil { // before umask
		return err
	}
	return ctx.Err()
}

// terminalWidth returns the width of a terminal in columns.
func terminalWidth(f *os.File) int {
	const usual = 80
	if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
		return columns
	}
	return usual
}

// An output is the standard output of a command, which remembers whether writing
// failed: some of cobra's functions do not say so.
type output struct {
	io.Writer
	failed error // the first error
}

// Write implements [io.Writer].
func (o *output) Write(text []byte) (int, error) {
	n, err := o.Writer.Write(text)
	o.failed = cmp.Or(o.failed, err)
	return n, err
}

// standardOutput returns the standard output of the program. Writing fails if it was
// closed.
func standardOutput() io.Writer {
	if streams.StdoutClosed() {
		return closedWriter{}
	}
	return os.Stdout
}

// A closedWriter is a file that is closed.
type closedWriter struct{}

// Write implements [io.Writer].
func (closedWriter) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "stdout", Err: errors.New("it is closed")}
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	if o, ok := w.(*output); ok {
		w = o.Writer
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
