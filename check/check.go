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
	// are relative. Where it is nil, as for an export, the rules that need it
	// do not run: see [Options.Skipped].
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
	// DataJoint is the version of datajoint that the project uses. The zero
	// value stands for what the project asks for.
	DataJoint graph.Version
	// Rules are rules of the caller's own. They run behind those of [Rules],
	// and Select, Ignore, Severity and comments in the source know them, too.
	Rules []Rule
}

// rules lists the rules of this package and the caller's own.
func (o Options) rules() []Rule { return slices.Concat(Rules(), o.Rules) }

// byCode returns all rules by their codes.
func (o Options) byCode() map[string]Rule {
	rules := make(map[string]Rule)
	for _, r := range o.rules() {
		rules[r.Code] = r
	}
	return rules
}

// Validate returns an error for a code that no rule has, and for a rule of the
// caller's own that has no code, no function, or the code of another.
func (o Options) Validate() error {
	seen := make(map[string]bool)
	for _, r := range Rules() {
		seen[r.Code] = true
	}
	for _, r := range o.Rules {
		switch {
		case r.Code == "":
			return fmt.Errorf("a rule has no code (%q)", r.Title)
		case r.Run == nil:
			return fmt.Errorf("the rule %q has no function to run", r.Code)
		case seen[r.Code]:
			return fmt.Errorf("two rules are called %q", r.Code)
		}
		seen[r.Code] = true
	}
	for _, code := range slices.Concat(o.Select, o.Ignore, slices.Sorted(maps.Keys(o.Severity))) {
		if err := o.knownCode(code); err != nil {
			return err
		}
	}
	return nil
}

// knownCode returns an error, with a suggestion, for a code that no rule has.
func (o Options) knownCode(code string) error {
	var codes []string
	for _, r := range o.rules() {
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

// Skipped lists the codes of the rules that the options ask for and that do not
// run, in the order of [Rules]: they look at the project's files, and there are
// none.
func (o Options) Skipped() []string {
	if o.Files != nil {
		return nil
	}
	var skipped []string
	asked := newFilter(o)
	asked.files = true
	for _, r := range o.rules() {
		if r.NeedsFiles && asked.wants(r) {
			skipped = append(skipped, r.Code)
		}
	}
	return skipped
}

// Run returns what the rules find in the pipeline, together with what the
// reading of its source found, sorted by [graph.Diagnostic.Compare]. The
// result is nil if nothing is wrong. A comment "# djdag: ignore[rule] reason"
// in the line of a finding drops it. Warnings and notes about files outside of
// the project are left out: they are advice for somebody else. Run ignores
// codes that no rule has; [Options.Validate] reports them.
//
// The findings for a pipeline and for the export of it are the same, except for
// rules that need files.
func Run(p *graph.Pipeline, opts Options) []graph.Diagnostic {
	filter := newFilter(opts)
	pass := newPass(p, opts)
	beside := pass.beside()
	for _, d := range p.Diagnostics {
		if isOthersAdvice(d) || d.Severity == graph.Note && beside[lineOf(d.Pos)] {
			continue
		}
		rule, ok := pass.rules[d.Rule]
		if !ok {
			rule.Code = d.Rule // from an export of another version
		}
		if filter.wants(rule) {
			pass.findings = append(pass.findings, d)
			pass.read[place{d.Rule, d.Pos}] = true
		}
	}
	for _, rule := range opts.rules() {
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
	// Tables that inherit one definition have its faults in common.
	return slices.CompactFunc(pass.findings, func(a, b graph.Diagnostic) bool { return a.Compare(b) == 0 })
}
