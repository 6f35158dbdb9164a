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
	"sync"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

// atRevision reads the project as of a Git revision, with the same options.
// Directories of the search path that belong to the same repository are read as
// of that revision, too; the others as they are now. Only the files change: the
// project itself need not have been read. With tables, only files are read that may
// declare some: no notebooks, unless the options ask for them.
func (s *source) atRevision(ctx context.Context, revision string, tables bool) (*source, error) {
	then, err := findCommit(ctx, s.base, revision)
	if err != nil {
		return nil, err
	}
	skip := func(name string) bool {
		return tables && !s.opts.Notebooks && path.Ext(name) == ".ipynb" && name != s.opts.Target
	}
	files, err := then.dir(ctx, s.base, skip)
	if err != nil {
		return nil, err
	}
	opts := s.opts
	opts.Roots = slices.DeleteFunc(slices.Clone(opts.Roots), func(root string) bool {
		_, err := fs.Stat(files, root)
		return err != nil // the directory is new
	})
	opts.SearchPath = slices.Clone(opts.SearchPath)
	for i, dir := range s.searchPath {
		if top, err := gitTop(ctx, dir); err != nil || top != then.top {
			continue
		}
		if opts.SearchPath[i].FS, err = then.dir(ctx, dir, skip); err != nil {
			return nil, err
		}
	}
	p, err := extract.Project(ctx, files, opts)
	var wrong *extract.EntryError
	if errors.As(err, &wrong) && wrong.Option != extract.RootOption {
		p, err = &graph.Pipeline{}, nil // the target is new
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s at %s: %w", s.name, revision, err)
	}
	before := *s
	before.Pipeline, before.files, before.dirs = p, files, nil
	return &before, nil
}

// A commit identifies a commit of a Git repository.
type commit struct{ top, id string } // the top directory and the hash

// findCommit resolves a revision in the repository that contains dir. Every
// error is a usage error that starts with the revision.
func findCommit(ctx context.Context, dir, revision string) (commit, error) {
	top, err := gitTop(ctx, dir)
	if err != nil {
		return commit{}, usagef("%s: %w", revision, err)
	}
	id, err := git(ctx, dir, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return commit{}, usagef("%s: no such revision; fetch it first%s", revision, howToFetch(ctx, dir, revision))
	}
	return commit{top, line(id)}, nil
}

// mergeBase returns the newest commit that both revisions have in their history, as a
// hash. Every error is a usage error that starts with the revisions.
func mergeBase(ctx context.Context, dir, one, other string) (string, error) {
	for _, revision := range []string{one, other} {
		if _, err := findCommit(ctx, dir, revision); err != nil {
			return "", err
		}
	}
	id, err := git(ctx, dir, nil, "merge-base", "--end-of-options", one, other)
	if err != nil {
		return "", usagef("%s...%s: no common commit; fetch more of the history%s", one, other, howToFetch(ctx, dir, ""))
	}
	return line(id), nil
}

// howToFetch says how to get a revision that is not in the repository, or more of the
// history if it is "".
func howToFetch(ctx context.Context, dir, revision string) string {
	shallow, err := git(ctx, dir, nil, "rev-parse", "--is-shallow-repository")
	if err != nil || line(shallow) != "true" {
		return " (actions/checkout: fetch-depth: 0)"
	}
	command := "git fetch --unshallow"
	if branch, ok := strings.CutPrefix(revision, "origin/"); ok && isBranch(branch) {
		command = fmt.Sprintf("git fetch --unshallow origin %[1]s:refs/remotes/origin/%[1]s", branch)
	}
	return ": this clone is shallow, so run " + command + " (actions/checkout: fetch-depth: 0)"
}

// isBranch reports whether a text is a name of a branch that a shell takes as it is.
func isBranch(name string) bool {
	return name != "" && !strings.HasPrefix(name, "-") && !strings.ContainsFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._/-", r))
	})
}

// dir returns the files of a directory of the repository without a checkout, but for
// those to skip. A directory that does not exist in the commit is empty.
func (c commit) dir(ctx context.Context, dir string, skip func(name string) bool) (fs.FS, error) {
	inside, err := git(ctx, dir, nil, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	return gitFiles(ctx, c.top, c.id+":"+strings.TrimSuffix(line(inside), "/"), skip)
}

// gitTop returns the top directory of the repository that contains dir.
func gitTop(ctx context.Context, dir string) (string, error) {
	top, err := git(ctx, dir, nil, "rev-parse", "--show-toplevel")
	return line(top), err
}

// maxData is the size in bytes from which files other than source are read as
// empty: recordings and images may be huge.
const maxData = 1 << 20

// gitFiles returns the files of a tree object of the repository at top. It
// reads the blobs, since an archive would lack the files with export-ignore in
// .gitattributes. Large files other than source are empty.
func gitFiles(ctx context.Context, top, tree string, skip func(name string) bool) (fs.FS, error) {
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
		if len(fields) != 4 || !strings.HasPrefix(fields[0], "100") || !fs.ValidPath(name) || skip(name) {
			continue // a link or a submodule, or not wanted
		}
		ext := path.Ext(name)
		source := ext == ".py" || ext == ".ipynb" || ext == ".m"
		size, err := strconv.Atoi(fields[3])
		if err != nil && source {
			return nil, fmt.Errorf("git: cannot read %s of %s", name, tree)
		}
		if !source && (err != nil || size > maxData) { // without a size, it is not in the clone
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
	for i := range archive.Files { // a line with the size, the blob, a newline
		head, rest, _ := bytes.Cut(blobs, []byte("\n"))
		size, err := strconv.Atoi(string(head))
		if err != nil || size >= len(rest) {
			return nil, fmt.Errorf("git: cannot read %s of %s", archive.Files[i].Name, tree)
		}
		archive.Files[i].Data, blobs = rest[:size:size], rest[size+1:]
	}
	archive.Files = append(archive.Files, large...)
	return txtar.FS(&archive)
}

// line returns the output of git without the final newline.
func line(text []byte) string { return strings.TrimRight(string(text), "\r\n") }

// git runs git in dir, with stdin, which may be nil. The error holds the first
// line of its stderr.
func git(ctx context.Context, dir string, stdin io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir, cmd.Stdin = dir, stdin
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if errors.As(err, new(*exec.ExitError)) {
		message, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("git: %s", strings.TrimPrefix(message, "fatal: "))
	}
	return out, err
}

// maxGit bounds how long git may take to list files.
const maxGit = 5 * time.Second

// trackedFiles starts to list the files below dir that Git tracks, and returns a
// function for the result. It is nil without a repository or without git. The
// configuration of the repository must not make git run anything.
func trackedFiles(ctx context.Context, dir string) func() []string {
	if !inGit(dir) {
		return nil
	}
	listed := make(chan []string, 1)
	go func() {
		ctx, cancel := context.WithTimeout(ctx, maxGit)
		defer cancel()
		out, err := git(ctx, dir, nil, "-c", "core.fsmonitor=false", "ls-files", "-z")
		if err != nil {
			out = nil
		}
		listed <- strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 })
	}()
	return sync.OnceValue(func() []string { return <-listed })
}
