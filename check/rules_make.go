package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// makeRules are about what make() reads and writes. Without [graph.Project.HasReads]
// they find nothing.
func makeRules() []Rule {
	return []Rule{
		{Code: "make-reads-undeclared", Title: "a make() reads a table to which no foreign key leads", Severity: graph.Warning, NeedsReads: true, Run: makeReadsUndeclared},
		{Code: "make-order", Title: "a make() reads a table that is populated later", Severity: graph.Warning, NeedsReads: true, Run: makeOrder},
		{Code: "make-reads-itself", Title: "a make() reads other rows of its own table", Severity: graph.Warning, NeedsReads: true, Run: makeReadsItself},
		{Code: "make-phase", Title: "a step of make() does the work of another step", Severity: graph.Warning, NeedsReads: true, Run: makePhase},
		{Code: "make-argument", Title: "an argument of make() changes its result", Severity: graph.Warning, NeedsReads: true},
		{Code: "make-writes-elsewhere", Title: "a make() writes to another table", Severity: graph.Note, NeedsReads: true, Run: makeWritesElsewhere},
		{Code: "make-unrestricted", Title: "a make() reads more than the rows of its key", Severity: graph.Warning, When: WhenSelected, NeedsReads: true, Run: makeUnrestricted},
	}
}

// A use is a read with the table that has it.
type use struct {
	table *graph.Table
	*graph.Read
	cover graph.Cover
}

// uses returns, for each table of the pipeline and each table that it uses, the certain
// use that keep keeps and that is nearest to the table's own code.
func (p *Pass) uses(keep func(use) bool) []use {
	covers := p.Pipeline.Covers()
	var uses []use
	p.tables(func(t *graph.Table) {
		at := map[string]int{} // the index in uses, by the table that is used
		for i := range t.Reads {
			r := &t.Reads[i]
			if r.Kind == graph.Unfollowed || r.Likely {
				continue
			}
			u := use{t, r, covers.Of(t.ID, r.Table)}
			if !keep(u) {
				continue
			}
			if n, known := at[r.Table]; !known {
				at[r.Table] = len(uses)
				uses = append(uses, u)
			} else if len(r.Through) < len(uses[n].Through) {
				uses[n] = u
			}
		}
	})
	return uses
}

// reportUses reports findings about uses. Those at one place, in a function that
// several tables call, are one finding. say returns what is wrong with a use, to follow
// a subject such as "make() of Weight".
func (p *Pass) reportUses(uses []use, say func(use) string) {
	slices.SortStableFunc(uses, func(a, b use) int {
		return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Read.Table, b.Read.Table), cmp.Compare(len(a.Through), len(b.Through)))
	})
	for len(uses) > 0 {
		u := uses[0]
		same := slices.IndexFunc(uses, func(v use) bool { return v.Pos != u.Pos || v.Read.Table != u.Read.Table })
		if same < 0 {
			same = len(uses)
		}
		end := u.Pos
		end.Col += len(u.Text)
		p.Report(graph.Diagnostic{Message: u.subject(same-1) + " " + say(u), Pos: u.Pos, End: end})
		uses = uses[same:]
	}
}

// subject says whose code a use is in: that of a method of the table, and of as many
// more tables.
func (u use) subject(more int) string {
	name := u.Through[0]
	if name != "key_source" {
		name += "()"
	}
	name += " of " + u.table.Class
	switch more {
	case 0:
		return name
	case 1:
		return name + " and of 1 more table"
	}
	return fmt.Sprintf("%s and of %d more tables", name, more)
}

// nameOf is the name of a table or external for a message.
func (p *Pass) nameOf(id string) string {
	if t := p.Pipeline.Table(id); t != nil {
		return t.Class
	}
	return id
}

// findsRows reports whether the use finds no rows in a table that is empty.
func (u use) findsRows() bool { return u.Kind == graph.Fetched || u.Kind == graph.AsKeySource }

