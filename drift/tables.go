package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// compareTables compares the tables that are on both sides.
func (c *comparison) compareTables() {
	codeKeys, liveKeys := foreignKeysByChild(c.source), foreignKeysByChild(c.deployed)
	for _, p := range c.pairs {
		if !p.here.HasDefinition {
			continue
		}
		c.report.Tables++
		t := &tableComparison{comparison: c, pair: p, code: codeKeys[p.here.ID], database: liveKeys[p.live.ID]}
		t.compareComment()
		t.compareKey()
		t.compareForeignKeys()
		t.compareAttributes()
		t.compareIndexes()
	}
}

// foreignKeysByChild returns the foreign keys of each table.
func foreignKeysByChild(p *graph.Pipeline) map[string][]*graph.ForeignKey {
	by := map[string][]*graph.ForeignKey{}
	for i := range p.ForeignKeys {
		fk := &p.ForeignKeys[i]
		by[fk.Child] = append(by[fk.Child], fk)
	}
	return by
}

// A tableComparison compares the two sides of one table.
type tableComparison struct {
	*comparison
	pair
	code, database []*graph.ForeignKey
	keyDiffers     bool
}

// add adds a difference of the table.
func (t *tableComparison) add(d Difference) {
	d.Table, d.Deployed, d.Schema, d.Name = t.here.ID, t.live.ID, t.live.Schema, t.here.Name
	if !d.Pos.IsValid() {
		d.Pos = t.here.Pos
	}
	t.comparison.add(d)
}

func (t *tableComparison) compareComment() {
	if code, database := words(t.here.Comment), words(t.live.Comment); code != database {
		t.add(Difference{
			Kind: Comments, Code: code, Database: database,
			Message: fmt.Sprintf("has the comment %q in the code, %q in the database", code, database),
		})
	}
}

// words returns a comment with single spaces.
func words(comment string) string { return strings.Join(strings.Fields(comment), " ") }

// compareKey compares the primary keys, unless that of the code is not wholly known.
func (t *tableComparison) compareKey() {
	if len(t.here.UnknownKeys) > 0 || slices.Equal(t.here.PrimaryKey, t.live.PrimaryKey) {
		return
	}
	t.keyDiffers = true
	code, database := tuple(t.here.PrimaryKey), tuple(t.live.PrimaryKey)
	t.add(Difference{
		Kind: Keys, Code: code, Database: database,
		Message: fmt.Sprintf("has the key %s in the code, %s in the database", code, database),
	})
}

func tuple(names []string) string { return "(" + strings.Join(names, ", ") + ")" }

// compareForeignKeys compares the foreign keys. First those that are the same go, then
// those to the same parent are paired.
func (t *tableComparison) compareForeignKeys() {
	code, database := slices.Clone(t.code), slices.Clone(t.database)
	unknown := 0 // foreign keys of the code to parents that are not known
	code = slices.DeleteFunc(code, func(fk *graph.ForeignKey) bool {
		parent := t.codeParent(fk)
		if !parent.known() || len(fk.AttrMap) == 0 {
			unknown++
			return true
		}
		i := slices.IndexFunc(database, func(other *graph.ForeignKey) bool {
			return parent.same(t.databaseParent(other)) && sameMap(fk, other)
		})
		if i >= 0 {
			database = slices.Delete(database, i, i+1)
		}
		return i >= 0
	})
	for _, fk := range code {
		parent := t.codeParent(fk)
		i := slices.IndexFunc(database, func(other *graph.ForeignKey) bool { return parent.same(t.databaseParent(other)) })
		d := Difference{Kind: ForeignKeys, Code: arrow(parent, fk), Pos: fk.Pos}
		if i < 0 {
			d.Message = fmt.Sprintf("refers to %s in the code, not in the database", d.Code)
		} else {
			d.Database = arrow(parent, database[i])
			d.Message = fmt.Sprintf("refers to %s in the code, to %s in the database", d.Code, d.Database)
			database = slices.Delete(database, i, i+1)
		}
		t.add(d)
	}
	if unknown > 0 {
		return // some of these are probably those
	}
	for _, fk := range database {
		d := Difference{Kind: ForeignKeys, Database: arrow(t.databaseParent(fk), fk)}
		d.Message = fmt.Sprintf("refers to %s in the database, not in the code", d.Database)
		t.add(d)
	}
}

