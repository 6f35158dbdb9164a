package diff

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// Text writes a difference for people: a line with the counts and the worst effect, then
// paragraphs, each about one kind of change. It leaves out those without content.
func Text(w io.Writer, d *Diff, opts FormatOptions) error {
	t := &textWriter{}
	head := d.headline()
	if between := opts.between(plain); between != "" {
		head = between + ": " + head
	}
	t.line("", head)
	for _, g := range groups() {
		t.tables(g.title, slices.DeleteFunc(slices.Clone(d.Tables), func(t Table) bool { return !g.has(&t) }))
	}
	t.rekeyed(d)
	if len(d.Schemas) > 0 {
		t.title("Schemas")
	}
	for i := range d.Schemas {
		s := &d.Schemas[i]
		t.line("  ", s.ID, at(s.Pos))
		t.line("    ", s.Words(plain), meaning(s.Effect, s.Reason))
	}
	if len(d.Stores) > 0 {
		t.title("Stores")
	}
	for i := range d.Stores {
		s := &d.Stores[i]
		t.line("  ", s.Name, s.Words(shortened), meaning(s.Effect, s.Reason), at(s.Pos))
	}
	if len(d.Cycles) > 0 {
		t.title("Cycles")
	}
	for i := range d.Cycles {
		c := &d.Cycles[i]
		t.line("  ", c.Words()+": "+c.String())
		for _, h := range c.Hops {
			t.line("    ", fmt.Sprintf("%s: %s refers to %s: %s", h.Pos, h.From, h.To, h.Text))
		}
	}
	if len(d.Order) > 0 {
		t.title("Build order")
	}
	for i := range d.Order {
		t.line("  ", d.Order[i].Words(plain))
	}
	_, err := w.Write(t.out.Bytes())
	return err
}

// A group is a paragraph about tables.
type group struct {
	title string
	has   func(t *Table) bool
}

// groups returns the paragraphs about tables that changed themselves.
func groups() []group {
	renamed := func(t *Table) bool {
		return t.Status == Kept && (t.has(TableRenamed) || t.has(TableMoved) || t.has(ClassMoved) || t.has(ClassRenamed))
	}
	return []group{
		{"Removed", func(t *Table) bool { return t.Status == Removed }},
		{"Added", func(t *Table) bool { return t.Status == Added }},
		{"Renamed or moved", renamed},
		{"Changed", func(t *Table) bool { return t.Status == Kept && t.Own() && !renamed(t) }},
	}
}

// A textWriter writes printable lines.
type textWriter struct{ out bytes.Buffer }

// line writes cells, those that are not empty, with two blanks between them.
func (t *textWriter) line(indent string, cells ...string) {
	cells = slices.DeleteFunc(cells, func(c string) bool { return c == "" })
	for i := range cells {
		cells[i] = printable.Text(cells[i])
	}
	t.out.WriteString(indent + strings.Join(cells, "  ") + "\n")
}

func (t *textWriter) title(title string) { t.out.WriteString("\n" + title + ":\n") }

// tables writes a paragraph about tables.
func (t *textWriter) tables(title string, tables []Table) {
	if len(tables) == 0 {
		return
	}
	t.title(title)
	for _, alike := range together(tables) {
		for _, table := range alike {
			t.line("  ", table.ID, table.Tier.String(), at(table.Pos))
		}
		for j := range alike[0].Changes {
			c := &alike[0].Changes[j]
			words := c.Words(shortened)
			if c.Kind == TableAdded || c.Kind == TableRemoved {
				words = "" // the title says so
			}
			t.line("    ", words, meaning(c.Effect, c.Reason))
		}
	}
}

// together puts tables together that changed in the same way, such as all that moved from
// one module to another. It keeps the order of the first ones.
func together(tables []Table) [][]*Table {
	var groups [][]*Table
	place := make(map[string]int)
	for i := range tables {
		t := &tables[i]
		var key strings.Builder
		for j := range t.Changes {
			c := &t.Changes[j]
			fmt.Fprintf(&key, "%d %q %v %q\n", c.Kind, c.Words(plain), c.Effect, c.Reason)
		}
		if at, ok := place[key.String()]; ok {
			groups[at] = append(groups[at], t)
			continue
		}
		place[key.String()] = len(groups)
		groups = append(groups, []*Table{t})
	}
	return groups
}

// rekeyed writes the paragraph about the tables whose keys change because of an
// ancestor's, those of one ancestor together.
func (t *textWriter) rekeyed(d *Diff) {
	by := make(map[string][]*Table)
	var origins []string
	for i := range d.Tables {
		table := &d.Tables[i]
		if !table.Rekeyed() {
			continue
		}
		origin := table.Origin
		if by[origin] == nil {
			origins = append(origins, origin)
		}
		by[origin] = append(by[origin], table)
	}
	slices.Sort(origins)
	for _, origin := range origins {
		t.title(printable.Text(fmt.Sprintf("Re-keyed because of %s; each needs a migration", origin)))
		for _, table := range by[origin] {
			t.line("  ", table.ID+" → "+d.way(table, plain), at(table.Path[0].Pos), strings.TrimSpace(table.Path[0].Text))
		}
	}
}

// plain leaves a text as it is.
func plain(s string) string { return s }

// shortened returns the beginning of a long text, such as a comment.
func shortened(s string) string {
	const most = 100
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// at returns a position, or "" if it is not known.
func at(pos graph.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	return pos.String()
}

// meaning returns an effect with its reason.
func meaning(effect Effect, reason string) string {
	words := "[" + effect.Words() + "]"
	if reason != "" {
		words += " " + reason
	}
	return words
}
