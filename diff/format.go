package diff

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Format writes a difference.
type Format struct {
	Name  string // such as "text"
	Write func(w io.Writer, d *Diff, opts FormatOptions) error
}

// FormatOptions configures a [Format]. The zero value names no versions.
type FormatOptions struct {
	Old, New string // what the versions are called, such as "HEAD" and "the working tree"
	// Mermaid is a picture of the difference for Markdown, as Mermaid text. Empty: none.
	Mermaid string
	// Marker tells a Markdown text of one pipeline from that of another in the same
	// repository, such as its directory. It may be empty.
	Marker string
}

// Formats returns all formats: text for people, JSON in the format djdag-diff/1, and
// Markdown for a pull request. The slice is the caller's.
func Formats() []Format {
	return []Format{{"text", Text}, {"json", JSON}, {"markdown", Markdown}}
}

// A Summary counts what changed.
type Summary struct {
	Added   int `json:"tables_added"`
	Removed int `json:"tables_removed"`
	Renamed int `json:"tables_renamed"` // in the database
	Changed int `json:"tables_changed"` // themselves, renamed ones included
	Rekeyed int `json:"tables_rekeyed"` // because of an ancestor
	Schemas int `json:"schemas"`
	Stores  int `json:"stores"`
	Cycles  int `json:"cycles_added"`
	Gone    int `json:"cycles_removed"`
	Moves   int `json:"modules_moved"` // in the build order
}

// Summary counts what changed.
func (d *Diff) Summary() Summary {
	s := Summary{Schemas: len(d.Schemas), Stores: len(d.Stores), Moves: len(d.Order)}
	for i := range d.Tables {
		t := &d.Tables[i]
		switch {
		case t.Status == Added:
			s.Added++
			continue
		case t.Status == Removed:
			s.Removed++
			continue
		case t.Own():
			s.Changed++
		}
		if t.has(TableRenamed) || t.has(TableMoved) {
			s.Renamed++
		}
		if t.Rekeyed() {
			s.Rekeyed++
		}
	}
	for _, c := range d.Cycles {
		if c.Status == Added {
			s.Cycles++
		} else {
			s.Gone++
		}
	}
	return s
}

// has reports whether a change of this kind is in the table.
func (t *Table) has(kind Kind) bool {
	for i := range t.Changes {
		if t.Changes[i].Kind == kind {
			return true
		}
	}
	return false
}

// String returns the counts in words, such as "1 table added, 2 re-keyed".
func (s Summary) String() string {
	var parts []string
	add := func(n int, one, more string) {
		if n == 1 {
			parts = append(parts, "1 "+one)
		} else if n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", n, more))
		}
	}
	add(s.Added, "table added", "tables added")
	add(s.Removed, "table removed", "tables removed")
	add(s.Changed, "table changed", "tables changed")
	add(s.Rekeyed, "table re-keyed by another", "tables re-keyed by others")
	add(s.Schemas, "schema changed", "schemas changed")
	add(s.Stores, "change of a store", "changes of stores")
	add(s.Cycles, "new cycle", "new cycles")
	add(s.Gone, "cycle gone", "cycles gone")
	add(s.Moves, "module elsewhere in the build order", "modules elsewhere in the build order")
	if parts == nil {
		return "no changes"
	}
	return strings.Join(parts, ", ")
}

// headline returns the difference in one line.
func (d *Diff) headline() string {
	if d.Empty() {
		return "no changes"
	}
	return fmt.Sprintf("%s; %s", d.Summary(), d.Effect().Words())
}

// Words describes a change in a clause. quote is applied to what comes from the
// pipelines.
func (c *Change) Words(quote func(string) string) string {
	was, is, name := quote(c.Old), quote(c.New), quote(c.Name)
	switch c.Kind {
	case TableAdded:
		return "added"
	case TableRemoved:
		return "removed"
	case TableRenamed:
		return "renamed in the database: " + was + " → " + is
	case TableMoved:
		return "in another schema: " + was + " → " + is
	case ClassMoved:
		return "moved here from " + was
	case ClassRenamed:
		return "class " + was + " → " + is
	case TierChanged:
		return "tier " + c.Old + " → " + c.New
	case Activated:
		return "active now"
	case Deactivated:
		return "not active any more"
	case TableComment:
		return "table comment: " + orNone(c.Old, quote) + " → " + orNone(c.New, quote)
	case DefinitionKnown:
		return "definition known now"
	case DefinitionUnknown:
		return "definition not known any more"
	case KeyChanged:
		return "key: " + columnsChange(c.Old, c.New, quote)
	case AttributeAdded:
		return "attribute added: " + is
	case AttributeRemoved:
		return "attribute removed: " + was
	case AttributeRenamed:
		return "attribute " + was + " renamed to " + is
	case AttributeType:
		return "attribute " + name + ": " + was + " → " + is
	case AttributeStore:
		return "store of " + name + ": " + was + " → " + is
	case AttributeDefault:
		return "default of " + name + ": " + orNone(c.Old, quote) + " → " + orNone(c.New, quote)
	case AttributeComment:
		return "comment of " + name + ": " + orNone(c.Old, quote) + " → " + orNone(c.New, quote)
	case AttributeOrder:
		return "place of " + name
	case ForeignKeyAdded:
		return "foreign key added: " + name + " (" + c.New + ")"
	case ForeignKeyRemoved:
		return "foreign key removed: " + name + " (" + c.Old + ")"
	case ForeignKeyChanged:
		if strings.Contains(c.Old, "->") {
			return "foreign key: " + was + " → " + is
		}
		return "foreign key " + name + ": " + columnsChange(c.Old, c.New, plain)
	case ForeignKeyParent:
		return "foreign key " + name + " refers to " + is + ", before to " + was
	case ForeignKeyFollows:
		return "columns of " + name + ": " + columnsChange(c.Old, c.New, quote)
	case IndexAdded:
		return name + " added"
	case IndexRemoved:
		return name + " removed"
	case ReadAdded:
		return "reads " + name + " without a foreign key"
	case ReadRemoved:
		return "does not read " + name + " without a foreign key any more"
	}
	return c.Kind.String()
}

