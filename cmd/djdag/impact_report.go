package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// An impact is everything that djdag impact prints.
type impact struct {
	pipeline *graph.Pipeline
	starts   []string      // IDs of tables and externals, sorted
	reached  []reachedLine // in the order to drop them
	orphans  []string      // see [graph.Cascade]
}

// A reachedLine is a table that the cascade reaches.
type reachedLine struct {
	graph.Reach
	place  int    // in the order to drop, from 1
	schema string // the ID of its schema, or ""
}

// newImpactOf returns what starts with some tables. With an error, which says why there is
// no order, the tables are sorted by ID.
func newImpactOf(p *graph.Pipeline, starts []string) (*impact, error) {
	c := p.Cascade(starts)
	i := &impact{pipeline: p, starts: starts, orphans: c.Orphans}
	ids := []string{}
	for _, r := range c.Reached {
		ids = append(ids, r.ID)
	}
	place := make(map[string]int)
	steps, err := p.Order(graph.OrderOptions{Level: graph.TableLevel, Only: ids, Reverse: true})
	for at, s := range steps {
		place[s.ID] = at + 1
	}
	for _, r := range c.Reached {
		line := reachedLine{Reach: r, place: place[r.ID]}
		if t := p.Table(r.ID); t != nil {
			line.schema = t.Schema
		}
		i.reached = append(i.reached, line)
	}
	slices.SortStableFunc(i.reached, func(a, b reachedLine) int { return a.place - b.place })
	return i, err
}

// schemas returns the IDs of the schemas of the tables, in the order of their first ones.
func (i *impact) schemas() []string {
	var schemas []string
	for _, r := range i.reached {
		if !slices.Contains(schemas, r.schema) {
			schemas = append(schemas, r.schema)
		}
	}
	return schemas
}

// count returns the number of tables with a property.
func (i *impact) count(has func(*reachedLine) bool) int {
	n := 0
	for j := range i.reached {
		if has(&i.reached[j]) {
			n++
		}
	}
	return n
}

func (i *impact) rekeyed() int { return i.count(func(r *reachedLine) bool { return r.Rekeyed }) }

// throughMasters says how many of the tables only a master leads to, or returns "".
func (i *impact) throughMasters() string {
	n := i.count(func(r *reachedLine) bool { return r.ThroughMaster })
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %d only through masters", n)
}

// text writes a line with the counts, then the tables of each schema.
func (i *impact) text(w io.Writer) error {
	columns := newColumns(w, 2)
	fmt.Fprintln(columns, cell(fmt.Sprintf("%s: reaches %s in %s; the keys of %d change with it%s",
		strings.Join(i.starts, ", "), plural(len(i.reached), "table"), plural(len(i.schemas()), "schema"), i.rekeyed(), i.throughMasters())))
	for _, schema := range i.schemas() {
		fmt.Fprintf(columns, "\n%s:\n", cell(schema))
		for _, r := range i.reached {
			if r.schema != schema {
				continue
			}
			place, also := "-", ""
			if r.place > 0 {
				place = fmt.Sprint(r.place)
			}
			switch {
			case r.Rekeyed:
				also = "re-keyed"
			case r.ThroughMaster:
				also = "through a master"
			}
			rule := r.Path[len(r.Path)-1].Rule.String()
			fmt.Fprintf(columns, "  %s\t%s\t%s\t%s\t%s\n", place, cell(r.ID), rule, also, cell(i.way(&r)))
		}
	}
	i.textOrphans(columns)
	return columns.Flush()
}

// textOrphans writes the parts that DataJoint refuses to delete from.
func (i *impact) textOrphans(w io.Writer) {
	if len(i.orphans) == 0 {
		return
	}
	fmt.Fprintln(w, "\nParts without their masters, from which delete() and drop() refuse to take rows;\ndelete(part_integrity=\"cascade\"), in 0.14 delete(force_masters=True), takes those of the masters, too:")
	for _, id := range i.orphans {
		fmt.Fprintf(w, "  %s\n", cell(id))
	}
}

// way returns the tables on the path, from the start down.
func (i *impact) way(r *reachedLine) string {
	names := []string{i.short(r.Path[0].From)}
	for _, h := range r.Path {
		names = append(names, i.short(h.To))
	}
	return strings.Join(names, " → ")
}

// short returns the class of a table, or the ID of an external.
func (i *impact) short(id string) string {
	if t := i.pipeline.Table(id); t != nil {
		return t.Class
	}
	return id
}

// json writes the format djdag-impact/1.
func (i *impact) json(w io.Writer) error {
	type hop struct {
		From string `json:"from"`
		To   string `json:"to"`
		Rule string `json:"rule"`
		Text string `json:"text"`
		Path string `json:"path"`
		Line int    `json:"line"`
		Col  int    `json:"col"`
	}
	type record struct {
		ID            string `json:"id"`
		Schema        string `json:"schema"`
		Drop          *int   `json:"drop"` // null if a cycle leaves no order
		Rule          string `json:"rule"`
		Rekeyed       bool   `json:"rekeyed"`
		ThroughMaster bool   `json:"through_master"`
		Via           []hop  `json:"via"`
	}
	records := []record{}
	for j := range i.reached {
		r := &i.reached[j]
		out := record{ID: r.ID, Schema: r.schema, Rekeyed: r.Rekeyed, ThroughMaster: r.ThroughMaster}
		if r.place > 0 {
			out.Drop = &r.place
		}
		for _, h := range r.Path {
			out.Via = append(out.Via, hop{h.From, h.To, h.Rule.String(), h.Text, h.Pos.Path, h.Pos.Line, h.Pos.Col})
			out.Rule = h.Rule.String()
		}
		records = append(records, out)
	}
	head, err := jsonFields(struct {
		Format  string   `json:"format"`
		Starts  []string `json:"starts"`
		Schemas int      `json:"schemas"`
		Reached int      `json:"reached"`
		Rekeyed int      `json:"rekeyed"`
		Orphans []string `json:"orphans"`
	}{"djdag-impact/1", append([]string{}, i.starts...), len(i.schemas()), len(i.reached), i.rekeyed(), append([]string{}, i.orphans...)})
	if err != nil {
		return err
	}
	return writeRecords(w, head, "tables", records)
}

// figure makes a figure of the tables: the starts are marked as changed, and those below
// as re-keyed if their keys change.
func (i *impact) figure(opts *render.Options) {
	opts.Marks = &render.Marks{Tables: make(map[string]render.Mark)}
	for _, id := range i.starts {
		opts.Tables = append(opts.Tables, id)
		opts.Marks.Tables[id] = render.MarkChanged
	}
	for j := range i.reached {
		r := &i.reached[j]
		opts.Tables = append(opts.Tables, r.ID)
		if r.Rekeyed {
			opts.Marks.Tables[r.ID] = render.MarkRekeyed
		}
	}
}
