package check

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A Pass is what a rule works with. One Pass serves all rules, so that what
// several need is computed once.
type Pass struct {
	Pipeline *graph.Pipeline

	opts     Options
	rule     Rule
	findings []graph.Diagnostic
	read     map[place]bool // where the reading of the source found something
	files    *files
	sources  sources
	cycles   *[]graph.Cycle
	required *Version        // nil: not read yet
	gaps     map[string]bool // by table, as far as needed: whether attributes of its key may be missing
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

// Cycles returns the cycles of the pipeline.
func (p *Pass) Cycles() []graph.Cycle {
	if p.cycles == nil {
		cycles := p.Pipeline.Cycles()
		p.cycles = &cycles
	}
	return *p.cycles
}

// tables calls f for each table that belongs to the pipeline: those that are
// active, or all where none is, as in an Element alone.
func (p *Pass) tables(f func(*graph.Table)) {
	active := p.active()
	for i := range p.Pipeline.Tables {
		if t := &p.Pipeline.Tables[i]; t.Active || !active {
			f(t)
		}
	}
}

// active reports whether the pipeline has an active table.
func (p *Pass) active() bool {
	return slices.ContainsFunc(p.Pipeline.Tables, func(t graph.Table) bool { return t.Active })
}

// beside returns the lines of foreign keys of tables that do not belong to the
// pipeline: of a module of an Element, say, that is loaded and not activated.
// That such a key waits for somebody to activate it is of no interest.
func (p *Pass) beside() map[graph.Pos]bool {
	if !p.active() {
		return nil
	}
	lines := make(map[graph.Pos]bool)
	for _, fk := range p.Pipeline.ForeignKeys {
		if t := p.Pipeline.Table(fk.Child); t != nil && !t.Active {
			lines[lineOf(fk.Pos)] = true
		}
	}
	return lines
}

// lineOf is a position without its column.
func lineOf(p graph.Pos) graph.Pos { return graph.Pos{Path: p.Path, Line: p.Line} }
