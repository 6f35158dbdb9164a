package main

import (
	"context"
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

// aboutPath explains the PATH argument in the help, aboutFiles that of a command that
// follows files.
const (
	aboutPath = `PATH is a project directory (default: the current one), a package directory, a .py
or .ipynb file, or an export: a .json file, or - for stdin.`
	aboutFiles = `PATH is a project directory (default: the current one), a package directory, a .py
or .ipynb file, or an export (.json).`
)

// sourceFlags decide what to read and how. Every command that takes a PATH has
// them. Call register before use.
type sourceFlags struct {
	roots, searchPath, entries []string
	env, set                   assignments
	notebooks                  bool
	exclude                    []string
	noEnvironment              bool
	reads                      bool   // what make() reads is asked for
	config                     string // the file; "": the one of the project
	// readsIf says whether the configuration asks for what make() reads. It may be nil.
	// An export may lack it.
	readsIf func(*config) bool

	reader *extract.Reader // for a project that is read several times; else nil
	size   *byteCounter    // of what was read
	// settings holds set and the settings of the configuration; see withConfig.
	settings map[string]any
}

func (f *sourceFlags) register(cmd *cobra.Command) {
	f.env, f.set, f.size = assignments{}, assignments{}, new(byteCounter)
	addFlags(cmd, "Input", func(fs *pflag.FlagSet) {
		fs.StringArrayVar(&f.entries, "entry", nil, "Read only `MODULE` and what it imports; pkg.** is a whole package (repeatable)")
		fs.StringArrayVar(&f.roots, "root", nil, "Use `DIR` of the project as import root instead of detecting it (repeatable)")
		fs.StringArrayVar(&f.searchPath, "search-path", nil, "Look up imported packages in `DIR` (repeatable)")
		fs.BoolVar(&f.noEnvironment, "no-environment", false, "Do not look up imported packages in the virtual environment")
		fs.BoolVar(&f.notebooks, "notebooks", false, "Read the notebooks of the project, too")
		fs.StringArrayVar(&f.exclude, "exclude", nil, "Leave out the files and directories that `GLOB` matches (repeatable)")
		fs.Var(f.env, "env", "Set an environment variable for the code (repeatable)")
		fs.Var(f.set, "set", "Set a value of dj.config, such as custom.database.prefix=lab_ (repeatable)")
		fs.StringVar(&f.config, "config", "", "Read the configuration from `FILE`, not from the project")
	})
	if cmd.Flags().Lookup("select") != nil {
		_ = cmd.RegisterFlagCompletionFunc("select", completeSelection(f))
	}
	// They fail only if the flag does not exist.
	_ = cmd.MarkFlagDirname("root")
	_ = cmd.MarkFlagDirname("search-path")
}

// readsFlag defines --reads. usage says what the command does with the computed graph.
func (f *sourceFlags) readsFlag(fs *pflag.FlagSet, usage string) {
	fs.BoolVar(&f.reads, "reads", false, usage)
}

// A source is a pipeline with its origin.
type source struct {
	*graph.Pipeline
	name string // its name on the command line
	base string // the directory of its positions, as an OS path from the current one; "." for an export

	config *config         // never nil
	files  fs.FS           // the files in base, until close; nil for an export
	opts   extract.Options // how it was read; zero for an export
	// searchPath holds the first directories of opts.SearchPath, as OS paths.
	searchPath []string
	// environment holds the names of the others, which have installed packages.
	environment []string

	close func()            // closes files; the program's end does, too
	dirs  map[string]string // cache of displayDir
	empty string            // why the selection is empty, or ""
}

// root returns the directory of the project: that of the configuration, or the one that
// was read.
func (s *source) root() string {
	if s.config.path != "" {
		return s.config.dir
	}
	return s.base
}

// load reads the PATH in args, or the current directory.
func (f *sourceFlags) load(cmd *cobra.Command, args []string) (*source, error) {
	arg := "."
	if len(args) > 0 {
		arg = args[0]
	}
	switch arg {
	case "": // an unset variable in a script
		return nil, usagef("PATH is empty; use . for the current directory")
	case "-":
		if err := f.rejectSourceFlags(cmd, "stdin"); err != nil {
			return nil, err
		}
		p, err := decode(cmd.InOrStdin(), "stdin")
		if err != nil {
			return nil, err
		}
		return f.fromExport(p, "stdin")
	}
	info, err := os.Stat(arg)
	if err != nil {
		return nil, cannot("read", arg, err)
	}
	switch ext := strings.ToLower(filepath.Ext(arg)); {
	case info.IsDir() || ext == ".py" || ext == ".ipynb":
		return f.extract(cmd, arg, info.IsDir())
	case ext == ".json":
		if err := f.rejectSourceFlags(cmd, arg); err != nil {
			return nil, err
		}
		p, err := decodeFile(arg)
		if err != nil {
			return nil, err
		}
		return f.fromExport(p, arg)
	}
	return nil, usagef("cannot read %s: want a directory, a .py or .ipynb file, or an export (.json)", arg)
}

// rejectSourceFlags rejects flags that have no meaning for an export, rather
// than ignore them.
func (f *sourceFlags) rejectSourceFlags(cmd *cobra.Command, name string) error {
	for _, flag := range []string{"entry", "root", "search-path", "no-environment", "notebooks", "exclude", "env", "set"} {
		if cmd.Flags().Changed(flag) {
			return usagef("--%s needs source, but %s is an export; pass it to djdag export", flag, name)
		}
	}
	return nil
}

// fromExport returns the source of an export. Without a project there is no
// configuration unless --config names one.
func (f *sourceFlags) fromExport(p *graph.Pipeline, name string) (*source, error) {
	s := &source{Pipeline: p, name: name, base: ".", config: &config{}, close: func() {}}
	if f.reads && !p.Project.HasReads {
		return nil, usagef("--reads: %s does not say what make() reads; write it with djdag export --reads", name)
	}
	var err error
	if f.config != "" {
		s.config, err = readConfig(f.config)
	}
	return s, err
}

// decodeFile reads an export from a file.
func decodeFile(path string) (*graph.Pipeline, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, cannot("read", path, err)
	}
	defer file.Close()
	return decode(file, path)
}

