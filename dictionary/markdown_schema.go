package dictionary

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/internal/markdown"
)

// schema returns the page of a schema.
func (d *Dictionary) schema(s *Schema) []byte {
	w := &writer{d: d, page: s.Page}
	w.begin("Schema " + s.Page)
	declared := ""
	if slices.ContainsFunc(s.Modules, func(m Module) bool { return m.Path != "" }) { // read from source
		declared = ", declared in " + joined(s.Modules, func(m Module) string { return w.place(m.Path, 0, m.Source) })
	}
	w.line("%s in the database%s.\n", markdown.Code(s.Database), declared)
	if len(s.Needs) > 0 {
		w.line("- Needs %s", joined(s.Needs, w.schema))
	}
	if len(s.Feeds) > 0 {
		w.line("- Feeds %s", joined(s.Feeds, w.schema))
	}
	var counts []string
	for _, tier := range tiers() {
		if n := s.Count(tier); n > 0 {
			counts = append(counts, count(n)+" "+tier.String())
		}
	}
	w.line("- Has %s: %s\n", plural(len(s.Tables), "table"), strings.Join(counts, ", "))
	w.figure("The schema " + s.Page + " among its neighbours")
	all := grid{{"table", "tier", "comment"}}
	for _, t := range s.Tables {
		all = append(all, []string{w.table(t.ID), t.Tier, markdown.Text(t.Comment)})
	}
	w.grid(all)
	for i := range s.Tables {
		w.section(&s.Tables[i])
	}
	return w.bytes()
}

// section writes all about one table.
func (w *writer) section(t *Table) {
	level := "##"
	if t.Master != "" {
		level = "###"
	}
	w.line("<a id=\"%s\"></a>\n\n%s %s\n", t.Anchor, level, markdown.Text(t.Heading))
	w.line("%s\n", strings.TrimSpace("**"+w.kind(t)+".** "+markdown.Text(t.Comment)))
	if t.Path == "" { // read from the database
		w.line("In the database %s.\n", markdown.Code(t.Name))
	} else {
		w.line("Declared at %s; in the database %s.\n", w.place(t.Path, t.Line, t.Source), markdown.Code(t.Name))
	}
	if !t.KnownDefinition {
		w.line("Its definition is not in the source: it may have any attributes.\n")
	}
	if len(t.UnknownKeys) > 0 {
		w.line("Its key also holds that of %s, which is not in the source.\n", joined(t.UnknownKeys, w.table))
	}
	w.attributes(t)
	w.properties(t)
	w.references("Parents:", t.Parents, "its master")
	w.references("Children:", t.Children, "a part")
}

// kind returns the tier of a table as the start of a sentence.
func (w *writer) kind(t *Table) string {
	if t.Master != "" {
		return "Part of " + w.table(t.Master)
	}
	return strings.ToUpper(t.Tier[:1]) + t.Tier[1:] + " table"
}

func (w *writer) attributes(t *Table) {
	all := grid{{"key", "attribute", "type", "default", "comment", "origin"}}
	for i := range t.Attributes {
		a := &t.Attributes[i]
		key := ""
		if a.InKey {
			key = "key"
		}
		all = append(all, []string{key, markdown.Code(a.Name), code(a.Type), defaultText(a), markdown.Text(a.Comment), w.origin(a)})
	}
	w.grid(all)
}

// code is [markdown.Code], and nothing for nothing.
func code(s string) string {
	if s == "" {
		return ""
	}
	return markdown.Code(s)
}

// defaultText returns the default of an attribute.
func defaultText(a *Attribute) string {
	switch {
	case a.Default != nil:
		return code(*a.Default)
	case a.Nullable:
		return code("null")
	}
	return ""
}

// origin tells where an attribute comes from: the table that introduces it, its name
// there, and the parents between.
func (w *writer) origin(a *Attribute) string {
	if a.Origin == "" {
		return ""
	}
	text := w.table(a.Origin)
	if a.OriginName != a.Name {
		text += ": " + markdown.Code(a.OriginName)
	}
	var via []string
	for _, parent := range a.Via {
		if parent != a.Origin {
			via = append(via, w.table(parent))
		}
	}
	if via != nil {
		text += ", via " + strings.Join(via, " and ")
	}
	return text
}

// properties lists the indexes, and which attributes are kept outside of the database.
func (w *writer) properties(t *Table) {
	var lines []string
	for _, index := range t.Indexes {
		kind := "Index"
		if index.Unique {
			kind = "Unique index"
		}
		lines = append(lines, kind+" on "+joined(index.Columns, markdown.Code))
	}
	for _, a := range t.Attributes {
		if a.Store != "" {
			lines = append(lines, "Store "+markdown.Code(a.Store)+" for "+markdown.Code(a.Name))
		}
	}
	w.list("Indexes and stores:", lines)
}

// references writes a list of foreign keys; part says what the other end is if one is a
// part and the other its master.
func (w *writer) references(title string, all []Reference, part string) {
	var lines []string
	for _, r := range all {
		words := []string{w.table(r.Table)}
		for _, trait := range []struct {
			has  bool
			word string
		}{{r.Part, part}, {r.Primary, "in the key"}, {r.OneToOne, "one-to-one"}, {r.Nullable, "nullable"}, {r.Unique, "unique"}} {
			if trait.has {
				words = append(words, trait.word)
			}
		}
		for _, pair := range r.Renamed {
			words = append(words, markdown.Code(pair.Child)+" for "+markdown.Code(pair.Parent))
		}
		lines = append(lines, strings.Join(words, ", "))
	}
	w.list(title, lines)
}
