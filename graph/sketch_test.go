package graph_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
)

// sketch builds a pipeline from lines such as
//
//	a.A: computed         a table, with a tier (default: manual)
//	a.A -> b.B            a primary foreign key of a.A to b.B
//	a.A ~> b.B            a secondary one
//	a.A ?> b.B            a nullable one
//	a.A reads b.B         the make() of a.A reads b.B
//	a.A guesses b.B       likewise, but it may be another table
//	a.A writes b.B        it writes to b.B
//	a imports b           an import that runs at load
//	a imports b,c         one statement that imports both
//	a defers b            an import inside a function
//	a waits for c         module c activates the schema of a
//
// Semicolons separate statements on one line. The first mention of a table
// declares it. A part is "module.Master.Part". A name that starts with "ext." is
// an external. Positions are "<module>.py:<line>:<column>" of the statement in
// the sketch.
func sketch(t testing.TB, text string) *graph.Pipeline {
	t.Helper()
	s := sketcher{modules: map[string]*graph.Module{}, tables: map[string]*graph.Table{}, schemas: map[string]*graph.Schema{}, externals: map[string]bool{}}
	for i, line := range strings.Split(text, "\n") {
		col := 1
		for _, statement := range strings.Split(line, ";") {
			words := strings.Fields(statement)
			at := col + len(statement) - len(strings.TrimLeft(statement, " \t"))
			col += len(statement) + 1
			if len(words) > 0 && !s.statement(words, i+1, at) {
				t.Fatalf("line %d: cannot read %q", i+1, statement)
			}
		}
	}
	return s.pipeline()
}

type sketcher struct {
	modules     map[string]*graph.Module
	tables      map[string]*graph.Table
	schemas     map[string]*graph.Schema
	externals   map[string]bool
	foreignKeys []graph.ForeignKey
}

func (s *sketcher) statement(words []string, line, col int) bool {
	switch {
	case len(words) == 1:
		s.table(words[0], line, col)
	case len(words) == 2 && strings.HasSuffix(words[0], ":"):
		t := s.table(strings.TrimSuffix(words[0], ":"), line, col)
		tier, err := graph.ParseTier(words[1])
		t.Tier = tier
		return err == nil
	case len(words) == 3 && (words[1] == "imports" || words[1] == "defers"):
		m := s.module(words[0])
		for _, name := range strings.Split(words[2], ",") {
			s.module(name)
			imp := graph.Import{Module: name, Text: "import " + words[2], Pos: graph.Pos{Path: m.Path, Line: line, Col: col}}
			if words[1] == "defers" {
				imp.Scope = graph.Deferred
			}
			m.Imports = append(m.Imports, imp)
		}
	case len(words) == 3 && strings.HasSuffix(words[1], ">"):
		child, parent := s.table(words[0], line, col), words[2]
		if strings.HasPrefix(parent, "ext.") {
			s.externals[parent] = true
		} else {
			s.table(parent, line, col)
		}
		s.foreignKeys = append(s.foreignKeys, graph.ForeignKey{
			Child: child.ID, Parent: parent, Primary: words[1] == "->", Nullable: words[1] == "?>",
			Text: "-> " + parent, Pos: graph.Pos{Path: child.Pos.Path, Line: line, Col: col},
		})
	case len(words) == 3 && (words[1] == "reads" || words[1] == "guesses" || words[1] == "writes"):
		t := s.table(words[0], line, col)
		if strings.HasPrefix(words[2], "ext.") {
			s.externals[words[2]] = true
		} else {
			s.table(words[2], line, col)
		}
		r := graph.Read{Table: words[2], Likely: words[1] == "guesses", Through: []string{"make"}, Text: words[2], Pos: graph.Pos{Path: t.Pos.Path, Line: line, Col: col}}
		if words[1] == "writes" {
			r.Kind = graph.Written
		}
		t.Reads = append(t.Reads, r)
	case len(words) == 4 && words[1] == "waits" && words[2] == "for":
		s.module(words[0])
		s.module(words[3])
		s.schemas[words[0]].Activation = graph.Pos{Path: words[3] + ".py", Line: line, Col: col}
	default:
		return false
	}
	return true
}

func (s *sketcher) module(name string) *graph.Module {
	if s.modules[name] == nil {
		s.modules[name] = &graph.Module{Name: name, Path: name + ".py"}
		s.schemas[name] = &graph.Schema{ID: name, Name: name, Template: name, Active: true, Pos: graph.Pos{Path: name + ".py"}}
	}
	return s.modules[name]
}

func (s *sketcher) table(id string, line, col int) *graph.Table {
	if t := s.tables[id]; t != nil {
		return t
	}
	module, class, _ := strings.Cut(id, ".")
	m := s.module(module)
	t := &graph.Table{ID: id, Module: module, Class: class, Schema: module, Active: true, Pos: graph.Pos{Path: m.Path, Line: line, Col: col}}
	if master, _, isPart := strings.Cut(class, "."); isPart {
		t.Tier, t.Master = graph.Part, module+"."+master
		s.table(t.Master, line, col)
	}
	s.schemas[module].Modules = []string{module}
	s.tables[id] = t
	return t
}

func (s *sketcher) pipeline() *graph.Pipeline {
	p := &graph.Pipeline{ForeignKeys: s.foreignKeys}
	for _, m := range s.modules {
		p.Modules = append(p.Modules, *m)
	}
	for _, x := range s.schemas {
		p.Schemas = append(p.Schemas, *x)
	}
	for _, t := range s.tables {
		p.Tables = append(p.Tables, *t)
	}
	for id := range s.externals {
		p.Externals = append(p.Externals, graph.External{ID: id})
	}
	p.Sort()
	return p
}

// relabel returns the same pipeline, sorted again from a shuffled order.
func relabel(p *graph.Pipeline, seed uint64) *graph.Pipeline {
	q := &graph.Pipeline{
		Modules: slices.Clone(p.Modules), Schemas: slices.Clone(p.Schemas), Tables: slices.Clone(p.Tables),
		ForeignKeys: slices.Clone(p.ForeignKeys), Externals: slices.Clone(p.Externals),
	}
	mix := func(s string) uint64 {
		h := seed | 1
		for _, c := range []byte(s) {
			h = (h ^ uint64(c)) * 1099511628211
		}
		return h
	}
	slices.SortFunc(q.Modules, func(a, b graph.Module) int { return cmp.Compare(mix(a.Name), mix(b.Name)) })
	slices.SortFunc(q.Tables, func(a, b graph.Table) int { return cmp.Compare(mix(a.ID), mix(b.ID)) })
	slices.SortFunc(q.ForeignKeys, func(a, b graph.ForeignKey) int {
		return cmp.Compare(mix(fmt.Sprint(a)), mix(fmt.Sprint(b)))
	})
	q.Sort()
	return q
}
