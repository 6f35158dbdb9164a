package check

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// Options say what is checked. The zero value runs the rules that always run,
// on the pipeline alone.
type Options struct {
	// Files is the project's folder, to which the positions of the pipeline
	// are relative. Rules about other files than modules are silent where it
	// is nil.
	Files fs.FS
	// Project adds the rules about the layout of a project.
	Project bool
	// NoGit says that the folder is in no Git repository, which it cannot
	// tell itself.
	NoGit bool
	// Select limits the check to the rules of these codes, and runs them even
	// if they do not run by themselves; nil means no limit.
	Select []string
	// Ignore leaves out the rules of these codes.
	Ignore []string
	// Severity overrides that of rules, by code.
	Severity map[string]graph.Severity
	// DataJoint is the version of datajoint that the project uses. Where it
	// is the zero value, it is read from Files.
	DataJoint Version
}

// Validate returns an error for a code that no rule has.
func (o Options) Validate() error {
	codes := slices.Concat(o.Select, o.Ignore, slices.Sorted(maps.Keys(o.Severity)))
	for _, code := range codes {
		if err := knownCode(code); err != nil {
			return err
		}
	}
	return nil
}

// knownCode returns an error, with a suggestion, for a code that no rule has.
func knownCode(code string) error {
	var codes []string
	for _, r := range Rules() {
		codes = append(codes, r.Code)
	}
	if slices.Contains(codes, code) {
		return nil
	}
	if near := spelling.Nearest(code, codes); near != "" {
		return fmt.Errorf("no rule is called %q; did you mean %q?", code, near)
	}
	return fmt.Errorf("no rule is called %q", code)
}

// Run returns what the rules find in the pipeline, together with what the
// reading of its source found, sorted by [graph.Diagnostic.Compare]. The
// result is nil if nothing is wrong. A comment "# djdag: ignore[rule] reason"
// in the line of a finding drops it. Warnings and notes about files outside of
// the project are left out: they are advice for somebody else. It needs a
// sorted pipeline and does not change it. Codes that no rule has are passed
// over.
func Run(p *graph.Pipeline, opts Options) []graph.Diagnostic {
	filter := newFilter(opts)
	pass := newPass(p, opts)
	pass.files.readAhead(p.Modules)
	rules := byCode()
	beside := pass.beside()
	for _, d := range p.Diagnostics {
		if isOthersAdvice(d) || d.Severity == graph.Note && beside[lineOf(d.Pos)] {
			continue
		}
		rule, ok := rules[d.Rule]
		if !ok {
			rule.Code = d.Rule // from an export of another version
		}
		if filter.wants(rule) {
			pass.findings = append(pass.findings, d)
			pass.read[place{d.Rule, d.Pos}] = true
		}
	}
	for _, rule := range Rules() {
		if rule.Run != nil && filter.wants(rule) {
			pass.rule = rule
			rule.Run(pass)
		}
	}
	pass.ignores(filter)
	for i := range pass.findings {
		d := &pass.findings[i]
		if s, ok := opts.Severity[d.Rule]; ok {
			d.Severity = s
		}
	}
	graph.SortDiagnostics(pass.findings)
	return pass.findings
}
