package render_test

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// small returns a pipeline with one of everything that figures draw differently.
//
//	subject: Species, Subject, Subject.Lab, Subject.User (needs Subject.Lab)
//	session: Session, SessionNote, Pair (two renamed references), Score, Import
//	report:  nothing but an import of session
func small() *graph.Pipeline {
	p := &graph.Pipeline{
		Modules: []graph.Module{
			module("workflow.subject"),
			module("workflow.session", "workflow.subject"),
			module("workflow.report", "workflow.session"),
			module("workflow.off"),
		},
		Schemas: []graph.Schema{
			{ID: "lab_subject", Name: "lab_subject", Template: "lab_subject", Modules: []string{"workflow.subject"}, Active: true},
			{ID: "lab_session", Name: "lab_session", Template: "lab_session", Modules: []string{"workflow.session"}, Active: true},
			{ID: "{prefix}report", Template: "{prefix}report", Modules: []string{"workflow.report"}, Active: true},
			{ID: "off", Modules: []string{"workflow.off"}},
		},
		Tables: []graph.Table{
			table("workflow.subject", 5, "Species", graph.Lookup, "lab_subject", "species*"),
			table("workflow.subject", 10, "Subject", graph.Manual, "lab_subject", "subject*", "born=null"),
			table("workflow.subject", 15, "Subject.Lab", graph.Part, "lab_subject", "lab*"),
			table("workflow.subject", 20, "Subject.User", graph.Part, "lab_subject", "user*"),
			table("workflow.session", 5, "Session", graph.Manual, "lab_session", "session*"),
			table("workflow.session", 12, "SessionNote", graph.Manual, "lab_session", "note"),
			table("workflow.session", 18, "Pair", graph.Computed, "lab_session", ""),
			table("workflow.session", 25, "Trace", graph.Imported, "lab_session", "trace"),
			table("workflow.report", 5, "Report", graph.Computed, "{prefix}report", "report*"),
			table("workflow.off", 5, "Idle", graph.Manual, "off", "idle*"),
		},
		ForeignKeys: []graph.ForeignKey{
			reference("workflow.subject.Subject", 12, "workflow.subject.Species", "species"),
			primary("workflow.subject.Subject.Lab", 16, "workflow.subject.Subject", true, "subject"),
			primary("workflow.subject.Subject.User", 21, "workflow.subject.Subject", true, "subject"),
			primary("workflow.subject.Subject.User", 22, "workflow.subject.Subject.Lab", true, "subject", "lab"),
			primary("workflow.session.Session", 6, "workflow.subject.Subject", true, "subject"),
			primary("workflow.session.SessionNote", 13, "workflow.session.Session", false, "subject", "session"),
			primary("workflow.session.Pair", 19, "workflow.session.Session", true, "subject", "first=session"),
			primary("workflow.session.Pair", 20, "workflow.session.Session", true, "subject", "second=session"),
			primary("workflow.session.Trace", 26, "workflow.session.Session", false, "subject", "session"),
			reference("workflow.session.Trace", 28, "element_probe.probe.Probe", "probe"),
			reference("workflow.session.Trace", 29, "Missing"),
			reference("workflow.session.Trace", 30, "workflow.off.Idle", "idle"),
		},
		Externals: []graph.External{
			{ID: "element_probe.probe.Probe", Kind: graph.Outside, Module: "element_probe.probe", Class: "Probe"},
			{ID: "Missing", Kind: graph.Unresolved, Class: "Missing"},
		},
	}
	p.Sort()
	linkAttributes(p)
	return p
}

// computed returns the small pipeline with what make() reads: a table of which a foreign
// key tells, and three of which none does, one of them outside.
func computed() *graph.Pipeline {
	p := small()
	p.Project.HasReads = true
	reads := func(reader string, line int, tables ...string) {
		t := p.Table(reader)
		for i, id := range tables {
			t.Reads = append(t.Reads, graph.Read{
				Table: id, Restricted: true, Through: []string{"make", "load"}, Text: id, Pos: graph.Pos{Path: t.Pos.Path, Line: line + i, Col: 9},
			})
		}
	}
	reads("workflow.session.Pair", 22, "workflow.session.Session", "workflow.session.Trace", "workflow.subject.Species")
	reads("workflow.report.Report", 8, "workflow.session.Pair", "workflow.subject.Subject.Lab", "element_probe.probe.Probe")
	p.Sort()
	return p
}

