package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// aboutPath explains the PATH argument in the help of the commands that take it.
const aboutPath = `PATH is a project folder (by default the current one), a package folder, a .py
or .ipynb file, or what "djdag export" wrote: a .json file, or - for stdin.`

// sourceFlags say what is read and what is known about it. Every command that
// looks at a pipeline has them. The zero value is ready for register.
type sourceFlags struct {
	roots, searchPath, entries []string
	env, set                   assignments
	notebooks                  bool
}

func (f *sourceFlags) register(cmd *cobra.Command) {
	f.env, f.set = assignments{}, assignments{}
	addFlags(cmd, "What is read", func(fs *pflag.FlagSet) {
		fs.StringArrayVar(&f.entries, "entry", nil, "only what `MODULE` reaches, as running it would; pkg.** is a whole package (repeatable)")
		fs.StringArrayVar(&f.roots, "root", nil, "import modules from `DIR` of the project instead of finding the roots (repeatable)")
		fs.StringArrayVar(&f.searchPath, "search-path", nil, "look up imported packages in `DIR` (repeatable)")
		fs.BoolVar(&f.notebooks, "notebooks", false, "read the project's notebooks, too")
		fs.Var(f.env, "env", "an environment variable the code may ask for (repeatable)")
		fs.Var(f.set, "set", "a value of dj.config, such as custom.database.prefix=lab_ (repeatable)")
	})
	// The only error is a flag that does not exist.
	_ = cmd.MarkFlagDirname("root")
	_ = cmd.MarkFlagDirname("search-path")
}

// A source is a pipeline and where it comes from.
type source struct {
	*graph.Pipeline
	name string // what the command line calls it
	base string // the folder that its positions are relative to, as an OS path from the current directory; "." for an export
}

// load reads what the one argument of cmd names, or the current folder.
func (f *sourceFlags) load(cmd *cobra.Command, args []string) (*source, error) {
	arg := "."
	if len(args) > 0 {
		arg = args[0]
	}
	if arg == "-" {
		if err := f.forbid(cmd, "stdin"); err != nil {
			return nil, err
		}
		p, err := graph.Decode(bufio.NewReader(cmd.InOrStdin()))
		if err != nil {
			return nil, fmt.Errorf("stdin: %w", err)
		}
		return &source{Pipeline: p, name: "stdin", base: "."}, nil
	}
	info, err := os.Stat(arg)
	if err != nil {
		return nil, cannot("read", arg, err)
	}
	switch ext := strings.ToLower(filepath.Ext(arg)); {
	case info.IsDir() || ext == ".py" || ext == ".ipynb":
		return f.extract(cmd, arg, info.IsDir())
	case ext == ".json":
		if err := f.forbid(cmd, arg); err != nil {
			return nil, err
		}
		return decodeFile(arg)
	}
	return nil, usagef("cannot read %s: want a folder, a .py or .ipynb file, or an export (.json)", arg)
}

// forbid rejects flags that an export has no use for, rather than ignore them.
func (f *sourceFlags) forbid(cmd *cobra.Command, name string) error {
	for _, flag := range []string{"entry", "root", "search-path", "notebooks", "env", "set"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--%s is for reading source, but %s is an export; pass it to djdag export", flag, name)
		}
	}
	return nil
}

func decodeFile(path string) (*source, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, cannot("read", path, err)
	}
	defer file.Close()
	p, err := graph.Decode(bufio.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &source{Pipeline: p, name: path, base: "."}, nil
}

func (f *sourceFlags) extract(cmd *cobra.Command, path string, isDir bool) (*source, error) {
	base, target, err := anchor(path, isDir)
	if err != nil {
		return nil, err
	}
	opts := extract.Options{
		Target:    target,
		Entries:   f.entries,
		Env:       f.env,
		Set:       f.set,
		Notebooks: f.notebooks,
	}
	for _, dir := range f.roots {
		root, err := rootWithin(base, dir)
		if err != nil {
			return nil, err
		}
		opts.Roots = append(opts.Roots, root)
	}
	for _, dir := range f.searchPath {
		if err := isFolder(dir); err != nil {
			return nil, err
		}
		name, err := relative(base, dir)
		if err != nil {
			return nil, err
		}
		opts.SearchPath = append(opts.SearchPath, extract.Tree{FS: os.DirFS(dir), Name: filepath.ToSlash(name)})
	}
	opts.Around = around(append([]string{base}, f.searchPath...))
	p, err := extract.Project(cmd.Context(), os.DirFS(base), opts)
	if wrong, ok := errors.AsType[*extract.EntryError](err); ok {
		return nil, usagef("%w", wrong)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	return &source{Pipeline: p, name: path, base: base}, nil
}

// anchor returns the folder that path is analysed in, as an OS path, and the
// target inside it, slash-separated. A folder is analysed as it is. A package
// and a single file are part of a project, which says what they may import: so
// they are analysed from the project's folder, or if there is none, from above
// the topmost package.
func anchor(path string, isDir bool) (base, target string, err error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", "", cannot("read", path, err)
	}
	folder := abs
	if !isDir {
		folder = filepath.Dir(abs)
	}
	if !isDir || hasAny(folder, "__init__.py") {
		for hasAny(folder, "__init__.py") && filepath.Dir(folder) != folder {
			folder = filepath.Dir(folder)
		}
		folder = projectAbove(folder)
	}
	inside, err := filepath.Rel(folder, abs)
	if err != nil {
		return "", "", cannot("read", path, err)
	}
	return display(folder), filepath.ToSlash(inside), nil
}

// projectAbove returns the nearest folder at or above dir that looks like a
// project's, or dir itself.
func projectAbove(dir string) string {
	for folder := dir; ; folder = filepath.Dir(folder) {
		if hasAny(folder, "pyproject.toml", "setup.py", "setup.cfg", ".git") {
			return folder
		}
		if filepath.Dir(folder) == folder {
			return dir
		}
	}
}

// hasAny reports whether one of the names is in the folder.
func hasAny(folder string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		_, err := os.Stat(filepath.Join(folder, name))
		return err == nil
	})
}

// rootWithin returns the import root dir as a slash-separated path inside
// base. Like every path on the command line it counts from the current
// directory; one that is not there counts from the project.
func rootWithin(base, dir string) (string, error) {
	if isFolder(dir) != nil && !filepath.IsAbs(dir) && isFolder(filepath.Join(base, dir)) == nil {
		dir = filepath.Join(base, dir)
	}
	if err := isFolder(dir); err != nil {
		return "", err
	}
	root, err := relative(base, dir)
	if err != nil {
		return "", err
	}
	root = filepath.ToSlash(root)
	if !fs.ValidPath(root) {
		return "", usagef("--root %s is outside of the project %s; use --search-path", dir, base)
	}
	return root, nil
}

func isFolder(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return cannot("read", dir, err)
	}
	if !info.IsDir() {
		return fmt.Errorf("cannot read %s: not a folder", dir)
	}
	return nil
}

// cannot says in plain words what could not be done to which file. The path
// stands once in the message, also where err names it too, and the frequent
// errors read the same on every system.
func cannot(verb, path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("no such file or folder")
	} else if errors.Is(err, fs.ErrPermission) {
		err = errors.New("permission denied")
	} else if in, ok := errors.AsType[*fs.PathError](err); ok {
		err = in.Err
	}
	return fmt.Errorf("cannot %s %s: %w", verb, path, err)
}
