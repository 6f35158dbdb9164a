package datajoint

import (
	"fmt"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// A Table is a class that DataJoint declares in a schema.
type Table struct {
	Class  *interp.Class
	Module *interp.Module // of the master's class
	Qual   string         // "Class" or "Master.Part"
	Schema *Schema
	Master *Table // of a part
	Tier   graph.Tier
	Name   string // the SQL name
	// Text is the definition; nil where it is unknown.
	Text *interp.Str
	// Sound: the definition is wholly known and has no problems.
	Sound bool
	Refs  []*Ref // one for each foreign key of the definition, in order

	parts   []*Table
	context namespace
	// again are classes of the same name in later cells of a notebook: what
	// runs are their methods, though the first definition counts.
	again []*interp.Class

	members members
}

// A tableKey identifies a table in the database.
type tableKey struct{ schema, name string }

// tableOf returns the table that a class stands for, once it is declared.
func tableOf(c *interp.Class) *Table {
	t, _ := c.Host.(*Table)
	return t
}

// standsFor returns the table that a reference to a class leads to: that of
// the class, or of the base whose place in the database it inherits.
func standsFor(c *interp.Class) *Table {
	for _, b := range c.Linear() {
		if base, ok := b.(*interp.Class); ok && tableOf(base) != nil {
			return tableOf(base)
		}
	}
	return nil
}

func (t *Table) part(name string) *Table {
	for _, p := range t.parts {
		if interp.LastOf(p.Qual) == name {
			return p
		}
	}
	return nil
}

// apply is what @schema does to a class.
func (s *Schema) apply(fr *interp.Frame, c *interp.Class, context interp.Value) {
	l := s.library
	ns := namespace{scope: fr.Scope}
	if isEmptyContext(l.Force(context)) {
		context = s.context
	}
	switch ctx := l.Force(context).(type) {
	case *interp.Namespace:
		ns.scope = ctx.Scope
	case nil, interp.None, interp.Unknown:
		if fr.Scope != c.Scope.Outer {
			ns.by = fr.FunctionName()
		}
	case *interp.Map:
		if !isEmptyContext(ctx) {
			ns.locals = ctx
		}
	}
	if l.dormant != nil {
		s = l.dormantSchema()
	}
	if tableOf(c) != nil || !l.hasTier(c) {
		return
	}
	if !s.Active {
		s.wait(c, ns)
		return
	}
	l.declare(s, c, ns)
}

// declare declares a class and its parts.
func (l *Library) declare(s *Schema, c *interp.Class, ns namespace) {
	tier, _ := l.tier(c)
	t := &Table{Class: c, Module: c.Module, Qual: c.Qual, Schema: s, Tier: tier, Name: sqlName(tier, c.Name), context: ns}
	if c.Made && ns.scope != nil { // the class belongs to the module that made it
		if t.Module = ns.scope.Module; t.Module.File == nil && l.Here().Module != nil {
			t.Module = l.Here().Module // for a module that is no file, but made by a call
		}
	}
	if tier == graph.Part && !l.findMaster(t) {
		return
	}
	if l.register(t) {
		l.bindTable(t)
	}
	master := tableOf(c) // maybe of an earlier class: then its parts are those of both
	if tier == graph.Part || master == nil {
		return
	}
	for _, name := range c.Members(interp.IsCapital) {
		v, _ := c.Find(name, nil)
		if p, ok := l.Force(v).(*interp.Class); ok && p != c {
			l.declarePart(t, master, name, p)
		}
	}
}

// declarePart declares what a table class holds under a name, if that is a
// part. The master may be the table of an earlier class.
func (l *Library) declarePart(t, master *Table, name string, p *interp.Class) {
	c := t.Class
	switch tier, ok := l.tier(p); {
	case !ok:
		if _, defined := p.Scope.Get("definition"); defined && p.Outer == c {
			l.reportNoTier(p)
		}
		return
	case tier != graph.Part:
		if p.Outer == c {
			l.reportNeverDeclared(p, "table-undecorated", "is nested in "+quote(c.Qual)+" but is no part, so it is never declared; move it out, or derive it from dj.Part")
		}
		return
	}
	if tableOf(p) != nil || p.Outer != c {
		// Inherited, or made by a decorator: this master's own part.
		p = p.Subclass(c)
		c.Scope.Set(name, p)
	}
	part := &Table{
		Class: p, Module: t.Module, Qual: c.Qual + "." + name, Schema: t.Schema, Master: master,
		Tier: graph.Part, Name: master.Name + "__" + snake(p.Name), context: t.context,
	}
	if l.register(part) {
		master.parts = append(master.parts, part)
		l.bindTable(part)
	}
	for _, inner := range p.Members(interp.IsCapital) {
		v, _ := p.Find(inner, nil)
		if q, ok := l.Force(v).(*interp.Class); ok && l.hasTier(q) && q != p {
			l.reportNeverDeclared(q, "part-of-part", "is nested in the part "+quote(part.Qual)+", so it is never declared; make it a part of "+quote(c.Qual))
		}
	}
}

// reportNeverDeclared reports a table class that DataJoint passes over.
func (l *Library) reportNeverDeclared(c *interp.Class, rule, why string) {
	pos, end := c.Span()
	l.Report(graph.Diagnostic{Rule: rule, Severity: graph.Error, Message: quote(c.Qual) + " " + why, Pos: pos, End: end})
}

// findMaster finds the master of a part that stands outside of it.
func (l *Library) findMaster(t *Table) bool {
	t.Master = l.masterOf(t.Class)
	if t.Master == nil {
		pos, end := t.Class.Span()
		l.Report(graph.Diagnostic{
			Rule: "part-decorated", Severity: graph.Error,
			Message: "the part " + quote(t.Qual) + " is decorated; decorate its master alone, and put the part inside",
			Pos:     pos, End: end,
		})
		return false
	}
	t.Name = t.Master.Name + "__" + snake(t.Class.Name)
	return true
}

// masterOf is the table that a part outside of its master names as that, or nil.
func (l *Library) masterOf(c *interp.Class) *Table {
	v, _ := c.Find("master", nil)
	switch v := l.Force(v).(type) {
	case *interp.Class:
		return standsFor(v)
	case *virtualTable:
		return l.virtualTable(v)
	}
	return nil
}

// register gives a class its table. It reports false if the database has a
// table of this name already: the first declaration is the one that counts.
func (l *Library) register(t *Table) bool {
	if id := l.database(t.Schema); id != "" && t.Schema.Active {
		key := tableKey{id, t.Name}
		if first := l.byKey[key]; first != nil {
			t.Class.Host = first
			l.registerAgain(t, first, id)
			return false
		}
		l.byKey[key] = t
	}
	t.Class.Host = t
	l.tables = append(l.tables, t)
	return true
}

// registerAgain notes a table that the database has already: a branch, a cell
// that is run again, or a mistake.
func (l *Library) registerAgain(t, first *Table, schema string) {
	if first.Module == t.Module && first.Qual == t.Qual && (first.Class.At == t.Class.At || t.Module.Main) {
		if first.Class != t.Class {
			first.again = append(first.again, t.Class)
		}
		return
	}
	pos, end := t.Class.Span()
	place, _ := first.Class.Span()
	if t.Class.Replaces == first.Class && !l.sameDefinition(t.Class, first.Class) {
		l.Report(graph.Diagnostic{
			Rule: "table-redefined", Severity: graph.Error,
			Message: quote(t.Qual) + " is declared above already, and datajoint keeps that definition; rename one of them",
			Pos:     pos, End: end,
			Related: []graph.Related{{Pos: place, Message: "declared here first"}},
		})
		return
	}
	l.Report(graph.Diagnostic{
		Rule: "table-duplicate", Severity: graph.Note,
		Message: fmt.Sprintf("%s is the table %q of schema %q again; DataJoint keeps the first declaration", t.Qual, t.Name, strings.TrimPrefix(schema, objectIdentity)),
		Pos:     pos, End: end,
		Related: []graph.Related{{Pos: place, Message: "declared here first"}},
	})
}

// TableNamed returns the table of a database schema by its class name, or nil.
func (l *Library) TableNamed(database, class string) *Table {
	return l.virtualTable(&virtualTable{of: &virtualModule{name: interp.NewStr(database)}, path: []string{class}})
}

// tableIn returns the table of a class, or of its part, in the schema with this
// identity, or nil.
func (l *Library) tableIn(id string, class []string) *Table {
	if id == "" {
		return nil
	}
	for _, tier := range []graph.Tier{graph.Manual, graph.Lookup, graph.Imported, graph.Computed} {
		name := sqlName(tier, class[0])
		for _, part := range class[1:] {
			name += "__" + snake(part)
		}
		if t := l.byKey[tableKey{id, name}]; t != nil {
			return t
		}
	}
	return nil
}
