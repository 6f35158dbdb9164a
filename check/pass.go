package check

import (
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/djdag/djdag/graph"
)

// A Pass is what a rule works with: the pipeline, what the project asks for, and
// a place to report to. One Pass serves all rules, so that what several need is
// computed once.
type Pass struct {
	Pipeline *graph.Pipeline

	opts     Options
	rule     Rule
	findings []graph.Diagnostic
	read     map[place]bool  // where the reading of the source found something
	rules    map[string]Rule // by code
	files    *files
	gaps     map[string]bool // by table, as far as needed: whether attributes of its key may be missing

	// Both are computed once.
	cycles        func() []graph.Cycle
	cycleFindings func() []graph.Diagnostic
}

func newPass(p *graph.Pipeline, opts Options) *Pass {
	pass := &Pass{Pipeline: p, opts: opts, read: make(map[place]bool), rules: opts.byCode(), files: newFiles(opts.Files)}
	pass.cycles = sync.OnceValue(p.Cycles)
	pass.cycleFindings = sync.OnceValue(func() []graph.Diagnostic { return Cycles(pass.cycles()) })
	return pass
}

// A place is where a rule has found something.
type place struct {
	rule string
	pos  graph.Pos
}

// Report adds a finding of the rule that runs. Rule and severity are filled
// in from the rule. A finding at a place where the rule has one already, if
// from the reading of the source, is dropped.
func (p *Pass) Report(d graph.Diagnostic) {
	p.ReportAs(p.rule.Severity, d)
}

// ReportAs is Report with another severity than that of the rule.
func (p *Pass) ReportAs(s graph.Severity, d graph.Diagnostic) {
	d.Rule, d.Severity = p.rule.Code, s
	if !p.read[place{d.Rule, d.Pos}] && !isOthersAdvice(d) {
		p.findings = append(p.findings, d)
	}
}

// isOthersAdvice reports whether a finding is advice about a file that is no
// part of the project, but of a package on the search path: whoever owns the
// project cannot follow it. An error there breaks the pipeline all the same.
func isOthersAdvice(d graph.Diagnostic) bool {
	return d.Severity != graph.Error && isOutside(d.Pos.Path)
}

// isOutside reports whether a path leads out of the project's folder.
func isOutside(file string) bool {
	return strings.HasPrefix(file, "../") || filepath.IsAbs(file) || path.IsAbs(file)
}

// DataJoint returns the versions of datajoint that the project allows.
func (p *Pass) DataJoint() graph.Requirement {
	if v := p.opts.DataJoint; v.Known() {
		return graph.Exactly(v)
	}
	return p.Pipeline.Project.DataJoint
}

// version is the oldest version that the project allows.
func (p *Pass) version() graph.Version { return p.DataJoint().Oldest }

func (p *Pass) allFrom(v graph.Version) bool { return p.DataJoint().AllFrom(v) }

func (p *Pass) allBefore(v graph.Version) bool { return p.DataJoint().AllBefore(v) }

// Cycles returns the cycles of the pipeline.
func (p *Pass) Cycles() []graph.Cycle { return p.cycles() }

// tables calls f for each table that belongs to the pipeline.
func (p *Pass) tables(f func(*graph.Table)) {
	for i, live := range p.Pipeline.Live() {
		if live {
			f(&p.Pipeline.Tables[i])
		}
	}
}

// beside returns the lines of foreign keys of tables that do not belong to the
// pipeline: of a module of an Element, say, that is loaded and not activated.
// That such a key waits for somebody to activate it is of no interest.
func (p *Pass) beside() map[graph.Pos]bool {
	lines := make(map[graph.Pos]bool)
	for i, live := range p.Pipeline.Live() {
		if live {
			continue
		}
		for _, fk := range p.Pipeline.ForeignKeysOf(p.Pipeline.Tables[i].ID) {
			lines[lineOf(fk.Pos)] = true
		}
	}
	return lines
}

// lineOf is a position without its column.
func lineOf(p graph.Pos) graph.Pos { return graph.Pos{Path: p.Path, Line: p.Line} }

// version is a version of datajoint that rules speak of.
func version(major, minor int) graph.Version { return graph.Version{Major: major, Minor: minor} }
