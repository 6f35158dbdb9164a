package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// stdoutName is the FILE that means standard output.
const stdoutName = "-"

// writeArtifact writes what produce writes to file, or to standard output for
// "-". It is all or nothing: when produce fails, nothing is written, and a file
// that was there before stays as it was until the new one is complete.
func writeArtifact(cmd *cobra.Command, file string, produce func(io.Writer) error) error {
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
	if err := replaceFile(file, artifact.Bytes()); err != nil {
		return cannot("write", file, err)
	}
	return nil
}

// replaceFile writes a file atomically (on Windows, as well as that goes). A
// symbolic link stays one; a device or a pipe is written to, not replaced.
func replaceFile(file string, data []byte) error {
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	} else { // it may lead to a file that is not there yet
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
		return errors.New("it is a folder")
	} else if err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(file, data, 0)
	}
	return maybe.WriteFile(file, data, 0o666) // before umask
}

// terminalWidth returns the number of columns of a terminal.
func terminalWidth(f *os.File) int {
	const usual = 80
	if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
		return columns
	}
	return usual
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
