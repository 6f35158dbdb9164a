package render

import (
	"context"
	"fmt"
	"strings"

	"github.com/djdag/djdag/graph"
)

// An exploredPipeline is the data in the page of the explorer. All text in it is clean,
// as in the figures, so that IDs are the same in both.
type exploredPipeline struct {
	Title     string             `json:"title"`
	Theme     string             `json:"theme"`    // "auto": as the viewer prefers
	Start     string             `json:"start"`    // the ID of the schema to open at; may be ""
	Pipeline  string             `json:"pipeline"` // the figure of all schemas
	All       string             `json:"all"`      // the figure of all tables; "" if they are too many
	Numbered  bool               `json:"numbered"` // the figures have the numbers of the build order
	Schemas   []exploredSchema   `json:"schemas"`  // in the build order
	Tables    []exploredTable    `json:"tables"`   // by ID
	Externals []exploredExternal `json:"externals"`
	Keys      []exploredKey      `json:"keys"` // those of the tables
	Cycles    []exploredCycle    `json:"cycles"`
	Findings  []exploredFinding  `json:"findings"` // the worst first
}

type exploredSchema struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"`
	Name    string   `json:"name"` // in the database, as far as it is known
	Modules []string `json:"modules"`
	Figure  string   `json:"figure"`
}

type exploredTable struct {
	ID         string              `json:"id"`
	Class      string              `json:"class"`
	Schema     string              `json:"schema"`
	Module     string              `json:"module"`
	Name       string              `json:"name"` // in the database
	Tier       string              `json:"tier"`
	Master     string              `json:"master,omitempty"`
	Comment    string              `json:"comment,omitempty"`
	Definition []definitionPart    `json:"definition,omitempty"`
	Attributes []exploredAttribute `json:"attributes"`
	Indexes    []string            `json:"indexes,omitempty"`
	At         string              `json:"at"`             // the position in the source
	Link       string              `json:"link,omitempty"` // its web address
	Docs       string              `json:"docs,omitempty"` // the address of its description
}

type exploredAttribute struct {
	Name     string  `json:"name"`
	Type     string  `json:"type,omitempty"`
	Default  *string `json:"default,omitempty"`
	Comment  string  `json:"comment,omitempty"`
	Nullable bool    `json:"nullable,omitempty"`
	InKey    bool    `json:"key,omitempty"`
	From     []int   `json:"from,omitempty"` // indices into Keys
}

type exploredExternal struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Kind  string `json:"kind"`
	Why   string `json:"why"` // it is no table of the pipeline

	id string // as in the pipeline
}

type exploredKey struct {
	Child  string      `json:"child"`
	Parent string      `json:"parent"`
	Map    [][2]string `json:"map,omitempty"`  // attribute of the child, of the parent
	Note   string      `json:"note,omitempty"` // what is special about it
}

type exploredCycle struct {
	Kind string        `json:"kind"`
	Hops []exploredHop `json:"hops"`
}

type exploredHop struct {
	From string `json:"from"`
	To   string `json:"to"`
	// Child and Parent are tables. They are empty for an import.
	Child  string `json:"child,omitempty"`
	Parent string `json:"parent,omitempty"`
	Text   string `json:"text"`
	At     string `json:"at"`
	Link   string `json:"link,omitempty"`
}

// explored returns what the page shows.
func (b *builder) explored(ctx context.Context) (*exploredPipeline, error) {
	chosen := b.opts
	chosen.Focus = nil // it only says where the page opens
	whole, err := newBuilder(b.p, chosen)
	if err != nil {
		return nil, err
	}
	p := whole.shown()
	d := &exploredPipeline{Title: b.opts.explorerTitle(), Schemas: []exploredSchema{}, Tables: []exploredTable{},
		Externals: []exploredExternal{}, Keys: []exploredKey{}, Cycles: []exploredCycle{}, Findings: []exploredFinding{},
		Theme: b.opts.Theme.String()}
	if len(b.opts.Focus) > 0 {
		d.Start = clean(b.matchSchemas(b.opts.Focus[0])[0])
	}
	links := linker{b.opts.Link}
	d.addTables(p, b.opts)
	d.addCycles(p, links)
	explored := &exploration{tables: len(d.Tables), found: d.addFindings(p, b.p, b.opts.Findings, links)}
	explored.places = b.places(graph.TableLevel)
	d.Numbered = explored.places != nil

	schemas := schemaOrder(b.p, b.opts.Tables)
	for _, id := range schemas {
		s := exploredSchema{ID: clean(id), Label: cleanLine(b.names.label(id)), Name: cleanLine(b.names.database(id))}
		for _, m := range b.names.modules[id] {
			s.Modules = append(s.Modules, clean(m))
		}
		d.Schemas = append(d.Schemas, s)
	}
	explored.names = d.spoken(p, schemas)
	figures, err := exploredFigures(ctx, b.p, b.opts, explored, schemas)
	if err != nil {
		return nil, err
	}
	d.Pipeline, d.All = figures[0], figures[len(figures)-1]
	for i := range d.Schemas {
		d.Schemas[i].Figure = figures[i+1]
	}
	return d, nil
}

