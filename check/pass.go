package check

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/djdag/djdag/graph"
)

// A Pass is the argument of [Rule.Run]: it provides the pipeline and collects the
// findings. All rules share one Pass, so common results are computed once.
type Pass struct {
	Pipeline *graph.Pipeline

	opts      Options
	rule      Rule // the rule that runs
	findings  []graph.Diagnostic
	diagnosed map[location]bool // the diagnostics of the pipeline
	rules     map[string]Rule   // by code
	files     *files
	outside   map[string]bool // the files of modules outside the project
	// Results of keyMayLack, by table ID.
	incompleteKeys map[string]bool
	introduced     map[origin]origins

	// Each is computed once.
	codecs        func() map[string]graph.Codec // of datajoint and the project, by name
	cycles        func() []graph.Cycle
	cycleFindings func() []graph.Diagnostic
}

func newPass(p *graph.Pipeline, opts Options) *Pass {
	pass := &Pass{
		Pipeline:       p,
		opts:           opts,
		diagnosed:      make(map[location]bool),
		rules:          opts.byCode(),
		files:          newFiles(opts.Files),
		outside:        make(map[string]bool),
		incompleteKeys: make(map[string]bool),
		introduced:     make(map[origin]origins),
	}
	for i := range p.Modules {
		if m := &p.Modules[i]; m.Outside {
			pass.outside[m.Path] = true
		}
	}
	pass.codecs = sync.OnceValue(func() map[string]graph.Codec { return codecsOf(p) })
	pass.cycles = sync.OnceValue(p.Cycles)
	pass.cycleFindings = sync.OnceValue(pass.findCycles)
	return pass
}

// A location identifies the findings of a rule at a position.
type location struct {
	rule string
	pos  graph.Pos
}

// Report adds a finding of the rule that runs, with its code and severity. It
// drops the finding if the pipeline has a diagnostic of the same rule at the same
// position.
func (p *Pass) Report(d graph.Diagnostic) {
	p.ReportAs(p.rule.Severity, d)
}

// ReportAs is like Report, but with the given severity.
func (p *Pass) ReportAs(s graph.Severity, d graph.Diagnostic) {
	d.Rule, d.Severity = p.rule.Code, s
	if !p.diagnosed[location{d.Rule, d.Pos}] && !p.isAdviceOutside(d) {
		p.findings = append(p.findings, d)
	}
}

// isAdviceOutside reports whether a finding is a warning or note about a
// package on the search path, which the owners of the project cannot change. An
// error there still breaks the pipeline.
func (p *Pass) isAdviceOutside(d graph.Diagnostic) bool {
	return d.Severity != graph.Error && p.isOutside(d.Pos)
}

// isOutside reports whether a position is outside the project: in a module of
// another package, or in a file outside its directory.
func (p *Pass) isOutside(pos graph.Pos) bool {
	file, _ := pos.Cell()
	return strings.HasPrefix(file, "../") || filepath.IsAbs(file) || path.IsAbs(file) || p.outside[file]
}

// searchPathRule is the code of the rule for errors outside the project.
const searchPathRule = "search-path"

// collectOutside makes one note of the errors outside the project, except those
// that also concern a place inside, such as a cycle.
func (p *Pass) collectOutside(f filter) {
	count := make(map[string]int) // by rule
	var first graph.Pos
	p.findings = slices.DeleteFunc(p.findings, func(d graph.Diagnostic) bool {
		if !p.isOutside(d.Pos) || slices.ContainsFunc(d.Related, func(r graph.Related) bool { return r.Pos.IsValid() && !p.isOutside(r.Pos) }) {
			return false
		}
		if count[d.Rule]++; !first.IsValid() || d.Pos.Compare(first) < 0 {
			first = d.Pos
		}
		return true
	})
	rule := p.rules[searchPathRule]
	if len(count) == 0 || !f.enables(rule) {
		return
	}
	var counts []string
	for _, code := range slices.Sorted(maps.Keys(count)) {
		counts = append(counts, fmt.Sprintf("%s (%d)", code, count[code]))
	}
	p.findings = append(p.findings, graph.Diagnostic{
		Rule: rule.Code, Severity: rule.Severity,
		Message: fmt.Sprintf("packages on the search path have errors for their authors to mend: %s; check the package by itself to see them", strings.Join(counts, ", ")),
		Pos:     first,
	})
}

// softenExisting makes warnings of errors in the definitions of tables that must
// exist: DataJoint does not read these definitions.
func (p *Pass) softenExisting() {
	existing := make(map[string]bool)
	for i := range p.Pipeline.Schemas {
		if s := &p.Pipeline.Schemas[i]; s.Existing {
			existing[s.ID] = true
		}
	}
	if len(existing) == 0 {
		return
	}
	tables := make(map[string][]*graph.Table) // by path, in source order
	p.tablesInSourceOrder(func(t *graph.Table) { tables[t.Pos.Path] = append(tables[t.Pos.Path], t) })
	isExisting := func(at graph.Pos) bool { // the table whose lines have the position
		list := tables[at.Path]
		i := sort.Search(len(list), func(i int) bool { return list[i].Pos.Line > at.Line }) - 1
		return i >= 0 && existing[list[i].Schema]
	}
	about := make(map[string]bool)
	for _, r := range slices.Concat(foreignKeyRules(), definitionRules(), codecRules(), tableRules()) {
		about[r.Code] = true
	}
	for i := range p.findings {
		if d := &p.findings[i]; d.Severity == graph.Error && about[d.Rule] && isExisting(d.Pos) {
			d.Severity = graph.Warning
		}
	}
}

// DataJoint returns the versions of datajoint that the project allows, or
// exactly [Options.DataJoint] if it is set.
func (p *Pass) DataJoint() graph.Requirement {
	if v := p.opts.DataJoint; v.Known() {
		return graph.Exactly(v)
	}
	return p.Pipeline.Project.DataJoint
}

// oldestVersion returns the oldest version that the project allows, or the zero
// value if it has no lower bound.
func (p *Pass) oldestVersion() graph.Version { return p.DataJoint().Oldest }

func (p *Pass) allFrom(v graph.Version) bool { return p.DataJoint().AllFrom(v) }

func (p *Pass) allBefore(v graph.Version) bool { return p.DataJoint().AllBefore(v) }

// Cycles returns the cycles of the pipeline, as [graph.Pipeline.Cycles] does.
func (p *Pass) Cycles() []graph.Cycle { return p.cycles() }

// tables calls f for each table that belongs to the pipeline.
func (p *Pass) tables(f func(*graph.Table)) {
	for i, live := range p.Pipeline.Live() {
		if live {
			f(&p.Pipeline.Tables[i])
		}
	}
}

// inactiveForeignKeys returns the lines of foreign keys in tables that do not
// belong to the pipeline, such as those of an Element module that is loaded but
// not activated. Notes about these lines would be noise.
func (p *Pass) inactiveForeignKeys() map[graph.Pos]bool {
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

// lineOf returns a position without its column.
func lineOf(p graph.Pos) graph.Pos { return graph.Pos{Path: p.Path, Line: p.Line} }

// version returns a version of datajoint.
func version(major, minor int) graph.Version { return graph.Version{Major: major, Minor: minor} }
