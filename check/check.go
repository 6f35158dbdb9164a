package check

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// Options configures [Run]. The zero value runs the rules that run by default
// and need no files.
type Options struct {
	// Files is the directory of the project. Positions in the pipeline are
	// relative to it. If it is nil, as for an export, the rules that need files
	// do not run: see [Options.Skipped].
	Files fs.FS
	// Project adds the rules about the layout of a project.
	Project bool
	// Standard is the layout that the files are checked against. It also decides
	// where object stores are to be declared.
	Standard Standard
	// NoGit reports that the directory is not in a Git repository. Files cannot
	// show that, because the repository may start in a parent directory.
	NoGit bool
	// Select limits the check to the rules with these codes, and runs them even
	// if they are off by default; nil means no limit.
	Select []string
	// Ignore omits the rules with these codes.
	Ignore []string
	// Severity overrides the severities of rules, by code.
	Severity map[string]graph.Severity
	// DataJoint is the version of datajoint that the project uses. The zero
	// value means the versions that the project requires.
	DataJoint graph.Version
	// Contracts say which modules may depend on which.
	Contracts []Contract
	// Rules adds rules, which run after those of [Rules]. Select, Ignore,
	// Severity and comments in the source apply to them, too.
	Rules []Rule
}

// rules returns the rules of this package, followed by the additional ones.
func (o Options) rules() []Rule { return slices.Concat(Rules(), o.Rules) }

// byCode returns all rules by code.
func (o Options) byCode() map[string]Rule {
	rules := make(map[string]Rule)
	for _, r := range o.rules() {
		rules[r.Code] = r
	}
	return rules
}

// Validate returns an error for an unknown code, and for an additional rule that
// has no code, no function, or the code of another rule; and the error of a contract.
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
	for i := range o.Contracts {
		if err := o.Contracts[i].Validate(); err != nil {
			return err
		}
	}
	for _, code := range slices.Concat(o.Select, o.Ignore, slices.Sorted(maps.Keys(o.Severity))) {
		if err := o.knownCode(code); err != nil {
			return err
		}
	}
	return nil
}

// knownCode returns an error for an unknown code. It may contain a suggestion.
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

// Skipped returns the codes of the rules that [Run] would run if Files were not
// nil, in the order of [Rules]. The result may be nil.
func (o Options) Skipped() []string {
	if o.Files != nil {
		return nil
	}
	var skipped []string
	withFiles := newFilter(o)
	withFiles.files = true
	for _, r := range o.rules() {
		if r.NeedsFiles && withFiles.enables(r) {
			skipped = append(skipped, r.Code)
		}
	}
	return skipped
}

// NeedsReads returns the codes of the enabled rules that are about what make() reads,
// in the order of [Rules]. They find nothing in a pipeline that does not say that; see
// [graph.Project]. The result may be nil.
func (o Options) NeedsReads() []string {
	var codes []string
	f := newFilter(o)
	for _, r := range o.rules() {
		if r.NeedsReads && f.enables(r) {
			codes = append(codes, r.Code)
		}
	}
	return codes
}

// Run returns the findings of the rules, and the diagnostics of the pipeline,
// sorted by [graph.Diagnostic.Compare]. The result is nil if there are none. A
// comment "# djdag: ignore[rule] reason" in the line of a finding removes it. The
// owners of the project cannot act on findings about files outside of it: Run omits
// warnings and notes, and makes one note of the errors. It ignores unknown codes; [Options.Validate] reports them.
//
// A finding about a whole file is at line 1 of it, without a column. A finding
// about a file that does not exist has no line.
//
// A pipeline and its export have the same findings, except for rules that need
// files. What make() reads is in both or in neither.
func Run(p *graph.Pipeline, opts Options) []graph.Diagnostic {
	filter := newFilter(opts)
	pass := newPass(p, opts)
	inactive := pass.inactiveForeignKeys()
	for _, d := range p.Diagnostics {
		if pass.isAdviceOutside(d) || d.Severity == graph.Note && inactive[lineOf(d.Pos)] {
			continue
		}
		if d.Rule == "text-quote" && pass.postgres() {
			continue // DataJoint escapes comments for PostgreSQL
		}
		rule, ok := pass.rules[d.Rule]
		if !ok {
			rule.Code = d.Rule // in an export from another version of djdag
		}
		if d.Rule == "separator-twice" {
			d.Severity = rule.Severity // DataJoint accepts it
		}
		if filter.enables(rule) {
			pass.findings = append(pass.findings, d)
			pass.diagnosed[location{d.Rule, d.Pos}] = true
		}
	}
	for _, rule := range opts.rules() {
		if rule.Run != nil && filter.enables(rule) {
			pass.rule = rule
			rule.Run(pass)
		}
	}
	pass.placeWholeFiles()
	pass.ignores(filter)
	pass.collectOutside(filter)
	pass.softenExisting()
	for i := range pass.findings {
		d := &pass.findings[i]
		if s, ok := opts.Severity[d.Rule]; ok {
			d.Severity = s
		}
	}
	graph.SortDiagnostics(pass.findings)
	// Tables that inherit the same definition have the same findings.
	return slices.CompactFunc(pass.findings, func(a, b graph.Diagnostic) bool { return a.Compare(b) == 0 })
}
