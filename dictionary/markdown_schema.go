package dictionary

import (
	"strings"

	"github.com/djdag/djdag/internal/markdown"
)

// schema returns the page of a schema.
func (d *Dictionary) schema(s *Schema) []byte {
	w := &writer{d: d, page: s.Page}
	w.begin("Schema " + s.Page)
	w.line("%s in the database, declared in %s.\n", markdown.Code(s.Database), list(s.Modules, func(m Module) string {
		return w.place(m.Path, 0, m.Source)
	}))
	if len(s.Needs) > 0 {
		w.line("- Needs %s", list(s.Needs, w.schema))
	}
	if len(s.Feeds) > 0 {
		w.line("- Feeds %s", list(s.Feeds, w.schema))
	}
	var counts []string
	for _, tier := range tiers() {
		if n := s.Count(tier); n > 0 {
			counts = append(counts, count(n)+" "+tier.String())
		}
	}
	w.line("- Has %s: %s\n", plural(len(s.Tables), "table"), strings.Join(counts, ", "))
	w.figure("The schema " + s.Page + " among its neighbours")
	w.head("table", "tier", "comment")
	for i := range s.Tables {
		t := &s.Tables[i]
		w.row(w.table(t.ID), t.Tier, markdown.Text(t.Comment))
	}
	w.line("")
	for i := range s.Tables {
		w.section(&s.Tables[i])
	}
	return []byte(w.String())
}

// section writes all about one table.
func (w *writer) section(t *Table) {
	level := "##"
	if t.Master != "" {
		level = "###"
	}
	w.line("<a id=\"%s\"></a>\n\n%s %s\n", t.Anchor, level, markdown.Text(t.Heading))
	w.line("**%s.** %s\n", w.kind(t), markdown.Text(t.Comment))
	w.line("Declared at %s; in the database %s.\n", w.place(t.Path, t.Line, t.Source), markdown.Code(t.Name))
	if !t.KnownDefinition {
		w.line("Its definition is not in the source: it may have any attributes.\n")
	}
	if len(t.UnknownKeys) > 0 {
		w.line("Its key also holds that of %s, which is not in the source.\n", list(t.UnknownKeys, w.table))
	}
	w.attributes(t)
	w.indexes(t)
	w.stores(t)
	w.references("Parents", t.Parents, func(r Reference) string { return w.parentText(r) })
	w.references("Children", t.Children, func(r Reference) string { return w.childText(r) })
}

// kind returns the tier of a table as the start of a sentence.
func (w *writer) kind(t *Table) string {
	if t.Master != "" {
		return "Part of " + w.table(t.Master)
	}
	return strings.ToUpper(t.Tier[:1]) + t.Tier[1:] + " table"
}

func (w *writer) attributes(t *Table) {
	if len(t.Attributes) == 0 {
		return
	}
	w.head("key", "attribute", "type", "default", "comment", "origin")
	for i := range t.Attributes {
		a := &t.Attributes[i]
		key := ""
		if a.InKey {
			key = "key"
		}
		w.row(key, markdown.Code(a.Name), code(a.Type), defaultText(a), markdown.Text(a.Comment), w.origin(a))
	}
	w.line("")
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

func (w *writer) indexes(t *Table) {
	for _, index := range t.Indexes {
		kind := "Index"
		if index.Unique {
			kind = "Unique index"
		}
		w.line("- %s on %s", kind, list(index.Columns, markdown.Code))
	}
	if len(t.Indexes) > 0 {
		w.line("")
	}
}

// stores tells which attributes are kept outside of the database.
func (w *writer) stores(t *Table) {
	any := false
	for _, a := range t.Attributes {
		if a.Store != "" {
			w.line("- %s is kept in the store %s", markdown.Code(a.Name), markdown.Code(a.Store))
			any = true
		}
	}
	if any {
		w.line("")
	}
}

// references writes a list of foreign keys.
func (w *writer) references(title string, all []Reference, text func(Reference) string) {
	if len(all) == 0 {
		return
	}
	w.line("%s:\n", title)
	for _, r := range all {
		w.line("- %s", text(r))
	}
	w.line("")
}

// parentText describes a foreign key to a parent.
func (w *writer) parentText(r Reference) string {
	words := []string{w.table(r.Table)}
	if r.Part {
		words = append(words, "its master")
	}
	return strings.Join(append(words, w.traits(r)...), ", ")
}

// childText describes a foreign key from a child.
func (w *writer) childText(r Reference) string {
	words := []string{w.table(r.Table)}
	if r.Part {
		words = append(words, "a part")
	}
	return strings.Join(append(words, w.traits(r)...), ", ")
}

// traits describes what both ends see of a foreign key.
func (w *writer) traits(r Reference) []string {
	var words []string
	if r.Primary {
		words = append(words, "in the key")
	}
	if r.OneToOne {
		words = append(words, "one-to-one")
	}
	if r.Nullable {
		words = append(words, "nullable")
	}
	if r.Unique {
		words = append(words, "unique")
	}
	for _, pair := range r.Renamed {
		words = append(words, markdown.Code(pair.Child)+" for "+markdown.Code(pair.Parent))
	}
	return words
}
