package check

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Manual writes the chapter of the manual on the rules, as Markdown. The
// error is that of w.
func Manual(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `# The rules of `+"`djdag check`"+`

This page is made from the rules themselves; `+"`djdag rules NAME`"+` shows the same. Every example is run by the tests.

A comment in the line of a finding silences it, and should say why:

`+"```python"+`
-> Subject  # djdag: ignore[fk-forward] declared by the other team
`+"```"+`

| rule | what it finds | severity | runs |
|---|---|---|---|
`)
	rules := Rules()
	for _, r := range rules {
		fmt.Fprintf(out, "| [%s](#%s) | %s | %s | %s |\n", r.Code, r.Code, cell(r.Title), r.Severity, occasion(r.When))
	}
	for _, r := range rules {
		h := r.Help()
		fmt.Fprintf(out, "\n## %s\n\n%s (%s)\n\n%s\n**What is printed for the bad example**\n\n```\n%s```\n",
			r.Code, cell(sentence(r.Title)), r.Severity, markdownHelp(h), h.Findings)
	}
	return out.Flush()
}

// occasion says in the manual when a rule runs.
func occasion(w When) string {
	switch w {
	case ForProjects:
		return "for projects"
	case WhenSelected:
		return "when selected"
	}
	return "always"
}

// sentence starts a text with a capital letter.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