// A parent is what a foreign key refers to, by its names in the database as far as they
// are known.
type parent struct{ schema, table, class string }

func (p parent) known() bool { return p.schema != "" && p.class != "" }

// same reports whether two parents are the same table. A table of a schema that was not
// read is known by its class alone.
func (p parent) same(q parent) bool {
	if p.schema != q.schema {
		return false
	}
	if p.table != "" && q.table != "" {
		return p.table == q.table
	}
	return p.class == q.class
}

// codeParent returns the parent of a foreign key of the code.
func (c *comparison) codeParent(fk *graph.ForeignKey) parent {
	if t := c.source.Table(fk.Parent); t != nil {
		return parent{c.schemas[t.Schema], t.Name, t.Class}
	}
	if x := c.source.External(fk.Parent); x != nil && x.Kind == graph.Virtual {
		return parent{x.Module, "", x.Class}
	}
	return parent{}
}

// databaseParent returns the parent of a foreign key of the database. If it has another
// prefix there, that is reported once.
func (c *comparison) databaseParent(fk *graph.ForeignKey) parent {
	if t := c.deployed.Table(fk.Parent); t != nil {
		return parent{t.Schema, cmp.Or(c.names[t.ID], t.Name), t.Class}
	}
	if x := c.deployed.External(fk.Parent); x != nil {
		return parent{x.Module, "", x.Class}
	}
	return parent{}
}

// sameMap reports whether two foreign keys map the same attributes.
func sameMap(a, b *graph.ForeignKey) bool {
	return len(a.AttrMap) == len(b.AttrMap) && !slices.ContainsFunc(a.AttrMap, func(p graph.AttrPair) bool {
		return !slices.Contains(b.AttrMap, p)
	})
}

// arrow returns a foreign key as "schema.table(child=parent, …)".
func arrow(p parent, fk *graph.ForeignKey) string {
	table := p.table
	if table == "" {
		table = p.class
	}
	var pairs []string
	for _, pair := range fk.AttrMap {
		if pair.Child == pair.Parent {
			pairs = append(pairs, pair.Child)
		} else {
			pairs = append(pairs, pair.Child+"="+pair.Parent)
		}
	}
	return p.schema + "." + table + "(" + strings.Join(pairs, ", ") + ")"
}

// compareAttributes compares the attributes that the table declares itself; what it
// inherits differs with a foreign key. Whether an attribute may be null is compared for
// all.
func (t *tableComparison) compareAttributes() {
	for i := range t.here.Attributes {
		a := &t.here.Attributes[i]
		b := t.live.Attribute(a.Name)
		own := len(a.From) == 0
		switch {
		case b == nil && own && !(a.InKey && t.keyDiffers):
			t.add(Difference{
				Kind: AttributeAdded, Attribute: a.Name, Code: a.Type, Pos: a.Pos,
				Message: fmt.Sprintf("has %s : %s in the code, not in the database", a.Name, a.Type),
			})
		case b != nil:
			if own {
				t.compareAttribute(a, b)
			}
			t.compareNullability(a, b)
		}
	}
	if len(t.here.UnknownKeys) > 0 {
		return // they may have what the database has
	}
	for i := range t.live.Attributes {
		b := &t.live.Attributes[i]
		if t.here.Attribute(b.Name) == nil && len(b.From) == 0 && !(b.InKey && t.keyDiffers) {
			t.add(Difference{
				Kind: AttributeRemoved, Attribute: b.Name, Database: b.Type,
				Message: fmt.Sprintf("has %s : %s in the database, not in the code", b.Name, b.Type),
			})
		}
	}
}