// makeReadsUndeclared is silent about a table some of whose ancestors are unknown, and
// about what makeOrder reports.
func makeReadsUndeclared(p *Pass) {
	late := p.late()
	uses := p.uses(func(u use) bool {
		return u.Kind == graph.Fetched && u.cover == graph.Undeclared && !late(u) && !p.dependsOn(u.table.ID, u.Read.Table)
	})
	p.reportUses(uses, func(u use) string {
		return fmt.Sprintf("reads %s, to which no foreign key leads: nothing keeps the two in step; declare it with \"-> %s\" in the definition",
			p.nameOf(u.Read.Table), p.reference(u))
	})
}

// reference is how a definition would name the table that is used.
func (p *Pass) reference(u use) string {
	used := p.Pipeline.Table(u.Read.Table)
	if used == nil {
		return u.Text
	}
	names := strings.Split(u.Text, ".")
	if u.Pos.Path == u.table.Pos.Path && names[0] != "self" && names[0] != "cls" && names[len(names)-1] == used.ShortName() {
		return u.Text
	}
	return used.Class
}

// late returns which uses are of auto-populated tables that the populate order has
// behind the table that uses them, though no foreign key says so.
func (p *Pass) late() func(use) bool {
	steps, err := p.Pipeline.Order(graph.OrderOptions{Populate: true})
	if err != nil { // a cycle of foreign keys has a rule of its own
		return func(use) bool { return false }
	}
	place := make(map[string]int, len(steps))
	for i, s := range steps {
		place[s.ID] = i
	}
	return func(u use) bool {
		used := p.Pipeline.Table(u.Read.Table)
		if used == nil || !u.findsRows() || u.cover != graph.Undeclared {
			return false
		}
		at, populated := place[cmp.Or(used.Master, used.ID)]
		return populated && at > place[u.table.ID]
	}
}

func makeOrder(p *Pass) {
	p.reportUses(p.uses(p.late()), func(u use) string {
		name := p.nameOf(u.Read.Table)
		if p.Pipeline.Why(u.Read.Table, u.table.ID).Hops != nil {
			return fmt.Sprintf("reads %s, which is populated from %s and has no rows yet; read it in a table below both", name, u.table.Class)
		}
		return fmt.Sprintf("reads %s, which djdag order --populate has behind it; declare it with \"-> %s\" in the definition", name, p.reference(u))
	})
}

// makeReadsItself is silent about the rows of the key: those are what make() has just
// inserted, or asks for whether they are there.
func makeReadsItself(p *Pass) {
	uses := p.uses(func(u use) bool { return u.Kind == graph.Fetched && u.cover == graph.Own && !u.Restricted })
	p.reportUses(uses, func(u use) string {
		return fmt.Sprintf("reads rows of %s that other keys have, so its result depends on what was populated before; restrict by the key, or read them in a table below",
			p.nameOf(u.Read.Table))
	})
}

func makePhase(p *Pass) {
	wrong := func(u use) string {
		switch phase := u.Through[0]; {
		case phase == "make_fetch" && u.Kind == graph.Written:
			return "writes to %s, but DataJoint runs it twice, and outside of the transaction; write in make_insert()"
		case phase == "make_compute" && u.Kind == graph.Written:
			return "writes to %s, but it runs outside of the transaction; write in make_insert()"
		case phase == "make_compute" && u.Kind.Reads():
			return "reads %s, but DataJoint verifies only what make_fetch() returned; fetch it there"
		}
		return ""
	}
	p.reportUses(p.uses(func(u use) bool { return wrong(u) != "" }), func(u use) string {
		return fmt.Sprintf(wrong(u), p.nameOf(u.Read.Table))
	})
}

func makeWritesElsewhere(p *Pass) {
	uses := p.uses(func(u use) bool { return u.Kind == graph.Written && u.cover != graph.Own })
	p.reportUses(uses, func(u use) string {
		return fmt.Sprintf("writes to %s, which is no part of %s; keep in its rows where they come from", p.nameOf(u.Read.Table), u.table.Class)
	})
}

func makeUnrestricted(p *Pass) {
	uses := p.uses(func(u use) bool { return u.Kind == graph.Fetched && u.cover == graph.Declared && !u.Restricted })
	p.reportUses(uses, func(u use) string {
		return fmt.Sprintf("reads all rows of %s; restrict it by the key", p.nameOf(u.Read.Table))
	})
}
