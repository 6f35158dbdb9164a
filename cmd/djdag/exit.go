package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"github.com/djdag/djdag/check"
)

// The exit codes. They are part of the interface and listed in docs/cli.md.
const (
	exitOK       = 0 // all is well
	exitFindings = 1 // the pipeline has errors, or a cycle stands in the way
	exitUsage    = 2 // the command line makes no sense
	exitFailure  = 3 // the command line is fine, but the work could not be done
)

// An exitError ends the program with a code of its own. Without an err there
// is nothing left to say: the command has reported already.
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

// errFindings ends a command whose findings are printed.
func errFindings() error { return &exitError{code: exitFindings} }

// usagef is fmt.Errorf for mistakes on the command line.
func usagef(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// report prints err on one line, unless there is nothing to say, and returns
// the exit code that belongs to it.
func report(stderr io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	code := exitFailure
	if exit, ok := errors.AsType[*exitError](err); ok {
		code = exit.code
		if exit.err == nil {
			return code
		}
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	fmt.Fprintf(stderr, "djdag: %s\n", check.Printable(strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", " ")))
	return code
}

// cannot says in plain words what could not be done to which file. The path
// stands once in the message, also where err names it too, and the frequent
// errors read the same on every system.
func cannot(verb, path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("no such file or folder")
	} else if errors.Is(err, fs.ErrPermission) {
		err = errors.New("permission denied")
	} else if errors.Is(err, syscall.ENOTDIR) {
		err = errors.New("not a folder")
	} else if in, ok := errors.AsType[*fs.PathError](err); ok {
		err = in.Err
	}
	return fmt.Errorf("cannot %s %s: %w", verb, path, err)
}
