package check_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/internal/markdown"
)

// TestManual: docs/rules.md is generated from the rules.
func TestManual(t *testing.T) {
	const file = "../docs/rules.md"
	if *update {
		if err := os.WriteFile(file, []byte(manual()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), manual()); diff != "" {
		t.Errorf("run go test ./check -update to accept (-want +got):\n%s", diff)
	}
}

// manual returns docs/rules.md: a table of the rules, then the help of each.
func manual() string {
	out := new(strings.Builder)
	fmt.Fprint(out, `# The rules of `+"`djdag check`"+`

This page is generated from the rules; `+"`djdag rules NAME`"+` shows the same text. The tests run every example.

A comment in the line of a finding silences it, and should say why:

`+"```python"+`
-> Subject  # djdag: ignore[fk-forward] declared by the other team
`+"```"+`

| rule | what it finds | severity | runs |
|---|---|---|---|
`)
	rules := check.Rules()
	for _, r := range rules {
		fmt.Fprintf(out, "| [%s](#%s) | %s | %s | %s |\n", r.Code, r.Code, markdown.Text(r.Title), r.Severity, whenRuns(r.When))
	}
	for _, r := range rules {
		h := r.Help()
		fmt.Fprintf(out, "\n## %s\n\n%s (%s)\n\n%s\n**What is printed for the bad example**\n\n```\n%s```\n",
			r.Code, markdown.Text(sentence(r.Title)), r.Severity, check.MarkdownHelp(h), h.Findings)
	}
	return out.String()
}

// whenRuns says when a rule runs.
func whenRuns(w check.When) string {
	switch w {
	case check.ForProjects:
		return "for projects"
	case check.WhenSelected:
		return "when selected"
	}
	return "always"
}

// sentence returns a text with its first letter in upper case.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
