package extract

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// A Tree is a folder of Python source.
type Tree struct {
	FS fs.FS
	// Name is the prefix of paths in positions. It is empty for the project
	// itself.
	Name string

	kept *keptFiles // what the files said before; nil: nothing is kept
}

// Options say what to analyse. The zero value analyses the whole project.
type Options struct {
	// Target is the folder or file to analyse, slash-separated and relative to
	// the project. Empty or "." means the whole project.
	Target string
	// Roots are the import roots, slash-separated and relative to the project.
	// If empty, they are detected.
	Roots []string
	// Package is the name by which the project's folder itself is imported, if
	// it is a package with an __init__.py; otherwise empty.
	Package string
	// SearchPath lists where to look for imported packages that are not in the
	// project. Only modules that are imported are read.
	SearchPath []Tree
	// Around lists more folders with MATLAB code that declares tables which the
	// project refers to. They are searched only if a reference needs them.
	Around []Tree
	// Entries limit the analysis to these modules and what they import, in this
	// order: "pkg.mod", or "pkg.**" for a package and all modules in it.
	Entries []string
	// Exclude lists globs of files and folders of the project to skip, in the
	// syntax of the package doublestar. A glob without a slash matches in every
	// folder. The Target itself is never skipped.
	Exclude []string
	// Env holds the known environment variables.
	Env map[string]string
	// Set holds the known entries of dj.config, by dotted key. A value is a
	// string, bool, int64 or float64, or nil for None. It takes precedence over
	// the project's configuration files.
	Set map[string]any
	// Tracked returns the files of the project that Git tracks, slash-separated
	// and relative to it. Configuration among them is read though .gitignore
	// names it: the repository has it all the same. It may be nil.
	Tracked func() []string
	// Reads includes what the methods that populate() calls read and write, see
	// [graph.Read]. Else no body of a function is followed.
	Reads bool
	// Notebooks includes the project's notebooks. A notebook that is the Target
	// is always read.
	Notebooks bool
}

// A StartOption is one of the [Options] that say where the analysis starts.
type StartOption uint8

// The options that an [EntryError] may be about.
const (
	TargetOption StartOption = iota // [Options.Target]
	RootOption                      // [Options.Roots]
	EntryOption                     // [Options.Entries]
)

// String returns "target", "root" or "entry".
func (o StartOption) String() string {
	switch o {
	case TargetOption:
		return "target"
	case RootOption:
		return "root"
	case EntryOption:
		return "entry"
	}
	return fmt.Sprintf("StartOption(%d)", uint8(o))
}

// An EntryError reports an option that names something that does not exist.
type EntryError struct {
	Option StartOption
	Name   string // as given in the option
}

// Error says what does not exist and where it was looked for.
func (e *EntryError) Error() string {
	switch e.Option {
	case EntryOption:
		return fmt.Sprintf("there is no module %q in the import roots or on the search path", e.Name)
	case RootOption:
		return fmt.Sprintf("the import root %q is not a folder of the project", e.Name)
	}
	return fmt.Sprintf("there is nothing to read at %q", e.Name)
}

// Project reads the pipeline of a project. Problems in the pipeline's code are
// diagnostics in the result, not errors. The error is an [EntryError], a
// context error, or an error from reading the project folder or the target.
func Project(ctx context.Context, fsys fs.FS, opts Options) (*graph.Pipeline, error) {
	p, _, err := readProject(ctx, fsys, opts, nil)
	return p, err
}

