package dictionary

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// Options say what a dictionary holds. The zero value means every active table.
type Options struct {
	// Title heads the index. Empty: "Data dictionary".
	Title string
	// Tables lists the IDs of the tables to describe. Nil: all.
	Tables []string
	// Pages maps the ID of each schema to the name of its page, without an extension.
	// A schema without one has its ID. No name may be "index" or "notation".
	Pages map[string]string
	// Source returns the web address of a position in the source, or "". Nil: no
	// addresses.
	Source func(graph.Pos) string
}

// A Dictionary describes the tables of a pipeline.
type Dictionary struct {
	Title string `json:"title"`
	// Schemas has the schemas with tables, in the build order of their first tables;
	// on a cycle, by page.
	Schemas []Schema `json:"schemas"`
	// Stages is the build order of the modules: those of one stage can be built in any
	// order, after all earlier stages. It is empty on a cycle.
	Stages [][]string `json:"stages"`
	// Cycle describes the first cycle that prevents a build order, or is empty.
	Cycle     string     `json:"cycle"`
	Externals []External `json:"externals"` // by ID
	Coverage  Coverage   `json:"coverage"`

	tables  map[string]*Table // by ID
	schemas map[string]*Schema
}

// A Schema is a database schema and its tables.
type Schema struct {
	ID       string   `json:"id"`
	Database string   `json:"database"` // its name in the database, as far as it is known
	Page     string   `json:"page"`     // without an extension
	Modules  []Module `json:"modules"`  // that declare its tables, by name
	Needs    []string `json:"needs"`    // the IDs of the schemas that its foreign keys lead to, in the order of Schemas
	Feeds    []string `json:"feeds"`    // the IDs of the schemas whose foreign keys lead here
	Tables   []Table  `json:"tables"`   // by module, then as in the source; a part after its master
}

// Count returns the number of tables of a tier.
func (s *Schema) Count(tier graph.Tier) int {
	n := 0
	for i := range s.Tables {
		if s.Tables[i].tier == tier {
			n++
		}
	}
	return n
}

// A Module is a Python module that declares tables.
type Module struct {
	Name   string `json:"name"`
	Path   string `json:"path"`
	Source string `json:"source"` // web address, or empty
}

