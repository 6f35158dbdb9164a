package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
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
	config                     string // the file; empty: that of the project
	// settings are set, and what the configuration adds; see merged.
	settings map[string]any
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
		fs.StringVar(&f.config, "config", "", "read the configuration from `FILE` instead of the project's")
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

	config *config         // never nil
	files  fs.FS           // the folder base; nil for an export
	opts   extract.Options // how it was read; not for an export
	// searchPath are the folders of opts.SearchPath, as OS paths.
	searchPath []string

	folders map[string]string // what showFolder said; nil at first
	empty   string            // that nothing is selected, if that is so
}

// load reads what the one argument of cmd names, or the current folder.
func (f *sourceFlags) load(cmd *cobra.Command, args []string) (*source, error) {
	arg := "."
	if len(args) > 0 {
		arg = args[0]
	}
	switch arg {
	case "": // "$FOLDER" in a script, where nothing set it
		return nil, usagef("the PATH is empty; . is the current folder")
	case "-":
		if err := f.forbid(cmd, "stdin"); err != nil {
			return nil, err
		}
		p, err := decode(cmd.InOrStdin(), "stdin")
		if err != nil {
			return nil, err
		}
		return f.exported(p, "stdin")
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
		p, err := decodeFile(arg)
		if err != nil {
			return nil, err
		}
		return f.exported(p, arg)
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

// exported makes a source of an export. It has no project, and so no
// configuration but one that is named.
func (f *sourceFlags) exported(p *graph.Pipeline, name string) (*source, error) {
	s := &source{Pipeline: p, name: name, base: ".", config: &config{}}
	var err error
	if f.config != "" {
		s.config, err = readConfig(f.config)
	}
	return s, err
}

func decodeFile(path string) (*graph.Pipeline, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, cannot("read", path, err)
	}
	defer file.Close()
	return decode(file, path)
}

// decode reads an export that messages call by name.
func decode(r io.Reader, name string) (*graph.Pipeline, error) {
	p, err := graph.Decode(r)
	if wrong, ok := errors.AsType[*graph.FormatError](err); ok {
		return nil, fmt.Errorf("%s:%w", name, wrong)
	}
	if err != nil {
		return nil, cannot("read", name, err)
	}
	return p, nil
}

func (f *sourceFlags) extract(cmd *cobra.Command, path string, isDir bool) (*source, error) {
	base, target, err := anchor(path, isDir)
	if err != nil {
		return nil, err
	}
	conf, err := f.configuration(base)
	if err != nil {
		return nil, err
	}
	all, err := f.merged(cmd, conf)
	if err != nil {
		return nil, err
	}
	opts, err := all.options(base)
	if err != nil {
		return nil, err
	}
	opts.Target = target
	opts.Package = packageName(base)
	collectLess()
	files := &sourceFS{folder: folder(base)}
	p, err := extract.Project(cmd.Context(), files, opts)
	if wrong, ok := errors.AsType[*extract.EntryError](err); ok {
		return nil, usagef("%w", wrong)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	return &source{Pipeline: p, name: path, base: base, config: conf, files: files, opts: opts, searchPath: all.searchPath}, nil
}

// configuration reads that of the project in the folder base, or the one that
// is named.
func (f *sourceFlags) configuration(base string) (*config, error) {
	if f.config != "" {
		return readConfig(f.config)
	}
	return findConfig(base)
}

// merged returns the flags together with what the configuration says where
// they are not given.
func (f *sourceFlags) merged(cmd *cobra.Command, conf *config) (*sourceFlags, error) {
	all := *f
	if !cmd.Flags().Changed("root") {
		all.roots = conf.allAt(conf.Roots)
	}
	if !cmd.Flags().Changed("search-path") {
		all.searchPath = conf.allAt(conf.SearchPath)
	}
	if !cmd.Flags().Changed("entry") {
		all.entries = conf.Entries
	}
	if !cmd.Flags().Changed("notebooks") {
		all.notebooks = conf.Notebooks
	}
	settings, err := conf.settings()
	if err != nil {
		return nil, err
	}
	for name, value := range f.set {
		settings[name] = value
	}
	all.settings = settings
	all.env = maps.Clone(f.env)
	for name, value := range conf.Env {
		if _, given := f.env[name]; !given {
			all.env[name] = value
		}
	}
	return &all, nil
}

// options returns what the flags say of the project in the folder base.
func (f *sourceFlags) options(base string) (extract.Options, error) {
	opts := extract.Options{Entries: f.entries, Env: f.env, Set: f.settings, Notebooks: f.notebooks}
	for _, dir := range f.roots {
		root, err := rootWithin(base, dir)
		if err != nil {
			return opts, fmt.Errorf("root: %w", err)
		}
		opts.Roots = append(opts.Roots, root)
	}
	for _, dir := range f.searchPath {
		if err := isFolder(dir); err != nil {
			return opts, fmt.Errorf("search-path: %w", err)
		}
		name, err := relative(base, dir)
		if err != nil {
			return opts, err
		}
		opts.SearchPath = append(opts.SearchPath, extract.Tree{FS: regular{os.DirFS(dir)}, Name: filepath.ToSlash(name)})
	}
	opts.Around = around(append([]string{base}, f.searchPath...))
	return opts, nil
}