// columnsChange describes a change of a list of columns: both lists, or what is in only
// one of them if they are long.
func columnsChange(old, new string, quote func(string) string) string {
	const long = 50
	if len(old)+len(new) <= 2*long {
		return orNone(old, quote) + " → " + orNone(new, quote)
	}
	before, after := strings.Split(old, ", "), strings.Split(new, ", ")
	without := func(list, others []string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(list), func(name string) bool { return slices.Contains(others, name) }), ", ")
	}
	var parts []string
	if gone := without(before, after); gone != "" {
		parts = append(parts, "without "+quote(gone))
	}
	if came := without(after, before); came != "" {
		parts = append(parts, "with "+quote(came))
	}
	if parts == nil {
		return "in another order: " + quote(new)
	}
	return strings.Join(parts, ", ")
}

// orNone returns a quoted text, or "none".
func orNone(text string, quote func(string) string) string {
	if text == "" {
		return "none"
	}
	return quote(text)
}

// Words describes a change of a schema in a clause. quote is applied to what comes from
// the pipelines.
func (s *Schema) Words(quote func(string) string) string {
	var parts []string
	switch {
	case s.Status == Added:
		parts = append(parts, "added")
	case s.Status == Removed:
		parts = append(parts, "removed")
	case s.Old != "":
		parts = append(parts, "renamed: "+quote(s.Old)+" → "+quote(s.New))
	}
	if s.OldModules != nil {
		parts = append(parts, "declared in "+quote(modules(s.Modules))+", before in "+quote(modules(s.OldModules)))
	}
	if s.Activated {
		parts = append(parts, "active now")
	}
	if s.Deactivated {
		parts = append(parts, "not active any more")
	}
	return strings.Join(parts, "; ")
}

func modules(names []string) string {
	if len(names) == 0 {
		return "no module"
	}
	return strings.Join(names, ", ")
}

// Words describes a cycle in a clause.
func (c *Cycle) Words() string {
	what := map[string]string{"foreign-key": "of foreign keys", "import": "of imports", "schema": "of imports and foreign keys"}[c.Kind.String()]
	if c.Status == Added {
		return "new cycle " + what
	}
	return "cycle " + what + " gone"
}

// Words describes a move in a clause. quote is applied to what comes from the pipelines.
func (m *Move) Words(quote func(string) string) string {
	if m.After != "" {
		return quote(m.Module) + " now comes after " + quote(m.After)
	}
	return quote(m.Module) + " now comes before " + quote(m.Before)
}

// way returns the tables of a table's path, from the first parent up, as "B → C". The
// names are short: without the package, and without the module of the table itself.
func (d *Diff) way(t *Table, quote func(string) string) string {
	home := ""
	if table := d.pairs.new.Table(t.ID); table != nil {
		home = table.Module
	}
	var names []string
	for _, h := range t.Path {
		name := h.To
		if parent := d.pairs.new.Table(h.To); parent != nil {
			if name = parent.Class; parent.Module != home {
				name = parent.Module[strings.LastIndexByte(parent.Module, '.')+1:] + "." + name
			}
		}
		names = append(names, quote(name))
	}
	if last := t.Path[len(t.Path)-1].To; last != t.Origin {
		names = append(names, "…", quote(t.Origin))
	}
	return strings.Join(names, " → ")
}

// shortRevision returns what a version is called with an abbreviated hash.
func shortRevision(name string) string {
	const full, short = 40, 10
	isHash := func(s string) bool { return len(s) >= full && strings.Trim(s[:full], "0123456789abcdef") == "" }
	if isHash(name) {
		return name[:short] + name[full:]
	}
	return name
}

// between returns what the versions are called, as "HEAD → the working tree", or "".
func (o *FormatOptions) between(quote func(string) string) string {
	if o.Old == "" && o.New == "" {
		return ""
	}
	return quote(shortRevision(o.Old)) + " → " + quote(shortRevision(o.New))
}
