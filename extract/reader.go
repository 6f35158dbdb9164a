package extract

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/projectfiles"
	"github.com/djdag/djdag/graph"
)

// A Reader reads a project again and again while its files change. Between the readings
// it keeps what each file says, so that a file is parsed only if its text is new. So it
// holds several times the memory of the source. The zero value has read nothing. It is
// not safe for concurrent use.
type Reader struct {
	kept    keptFiles
	folders []string
	broken  map[string]bool // the files that could not be parsed in the last good reading; nil: there was none
	breaks  []graph.Diagnostic
}

// Project does what the function [Project] does, with the same result.
func (r *Reader) Project(ctx context.Context, fsys fs.FS, opts Options) (*graph.Pipeline, error) {
	r.kept.begin()
	p, folders, err := readProject(ctx, fsys, opts, &r.kept)
	if err != nil {
		return nil, err
	}
	r.kept.end()
	r.folders = folders
	r.judge(p.Diagnostics)
	return p, nil
}

// Folders returns the folders in which the last successful reading looked for files,
// slash-separated and relative to the project, sorted: those of the project that are
// read, whether or not there is a module in them, and those of the modules that were
// found elsewhere.
func (r *Reader) Folders() []string { return slices.Clone(r.folders) }

// Broken returns the errors of the files that the last successful reading could not
// parse, though an earlier one could or though they are new: most likely somebody is
// about to write them. All readings without such files are good, the first one in any
// case. Nil: the last reading is good.
func (r *Reader) Broken() []graph.Diagnostic { return slices.Clone(r.breaks) }

// judge decides whether a reading with these diagnostics is good.
func (r *Reader) judge(found []graph.Diagnostic) {
	broken := map[string]bool{}
	r.breaks = nil
	for _, d := range found {
		if d.Rule != "parse-error" || d.Severity != graph.Error {
			continue
		}
		broken[d.Pos.Path] = true
		if r.broken != nil && !r.broken[d.Pos.Path] {
			r.breaks = append(r.breaks, d)
		}
	}
	if r.breaks == nil {
		r.broken = broken
	}
}

// Matters reports whether a file can make a difference to what [Project] reads, by its
// slash-separated path in the project. It may say so of a file that is left out for other
// reasons.
func Matters(file string) bool {
	switch base := path.Base(file); path.Ext(base) {
	case ".py", ".ipynb", ".m":
		return true
	default:
		return base == ".gitignore" || base == "pyvenv.cfg" || projectfiles.Relevant(file) || projectfiles.Describes(file)
	}
}

// lookedInto returns the folders of [Reader.Folders].
func (p *project) lookedInto() []string {
	folders := slices.Clone(p.folders)
	for _, s := range p.modules.all() {
		if s.tree != nil && s.tree != p.modules.project() && !strings.HasPrefix(s.shown, "/") {
			folders = append(folders, path.Dir(s.shown))
		}
	}
	slices.Sort(folders)
	return slices.Compact(folders)
}
