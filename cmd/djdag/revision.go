package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// at reads the project as it was at a revision of its Git repository, with
// the same options. Folders of the search path are as they are now.
func (s *source) at(ctx context.Context, revision string) (*source, error) {
	if s.files == nil {
		return nil, usagef("--new-from is for source, but %s is an export", s.name)
	}
	files, err := gitTree(ctx, s.base, revision)
	if err != nil {
		return nil, err
	}
	opts := s.opts
	opts.Roots = slices.DeleteFunc(slices.Clone(opts.Roots), func(root string) bool {
		_, err := fs.Stat(files, root)
		return err != nil // the folder is new
	})
	p, err := extract.Project(ctx, files, opts)
	if wrong, ok := errors.AsType[*extract.EntryError](err); ok && wrong.Option != "root" {
		p, err = &graph.Pipeline{}, nil // so is what is analysed
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s at %s: %w", s.name, revision, err)
	}
	then := *s
	then.Pipeline, then.files = p, files
	return &then, nil
}

// gitTree returns the files of a folder at a revision, without a checkout.
// There are none if the folder was not there.
func gitTree(ctx context.Context, dir, revision string) (fs.FS, error) {
	commit, err := git(ctx, dir, "rev-parse", "--verify", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, usagef("--new-from %s: %w", revision, err)
	}
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	inside, err := git(ctx, dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	folder := line(commit) + ":" + strings.TrimSuffix(line(inside), "/")
	if _, err := git(ctx, line(top), "cat-file", "-e", folder); err != nil {
		return new(zip.Reader), nil
	}
	data, err := git(ctx, line(top), "archive", "--format=zip", "-0", folder)
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(data), int64(len(data)))
}

func line(text []byte) string { return strings.TrimRight(string(text), "\r\n") }

// git runs git in a folder. The error is the first line of what it says.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("git: %s", printable(strings.TrimPrefix(said, "fatal: ")))
	}
	return out, err
}
