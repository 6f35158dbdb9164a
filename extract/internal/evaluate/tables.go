package evaluate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/djdag/djdag/extract/internal/definition"
	"github.com/djdag/djdag/graph"
)

// A Table is a class that DataJoint declares in a schema.
type Table struct {
	Class  *Class
	Module *Module // of the master's class
	Qual   string  // "Class" or "Master.Part"
	Schema *Schema
	Master *Table // of a part
	Tier   graph.Tier
	Name   string // the SQL name
	// Text is the definition; nil where nothing is known of it.
	Text *Str
	Def  *definition.Definition
	Refs []*Ref // one for each foreign key of Def, in order

	parts   []*Table
	context namespace
	// again are classes of the same name in later cells of a notebook: what
	// runs are their methods, though the first definition counts.
	again []*Class
}

type tableKey struct{ schema, name string }

func (t *Table) part(name string) *Table {
	for _, p := range t.parts {
		if lastOf(p.Qual) == name {
			return p
		}
	}
	return nil
}

// quote quotes a name in a message.
func quote(s string) string { return strconv.Quote(s) }

// snake is datajoint.utils.from_camel_case: each capital starts a word. A
// leading underscore is dropped, as by datajoint 2; others stay, as in 0.13,
// since the versions between refuse them.
func snake(class string) string {
	var b strings.Builder
	for i, r := range strings.TrimLeft(class, "_") {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// sqlName returns the name of a table in the database.
func sqlName(t graph.Tier, class string) string {
	prefix := ""
	switch t {
	case graph.Lookup:
		prefix = "#"
	case graph.Imported:
		prefix = "_"
	case graph.Computed:
		prefix = "__"
	}
	return prefix + snake(class)
}

// decorateTable is what @schema does to a class.
func (m *Machine) decorateTable(fr *frame, s *Schema, c *Class, context Value) {
	ns := namespace{scope: fr.scope}
	if isEmptyContext(m.force(context)) {
		context = s.context
	}
	switch ctx := m.force(context).(type) {
	case *Namespace:
		ns.scope = ctx.Scope
	case *Map:
		if !isEmptyContext(ctx) {
			ns.locals = ctx
		}
	}
	if m.dormant != nil {
		s = m.dormantSchema()
	}
	if c.table != nil || !c.hasTier() {
		return
	}
	if !s.Active {
		s.pending = append(s.pending, pending{c, ns})
		return
	}
	m.declare(s, c, ns)
}

// isEmptyContext reports whether a namespace that is given counts as none.
func isEmptyContext(v Value) bool {
	switch v := v.(type) {
	case nil, None, Unknown:
		return true
	case *Map:
		return len(v.Keys) == 0 && !v.Loose
	}
	return false
}

// declare declares a class and its parts.
func (m *Machine) declare(s *Schema, c *Class, ns namespace) {
	tier, _ := c.Tier()
	t := &Table{Class: c, Module: c.Module, Qual: c.Qual, Schema: s, Tier: tier, Name: sqlName(tier, c.Name), context: ns}
	if c.made && ns.scope != nil { // it belongs to whoever asked for it
		if t.Module = ns.scope.module; t.Module.File == nil && m.at.module != nil {
			t.Module = m.at.module // for a module that is no file, but made by a call
		}
	}
	if tier == graph.Part && !m.outsidePart(t) {
		return
	}
	if m.register(t) {
		m.bindTable(t)
	}
	if tier == graph.Part || c.table == nil {
		return
	}
	module := t.Module
	t = c.table // maybe of an earlier class: then its parts are those of both
	for _, name := range c.members() {
		if !isCapital(name) {
			continue
		}
		v, _ := c.find(name, nil)
		p, ok := m.force(v).(*Class)
		if !ok {
			continue
		}
		tier, ok := p.Tier()
		if !ok || p == c {
			continue
		}
		if tier != graph.Part {
			if p.outer == c {
				m.neverDeclared(p, "table-undecorated", "is nested in "+quote(c.Qual)+" but is no part, so it is never declared; move it out, or derive it from dj.Part")
			}
			continue
		}
		if p.table != nil || p.outer != c {
			// Inherited, or made by a decorator: this master's own part.
			own := *p
			own.table, own.outer, own.mro = nil, c, nil
			own.scope = newScope(p.scope.module, p.scope.outer)
			own.scope.ordered = true
			own.Bases = []Value{p}
			p = &own
			c.scope.names[name] = p
		}
		part := &Table{
			Class: p, Module: module, Qual: c.Qual + "." + name, Schema: s, Master: t,
			Tier: graph.Part, Name: t.Name + "__" + snake(p.Name), context: ns,
		}
		if m.register(part) {
			t.parts = append(t.parts, part)
			m.bindTable(part)
		}
		for _, inner := range p.members() {
			v, _ := p.find(inner, nil)
			if q, ok := m.force(v).(*Class); ok && q.hasTier() && isCapital(inner) && q != p {
				m.neverDeclared(q, "part-of-part", "is nested in the part "+quote(part.Qual)+", so it is never declared; make it a part of "+quote(c.Qual))
			}
		}
	}
}

// neverDeclared tells of a table class that DataJoint passes over.
func (m *Machine) neverDeclared(c *Class, rule, why string) {
	pos, end := c.Span()
	m.report(graph.Diagnostic{Rule: rule, Severity: graph.Error, Message: quote(c.Qual) + " " + why, Pos: pos, End: end})
}

// outsidePart finds the master of a part that stands outside of it.
func (m *Machine) outsidePart(t *Table) bool {
	v, ok := t.Class.find("master", nil)
	if ok {
		switch v := m.force(v).(type) {
		case *Class:
			t.Master = v.table
		case *VirtualTable:
			t.Master = m.virtualTable(v)
		}
	}
	if t.Master == nil {
		pos, end := t.Class.Span()
		m.report(graph.Diagnostic{
			Rule: "part-decorated", Severity: graph.Error,
			Message: "the part " + quote(t.Qual) + " is decorated; decorate its master alone, and put the part inside",
			Pos:     pos, End: end,
		})
		return false
	}
	t.Name = t.Master.Name + "__" + snake(t.Class.Name)
	return true
}

// register gives a class its table. It reports false if the database has a
// table of this name already: the first declaration is the one that counts.
func (m *Machine) register(t *Table) bool {
	if id := m.database(t.Schema); id != "" && t.Schema.Active {
		key := tableKey{id, t.Name}
		if first := m.byKey[key]; first != nil {
			t.Class.table = first
			again := first.Module == t.Module && first.Qual == t.Qual &&
				(first.Class.At == t.Class.At || t.Module.Main) // a branch, or a cell that is run again
			switch {
			case again && first.Class != t.Class:
				first.again = append(first.again, t.Class)
			case !again:
				pos, end := t.Class.Span()
				place, _ := first.Class.Span()
				m.report(graph.Diagnostic{
					Rule: "table-duplicate", Severity: graph.Note,
					Message: fmt.Sprintf("%s is the table %q of schema %q again; DataJoint keeps the first declaration", t.Qual, t.Name, strings.TrimPrefix(id, outside)),
					Pos:     pos, End: end,
					Related: []graph.Related{{Pos: place, Message: "declared here first"}},
				})
			}
			return false
		}
		m.byKey[key] = t
	}
	t.Class.table = t
	m.tables = append(m.tables, t)
	return true
}

// bindTable reads the definition of a table and looks up its references, as
// DataJoint does when it declares the table.
func (m *Machine) bindTable(t *Table) {
	fr := m.contextFrame(t)
	// DataJoint makes an object of the class, which may set its definition.
	self := &Instance{Class: t.Class, Attrs: map[string]Value{}}
	if init, ok := t.Class.find("__init__", nil); ok {
		m.call(fr, m.bind(fr, init, self), &call{at: t.Class.At})
	}
	v := m.force(m.attribute(fr, self, "definition"))
	switch v := v.(type) {
	case *Str:
		t.Text = v
	case *Setting:
		t.Text = hole(v.Label, v)
	default:
		m.noDefinition(t, v)
		t.Def = &definition.Definition{}
		return
	}
	t.Def = definition.Parse(t.Text.Text)
	for _, p := range t.Def.Problems {
		pos, end := m.place(t, p.Start, p.End)
		problem := graph.Diagnostic{Rule: p.Rule, Severity: graph.Error, Message: p.Message, Pos: pos, End: end}
		if t.Text.holeWithin(p.Start, p.End) {
			problem.Rule, problem.Severity = "definition-unknown", graph.Warning
			problem.Message = quote(t.Text.Text[p.Start:p.End]) + " is known at run time only; its attributes are missing"
		}
		m.report(problem)
	}
	for i := range t.Def.Items {
		item := &t.Def.Items[i]
		if item.ForeignKey == nil {
			continue
		}
		r := &Ref{Item: item}
		t.Refs = append(t.Refs, r)
		if !m.bindRef(fr, t, r) {
			r.late, r.unbound = true, fr.isUnbound(r)
		}
	}
}

func (m *Machine) noDefinition(t *Table, v Value) {
	pos, end := t.Class.Span()
	p := graph.Diagnostic{
		Rule: "definition-unknown", Severity: graph.Warning,
		Message: "the definition of " + quote(t.Qual) + " cannot be read from the source; its attributes and references are missing",
		Pos:     pos, End: end,
	}
	switch v.(type) {
	case Ellipsis:
		p.Severity = graph.Note
		p.Message = "the definition of " + quote(t.Qual) + " is \"...\": it is declared elsewhere"
	case Unknown, *External:
		if _, ok := t.Class.find("definition", nil); !ok {
			p.Message = quote(t.Qual) + " has no definition; give it one, or do not decorate it"
			if bases := t.Class.foreignBases(); len(bases) > 0 {
				p.Message = fmt.Sprintf("the definition of %q is not known: its base %q is outside of the analysed source; name its folder with --search-path", t.Qual, bases[0])
			}
		}
	}
	m.report(p)
}

// place returns the positions of a piece of a table's definition.
func (m *Machine) place(t *Table, start, end int) (pos, stop graph.Pos) {
	mod, off := t.Text.Place(start)
	if mod == nil {
		pos, _ := t.Class.Span()
		return pos, graph.Pos{}
	}
	pos = mod.pos(off)
	if last, off := t.Text.Place(max(start, end-1)); last == mod {
		if stop = mod.pos(off); stop.Path == pos.Path {
			stop.Col++
		}
	}
	return pos, stop
}

// Place returns where byte i of the definition stands.
func (t *Table) Place(i int) graph.Pos {
	if t.Text != nil {
		if mod, off := t.Text.Place(i); mod != nil {
			return mod.pos(off)
		}
	}
	pos, _ := t.Class.Span()
	return pos
}
