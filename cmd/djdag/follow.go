package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/watch"
)

// follow reads the PATH in args and uses what it read, and does so again after each change
// of a file, until the command is interrupted, which is no error. The first time, an error
// ends it. Later on it is told, and what was made before stays. So it does after an edit
// that leaves a file broken.
func (f *sourceFlags) follow(cmd *cobra.Command, args []string, use func(context.Context, *source) error, tell func(error)) error {
	if len(args) > 0 && args[0] == "-" {
		return usagef("%s follows files, and stdin is none; pass a PATH", cmd.CommandPath())
	}
	ctx := cmd.Context()
	f.reader = new(extract.Reader)
	var (
		s       = &source{close: func() {}}
		folders []string
		problem error // of the last reading
		used    bool  // once
	)
	steps := watch.Steps{
		Read: func(context.Context) ([]string, error) {
			next, err := f.load(cmd, args)
			if err == nil {
				s.close()
				s, folders = next, next.folders(f)
			} else if !used {
				return nil, err
			}
			problem = err
			return folders, nil
		},
		Use: func(ctx context.Context) error {
			err := problem
			if broken := f.reader.Broken(); err == nil && broken != nil {
				err = &findingsError{s.findingsText(broken)}
			}
			if err == nil {
				err = use(ctx, s)
			}
			switch {
			case err == nil:
				used = true
			case !used:
				return err
			case ctx.Err() == nil:
				tell(err)
			}
			return nil
		},
	}
	err := watch.Follow(ctx, watch.Options{Matters: func(file string) bool { return f.matters(s, file) }}, steps)
	s.close()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// folders returns the folders whose files s was read from, but not those of installed
// packages.
func (s *source) folders(f *sourceFlags) []string {
	var all []string
	if s.files == nil {
		all = append(all, filepath.Dir(s.name))
	}
	for _, folder := range f.reader.Folders() {
		if !s.inEnvironment(folder + "/") {
			all = append(all, filepath.Join(s.base, filepath.FromSlash(folder)))
		}
	}
	if s.config.path != "" {
		all = append(all, s.config.dir)
	}
	return all
}

// matters reports whether s may be another one after a file changed.
func (f *sourceFlags) matters(s *source, file string) bool {
	name := filepath.Base(file)
	switch {
	case f.config != "" && file == filepath.Clean(f.config):
		return true
	case s.files == nil:
		return file == filepath.Clean(s.name)
	case name == configFile, name == projectFile:
		return true
	}
	if inProject, ok := inside(s.base, file); ok {
		name = inProject
	}
	return extract.Matters(name)
}

// A findingsError says why an edit is not drawn: one finding on each line.
type findingsError struct{ text string }

func (e *findingsError) Error() string { return e.text }

// findingsText returns some findings, one on each line.
func (s *source) findingsText(findings []graph.Diagnostic) string {
	findings = s.placed(s.displayFindings(findings))
	var b bytes.Buffer
	_ = check.Concise(&b, findings[:min(len(findings), maxDiagnostics)]) // a buffer takes all
	return strings.TrimSuffix(b.String(), "\n")
}

// printProblem prints why nothing new was drawn.
func printProblem(stderr io.Writer, err error) {
	var findings *findingsError
	if errors.As(err, &findings) {
		fmt.Fprintln(stderr, findings.text)
		return
	}
	reportError(stderr, err)
}

// A changingText is a text that is printed each time that it is another one.
type changingText struct{ last string }

// print prints the text unless it is the one that was printed last.
func (c *changingText) print(stderr io.Writer, text string) {
	if text != c.last {
		_, _ = io.WriteString(stderr, text) // as of every message
		c.last = text
	}
}