// An External is a table that the pipeline refers to but does not declare.
type External struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`     // "external", "unresolved" or "virtual"
	Children []string `json:"children"` // the IDs of the tables that refer to it, sorted
}

// Of describes a pipeline.
func Of(p *graph.Pipeline, opts Options) *Dictionary {
	d := &Dictionary{
		Title:     cmp.Or(opts.Title, "Data dictionary"),
		Schemas:   []Schema{},
		Stages:    [][]string{},
		Externals: []External{},
		tables:    make(map[string]*Table),
		schemas:   make(map[string]*Schema),
	}
	b := &builder{p: p, opts: opts, shown: make(map[string]bool)}
	for _, id := range opts.Tables {
		b.shown[id] = true
	}
	for i := range p.Tables {
		t := &p.Tables[i]
		b.shown[t.ID] = t.Active && (opts.Tables == nil || b.shown[t.ID])
	}
	maps.DeleteFunc(b.shown, func(id string, shown bool) bool { return !shown || p.Table(id) == nil })
	b.addSchemas(d)
	b.addOrder(d)
	b.addExternals(d)
	for i := range d.Schemas {
		s := &d.Schemas[i]
		d.schemas[s.ID] = s
		for j := range s.Tables {
			d.tables[s.Tables[j].ID] = &s.Tables[j]
		}
	}
	d.Coverage = b.coverage()
	return d
}

// A builder makes a dictionary.
type builder struct {
	p     *graph.Pipeline
	opts  Options
	shown map[string]bool // the tables to describe, by ID
}

// source returns the web address of a position, or "".
func (b *builder) source(pos graph.Pos) string {
	if b.opts.Source == nil || !pos.IsValid() {
		return ""
	}
	return b.opts.Source(pos)
}

// addSchemas adds the schemas with their tables.
func (b *builder) addSchemas(d *Dictionary) {
	tables := make(map[string][]*graph.Table)
	for i := range b.p.Tables {
		if t := &b.p.Tables[i]; b.shown[t.ID] {
			tables[t.Schema] = append(tables[t.Schema], t)
		}
	}
	for id, of := range tables {
		s := Schema{ID: id, Database: id, Page: cmp.Or(b.opts.Pages[id], id), Needs: []string{}, Feeds: []string{}}
		if found := b.p.Schema(id); found != nil {
			s.Database = found.Label()
		}
		slices.SortFunc(of, b.compareInSource)
		headings := headings(of)
		for i, t := range of {
			if i == 0 || of[i-1].Module != t.Module {
				s.Modules = append(s.Modules, b.module(t.Module))
			}
			s.Tables = append(s.Tables, b.table(t, headings[i]))
		}
		d.Schemas = append(d.Schemas, s)
	}
	place := b.places()
	slices.SortFunc(d.Schemas, func(s, t Schema) int {
		return cmp.Or(cmp.Compare(place[s.ID], place[t.ID]), strings.Compare(s.Page, t.Page), strings.Compare(s.ID, t.ID))
	})
	b.addNeighbours(d)
}

// compareInSource orders tables by module, then by the place of their class, or of
// their master's, in the source.
func (b *builder) compareInSource(s, t *graph.Table) int {
	top := func(t *graph.Table) *graph.Table {
		if master := b.p.Table(t.Master); master != nil {
			return master
		}
		return t
	}
	return cmp.Or(
		strings.Compare(s.Module, t.Module), top(s).Pos.Compare(top(t).Pos), strings.Compare(top(s).ID, top(t).ID),
		strings.Compare(s.Master, t.Master), s.Pos.Compare(t.Pos), strings.Compare(s.ID, t.ID),
	)
}

func (b *builder) module(name string) Module {
	m := Module{Name: name}
	if found := b.p.Module(name); found != nil {
		m.Path = found.Path
		m.Source = b.source(graph.Pos{Path: found.Path})
	}
	return m
}

// places returns the place of each schema in the build order, from 1: that of its first
// table. It is nil on a cycle.
func (b *builder) places() map[string]int {
	steps, err := b.p.Order(graph.OrderOptions{Level: graph.TableLevel})
	if err != nil {
		return nil
	}
	place := make(map[string]int)
	for i, step := range steps {
		if t := b.p.Table(step.ID); t != nil && b.shown[t.ID] && place[t.Schema] == 0 {
			place[t.Schema] = i + 1
		}
	}
	return place
}

// addNeighbours adds to each schema those that foreign keys join to it.
func (b *builder) addNeighbours(d *Dictionary) {
	needs := make(map[[2]string]bool)
	for _, fk := range b.p.ForeignKeys {
		if b.shown[fk.Child] && b.shown[fk.Parent] {
			needs[[2]string{b.p.Table(fk.Child).Schema, b.p.Table(fk.Parent).Schema}] = true
		}
	}
	for i := range d.Schemas {
		s := &d.Schemas[i]
		for j := range d.Schemas {
			other := d.Schemas[j].ID
			if i != j && needs[[2]string{s.ID, other}] {
				s.Needs = append(s.Needs, other)
			}
			if i != j && needs[[2]string{other, s.ID}] {
				s.Feeds = append(s.Feeds, other)
			}
		}
	}
}

// addOrder adds the build order, or what prevents it.
func (b *builder) addOrder(d *Dictionary) {
	only := []string{}
	for id := range b.shown {
		only = append(only, id)
	}
	steps, cyclic := b.p.Order(graph.OrderOptions{Level: graph.ModuleLevel, Only: only})
	if err := (*graph.CycleError)(nil); errors.As(cyclic, &err) {
		d.Cycle = err.Cycles[0].String()
		return
	}
	for _, step := range steps {
		for len(d.Stages) < step.Stage {
			d.Stages = append(d.Stages, nil)
		}
		d.Stages[step.Stage-1] = append(d.Stages[step.Stage-1], step.ID)
	}
}

// addExternals adds what the described tables refer to and the source does not declare.
func (b *builder) addExternals(d *Dictionary) {
	for _, x := range b.p.Externals {
		out := External{ID: x.ID, Kind: x.Kind.String()}
		for _, fk := range b.p.ReferencesTo(x.ID) {
			if b.shown[fk.Child] {
				out.Children = append(out.Children, fk.Child)
			}
		}
		slices.Sort(out.Children)
		out.Children = slices.Compact(out.Children)
		if out.Children != nil {
			d.Externals = append(d.Externals, out)
		}
	}
}
