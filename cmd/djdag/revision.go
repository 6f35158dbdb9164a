package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// at reads the project as it was at a revision of its Git repository, with
// the same options. So are folders of the search path that are in the same
// repository; others are as they are now.
func (s *source) at(ctx context.Context, revision string) (*source, error) {
	if s.files == nil {
		return nil, usagef("--new-from is for source, but %s is an export", s.name)
	}
	then, err := findCommit(ctx, s.base, revision)
	if err != nil {
		return nil, err
	}
	files, err := then.folder(ctx, s.base)
	if err != nil {
		return nil, err
	}
	opts := s.opts
	opts.Roots = slices.DeleteFunc(slices.Clone(opts.Roots), func(root string) bool {
		_, err := fs.Stat(files, root)
		return err != nil // the folder is new
	})
	opts.SearchPath = slices.Clone(opts.SearchPath)
	for i, dir := range s.searchPath {
		if top, err := gitTop(ctx, dir); err != nil || top != then.top {
			continue
		}
		if opts.SearchPath[i].FS, err = then.folder(ctx, dir); err != nil {
			return nil, err
		}
	}
	p, err := extract.Project(ctx, files, opts)
	if wrong, ok := errors.AsType[*extract.EntryError](err); ok && wrong.Option != extract.RootOption {
		p, err = &graph.Pipeline{}, nil // so is what is analysed
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s at %s: %w", s.name, revision, err)
	}
	before := *s
	before.Pipeline, before.files = p, files
	return &before, nil
}

// A commit is one of a Git repository.
type commit struct{ top, id string } // the repository's folder, and the hash

// findCommit returns what a revision means in the repository of a folder. The
// error is a mistake of the user.
func findCommit(ctx context.Context, dir, revision string) (commit, error) {
	top, err := gitTop(ctx, dir)
	if err != nil {
		return commit{}, usagef("--new-from %s: %w", revision, err)
	}
	id, err := git(ctx, dir, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return commit{}, usagef("--new-from %s: there is no such revision here; fetch it first (in GitHub's checkout: fetch-depth: 0)", revision)
	}
	return commit{top, line(id)}, nil
}

// folder returns the files of a folder of the repository, without a checkout.
// There are none if the folder was not there.
func (c commit) folder(ctx context.Context, dir string) (fs.FS, error) {
	inside, err := git(ctx, dir, nil, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	return gitFiles(ctx, c.top, c.id+":"+strings.TrimSuffix(line(inside), "/"))
}

// gitTop returns the top folder of the repository that a folder is in.
func gitTop(ctx context.Context, dir string) (string, error) {
	top, err := git(ctx, dir, nil, "rev-parse", "--show-toplevel")
	return line(top), err
}

// maxData is the size in bytes of the largest file that is no source and still
// has its content in a revision: recordings and images may be huge.
const maxData = 1 << 20

// gitFiles returns the files of a tree object, in the repository at top. It
// asks for the blobs themselves: an archive would lack the files that
// .gitattributes keeps out of archives. Large files that are no source are
// empty.
func gitFiles(ctx context.Context, top, tree string) (fs.FS, error) {
	var archive txtar.Archive
	if _, err := git(ctx, top, nil, "cat-file", "-e", tree); err != nil {
		return txtar.FS(&archive)
	}
	listing, err := git(ctx, top, nil, "ls-tree", "-r", "-l", "-z", "--full-tree", tree)
	if err != nil {
		return nil, err
	}
	var ids bytes.Buffer
	var large []txtar.File
	for entry := range strings.SplitSeq(string(listing), "\x00") {
		about, name, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(about) // mode, type, object, size
		if len(fields) != 4 || !strings.HasPrefix(fields[0], "100") || !fs.ValidPath(name) {
			continue // no file, but a link or a submodule
		}
		size, err := strconv.Atoi(fields[3])
		if err != nil {
			return nil, fmt.Errorf("git: %s of %s cannot be read", name, tree)
		}
		if ext := path.Ext(name); size > maxData && ext != ".py" && ext != ".ipynb" && ext != ".m" {
			large = append(large, txtar.File{Name: name})
			continue
		}
		fmt.Fprintln(&ids, fields[2])
		archive.Files = append(archive.Files, txtar.File{Name: name})
	}
	blobs, err := git(ctx, top, &ids, "cat-file", "--batch=%(objectsize)", "--buffer")
	if err != nil {
		return nil, err
	}
	for i := range archive.Files { // a line with the size, the blob, a line feed
		head, rest, _ := bytes.Cut(blobs, []byte("\n"))
		size, err := strconv.Atoi(string(head))
		if err != nil || size >= len(rest) {
			return nil, fmt.Errorf("git: %s of %s cannot be read", archive.Files[i].Name, tree)
		}
		archive.Files[i].Data, blobs = rest[:size:size], rest[size+1:]
	}
	archive.Files = append(archive.Files, large...)
	return txtar.FS(&archive)
}

func line(text []byte) string { return strings.TrimRight(string(text), "\r\n") }

// git runs git in a folder, with stdin, which may be nil. The error is the
// first line of what it says.
func git(ctx context.Context, dir string, stdin io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdin = dir, stdin
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("git: %s", check.Printable(strings.TrimPrefix(said, "fatal: ")))
	}
	return out, err
}