// cyclic returns a pipeline with a cycle of tables, a cycle of imports, and a table
// that refers to itself.
//
//	a: First → b.Second, Self → Self    b: Second → a.First    c and d import each other
func cyclic() *graph.Pipeline {
	p := &graph.Pipeline{
		Modules: []graph.Module{module("w.a"), module("w.b", "w.a"), module("w.c", "w.b", "w.d"), module("w.d", "w.c")},
		Tables: []graph.Table{
			table("w.a", 5, "First", graph.Manual, "a", "first*"),
			table("w.a", 9, "Self", graph.Manual, "a", "self*"),
			table("w.b", 5, "Second", graph.Manual, "b", "second*"),
			table("w.c", 5, "Third", graph.Manual, "c", "third*"),
			table("w.d", 5, "Fourth", graph.Manual, "d", "fourth*"),
		},
		ForeignKeys: []graph.ForeignKey{
			reference("w.a.First", 7, "w.b.Second", "second"),
			reference("w.a.Self", 11, "w.a.Self", "other=self"),
			reference("w.b.Second", 7, "w.a.First", "first"),
			reference("w.c.Third", 7, "w.b.Second", "second"),
		},
	}
	for _, name := range []string{"a", "b", "c", "d"} {
		p.Schemas = append(p.Schemas, graph.Schema{ID: name, Name: name, Template: name, Modules: []string{"w." + name}, Active: true})
	}
	p.Sort()
	return p
}

func module(name string, imports ...string) graph.Module {
	m := graph.Module{Name: name, Path: path(name)}
	for i, imported := range imports {
		m.Imports = append(m.Imports, graph.Import{
			Module: imported, Text: "import " + imported,
			Pos: graph.Pos{Path: m.Path, Line: i + 1, Col: 1},
		})
	}
	return m
}

func path(module string) string { return "src/" + strings.ReplaceAll(module, ".", "/") + ".py" }

// table returns a table, active unless its module is workflow.off. An attribute
// is "name*" in the key, and "name" or "name=default" outside of it.
func table(module string, line int, class string, tier graph.Tier, schema string, attributes ...string) graph.Table {
	t := graph.Table{
		ID: module + "." + class, Module: module, Class: class, Schema: schema, Tier: tier,
		Active: module != "workflow.off",
		Pos:    graph.Pos{Path: path(module), Line: line, Col: 7},
	}
	if master, _, ok := strings.Cut(class, "."); ok {
		t.Master = module + "." + master
	}
	for i, spec := range attributes {
		if spec == "" {
			continue
		}
		name, value, hasDefault := strings.Cut(spec, "=")
		a := graph.Attribute{Name: strings.TrimSuffix(name, "*"), Type: "int", Pos: graph.Pos{Line: line + 4 + i}}
		if hasDefault {
			a.Default = &value
		}
		if a.InKey = strings.HasSuffix(name, "*"); a.InKey {
			t.PrimaryKey = append(t.PrimaryKey, a.Name)
			t.NewDimension = true
		}
		t.Attributes = append(t.Attributes, a)
	}
	return t
}

func primary(child string, line int, parent string, multi bool, attributes ...string) graph.ForeignKey {
	fk := reference(child, line, parent, attributes...)
	fk.Primary, fk.Multi = true, multi
	return fk
}

