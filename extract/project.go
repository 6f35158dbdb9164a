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
	// Name is what the paths of its positions start with; empty for the
	// project itself.
	Name string
}

// Options say what is analysed. The zero value is the whole project.
type Options struct {
	// Target is what to analyse inside the project: a folder or a file,
	// slash-separated. Empty or "." is the whole project.
	Target string
	// Roots are the import roots inside the project, slash-separated. If
	// there are none, they are found.
	Roots []string
	// Package is the name under which the project's folder itself is imported,
	// where it is a package: it has an __init__.py. Empty: it is none.
	Package string
	// SearchPath is where imported packages are looked up that the project
	// does not hold. Only modules that are reached are read.
	SearchPath []Tree
	// Around are folders in which tables may be declared in MATLAB that the
	// project's Python only refers to, beside those of the project itself.
	// They are looked through if some reference leads there.
	Around []Tree
	// Entries limit the analysis to what these modules import, in this order:
	// "pkg.mod", or "pkg.**" for a package with all that it holds.
	Entries []string
	// Exclude are globs, as of the package doublestar, of files and folders of
	// the project that are passed over. One without a slash matches in every
	// folder. A file that is the Target is read all the same.
	Exclude []string
	// Env are the environment variables that are known.
	Env map[string]string
	// Set are the entries of dj.config that are known, by dotted key. Each is a
	// string, a bool, an int64, a float64 or nil, which is None.
	Set map[string]any
	// Notebooks reads the notebooks of a project folder, too. A notebook that
	// is the Target is always read.
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

// An EntryError says that an option names nothing.
type EntryError struct {
	Option StartOption
	Name   string // as the option has it
}

// Error says what was looked for, and where.
func (e *EntryError) Error() string {
	switch e.Option {
	case EntryOption:
		return fmt.Sprintf("there is no module %q in the import roots or on the search path", e.Name)
	case RootOption:
		return fmt.Sprintf("the import root %q is not a folder of the project", e.Name)
	}
	return fmt.Sprintf("there is nothing to read at %q", e.Name)
}

// Project reads the pipeline of a project. What is wrong with the pipeline's
// code is in the result's diagnostics; the error is an [EntryError], or says
// what could not be read.
func Project(ctx context.Context, fsys fs.FS, opts Options) (*graph.Pipeline, error) {
	ctx, cancel := context.WithCancel(ctx)
	p := &project{opts: opts, index: newIndex(append([]Tree{{FS: fsys}}, opts.SearchPath...), opts.Package), ahead: newReaders(ctx)}
	defer func() {
		cancel() // what is still read when an error ends the analysis is of no use
		_ = p.ahead.wait()
	}()
	err := p.discover(ctx)
	p.ahead.end()
	if err != nil {
		return nil, err
	}
	starts, err := p.starts()
	if err != nil {
		return nil, err
	}
	parser := python.NewParser()
	defer parser.Close()
	p.parser = parser
	loaded := make(chan error, 1)
	go func() { loaded <- p.load(ctx, starts) }()
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
		modules := p.index.addWritten(s)
		m.Import(s.unit)
		for _, w := range modules {
			w.read(ctx, parser)
			m.Import(w.unit)
		}
	}
	if err := <-loaded; err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	tables, schemas := m.Finish()
	if err := ctx.Err(); err != nil { // the modules that functions import are missing
		return nil, err
	}
	r := &resolver{project: p, machine: m}
	return r.pipeline(tables, schemas), nil
}

// A project is the state of one analysis.
type project struct {
	opts  Options
	index *index
	// ahead read the files that are surely needed, while others are looked for.
	ahead  *readers
	closed []closedFolder
	around []string       // the files around the modules that matter
	parser *python.Parser // of the goroutine that evaluates
}

// starts returns the modules whose import the analysis runs, in order.
func (p *project) starts() ([]*source, error) {
	if len(p.opts.Entries) == 0 {
		return p.allModules(), nil
	}
	var starts []*source
	for _, e := range p.opts.Entries {
		name, all := strings.CutSuffix(e, ".**")
		s := p.index.find(name, "")
		if s == nil {
			return nil, &EntryError{EntryOption, e}
		}
		if !all {
			starts = append(starts, s)
			continue
		}
		starts = append(starts, s)
		starts = append(starts, p.index.below(s)...)
	}
	return starts, nil
}

// allModules are the modules of the target, the pipeline's own before those
// that only use it: tests, notebooks, scripts and documents.
func (p *project) allModules() []*source {
	var all []*source
	for _, s := range p.index.files {
		if p.isTarget(s.path) {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b *source) int {
		return cmp.Compare(rankOf(a.path), rankOf(b.path))
	})
	return all
}

// isTarget reports whether a file of the project is one to analyse.
func (p *project) isTarget(file string) bool {
	t := p.opts.Target
	return t == "." || file == t || strings.HasPrefix(file, t+"/")
}

// rankOf orders the parts of a repository: the package, then what uses it, or
// was part of it once. Of two modules that declare one table the first counts.
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
