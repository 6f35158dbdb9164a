package check

import (
	"fmt"

	"github.com/djdag/djdag/graph"
)

func cycleRules() []Rule {
	return []Rule{
		{Code: "fk-cycle", Title: "foreign keys form a cycle", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "fk-self", Title: "a table refers to itself", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "import-cycle", Title: "modules import each other when they are loaded", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "schema-cycle", Title: "imports and foreign keys together form a cycle of modules", Severity: graph.Error, Run: (*Pass).reportCycles},
		{Code: "opposed", Title: "an import and a foreign key point opposite ways", Severity: graph.Warning, Run: opposed},
	}
}

// maxRelated is the number of hops of a cycle, and of edges to cut, that a
// finding lists. A cycle of thousands is best understood from its beginning.
const maxRelated = 32

// reportCycles reports the cycles that are of the rule that runs.
func (p *Pass) reportCycles() {
	for _, d := range p.cycleFindings() {
		if d.Rule == p.rule.Code {
			p.Report(d)
		}
	}
}

// Cycles returns a finding for each cycle, as the check reports it, in the
// order of the cycles. A table that refers to itself more than once gives a
// finding for each time.
func Cycles(cycles []graph.Cycle) []graph.Diagnostic {
	var findings []graph.Diagnostic
	for _, c := range cycles {
		switch {
		case c.Kind == graph.ForeignKeyCycle && len(c.Members) == 1:
			for _, h := range c.Cuts {
				findings = append(findings, graph.Diagnostic{
					Rule:    "fk-self",
					Message: "a table cannot refer to itself; put the relation into a table of its own",
					Pos:     h.Pos,
					End:     textEnd(h.Pos, h.Text),
				})
			}
		case c.Kind == graph.ForeignKeyCycle:
			findings = append(findings, cycleFinding(c, "fk-cycle", "foreign keys", "tables"))
		case c.Kind == graph.ImportCycle:
			findings = append(findings, cycleFinding(c, "import-cycle", "imports", "modules"))
		default:
			findings = append(findings, cycleFinding(c, "schema-cycle", "imports and foreign keys", "modules"))
		}
	}
	return findings
}

// cycleFinding places a finding at the first hop and lists all of them.
func cycleFinding(c graph.Cycle, rule, edges, nodes string) graph.Diagnostic {
	d := graph.Diagnostic{
		Rule:    rule,
		Message: fmt.Sprintf("%s form a cycle of %d %s: %s%s; remove %s%s", edges, len(c.Hops), nodes, c, among(c, nodes), cuts(c), instead(c)),
		Pos:     c.Hops[0].Pos,
		End:     textEnd(c.Hops[0].Pos, c.Hops[0].Text),
	}
	for _, h := range c.Hops[:min(len(c.Hops), maxRelated)] {
		d.Related = append(d.Related, graph.Related{Pos: h.Pos, Message: hop(h)})
	}
	// The message names one edge to cut. Where that is not enough, here are
	// all of them.
	if len(c.Cuts) > 1 {
		for _, h := range c.Cuts[:min(len(c.Cuts), maxRelated)] {
			d.Related = append(d.Related, graph.Related{Pos: h.Pos, Message: "to remove: " + hop(h)})
		}
	}
	return d
}

// hop reads "b.B refers to a.A: -> a.A" or "b imports a: from . import a".
func hop(h graph.Hop) string {
	if h.Kind == graph.ByImport {
		return fmt.Sprintf("%s imports %s: %s", h.From, h.To, h.Text)
	}
	return fmt.Sprintf("%s refers to %s: %s", h.Child, h.Parent, h.Text)
}

// among says how large the component is, if it is larger than the cycle.
func among(c graph.Cycle, what string) string {
	if len(c.Members) == len(c.Hops) {
		return ""
	}
	return fmt.Sprintf(" (the shortest among %d %s that all depend on each other)", len(c.Members), what)
}

// cuts names the edges to cut: the first by its text.
func cuts(c graph.Cycle) string {
	if len(c.Cuts) == 0 {
		return "one of them"
	}
	h := c.Cuts[0]
	from := h.From
	if h.Kind == graph.ByForeignKey {
		from = h.Child
	}
	if n := len(c.Cuts) - 1; n > 0 {
		return fmt.Sprintf("%q from %s and %d more as listed", h.Text, from, n)
	}
	return fmt.Sprintf("%q from %s", h.Text, from)
}

// instead says how an import to cut can go: what only functions use, they can
// import themselves; what foreign keys need cannot go without them.
func instead(c graph.Cycle) string {
	switch {
	case len(c.Cuts) == 0 || c.Cuts[0].Kind != graph.ByImport:
		return ""
	case c.Cuts[0].Needed:
		return " with the foreign keys that need it"
	case c.Cuts[0].Deferrable:
		return ", or move it into the functions that use it: nothing else does"
	}
	return ""
}

// opposed reports what schema-cycle does not: imports inside functions. They
// make no cycle, and still the module upstream knows one downstream.
func opposed(p *Pass) {
	for _, o := range p.Pipeline.Opposed() {
		if o.Scope == graph.Load {
			continue
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("%s imports %s, but %s refers to %s; move what needs the import into %[2]s",
				o.Import.From, o.Import.To, o.ForeignKey.Child, o.ForeignKey.Parent),
			Pos:     o.Import.Pos,
			End:     textEnd(o.Import.Pos, o.Import.Text),
			Related: []graph.Related{{Pos: o.ForeignKey.Pos, Message: hop(o.ForeignKey)}},
		})
	}
}
