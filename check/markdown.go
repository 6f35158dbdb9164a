package check

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/markdown"
	"github.com/djdag/djdag/internal/printable"
)

// homepage is the repository, which contains the manual.
const homepage = "https://github.com/djdag/djdag"

// helpURI returns the address of a rule in the manual.
func helpURI(code string) string { return homepage + "/blob/main/docs/rules.md#" + code }

// writeMarkdown writes the number of findings, a table of them, and for each
// cycle among them a Mermaid diagram and the positions of its hops and cuts.
func writeMarkdown(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "## djdag check: %s\n", summary(findings))
	if len(findings) > 0 {
		fmt.Fprint(out, "\n| | where | what | rule |\n|---|---|---|---|\n")
	}
	for _, d := range findings {
		fmt.Fprintf(out, "| %s | %s | %s | [%s](%s) |\n", d.Severity, markdown.Code(d.Pos.String()), markdown.Text(d.Message), markdown.Text(d.Rule), helpURI(d.Rule))
	}
	for _, c := range opts.Cycles {
		if !hasFinding(findings, c) {
			continue
		}
		fmt.Fprintf(out, "\n### A cycle of %d\n\n", len(c.Hops))
		mermaid(out, c)
		fmt.Fprintln(out)
		for _, r := range slices.Concat(relatedHops(c.Hops, ""), relatedCuts(c)) {
			where := ""
			if r.Pos.IsValid() {
				where = markdown.Code(r.Pos.String()) + " "
			}
			fmt.Fprintf(out, "- %s%s\n", where, markdown.Text(r.Message))
		}
	}
	return out.Flush()
}

// hasFinding reports whether one of the findings is about a cycle. Comments, a
// baseline or a selection may have removed it.
func hasFinding(findings []graph.Diagnostic, c graph.Cycle) bool {
	about := Cycles([]graph.Cycle{c})
	return slices.ContainsFunc(findings, func(d graph.Diagnostic) bool {
		return slices.ContainsFunc(about, func(a graph.Diagnostic) bool { return a.Rule == d.Rule && a.Pos == d.Pos })
	})
}

// summary counts findings by severity: "1 error, 2 warnings", or "nothing
// found".
func summary(findings []graph.Diagnostic) string {
	var words []string
	for s := graph.Error; s <= graph.Note; s++ {
		n := 0
		for _, d := range findings {
			if d.Severity == s {
				n++
			}
		}
		switch n {
		case 0:
		case 1:
			words = append(words, "1 "+s.String())
		default:
			words = append(words, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if words == nil {
		return "nothing found"
	}
	return strings.Join(words, ", ")
}

// mermaid draws the hops of a cycle. Nodes are numbered, so names appear only in
// quoted labels.
func mermaid(w io.Writer, c graph.Cycle) {
	fmt.Fprint(w, "```mermaid\nflowchart LR\n")
	hops := c.Hops[:min(len(c.Hops), maxRelated)]
	number := make(map[string]int)
	node := func(name string) string {
		n, ok := number[name]
		if !ok {
			n = len(number)
			number[name] = n
			return fmt.Sprintf("n%d[\"%s\"]", n, mermaidLabel(name))
		}
		return fmt.Sprintf("n%d", n)
	}
	for _, h := range hops {
		arrow := "-->"
		if h.Kind == graph.ByImport {
			arrow = "-.->"
		}
		from := node(h.From)
		fmt.Fprintf(w, "  %s %s|\"%s\"| %s\n", from, arrow, mermaidLabel(h.Text), node(h.To))
	}
	fmt.Fprint(w, "```\n")
}

// mermaidLabel escapes a text for a quoted label. Mermaid writes HTML entities
// with a number sign.
func mermaidLabel(s string) string {
	return strings.NewReplacer("&", "#amp;", "\"", "#quot;", "<", "#lt;", ">", "#gt;", "#", "#35;", "`", "#96;").Replace(printable.Text(s))
}

// markdownHelp formats the documentation and the examples of a rule.
func markdownHelp(h Help) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", h.Text)
	for _, part := range []struct {
		title string
		files []File
	}{{"Bad", h.Bad}, {"Good", h.Good}} {
		fmt.Fprintf(&b, "\n**%s**\n", part.title)
		for _, f := range part.files {
			fence := "```"
			for strings.Contains(f.Text, fence) {
				fence += "`"
			}
			fmt.Fprintf(&b, "\n`%s`\n\n%s%s\n%s%s\n", f.Path, fence, language(f.Path), f.Text, fence)
		}
	}
	return b.String()
}

// language returns the language of a file for a fenced code block, or "".
func language(path string) string {
	switch {
	case strings.HasSuffix(path, ".py"):
		return "python"
	case strings.HasSuffix(path, ".toml"):
		return "toml"
	case strings.HasSuffix(path, ".yml"), strings.HasSuffix(path, ".yaml"):
		return "yaml"
	case strings.HasSuffix(path, "Dockerfile"):
		return "dockerfile"
	}
	return ""
}