// decode reads an export. Errors call it name.
func decode(r io.Reader, name string) (*graph.Pipeline, error) {
	p, err := graph.Decode(r)
	var wrong *graph.FormatError
	if errors.As(err, &wrong) {
		return nil, fmt.Errorf("%s:%w", name, wrong)
	}
	if err != nil {
		return nil, cannot("read", name, err)
	}
	return p, nil
}

// extract reads a project from source.
func (f *sourceFlags) extract(cmd *cobra.Command, path string, isDir bool) (*source, error) {
	s, err := f.open(cmd, path, isDir)
	if err != nil {
		return nil, err
	}
	if err := f.read(cmd.Context(), s, isDir); err != nil {
		return nil, err
	}
	return s, nil
}

// open finds the project of a path, and how to read it. It reads no source yet.
func (f *sourceFlags) open(cmd *cobra.Command, path string, isDir bool) (*source, error) {
	base, target, err := findProject(path, isDir, f.config == "")
	if err != nil {
		return nil, err
	}
	conf, err := f.configuration(base)
	if err != nil {
		return nil, err
	}
	all, err := f.withConfig(cmd, conf, base)
	if err != nil {
		return nil, err
	}
	opts, err := all.options(base)
	if err != nil {
		return nil, err
	}
	opts.Target = target
	opts.Package = packageName(base)
	opts.Reads = f.reads || f.readsIf != nil && f.readsIf(conf)
	opts.Tracked = trackedFiles(cmd.Context(), base)
	s := &source{name: path, base: base, config: conf, close: func() {}, opts: opts, searchPath: all.searchPath}
	for _, tree := range opts.SearchPath[len(all.searchPath):] {
		s.environment = append(s.environment, tree.Name)
	}
	return s, nil
}

// read reads a project that is open as its files are now.
func (f *sourceFlags) read(ctx context.Context, s *source, isDir bool) error {
	project, err := openProject(s.base)
	if err != nil {
		return cannot("read", s.name, err)
	}
	if project.above = true; !isDir {
		project.named = s.opts.Target
	}
	files := &cachedFS{projectFS: project, size: f.size}
	read := extract.Project
	if f.reader != nil {
		read = f.reader.Project
	}
	p, err := read(ctx, files, s.opts)
	if err != nil {
		project.close()
	}
	var wrong *extract.EntryError
	if errors.As(err, &wrong) {
		return usagef("%w", wrong)
	}
	if err != nil {
		return cannot("read", s.name, err)
	}
	s.Pipeline, s.files, s.close = p, files, project.close
	p.Diagnostics = s.own(p.Diagnostics)
	return nil
}

// configuration reads the file of --config, or the configuration of the project in
// base.
func (f *sourceFlags) configuration(base string) (*config, error) {
	if f.config != "" {
		return readConfig(f.config)
	}
	return nearestConfig(base)
}

// withConfig returns the flags, with defaults from the configuration of the project
// in base.
func (f *sourceFlags) withConfig(cmd *cobra.Command, conf *config, base string) (*sourceFlags, error) {
	all := *f
	if !cmd.Flags().Changed("root") {
		all.roots = conf.roots()
	}
	if !cmd.Flags().Changed("search-path") {
		all.searchPath = conf.resolveAll(conf.SearchPath)
	}
	if !cmd.Flags().Changed("entry") {
		all.entries = conf.Entries
	}
	if !cmd.Flags().Changed("notebooks") {
		all.notebooks = conf.Notebooks
	}
	if !cmd.Flags().Changed("no-environment") {
		all.noEnvironment = conf.NoEnv
	}
	if !cmd.Flags().Changed("exclude") {
		all.exclude = conf.exclude(base)
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

// options returns the options for reading the project in base.
func (f *sourceFlags) options(base string) (extract.Options, error) {
	opts := extract.Options{Entries: f.entries, Env: f.env, Set: f.settings, Notebooks: f.notebooks, Exclude: f.exclude}
	for _, glob := range f.exclude {
		if err := validExclude(glob); err != nil {
			return opts, usagef("--exclude: %w", err)
		}
	}
	for _, dir := range f.roots {
		root, err := rootWithin(base, dir)
		if err != nil {
			return opts, fmt.Errorf("root: %w", err)
		}
		opts.Roots = append(opts.Roots, root)
	}
	for _, dir := range f.searchPath {
		if err := checkDir(dir); err != nil {
			return opts, fmt.Errorf("search-path: %w", err)
		}
		name, err := relativeTo(base, dir)
		if err != nil {
			return opts, err
		}
		opts.SearchPath = append(opts.SearchPath, extract.Tree{FS: regularFS{os.DirFS(dir)}, Name: filepath.ToSlash(name)})
	}
	if !f.noEnvironment {
		opts.SearchPath = append(opts.SearchPath, environmentTrees(base)...)
	}
	opts.Around = matlabTrees(append([]string{base}, f.searchPath...))
	return opts, nil
}
