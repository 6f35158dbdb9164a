package check

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/djdag/djdag/graph"
)

// A Rule is one thing that can be wrong with a pipeline.
type Rule struct {
	// Code is the stable, kebab-case name by which findings refer to it.
	Code string
	// Title says in one line what the rule finds.
	Title    string
	Severity graph.Severity
	// When says when the rule runs if it is not selected by name.
	When When
	// NeedsFiles: the rule looks at [Options.Files] and does not run without
	// them.
	NeedsFiles bool
	// Run reports the findings. It is nil for a rule whose findings come from
	// the reading of the source.
	Run func(*Pass)
}

// When says when a rule runs.
type When uint8

// The occasions of a rule.
const (
	Always       When = iota
	ForProjects       // with [Options.Project]
	WhenSelected      // only when it is selected by name
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

// Rules lists all rules, in the order in which they are documented.
func Rules() []Rule {
	return slices.Concat(
		cycleRules(),
		foreignKeyRules(),
		definitionRules(),
		tableRules(),
		moduleRules(),
		storeRules(),
		credentialRules(),
		projectRules(),
		readingRules(),
		ignoreRules(),
	)
}

// help holds an archive for each rule: the documentation, followed by files.
// Those below bad/ break the rule, those below good/ show how to mend it, and
// want is what the check prints for the bad ones. The tests run them all.
//
//go:embed rules/*.txtar
var help embed.FS

// Help is what there is to know about a rule.
type Help struct {
	// Text says what the rule means, why DataJoint cares, and what to do: a
	// few paragraphs of plain text.
	Text string
	// Bad and Good are the files of two small projects, by path.
	Bad, Good []File
	// Findings is what the check prints for the bad project.
	Findings string
}

// A File is a file of an example.
type File struct {
	Path string // slash-separated
	Text string
}

// Help returns what there is to know about a rule of [Rules]. That of any other
// is empty.
func (r Rule) Help() Help {
	data, err := help.ReadFile("rules/" + r.Code + ".txtar")
	if err != nil {
		return Help{} // a test holds that each rule of this package has its archive
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
