package check

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/graph"
)

// cycleRules are about dependencies that prevent an order.
func cycleRules() []Rule {
	return []Rule{
		{Code: "fk-cycle", Title: "foreign keys form a cycle", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "fk-self", Title: "a table refers to itself", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "import-cycle", Title: "modules import each other when they are loaded", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "schema-cycle", Title: "imports and foreign keys together form a cycle of modules", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "opposed", Title: "an import and a foreign key point in opposite directions", Severity: graph.Warning, Run: opposed},
	}
}

// maxRelated is the maximum number of related positions of one kind in a finding,
// such as hops of a cycle.
const maxRelated = 32

// reportCycles reports the findings of [Cycles] for the rule that runs.
func (p *Pass) reportCycles() {
	for _, d := range p.cycleFindings() {
		if d.Rule == p.rule.Code {
			p.ReportAs(d.Severity, d)
		}
	}
}

// findCycles returns the findings for all cycles. A cycle of modules is only a
// warning if none of them declares a table, or if it does no harm while they load.
func (p *Pass) findCycles() []graph.Diagnostic {
	declares := make(map[string]bool)
	for i := range p.Pipeline.Tables {
		declares[p.Pipeline.Tables[i].Module] = true
	}
	var findings []graph.Diagnostic
	for _, c := range p.cycles() {
		of := Cycles([]graph.Cycle{c})
		if c.Kind != graph.ForeignKeyCycle && (!slices.ContainsFunc(c.Members, func(m string) bool { return declares[m] }) || !p.breaks(&c)) {
			for i := range of {
				of[i].Severity = graph.Warning
			}
		}
		findings = append(findings, of...)
	}
	return findings
}

// breaks reports whether loading the modules of a cycle may fail. If foreign keys
// are part of the cycle, it does not fail if the child's module imports that of the
// parent, and all imports between the modules work.
func (p *Pass) breaks(c *graph.Cycle) bool {
	member := make(map[string]bool)
	for _, name := range c.Members {
		member[name] = true
	}
	for _, name := range c.Members {
		m := p.Pipeline.Module(name)
		if m != nil && slices.ContainsFunc(m.Imports, func(i graph.Import) bool { return member[i.Module] && i.Breaks }) {
			return true
		}
	}
	return c.Kind == graph.SchemaCycle && slices.ContainsFunc(c.Hops, func(h graph.Hop) bool {
		m := p.Pipeline.Module(h.From)
		return h.Kind == graph.ByForeignKey && (m == nil || !importsDirectly(m, h.To))
	})
}

// Cycles returns the findings for cycles, in the order of the cycles: one for the
// cycle, unless it is only a loop, and one for each line of [graph.Cycle.Selves].
// Their severity is not set.
func Cycles(cycles []graph.Cycle) []graph.Diagnostic {
	var findings []graph.Diagnostic
	for _, c := range cycles {
		switch {
		case len(c.Hops) == 1 && len(c.Selves) > 0: // only a loop
		case c.Kind == graph.ForeignKeyCycle:
			findings = append(findings, cycleFinding(c, "fk-cycle", "foreign keys", "tables"))
		case c.Kind == graph.ReadCycle:
			findings = append(findings, cycleFinding(c, "make-order", "foreign keys and reads", "tables"))
		case c.Kind == graph.ImportCycle:
			findings = append(findings, cycleFinding(c, "import-cycle", "imports", "modules"))
		default:
			findings = append(findings, cycleFinding(c, "schema-cycle", "imports and foreign keys", "modules"))
		}
		for _, h := range c.Selves {
			findings = append(findings, graph.Diagnostic{
				Rule:    "fk-self",
				Message: "a table cannot refer to itself; put the relation into a table of its own",
				Pos:     h.Pos,
				End:     textEnd(h.Pos, h.Text),
			})
		}
	}
	return findings
}

// cycleFinding returns a finding at the first hop, with all hops as related
// positions.
func cycleFinding(c graph.Cycle, rule, edges, nodes string) graph.Diagnostic {
	return graph.Diagnostic{
		Rule:    rule,
		Message: fmt.Sprintf("%s form a cycle of %d %s: %s%s; %s", edges, len(c.Hops), nodes, c, componentSize(c, nodes), remedy(c)),
		Pos:     c.Hops[0].Pos,
		End:     textEnd(c.Hops[0].Pos, c.Hops[0].Text),
		Related: slices.Concat(relatedHops(c.Hops, ""), relatedCuts(c)),
	}
}

// relatedCuts returns the edges to cut as related positions. It returns nil for a
// single cut, which is part of the message.
func relatedCuts(c graph.Cycle) []graph.Related {
	if len(c.Cuts) < 2 {
		return nil
	}
	return relatedHops(c.Cuts, "to remove: ")
}