func (t *tableComparison) compareAttribute(a, b *graph.Attribute) {
	if !t.types.same(a, b) {
		pos := a.Pos
		if a.TypePos.IsValid() {
			pos = a.TypePos
		}
		database := b.Type
		if plain(b.SQLType) != plain(b.Type) {
			database += " (" + b.SQLType + ")"
		}
		t.add(Difference{
			Kind: Types, Attribute: a.Name, Code: a.Type, Database: database, Pos: pos,
			Message: fmt.Sprintf("has %s as %s in the code, as %s in the database", a.Name, a.Type, database),
		})
	} else if code, database := a.Default, b.Default; a.Nullable == b.Nullable && !t.types.sameDefault(a, b) {
		t.add(Difference{
			Kind: Defaults, Attribute: a.Name, Code: orNone(code), Database: orNone(database), Pos: a.Pos,
			Message: fmt.Sprintf("has the default %s for %s in the code, %s in the database", orNone(code), a.Name, orNone(database)),
		})
	}
	if code, database := words(a.Comment), words(b.Comment); code != database {
		t.add(Difference{
			Kind: Comments, Attribute: a.Name, Code: code, Database: database, Pos: a.Pos,
			Message: fmt.Sprintf("has the comment %q of %s in the code, %q in the database", code, a.Name, database),
		})
	}
}

func orNone(text *string) string {
	if text == nil {
		return "none"
	}
	return *text
}

func (t *tableComparison) compareNullability(a, b *graph.Attribute) {
	if a.Nullable == b.Nullable {
		return
	}
	may := func(nullable bool) string {
		if nullable {
			return "nullable"
		}
		return "not null"
	}
	t.add(Difference{
		Kind: Nullability, Attribute: a.Name, Code: may(a.Nullable), Database: may(b.Nullable), Pos: a.Pos,
		Message: fmt.Sprintf("has %s as %s in the code, as %s in the database", a.Name, may(a.Nullable), may(b.Nullable)),
	})
}

// compareIndexes compares the indexes, with those that foreign keys ask for. One on an
// expression is not compared: the database writes it in its own way.
func (t *tableComparison) compareIndexes() {
	code, database := indexes(t.here, t.code), indexes(t.live, t.database)
	for _, x := range code {
		implied := !x.unique && slices.ContainsFunc(t.database, func(fk *graph.ForeignKey) bool { return x.isOn(fk) })
		if !slices.ContainsFunc(database, x.same) && !implied {
			t.add(Difference{Kind: Indexes, Code: x.String(), Pos: x.pos, Message: fmt.Sprintf("has the %s in the code, not in the database", x)})
		}
	}
	for _, x := range database {
		if !slices.ContainsFunc(code, x.same) {
			t.add(Difference{Kind: Indexes, Database: x.String(), Message: fmt.Sprintf("has the %s in the database, not in the code", x)})
		}
	}
}

// An index is an index of one side.
type index struct {
	columns []string
	unique  bool
	pos     graph.Pos
}

// indexes returns the indexes of a table on columns.
func indexes(t *graph.Table, keys []*graph.ForeignKey) []index {
	var all []index
	for _, x := range t.Indexes {
		if !slices.ContainsFunc(x.Columns, func(c string) bool { return t.Attribute(c) == nil }) {
			all = append(all, index{x.Columns, x.Unique, x.Pos})
		}
	}
	for _, fk := range keys {
		if fk.Unique {
			x := index{unique: true, pos: fk.Pos}
			for _, p := range fk.AttrMap {
				x.columns = append(x.columns, p.Child)
			}
			all = append(all, x)
		}
	}
	return all
}

// same reports whether two indexes are the same. The order of the columns of a unique
// one does not decide what it allows.
func (x index) same(y index) bool {
	if x.unique != y.unique {
		return false
	}
	if x.unique {
		return slices.Equal(slices.Sorted(slices.Values(x.columns)), slices.Sorted(slices.Values(y.columns)))
	}
	return slices.Equal(x.columns, y.columns)
}

// isOn reports whether the index is on the columns of a foreign key.
func (x index) isOn(fk *graph.ForeignKey) bool {
	return len(x.columns) == len(fk.AttrMap) && !slices.ContainsFunc(fk.AttrMap, func(p graph.AttrPair) bool {
		return !slices.Contains(x.columns, p.Child)
	})
}

// String returns "index (a, b)" or "unique index (a, b)".
func (x index) String() string {
	if x.unique {
		return "unique index " + tuple(x.columns)
	}
	return "index " + tuple(x.columns)
}
