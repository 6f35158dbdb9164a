package check

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
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
	if near := nearest(code, codes); near != "" {
		return fmt.Errorf("no rule is called %q; did you mean %q?", code, near)
	}
	return fmt.Errorf("no rule is called %q", code)
}

// Run returns what the rules find in the pipeline, together with what the
// reading of its source found, sorted by [graph.Diagnostic.Compare]. The
// result is nil if nothing is wrong. A comment "# djdag: ignore[rule] reason"
// in the line of a finding drops it. It needs a sorted pipeline and does not
// change it. Codes that no rule has are passed over.
func Run(p *graph.Pipeline, opts Options) []graph.Diagnostic {
	filter := newFilter(opts)
	pass := &Pass{Pipeline: p, opts: opts, read: make(map[place]bool), files: newFiles(opts.Files), sources: sources{fsys: opts.Files}}
	rules := byCode()
	for _, d := range p.Diagnostics {
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

// A filter decides which rules run.
type filter struct {
	selected map[string]bool // nil: no limit
	ignored  map[string]bool
	project  bool
}

func newFilter(opts Options) filter {
	f := filter{ignored: make(map[string]bool), project: opts.Project}
	if opts.Select != nil {
		f.selected = make(map[string]bool)
	}
	for _, code := range opts.Select {
		f.selected[code] = true
	}
	for _, code := range opts.Ignore {
		f.ignored[code] = true
	}
	return f
}

func (f filter) wants(r Rule) bool {
	switch {
	case f.ignored[r.Code]:
		return false
	case f.selected != nil:
		return f.selected[r.Code]
	case r.When == ForProjects:
		return f.project
	}
	return r.When == Always
}

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

// word is the place of a word in a line of the table's definition, as far as
// it is known: the model has lines, the columns are in the files.
func (p *Pass) word(t *graph.Table, line int, word string) graph.Pos {
	pos := graph.Pos{Path: t.Pos.Path, Line: line}
	text, ok := p.sources.line(pos)
	if !ok {
		return pos
	}
	if at := regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`).FindStringIndex(text); at != nil {
		pos.Col = 1 + at[0]
	}
	return pos
}

// nameEnd is the place behind the class name of a table.
func nameEnd(t *graph.Table) graph.Pos {
	if t.Pos.Col == 0 {
		return graph.Pos{}
	}
	return graph.Pos{Path: t.Pos.Path, Line: t.Pos.Line, Col: t.Pos.Col + len(t.ShortName())}
}

// textEnd is the place behind a text of one line that starts at pos.
func textEnd(pos graph.Pos, text string) graph.Pos {
	if pos.Col == 0 {
		return graph.Pos{}
	}
	return graph.Pos{Path: pos.Path, Line: pos.Line, Col: pos.Col + len(text)}
}

// quoted lists names for a message: "a", "b" and "c".
func quoted(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = fmt.Sprintf("%q", n)
	}
	if len(q) < 2 {
		return strings.Join(q, "")
	}
	return strings.Join(q[:len(q)-1], ", ") + " and " + q[len(q)-1]
}
