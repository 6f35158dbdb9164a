package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// ignoreRules are about comments that ignore other rules. Pass.ignores runs them
// after all others.
func ignoreRules() []Rule {
	return []Rule{
		{Code: "ignore-unused", Title: "a comment ignores a rule that finds nothing there", Severity: graph.Warning},
		{Code: "ignore-invalid", Title: "a comment that should ignore a rule cannot be read", Severity: graph.Error},
	}
}

// An ignore is one rule in a comment "# djdag: ignore[rule, rule] reason". It
// removes the findings of the rule in the same line.
type ignore struct {
	rule string
	pos  graph.Pos // of the rule
	used bool
}

// ignores removes the findings that a comment in their line ignores, and adds
// findings about the comments.
func (p *Pass) ignores(f filter) {
	found := make(map[graph.Pos][]*ignore) // by path and line
	var all []*ignore
	for _, c := range p.Pipeline.Comments {
		for _, i := range p.parseIgnores(f, c) {
			found[lineOf(c.Pos)] = append(found[lineOf(c.Pos)], i)
			all = append(all, i)
		}
	}
	if all == nil {
		return
	}
	p.findings = slices.DeleteFunc(p.findings, func(d graph.Diagnostic) bool {
		drop := false
		for _, i := range found[lineOf(d.Pos)] {
			if i.rule == d.Rule {
				i.used, drop = true, true
			}
		}
		return drop
	})
	unused := p.rules["ignore-unused"]
	for _, i := range all {
		// If the rule did not run, the comment may still be of use.
		if i.used || !f.enables(p.rules[i.rule]) || !f.enables(unused) {
			continue
		}
		p.findings = append(p.findings, graph.Diagnostic{
			Rule:     unused.Code,
			Severity: unused.Severity,
			Message:  fmt.Sprintf("%s finds nothing here; remove the comment", i.rule),
			Pos:      i.pos,
			End:      textEnd(i.pos, i.rule),
		})
	}
}

// parseIgnores parses a comment addressed to djdag, and reports syntax errors.
func (p *Pass) parseIgnores(f filter, c graph.Comment) []*ignore {
	at := func(offset int) graph.Pos {
		return graph.Pos{Path: c.Pos.Path, Line: c.Pos.Line, Col: c.Pos.Col + offset}
	}
	invalid := func(offset, length int, message string) {
		rule := p.rules["ignore-invalid"]
		if f.enables(rule) {
			p.findings = append(p.findings, graph.Diagnostic{
				Rule: rule.Code, Severity: rule.Severity, Message: message, Pos: at(offset), End: at(offset + length),
			})
		}
	}
	list := regexp.MustCompile(`^#\s*djdag:\s*ignore\s*\[([^\]]*)\]`).FindStringSubmatchIndex(c.Text)
	if list == nil {
		invalid(0, len(c.Text), "cannot read the comment; write # djdag: ignore[rule] and the reason")
		return nil
	}
	var ignores []*ignore
	next := list[2]
	for name := range strings.SplitSeq(c.Text[list[2]:list[3]], ",") {
		code := strings.TrimSpace(name)
		start := next + len(name) - len(strings.TrimLeft(name, " \t"))
		next += len(name) + 1
		if err := p.opts.knownCode(code); err != nil {
			invalid(start, len(code), err.Error())
			continue
		}
		ignores = append(ignores, &ignore{rule: code, pos: at(start)})
	}
	return ignores
}