// readProject reads a project, and returns the folders that it looked into, too. What the
// files say is taken from kept and goes there, unless that is nil.
func readProject(ctx context.Context, fsys fs.FS, opts Options, kept *keptFiles) (_ *graph.Pipeline, folders []string, _ error) {
	ctx, cancel := context.WithCancel(ctx)
	trees := append([]Tree{{FS: fsys}}, opts.SearchPath...)
	for i := range trees {
		trees[i].kept = kept
	}
	p := &project{opts: opts, modules: newModuleIndex(trees, opts.Package), prefetch: newParsePool(ctx)}
	defer func() {
		cancel() // after an error, stop the workers
		_ = p.prefetch.wait()
	}()
	err := p.discover(ctx)
	p.prefetch.close()
	if err != nil {
		return nil, nil, err
	}
	starts, err := p.starts()
	if err != nil {
		return nil, nil, err
	}
	parser := python.NewParser()
	defer parser.Close()
	p.parser = parser
	notebooks := make(chan []notebookSecrets, 1)
	go func() { notebooks <- p.searchNotebooks(ctx) }()
	defer func() { // it reads the project
		cancel()
		<-notebooks
	}()
	loaded := make(chan error, 1)
	go func() { loaded <- p.parseReachable(ctx, starts) }()
	config := p.projectConfig()
	for k, v := range opts.Set {
		config[k] = v
	}
	m := datajoint.New(ctx, p, parser, datajoint.Options{
		Options: interp.Options{Env: opts.Env, Together: len(opts.Entries) > 0}, Config: config,
	})
	for _, s := range starts {
		if ctx.Err() != nil {
			break
		}
		s.read(ctx, parser)
		modules := p.modules.addWritten(s)
		m.Import(s.unit)
		for _, w := range modules {
			w.read(ctx, parser)
			m.Import(w.unit)
		}
	}
	if err := <-loaded; err != nil {
		return nil, nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	tables, schemas := m.Finish()
	if err := ctx.Err(); err != nil { // else imports inside functions would be missing
		return nil, nil, err
	}
	r := &resolver{project: p, library: m, notebooks: <-notebooks}
	if opts.Reads {
		r.uses = followMakes(ctx, m, tables)
	}
	close(notebooks)
	out := r.pipeline(tables, schemas)
	p.reportUnfollowed(out)
	addDefaultSecrets(out, fsys)
	hideSecrets(out, fsys)
	return out, p.lookedInto(), nil
}

// A project is the state of one analysis.
type project struct {
	opts    Options
	modules *moduleIndex
	// prefetch parses files while discovery goes on.
	prefetch     *parsePool
	unreadable   []unreadableFolder
	unfollowed   []unfollowedFile
	folders      []string       // those that were searched
	projectFiles []string       // configuration files
	notebooks    []string       // whether or not they are analysed
	parser       *python.Parser // used only by the evaluating goroutine
}

// starts returns the modules at which the analysis starts, in the order in
// which it imports them.
func (p *project) starts() ([]*source, error) {
	if len(p.opts.Entries) == 0 {
		return p.allModules(), nil
	}
	var starts []*source
	for _, e := range p.opts.Entries {
		name, all := strings.CutSuffix(e, ".**")
		s := p.modules.find(name, "")
		if s == nil {
			return nil, &EntryError{EntryOption, e}
		}
		if !all {
			starts = append(starts, s)
			continue
		}
		starts = append(starts, s)
		starts = append(starts, p.modules.submodules(s)...)
	}
	return starts, nil
}

// allModules returns the modules of the target: the pipeline's own first, then
// scripts and documentation, notebooks, and tests.
func (p *project) allModules() []*source {
	var all []*source
	for _, s := range p.modules.files {
		if p.isTarget(s.path) {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b *source) int {
		return cmp.Compare(rankOf(a.path), rankOf(b.path))
	})
	return all
}

// isTarget reports whether the target contains a file or folder of the project.
func (p *project) isTarget(file string) bool {
	t := p.opts.Target
	return t == "." || file == t || strings.HasPrefix(file, t+"/")
}

// rankOf returns the evaluation rank of a file: 0 for the pipeline itself, more
// for scripts, old code, notebooks and tests. If two modules declare one table,
// the first to be evaluated counts.
func rankOf(file string) int {
	rank := 0
	for _, dir := range strings.Split(path.Dir(file), "/") {
		switch strings.ToLower(dir) {
		case "test", "tests", "testing":
			rank = max(rank, 3)
		case "notebook", "notebooks", "tutorial", "tutorials", "demo", "demos", "example", "examples":
			rank = max(rank, 2)
		case "doc", "docs", "script", "scripts", "tools", "bin",
			"archive", "archived", "old", "legacy", "backup", "backups", "deprecated", "obsolete", "unused":
			rank = max(rank, 1)
		}
	}
	base := path.Base(file)
	switch {
	case strings.HasPrefix(base, "test_"), base == "conftest.py":
		rank = max(rank, 3)
	case strings.HasSuffix(base, ".ipynb"):
		rank = max(rank, 2)
	case base == "setup.py":
		rank = max(rank, 1)
	}
	return rank
}
