package dictionary

import (
	"slices"

	"github.com/djdag/djdag/graph"
)

// A Table is a table of the dictionary.
type Table struct {
	ID      string `json:"id"`
	Schema  string `json:"schema"` // the ID of its schema
	Class   string `json:"class"`
	Heading string `json:"heading"` // Class, or more where that would not be unique on the page
	Anchor  string `json:"anchor"`  // on the page of its schema
	Name    string `json:"table_name"`
	Tier    string `json:"tier"`
	Comment string `json:"comment"`
	Master  string `json:"master"` // the ID of a part's master, or empty
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Source  string `json:"source"` // web address, or empty
	// KnownDefinition reports whether the definition is in the source. If it is not,
	// the table may have any attributes.
	KnownDefinition bool `json:"known_definition"`
	// UnknownKeys lists the IDs of other tables and externals whose keys are part of
	// this one, and are not in the source.
	UnknownKeys []string    `json:"unknown_keys"`
	Attributes  []Attribute `json:"attributes"` // the key first, then as declared
	Indexes     []Index     `json:"indexes"`
	Parents     []Reference `json:"parents"`
	Children    []Reference `json:"children"`

	tier graph.Tier
}

// An Attribute is a column of a table.
type Attribute struct {
	Name     string  `json:"name"`
	Type     string  `json:"type"`
	Default  *string `json:"default"` // as written; nil without one
	Nullable bool    `json:"nullable"`
	Comment  string  `json:"comment"`
	InKey    bool    `json:"in_key"`
	Store    string  `json:"store"`
	// Origin is the ID of the table or external that introduces the attribute, and
	// OriginName its name there. Via lists the IDs of the parents that bring it here,
	// each once. All are empty if the table itself introduces it.
	Origin     string   `json:"origin"`
	OriginName string   `json:"origin_name"`
	Via        []string `json:"via"`
}

// An Index is an index of a table.
type Index struct {
	Columns []string `json:"columns"`
	Unique  bool     `json:"unique"`
}

// A Reference is a foreign key, seen from one of its ends.
type Reference struct {
	Table    string    `json:"table"` // the ID of the table or external at the other end
	Primary  bool      `json:"primary"`
	OneToOne bool      `json:"one_to_one"`
	Nullable bool      `json:"nullable"`
	Unique   bool      `json:"unique"`
	Renamed  []Renamed `json:"renamed"` // the attributes with another name in the child
	Part     bool      `json:"part"`    // from a part to its master
}

// A Renamed is an attribute that a foreign key renames.
type Renamed struct {
	Child  string `json:"child"`
	Parent string `json:"parent"`
}

// table describes a table.
func (b *builder) table(t *graph.Table, at heading) Table {
	out := Table{
		ID: t.ID, Schema: t.Schema, Class: t.Class, Heading: at.text, Anchor: at.anchor, Name: t.Name,
		Tier: t.Tier.String(), Comment: t.Comment, Master: t.Master,
		Path: t.Pos.Path, Line: t.Pos.Line, Source: b.source(t.Pos),
		KnownDefinition: t.HasDefinition, UnknownKeys: []string{},
		Attributes: []Attribute{}, Indexes: []Index{},
		Parents: b.references(b.p.ForeignKeysOf(t.ID), func(fk *graph.ForeignKey) string { return fk.Parent }),
		tier:    t.Tier,
	}
	children := slices.DeleteFunc(b.p.ReferencesTo(t.ID), func(fk graph.ForeignKey) bool { return !b.shown[fk.Child] })
	out.Children = b.references(children, func(fk *graph.ForeignKey) string { return fk.Child })
	for _, id := range t.UnknownKeys {
		if id != t.ID {
			out.UnknownKeys = append(out.UnknownKeys, id)
		}
	}
	for i := range t.Attributes {
		out.Attributes = append(out.Attributes, b.attribute(t, &t.Attributes[i]))
	}
	for _, index := range t.Indexes {
		out.Indexes = append(out.Indexes, Index{Columns: slices.Clone(index.Columns), Unique: index.Unique})
	}
	return out
}

// attribute describes an attribute of a table.
func (b *builder) attribute(t *graph.Table, a *graph.Attribute) Attribute {
	out := Attribute{
		Name: a.Name, Type: a.Type, Default: a.Default, Nullable: a.Nullable,
		Comment: a.Comment, InKey: a.InKey, Store: a.Store, Via: []string{},
	}
	if len(a.From) == 0 {
		return out
	}
	out.Origin, out.OriginName = b.p.Origin(t.ID, a.Name)
	for _, i := range a.From {
		if parent := b.p.ForeignKeys[i].Parent; !slices.Contains(out.Via, parent) {
			out.Via = append(out.Via, parent)
		}
	}
	return out
}

// references describes foreign keys from the end that is not other.
func (b *builder) references(fks []graph.ForeignKey, other func(*graph.ForeignKey) string) []Reference {
	out := []Reference{}
	for i := range fks {
		fk := &fks[i]
		r := Reference{
			Table: other(fk), Primary: fk.Primary, OneToOne: !fk.Multi, Nullable: fk.Nullable, Unique: fk.Unique, Renamed: []Renamed{},
		}
		for _, pair := range fk.AttrMap {
			if pair.Child != pair.Parent {
				r.Renamed = append(r.Renamed, Renamed(pair))
			}
		}
		if child := b.p.Table(fk.Child); child != nil {
			r.Part = child.Master != "" && child.Master == fk.Parent
		}
		out = append(out, r)
	}
	return out
}