// relatedHops returns hops as related positions. It abbreviates a long list.
func relatedHops(hops []graph.Hop, prefix string) []graph.Related {
	var list []graph.Related
	for _, h := range hops[:min(len(hops), maxRelated)] {
		list = append(list, graph.Related{Pos: h.Pos, Message: prefix + describeHop(h)})
	}
	if more := len(hops) - maxRelated; more > 0 {
		list = append(list, graph.Related{Message: fmt.Sprintf("%s… and %d more", prefix, more)})
	}
	return list
}

// describeHop returns "b.B refers to a.A: -> a.A", "b imports a: from . import a", or
// "b.B reads a.A: a.A".
func describeHop(h graph.Hop) string {
	switch h.Kind {
	case graph.ByImport:
		return fmt.Sprintf("%s imports %s: %s", h.From, joinAnd(append([]string{h.To}, h.Also...)), h.Text)
	case graph.ByRead:
		return fmt.Sprintf("%s reads %s: %s", h.Child, h.Parent, h.Text)
	}
	return fmt.Sprintf("%s refers to %s: %s", h.Child, h.Parent, h.Text)
}

// componentSize returns the size of the component in parentheses, or "" if it
// equals the length of the cycle.
func componentSize(c graph.Cycle, what string) string {
	switch {
	case len(c.Members) == len(c.Hops):
		return ""
	case c.Approximate:
		return fmt.Sprintf(" (one of many among %d %s that all depend on each other)", len(c.Members), what)
	}
	return fmt.Sprintf(" (the shortest among %d %s that all depend on each other)", len(c.Members), what)
}

// remedy says which edge of a cycle to cut, and how many more there are. A
// deferrable import can move into the functions that use it. An import that
// foreign keys need has to be removed together with them.
func remedy(c graph.Cycle) string {
	if len(c.Cuts) == 0 {
		return "remove one of them"
	}
	h := c.Cuts[0]
	if h.Outside {
		return remedyOutside(c)
	}
	then := ""
	switch n := len(c.Cuts) - 1; {
	case n == 1:
		then = "; then remove 1 more line"
	case n > 1:
		then = fmt.Sprintf("; then remove %d more lines", n)
	}
	switch h.Kind {
	case graph.ByForeignKey:
		return fmt.Sprintf("remove %q from %s%s", h.Text, h.Child, then)
	case graph.ByRead:
		return fmt.Sprintf("read %s in a table below %s%s", h.Parent, h.Child, then)
	}
	remove, move, it := fmt.Sprintf("remove %q from %s", h.Text, h.From), "or move it into", "it"
	if h.Names != nil {
		if len(h.Names) > 1 {
			it = "them"
		}
		remove, move = fmt.Sprintf("take %s out of %q in %s", joinAnd(h.Names), h.Text, h.From), "and import "+it+" inside"
	}
	switch {
	case h.Needed:
		return fmt.Sprintf("%s with the foreign keys that need %s%s", remove, it, then)
	case h.Deferrable:
		return fmt.Sprintf("%s, %s the functions that use %s: nothing else does%s", remove, move, it, then)
	}
	return remove + then
}

// remedyOutside is the remedy for a cycle whose cuts are outside the project. It
// names the line of the project that is on the cycle, which the finding is at.
func remedyOutside(c graph.Cycle) string {
	at, own := c.Cuts[0].From, c.Hops[0]
	if c.Cuts[0].Kind != graph.ByImport {
		at = c.Cuts[0].Child
	}
	if own.Outside {
		return fmt.Sprintf("the authors of the package have to remove %q from %s", c.Cuts[0].Text, at)
	}
	in := own.From
	if own.Kind != graph.ByImport {
		in = own.Child
	}
	return fmt.Sprintf("the authors of the package have to remove %q from %s; in the project, %q in %s closes the cycle", c.Cuts[0].Text, at, own.Text, in)
}

// opposed reports imports inside functions. They close no cycle, but make the
// upstream module depend on the downstream one. For imports at load, schema-cycle
// reports the same mistake.
func opposed(p *Pass) {
	for _, o := range p.Pipeline.Opposed() {
		if o.Scope == graph.Load {
			continue
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("%s imports %s, but %s refers to %s; move the code that needs the import into %[2]s",
				o.Import.From, o.Import.To, o.ForeignKey.Child, o.ForeignKey.Parent),
			Pos:     o.Import.Pos,
			End:     textEnd(o.Import.Pos, o.Import.Text),
			Related: []graph.Related{{Pos: o.ForeignKey.Pos, Message: describeHop(o.ForeignKey)}},
		})
	}
}
