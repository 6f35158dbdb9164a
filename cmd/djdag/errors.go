package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"github.com/djdag/djdag/internal/printable"
)

// The exit codes. They are part of the interface; docs/cli.md lists them.
const (
	exitOK       = 0 // success
	exitFindings = 1 // the pipeline has errors or a cycle
	exitUsage    = 2 // the command line or the configuration is wrong
	exitFailure  = 3 // the command could not do its work
)

// An exitError sets the exit code. Without an err nothing is printed: the command
// has printed its report already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// errFindings returns the error of a command that has printed its findings.
func errFindings() error { return &exitError{code: exitFindings} }

// usagef is [fmt.Errorf] for errors in the command line or the configuration.
func usagef(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// reportError prints err on one line, if it has a message, and returns its exit
// code.
func reportError(stderr io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	code := exitFailure
	var exit *exitError
	if errors.As(err, &exit) {
		code = exit.code
		if exit.err == nil {
			return code
		}
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	notice(stderr, "%s", strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", " "))
	return code
}

// notice prints a message about the run on one line. Names in it may hold anything.
func notice(stderr io.Writer, format string, args ...any) {
	fmt.Fprintln(stderr, printable.Text("djdag: "+fmt.Sprintf(format, args...)))
}

// cannot returns an error such as "cannot read lab.json: permission denied". It
// names the path once, even if err names it too, and words the frequent errors
// alike on every system.
func cannot(verb, path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("no such file or directory")
	} else if errors.Is(err, fs.ErrPermission) {
		err = errors.New("permission denied")
	} else if errors.Is(err, syscall.ENOTDIR) {
		err = errors.New("not a directory")
	} else if in := (*fs.PathError)(nil); errors.As(err, &in) {
		err = in.Err
	}
	return fmt.Errorf("cannot %s %s: %w", verb, path, err)
}
