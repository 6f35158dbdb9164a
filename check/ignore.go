package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// ignoreRules are about the comments that silence others. They have no code
// of their own: it runs after all others.
func ignoreRules() []Rule {
	return []Rule{
		{Code: "ignore-unused", Title: "a comment ignores a rule that finds nothing there", Severity: graph.Warning},
		{Code: "ignore-invalid", Title: "a comment that should ignore a rule cannot be read", Severity: graph.Error},
	}
}

// An ignore is one rule named in a comment "# djdag: ignore[rule, rule] reason".
// It silences what the rule finds in the line that it stands on.
type ignore struct {
	rule string
	pos  graph.Pos // of the rule's name
	used bool
}

// ignores drops the findings that a comment in their line ignores, and adds
// those about the comments.
func (p *Pass) ignores(f filter) {
	found := make(map[graph.Pos][]*ignore) // by path and line
	var all []*ignore
	for _, file := range p.commented() {
		for line, text := range p.telling(file, ignoreWord) {
			for _, i := range p.parseIgnores(f, line, text) {
				found[line] = append(found[line], i)
				all = append(all, i)
			}
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
	rules := byCode()
	for _, i := range all {
		// A rule that does not run cannot tell.
		if i.used || !f.wants(rules[i.rule]) || !f.wants(rules["ignore-unused"]) {
			continue
		}
		p.findings = append(p.findings, graph.Diagnostic{
			Rule:     "ignore-unused",
			Severity: rules["ignore-unused"].Severity,
			Message:  fmt.Sprintf("%s finds nothing here; remove the comment", i.rule),
			Pos:      i.pos,
			End:      textEnd(i.pos, i.rule),
		})
	}
}

// parseIgnores reads the comment of a line, if there is one.
func (p *Pass) parseIgnores(f filter, line graph.Pos, text string) []*ignore {
	comment := regexp.MustCompile(`#\s*djdag:\s*`).FindStringIndex(text)
	if comment == nil {
		return nil
	}
	rules := byCode()
	invalid := func(at int, length int, message string) {
		if !f.wants(rules["ignore-invalid"]) {
			return
		}
		pos := graph.Pos{Path: line.Path, Line: line.Line, Col: at + 1}
		p.findings = append(p.findings, graph.Diagnostic{
			Rule: "ignore-invalid", Severity: rules["ignore-invalid"].Severity, Message: message,
			Pos: pos, End: graph.Pos{Path: pos.Path, Line: pos.Line, Col: pos.Col + length},
		})
	}
	list := regexp.MustCompile(`^ignore\s*\[([^\]]*)\]`).FindStringSubmatchIndex(text[comment[1]:])
	if list == nil {
		invalid(comment[0], len(strings.TrimRight(text[comment[0]:], " \t")), "cannot read the comment; write # djdag: ignore[rule] and the reason")
		return nil
	}
	var ignores []*ignore
	at := comment[1] + list[2]
	for name := range strings.SplitSeq(text[at:comment[1]+list[3]], ",") {
		code := strings.TrimSpace(name)
		start := at + len(name) - len(strings.TrimLeft(name, " \t"))
		at += len(name) + 1
		if err := knownCode(code); err != nil {
			invalid(start, len(code), err.Error())
			continue
		}
		ignores = append(ignores, &ignore{rule: code, pos: graph.Pos{Path: line.Path, Line: line.Line, Col: start + 1}})
	}
	return ignores
}

// commented returns the files in which comments count: all modules, and what
// else has findings.
func (p *Pass) commented() []string {
	files := make(map[string]bool)
	for i := range p.Pipeline.Modules {
		files[p.Pipeline.Modules[i].Path] = true
	}
	for _, d := range p.findings {
		file, _ := d.Pos.Cell()
		files[file] = true
	}
	delete(files, "") // where nothing is known
	return slices.Sorted(maps.Keys(files))
}
