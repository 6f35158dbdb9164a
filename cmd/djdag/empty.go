package main

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
)

// emptyFlag is --allow-empty. Without it, a command that reads no tables fails: a
// gate that looks into the wrong directory must not pass.
type emptyFlag struct{ allowed bool }

func (e *emptyFlag) flag(fs *pflag.FlagSet) {
	fs.BoolVar(&e.allowed, "allow-empty", false, "Exit with 0 even if there are no tables")
}

// nothingRead returns an error if the pipeline has no tables, unless that is
// allowed.
func (e *emptyFlag) nothingRead(s *source) error {
	if e.allowed || len(s.Tables) > 0 {
		return nil
	}
	return fmt.Errorf("%s, or add --allow-empty", s.whyNoTables())
}

// nothingDrawn returns an error if a figure would be empty, unless that is
// allowed.
func (e *emptyFlag) nothingDrawn(s *source) error {
	if e.allowed {
		return nil
	}
	if reason := s.whyInactive(); reason != "" {
		return fmt.Errorf("%s, or add --allow-empty", reason)
	}
	if s.empty != "" && len(s.Tables) > 0 {
		return fmt.Errorf("the figure is empty: %s; add --allow-empty to draw it", s.empty)
	}
	return e.nothingRead(s)
}

// whyInactive says why a figure is empty although there are tables, or "".
func (s *source) whyInactive() string {
	n := len(s.Tables)
	if n == 0 || slices.ContainsFunc(s.Tables, func(t graph.Table) bool { return t.Active }) {
		return ""
	}
	return fmt.Sprintf("the figure is empty: no module activates the schemas in %[1]s (%[2]s); draw the pipeline that does, with --search-path %[1]s", s.name, plural(n, "table"))
}

// whyNoTables says that there are no tables, the likely reason, and what to do.
func (s *source) whyNoTables() string {
	if s.files == nil {
		return fmt.Sprintf("no tables in the export %s; export a pipeline", s.name)
	}
	if s.opts.Entries != nil {
		return fmt.Sprintf("no tables in %s or in what it imports; name the module that imports the schemas with --entry", strings.Join(s.opts.Entries, ", "))
	}
	there := lookAround(s.files, s.opts.Target)
	switch notebooks := there.notebooks > 0 && !s.opts.Notebooks; {
	case len(s.Modules) > 0 && notebooks:
		return fmt.Sprintf("no tables in the %s of %s; add --notebooks to read the notebooks, too", plural(len(s.Modules), "module"), s.name)
	case len(s.Modules) > 0 && there.matlab > 0:
		return fmt.Sprintf("no tables in the %s of %s, and djdag does not read its MATLAB files; pass the directory of the Python pipeline as PATH", plural(len(s.Modules), "module"), s.name)
	case len(s.Modules) > 0:
		return fmt.Sprintf("no tables in the %s of %s; pass the directory of the pipeline as PATH", plural(len(s.Modules), "module"), s.name)
	case there.python > 0 && slices.ContainsFunc(s.Diagnostics, func(d graph.Diagnostic) bool { return d.Rule == "parse-error" }):
		return fmt.Sprintf("nothing could be read in %s; djdag check says why", s.name)
	case there.python > 0:
		return fmt.Sprintf("nothing to read in %s: %s left out by .gitignore, by exclude, or as a virtual environment; pass the directory of the pipeline as PATH", s.name, plural(there.python, "Python file"))
	case notebooks:
		return fmt.Sprintf("only notebooks in %s; add --notebooks to read them", s.name)
	case there.matlab > 0:
		return fmt.Sprintf("only MATLAB files in %s, but djdag reads Python; pass the directory of the Python pipeline as PATH", s.name)
	}
	return fmt.Sprintf("no Python files in %s; pass the directory of the pipeline as PATH", s.name)
}

// surroundings counts files by kind.
type surroundings struct{ python, notebooks, matlab int }

// lookAround counts the files below a directory, up to a limit: it only helps to
// word a message.
func lookAround(files fs.FS, dir string) surroundings {
	const limit = 20_000 // files and directories
	var found surroundings
	seen := 0
	// An error leaves out a directory.
	_ = fs.WalkDir(files, path.Clean("./"+dir), func(file string, e fs.DirEntry, err error) error {
		seen++
		switch {
		case seen > limit:
			return fs.SkipAll
		case err != nil:
			return fs.SkipDir
		case e.IsDir() && file != "." && (strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules"):
			return fs.SkipDir
		case e.IsDir():
			return nil
		}
		switch path.Ext(file) {
		case ".py":
			found.python++
		case ".ipynb":
			found.notebooks++
		case ".m":
			found.matlab++
		}
		return nil
	})
	return found
}
