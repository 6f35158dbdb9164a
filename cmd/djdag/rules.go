package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
)

func newRules() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "rules [RULE]",
		Short: "List the rules of djdag check, or explain one",
		Long: `Without RULE, print one rule per line. With RULE, print what it means, why DataJoint
cares, how to fix a finding, and an example that breaks it and one that does not.`,
		Example: `djdag rules                     list all rules, one per line
djdag rules | grep -w always    list the rules that run by default
djdag rules fk-cycle            explain one rule`,
		ValidArgsFunction: completeRule,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("rules takes one RULE, not %d: %s", len(args), strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			rules := check.Rules()
			if len(args) > 0 {
				if err := (check.Options{Select: args}).Validate(); err != nil {
					return usagef("%w", err)
				}
				for _, r := range rules {
					if r.Code == args[0] {
						rules = []check.Rule{r}
					}
				}
			}
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
				switch {
				case format == "json":
					return writeRulesJSON(w, rules)
				case len(args) > 0:
					return explainRule(w, rules[0])
				}
				return listRules(w, rules)
			})
		},
	}
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		wordVar(fs, &format, "format", "Output format: text, or djdag-rules/1", "text", "json")
	})
	return cmd
}

// listRules writes one rule per line.
func listRules(w io.Writer, rules []check.Rule) error {
	columns := newColumns(w, 2)
	for _, r := range rules {
		fmt.Fprintf(columns, "%s\t%s\t%s\t%s\n", r.Code, r.Severity, r.When, r.Title)
	}
	return columns.Flush()
}

// explainRule writes the documentation of a rule.
func explainRule(w io.Writer, r check.Rule) error {
	var b strings.Builder
	help := r.Help()
	fmt.Fprintf(&b, "%s: %s\n%s, runs %s\n\n%s\n", r.Code, r.Title, r.Severity, whenText(r.When), help.Text)
	for _, example := range []struct {
		title string
		files []check.File
	}{{"Breaks the rule", help.Bad}, {"Keeps the rule", help.Good}} {
		for i, f := range example.files {
			if i == 0 {
				fmt.Fprintf(&b, "\n%s:\n", example.title)
			}
			fmt.Fprintf(&b, "\n    # %s\n%s\n", f.Path, indentLines(f.Text))
		}
		if example.title == "Breaks the rule" && help.Findings != "" {
			fmt.Fprintf(&b, "\nFindings:\n\n%s\n", indentLines(help.Findings))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// whenText says when a rule runs.
func whenText(w check.When) string {
	switch w {
	case check.ForProjects:
		return "with --project"
	case check.WhenSelected:
		return "only when selected with --rule or given a severity in the configuration"
	}
	return w.String()
}

// indentLines indents the non-empty lines of text and drops the last newline.
func indentLines(text string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if line != "" {
			line = "    " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// writeRulesJSON writes the format djdag-rules/1.
func writeRulesJSON(w io.Writer, rules []check.Rule) error {
	type file struct {
		Path string `json:"path"`
		Text string `json:"text"`
	}
	type record struct {
		Rule     string `json:"rule"`
		Title    string `json:"title"`
		Severity string `json:"severity"`
		When     string `json:"when"`
		Text     string `json:"text"`
		Bad      []file `json:"bad"`
		Findings string `json:"findings"`
		Good     []file `json:"good"`
	}
	files := func(list []check.File) []file {
		all := []file{}
		for _, f := range list {
			all = append(all, file{f.Path, f.Text})
		}
		return all
	}
	var records []record
	for _, r := range rules {
		help := r.Help()
		records = append(records, record{
			r.Code, r.Title, r.Severity.String(), r.When.String(),
			help.Text, files(help.Bad), help.Findings, files(help.Good),
		})
	}
	return writeRecords(w, `"format":"djdag-rules/1"`, "rules", records)
}