// reference returns a secondary foreign key. A renamed attribute is
// "child=parent".
func reference(child string, line int, parent string, attributes ...string) graph.ForeignKey {
	fk := graph.ForeignKey{
		Child: child, Parent: parent, Multi: true,
		Text: "-> " + parent[strings.LastIndexByte(parent, '.')+1:],
		// The module is the first two components in this fixture.
		Pos: graph.Pos{Path: path(strings.Join(strings.Split(child, ".")[:2], ".")), Line: line, Col: 9},
	}
	for _, spec := range attributes {
		name, other, renamed := strings.Cut(spec, "=")
		if !renamed {
			other = name
		}
		fk.Aliased = fk.Aliased || renamed
		fk.AttrMap = append(fk.AttrMap, graph.AttrPair{Child: name, Parent: other})
	}
	return fk
}

// linkAttributes adds to each table the attributes that its foreign keys bring.
func linkAttributes(p *graph.Pipeline) {
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		t := p.Table(fk.Child)
		if t == nil {
			continue
		}
		for _, pair := range fk.AttrMap {
			if k := slices.IndexFunc(t.Attributes, func(a graph.Attribute) bool { return a.Name == pair.Child }); k >= 0 {
				t.Attributes[k].From = append(t.Attributes[k].From, i)
				continue
			}
			t.Attributes = append(t.Attributes, graph.Attribute{
				Name: pair.Child, Type: "int", InKey: fk.Primary, From: []int{i}, Pos: graph.Pos{Line: fk.Pos.Line},
			})
		}
	}
	for i := range p.Tables {
		slices.SortStableFunc(p.Tables[i].Attributes, func(a, b graph.Attribute) int { return a.Pos.Line - b.Pos.Line })
	}
}

// hostile returns a pipeline with s in every name.
func hostile(s string) *graph.Pipeline {
	p := &graph.Pipeline{
		Schemas: []graph.Schema{{ID: s, Name: s, Template: s, Modules: []string{s}, Active: true}},
		Tables: []graph.Table{
			{ID: "m.A" + s, Module: "m" + s, Class: "A" + s, Schema: s, Active: true, NewDimension: true, Comment: s, Definition: s,
				Attributes: []graph.Attribute{{Name: s, Type: s, Default: &s, Comment: s, InKey: true}},
				Pos:        graph.Pos{Path: s, Line: 1, Col: 1}},
			{ID: "m.B" + s, Module: "m" + s, Class: "B" + s, Schema: s, Active: true, Tier: graph.Computed,
				Pos: graph.Pos{Path: s, Line: 2, Col: 1}},
			{ID: "m.B" + s + ".P" + s, Module: "m" + s, Class: "B" + s + ".P" + s, Schema: s, Active: true, Tier: graph.Part, Master: "m.B" + s},
		},
		ForeignKeys: []graph.ForeignKey{
			{Child: "m.B" + s, Parent: "m.A" + s, Aliased: true, AttrMap: []graph.AttrPair{{Child: s + "1", Parent: s + "2"}}, Text: s},
			{Child: "m.B" + s, Parent: "x." + s, Text: s},
			{Child: "m.B" + s + ".P" + s, Parent: "m.B" + s, Primary: true, Text: s},
		},
		Externals: []graph.External{{ID: "x." + s, Module: "x", Class: s}},
	}
	p.Sort()
	return p
}

// allHostile returns a pipeline with all [hostileNames].
func allHostile() *graph.Pipeline {
	all := &graph.Pipeline{}
	for _, name := range hostileNames() {
		p := hostile(name)
		all.Schemas = append(all.Schemas, p.Schemas...)
		all.Tables = append(all.Tables, p.Tables...)
		all.ForeignKeys = append(all.ForeignKeys, p.ForeignKeys...)
		all.Externals = append(all.Externals, p.Externals...)
	}
	all.Sort()
	return all
}

// hostileNames returns names that break a format unless it escapes them.
func hostileNames() []string {
	return []string{
		`<script>alert(1)</script>`, `"];x[`, `]]>`, `-->`, `\`, `\"`, `\N`, `&amp;`, `&#60;b&#62;`, `'`, "`", "a\nb", "a\r\nb", "\x00\x1b[31m",
		"\u202Eevil", "שלום", "日本語", "🐭", "\xff\xfe", "}", "{", "{{", "javascript:alert(1)", "%0A", ";", "|", "#quot;", "end", "n0", "", " ", "$&",
	}
}
