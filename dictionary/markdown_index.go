package dictionary

import (
	"strconv"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/markdown"
)

// tiers returns the tiers in the order of their columns.
func tiers() []graph.Tier {
	return []graph.Tier{graph.Manual, graph.Lookup, graph.Imported, graph.Computed, graph.Part}
}

// index returns the index: all schemas, the build order, and what is outside.
func (d *Dictionary) index() []byte {
	w := &writer{d: d, page: IndexPage}
	w.begin(d.Title)
	w.line("%s in %s. Of the tables and their attributes, %d %% have a comment. [Notation](%s.md).\n",
		plural(len(d.tables), "table"), plural(len(d.Schemas), "schema"), d.Coverage.Percent(), NotationPage)
	w.figure("The schemas of the pipeline")
	w.indexSchemas()
	w.buildOrder()
	w.externals()
	return w.bytes()
}

func (w *writer) indexSchemas() {
	w.line("## Schemas\n")
	t := grid{{"schema", "tables"}}
	for _, tier := range tiers() {
		t[0] = append(t[0], tier.String())
	}
	for i := range w.d.Schemas {
		s := &w.d.Schemas[i]
		row := []string{w.schema(s.ID), strconv.Itoa(len(s.Tables))}
		for _, tier := range tiers() {
			row = append(row, count(s.Count(tier)))
		}
		t = append(t, row)
	}
	w.grid(t)
}

// count returns a number, or nothing for 0.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (w *writer) buildOrder() {
	w.line("## Build order\n")
	if w.d.Cycle != "" {
		w.line("There is none, because of a cycle: %s. `djdag check` says where.\n", markdown.Text(w.d.Cycle))
		return
	}
	w.line("Each module needs only modules of earlier steps.\n")
	page := make(map[string]string) // of a module with one schema
	for i := range w.d.Schemas {
		for _, m := range w.d.Schemas[i].Modules {
			if _, twice := page[m.Name]; twice {
				page[m.Name] = ""
			} else {
				page[m.Name] = w.d.Schemas[i].Page
			}
		}
	}
	for i, modules := range w.d.Stages {
		w.line("%d. %s", i+1, joined(modules, func(module string) string {
			if page[module] == "" {
				return markdown.Code(module)
			}
			return "[" + markdown.Code(module) + "](" + page[module] + ".md)"
		}))
	}
	w.line("")
}

func (w *writer) externals() {
	if len(w.d.Externals) == 0 {
		return
	}
	w.line("<a id=\"externals\"></a>\n\n## Externals\n")
	w.line("Tables that the pipeline refers to and its source does not declare.\n")
	t := grid{{"table", "kind", "referred to by"}}
	for _, x := range w.d.Externals {
		t = append(t, []string{markdown.Code(x.ID), x.Kind, joined(x.Children, w.table)})
	}
	w.grid(t)
}
