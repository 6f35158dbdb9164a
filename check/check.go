package check

import (
	"github.com/djdag/djdag/graph"
)

// Options say what is checked. The zero value runs all rules.
type Options struct{}

// Run returns what the rules find in the pipeline, together with what the
// reading of its source found, sorted by [graph.Diagnostic.Compare]. The
// result is nil if nothing is wrong. It needs a sorted pipeline and does not
// change it.
func Run(p *graph.Pipeline, _ Options) []graph.Diagnostic {
	pass := &Pass{Pipeline: p}
	pass.findings = append(pass.findings, p.Diagnostics...)
	for _, rule := range Rules() {
		if rule.Run != nil {
			pass.rule = rule
			rule.Run(pass)
		}
	}
	graph.SortDiagnostics(pass.findings)
	return pass.findings
}

// A Pass is what a rule works with. One Pass serves all rules, so that what
// several need is computed once.
type Pass struct {
	Pipeline *graph.Pipeline

	rule     Rule
	findings []graph.Diagnostic
	cycles   *[]graph.Cycle
}

// Report adds a finding of the rule that runs. Rule and severity are filled
// in from the rule.
func (p *Pass) Report(d graph.Diagnostic) {
	d.Rule, d.Severity = p.rule.Code, p.rule.Severity
	p.findings = append(p.findings, d)
}

// Cycles returns the cycles of the pipeline.
func (p *Pass) Cycles() []graph.Cycle {
	if p.cycles == nil {
		cycles := p.Pipeline.Cycles()
		p.cycles = &cycles
	}
	return *p.cycles
}