// spoken returns what screen readers call the tables of p, the given schemas and what is
// outside, by ID: what can be read in their nodes comes first, up to a comma.
func (d *exploredPipeline) spoken(p *graph.Pipeline, schemas []string) map[string]string {
	names := make(map[string]string)
	found := make(map[string]int)
	for _, f := range d.Findings {
		found[f.Table]++
	}
	size := make(map[string]int) // of a schema
	for i := range p.Tables {
		t := &p.Tables[i]
		if !t.Active {
			continue
		}
		size[t.Schema]++
		names[t.ID] = fmt.Sprintf("%s, %s table, %s", cleanLine(t.Class), t.Tier, plural(len(p.ForeignKeysOf(t.ID)), "parent"))
		switch n := len(p.ReferencesTo(t.ID)); n {
		case 1:
			names[t.ID] += ", 1 child"
		default:
			names[t.ID] += fmt.Sprintf(", %d children", n)
		}
		if n := found[clean(t.ID)]; n > 0 {
			names[t.ID] += ", " + plural(n, "finding")
		}
	}
	for i, id := range schemas {
		names[id] = fmt.Sprintf("%s %s, schema", d.Schemas[i].Label, plural(size[id], "table"))
	}
	for _, x := range d.Externals {
		names[x.id] = x.Label + ", " + x.Kind
	}
	return names
}

// addTables adds the active tables, their foreign keys, and what these lead to outside.
func (d *exploredPipeline) addTables(p *graph.Pipeline, opts Options) {
	links := linker{opts.Link}
	highlighter := newHighlighter()
	place := make(map[int]int) // of a foreign key of p in d.Keys
	outside := make(map[string]bool)
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		if child := p.Table(fk.Child); child == nil || !child.Active {
			continue
		}
		if parent := p.Table(fk.Parent); (parent == nil || !parent.Active) && !outside[fk.Parent] {
			outside[fk.Parent] = true
			d.addExternal(p, fk.Parent)
		}
		place[i] = len(d.Keys)
		key := exploredKey{Child: clean(fk.Child), Parent: clean(fk.Parent), Note: foreignKeyNote(fk)}
		for _, pair := range fk.AttrMap {
			key.Map = append(key.Map, [2]string{cleanLine(pair.Child), cleanLine(pair.Parent)})
		}
		d.Keys = append(d.Keys, key)
	}
	for i := range p.Tables {
		t := &p.Tables[i]
		if !t.Active {
			continue
		}
		shown := exploredTable{ID: clean(t.ID), Class: cleanLine(t.Class), Schema: clean(t.Schema), Module: cleanLine(t.Module), Name: cleanLine(t.Name),
			Tier: t.Tier.String(), Master: clean(t.Master), Comment: cleanLine(t.Comment), Definition: highlighter.parts(t.Definition, p.ForeignKeysOf(t.ID)),
			Attributes: []exploredAttribute{}, At: cleanLine(t.Pos.String()), Link: links.to(t.Pos)}
		for _, a := range t.Attributes {
			attribute := exploredAttribute{Name: cleanLine(a.Name), Type: cleanLine(a.Type), Comment: cleanLine(a.Comment), Nullable: a.Nullable, InKey: a.InKey}
			if a.Default != nil {
				value := cleanLine(*a.Default)
				attribute.Default = &value
			}
			for _, from := range a.From {
				attribute.From = append(attribute.From, place[from])
			}
			shown.Attributes = append(shown.Attributes, attribute)
		}
		for _, index := range t.Indexes {
			shown.Indexes = append(shown.Indexes, cleanLine(indexText(index)))
		}
		if opts.Docs != nil {
			shown.Docs = docsLink(opts.Docs(t.ID))
		}
		d.Tables = append(d.Tables, shown)
	}
}

// foreignKeyNote tells what is special about a foreign key.
func foreignKeyNote(fk *graph.ForeignKey) string {
	var notes []string
	for _, trait := range []struct {
		has  bool
		word string
	}{{!fk.Primary, "outside the key"}, {fk.Aliased, "renamed"}, {fk.Nullable, "nullable"}, {fk.Unique, "unique"}} {
		if trait.has {
			notes = append(notes, trait.word)
		}
	}
	return strings.Join(notes, ", ")
}

// addExternal adds a table that the figures draw as an external.
func (d *exploredPipeline) addExternal(p *graph.Pipeline, id string) {
	kind, why := "inactive", "In a schema that is never activated."
	module, label := outsideName(p, id)
	if module != "" {
		label = lastComponent(module) + "." + label
	}
	if e := p.External(id); e != nil {
		kind, why = e.Kind.String(), "Outside of what was analysed."
		switch e.Kind {
		case graph.Unresolved:
			why = "The name could not be resolved."
		case graph.Virtual:
			why = "In a virtual module."
		}
	}
	d.Externals = append(d.Externals, exploredExternal{clean(id), cleanLine(label), kind, why, id})
}

// addCycles adds the cycles of foreign keys, of imports, and of both.
func (d *exploredPipeline) addCycles(p *graph.Pipeline, links linker) {
	for _, c := range p.Cycles() {
		cycle := exploredCycle{Kind: c.Kind.String()}
		hops := c.Hops
		for _, h := range hops {
			cycle.Hops = append(cycle.Hops, exploredHop{From: clean(h.From), To: clean(h.To), Child: clean(h.Child), Parent: clean(h.Parent),
				Text: cleanLine(h.Text), At: cleanLine(h.Pos.String()), Link: links.to(h.Pos)})
		}
		d.Cycles = append(d.Cycles, cycle)
	}
}
