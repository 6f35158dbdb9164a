package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

// A side is one of the two sources of a comparison.
type side struct {
	*source
	called string // what messages call it
}

// A sideArg is an argument for a side: a path, a revision, or neither, which is the
// working tree.
type sideArg struct{ path, revision, name string }

// theWorkingTree is what messages call the project as its files are now.
const theWorkingTree = "the working tree"

// sources reads the two versions that the arguments name, both at once.
func (f *diffFlags) sources(cmd *cobra.Command, args []string) (old, new *side, err error) {
	if f.path == "" {
		return nil, nil, usagef("--path is empty; use . for the current directory")
	}
	sides, err := f.sides(cmd.Context(), args)
	if err != nil {
		return nil, nil, err
	}
	project, err := f.project(cmd, sides)
	if err != nil {
		return nil, nil, err
	}
	var group errgroup.Group
	var read [2]*side
	for i, arg := range sides {
		group.Go(func() error {
			s, err := f.read(cmd, arg, project)
			read[i] = &side{s, arg.name}
			return err
		})
	}
	return read[0], read[1], group.Wait()
}

// project opens the project of --path if one of the sides is a version of it; else it
// returns nil.
func (f *diffFlags) project(cmd *cobra.Command, sides [2]sideArg) (*source, error) {
	if sides[0].path != "" && sides[1].path != "" {
		if cmd.Flags().Changed("path") {
			return nil, usagef("--path needs a revision to compare; OLD and NEW are no revisions")
		}
		return nil, nil
	}
	info, err := os.Stat(f.path)
	if err != nil {
		return nil, cannot("read", f.path, err)
	}
	return f.src.open(cmd, f.path, info.IsDir())
}

// read reads one side.
func (f *diffFlags) read(cmd *cobra.Command, arg sideArg, project *source) (*source, error) {
	src := f.src // which keeps count of what it reads; the other side is read at the same time
	switch {
	case arg.path != "":
		return src.load(cmd, []string{arg.path})
	case arg.revision != "":
		return project.atRevision(cmd.Context(), arg.revision, true)
	}
	return src.load(cmd, []string{f.path})
}

// sides returns what the arguments name.
func (f *diffFlags) sides(ctx context.Context, args []string) (sides [2]sideArg, err error) {
	sides = [2]sideArg{{revision: "HEAD", name: "HEAD"}, {name: theWorkingTree}}
	if len(args) == 1 {
		if one, other, dots := splitRange(args[0]); dots != "" && !isPath(args[0]) {
			return f.span(ctx, one, other, dots)
		}
	}
	for i, arg := range args {
		if sides[i], err = f.argument(ctx, arg); err != nil {
			return sides, err
		}
	}
	if len(args) == 2 && args[0] == "-" && args[1] == "-" {
		return sides, usagef("OLD and NEW cannot both be stdin")
	}
	return sides, nil
}

// argument returns what one argument names. A name that is a path and a revision is
// refused: neither is meant more than the other.
func (f *diffFlags) argument(ctx context.Context, arg string) (sideArg, error) {
	switch {
	case arg == "":
		return sideArg{}, usagef("a version is empty; use HEAD for the last commit, . for the current directory")
	case arg == "-":
		return sideArg{path: arg, name: "stdin"}, nil
	case !isPath(arg):
		if strings.HasPrefix(arg, "./") || strings.HasPrefix(arg, "../") || strings.HasSuffix(arg, ".json") {
			return sideArg{path: arg}, nil // loading it fails with a clear message
		}
		return sideArg{revision: arg, name: arg}, nil
	}
	if !strings.ContainsAny(arg, `./\`) && inGit(f.dir()) {
		if _, err := findCommit(ctx, f.dir(), arg); err == nil {
			return sideArg{}, usagef("%[1]s is a path and a revision; write ./%[1]s for the path, %[1]s~0 for the revision", arg)
		}
	}
	return sideArg{path: arg, name: arg}, nil
}

// dir returns the directory of --path.
func (f *diffFlags) dir() string {
	if info, err := os.Stat(f.path); err == nil && !info.IsDir() {
		return filepath.Dir(f.path)
	}
	return f.path
}

// isPath reports whether a file or directory has this name.
func isPath(arg string) bool {
	_, err := os.Stat(arg)
	return err == nil
}

// splitRange splits OLD..NEW and OLD...NEW. dots is "" if the argument is neither.
func splitRange(arg string) (old, new, dots string) {
	for _, dots := range []string{"...", ".."} {
		if old, new, ok := strings.Cut(arg, dots); ok && !strings.ContainsAny(new[:min(1, len(new))], `./\`) && old != "." {
			return old, new, dots
		}
	}
	return "", "", ""
}

// span returns the sides of OLD..NEW, or of OLD...NEW, whose old side is the merge base.
// Without OLD it is HEAD, without NEW the working tree.
func (f *diffFlags) span(ctx context.Context, old, new, dots string) (sides [2]sideArg, err error) {
	if old == "" {
		old = "HEAD"
	}
	sides[0] = sideArg{revision: old, name: old}
	sides[1] = sideArg{revision: new, name: new}
	tip := new
	if new == "" {
		sides[1].name, tip = theWorkingTree, "HEAD"
	}
	if dots == "..." {
		id, err := mergeBase(ctx, f.dir(), old, tip)
		if err != nil {
			return sides, err
		}
		sides[0] = sideArg{revision: id, name: fmt.Sprintf("the merge base of %s and %s", old, tip)}
	}
	return sides, nil
}
