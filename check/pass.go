package check

import (
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
	required *Version // nil: not read yet
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
	if !p.read[place{d.Rule, d.Pos}] {
		p.findings = append(p.findings, d)
	}
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
	active := false
	for i := range p.Pipeline.Tables {
		active = active || p.Pipeline.Tables[i].Active
	}
	for i := range p.Pipeline.Tables {
		if t := &p.Pipeline.Tables[i]; t.Active || !active {
			f(t)
		}
	}
}
