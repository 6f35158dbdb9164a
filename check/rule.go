package check

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/graph"
)

// A Rule finds one kind of mistake in a pipeline.
type Rule struct {
	// Code is the stable, kebab-case name of the rule, such as "fk-cycle".
	Code string
	// Title says in one line what the rule finds, without a full stop.
	Title    string
	Severity graph.Severity
	// When says when the rule runs unless it is selected by name.
	When When
	// NeedsFiles reports that the rule reads [Options.Files]. It does not run
	// without them.
	NeedsFiles bool
	// NeedsReads reports that the rule is about what make() reads. It finds nothing
	// unless the pipeline says that; see [graph.Project].
	NeedsReads bool
	// Run reports the findings. It is nil if all findings are diagnostics of the
	// pipeline.
	Run func(*Pass)
}

// When says when a rule runs.
type When uint8

// When a rule runs.
const (
	Always       When = iota // by default
	ForProjects              // with [Options.Project]
	WhenSelected             // only if it is selected by name
)

// String returns "always", "project" or "selected".
func (w When) String() string {
	switch w {
	case Always:
		return "always"
	case ForProjects:
		return "project"
	case WhenSelected:
		return "selected"
	}
	return fmt.Sprintf("When(%d)", uint8(w))
}

// Rules returns all rules, in the order of the documentation.
func Rules() []Rule {
	return slices.Concat(
		cycleRules(),
		foreignKeyRules(),
		definitionRules(),
		codecRules(),
		tableRules(),
		makeRules(),
		moduleRules(),
		storeRules(),
		credentialRules(),
		projectRules(),
		sourceRules(),
		ignoreRules(),
	)
}

// help contains an archive for each rule: its documentation, followed by files.
// The files in bad/ break the rule, those in good/ do not, and want is the output
// of the check for the bad ones. The tests run all of them.
//
//go:embed rules/*.txtar
var help embed.FS

// Help is the documentation of a rule.
type Help struct {
	// Text says what the rule means, why DataJoint cares, and what to do, in a
	// few paragraphs of plain text.
	Text string
	// Bad and Good are the files of two small projects, in the order of the
	// archive. Bad breaks the rule, Good does not.
	Bad, Good []File
	// Findings is the output of the check for the bad project.
	Findings string
}

// A File is a file of an example project.
type File struct {
	Path string // slash-separated
	Text string
}

// Help returns the documentation of a rule of [Rules]. For other rules, it
// returns the zero value.
func (r Rule) Help() Help {
	data, err := help.ReadFile("rules/" + r.Code + ".txtar")
	if err != nil {
		return Help{} // a rule of the caller: a test checks that all others have an archive
	}
	a := txtar.Parse(data)
	h := Help{Text: strings.TrimSpace(string(a.Comment))}
	for _, f := range a.Files {
		if f.Name == "want" {
			h.Findings = string(f.Data)
		} else if path, ok := strings.CutPrefix(f.Name, "bad/"); ok {
			h.Bad = append(h.Bad, File{Path: path, Text: string(f.Data)})
		} else if path, ok := strings.CutPrefix(f.Name, "good/"); ok {
			h.Good = append(h.Good, File{Path: path, Text: string(f.Data)})
		}
	}
	return h
}
