package database

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// pipeline builds the model from the rows of a catalog.
func (c *catalog) pipeline() *graph.Pipeline {
	c.sort()
	b := &builder{
		catalog:  c,
		pipeline: &graph.Pipeline{Database: &graph.Database{Backend: c.backend, Server: c.server, Lineage: c.lineage}},
		tables:   map[tableKey]*table{},
		ids:      namer{}, externals: map[tableKey]string{},
	}
	b.addSchemas()
	b.addTables()
	b.addIndexes()
	b.addForeignKeys()
	b.nameClasses()
	b.settle()
	b.pipeline.Sort()
	return b.pipeline
}

// A builder builds a pipeline from the rows of a catalog.
type builder struct {
	*catalog
	pipeline *graph.Pipeline
	modules  map[string]string // by schema
	tables   map[tableKey]*table
	order    []*table // by schema and name
	ids      namer    // of tables and externals
	// externals holds the IDs of parents that were not read.
	externals map[tableKey]string
}

// A tableKey is what identifies a table in a database.
type tableKey struct{ schema, table string }

// A table is a table while it is built.
type table struct {
	graph.Table
	key     tableKey
	name    tableName
	columns []graph.Attribute // as in the database
	primary []string          // the key, hidden columns included
	indexes []*index
	refs    []*reference
	hidden  [][]string // the columns of foreign keys to hidden tables
	settled bool
}

// An index is a secondary index.
type index struct {
	columns []string
	unique  bool
}

// A reference is a foreign key while it is built.
type reference struct {
	columns []string         // of the child, in the order of the constraint
	pairs   []graph.AttrPair // in the order of the parent's key
	parent  tableKey
}

// addSchemas adds the schemas that are seen, each with its module.
func (b *builder) addSchemas() {
	names := namer{}
	b.modules = map[string]string{}
	for _, s := range b.schemas {
		b.pipeline.Database.Schemas = append(b.pipeline.Database.Schemas, graph.DatabaseSchema{Name: s.name, Sight: s.sight, HasLineage: s.hasLineage})
		if s.sight == graph.Hidden || s.sight == graph.Absent {
			continue
		}
		module := names.take(moduleName(s.name))
		b.modules[s.name] = module
		b.pipeline.Modules = append(b.pipeline.Modules, graph.Module{Name: module})
		b.pipeline.Schemas = append(b.pipeline.Schemas, graph.Schema{
			ID: s.name, Name: s.name, Template: s.name, Modules: []string{module}, Active: true,
		})
	}
}

// addTables adds the tables with their columns.
func (b *builder) addTables() {
	for i := range b.catalog.columns {
		row := &b.catalog.columns[i]
		if isHiddenTable(row.table) || b.modules[row.schema] == "" {
			continue
		}
		key := tableKey{row.schema, row.table}
		t := b.tables[key]
		if t == nil {
			t = &table{key: key, name: parseTableName(row.table)}
			t.Table = graph.Table{
				Module: b.modules[row.schema], Schema: row.schema, Name: row.table, Tier: t.name.tier,
				Active: true, Comment: row.tableComment, HasDefinition: true,
			}
			b.tables[key] = t
			b.order = append(b.order, t)
		}
		t.columns = append(t.columns, row.attribute())
	}
}

// addIndexes adds the keys and the other indexes.
func (b *builder) addIndexes() {
	var last *indexRow
	for i := range b.catalog.indexes {
		row := &b.catalog.indexes[i]
		t := b.tables[tableKey{row.schema, row.table}]
		same := last != nil && last.schema == row.schema && last.table == row.table && last.index == row.index
		last = row
		switch {
		case t == nil:
		case row.primary:
			t.primary = append(t.primary, row.column)
		case same:
			x := t.indexes[len(t.indexes)-1]
			x.columns = append(x.columns, row.column)
		default:
			t.indexes = append(t.indexes, &index{columns: []string{row.column}, unique: row.unique})
		}
	}
}

// addForeignKeys adds the foreign keys between tables that are not hidden. Those that
// bring the same attributes of the same parent count once.
func (b *builder) addForeignKeys() {
	rows := b.catalog.keys
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].schema == rows[0].schema && rows[n].table == rows[0].table && rows[n].constraint == rows[0].constraint {
			n++
		}
		b.addForeignKey(rows[:n])
		rows = rows[n:]
	}
}

func (b *builder) addForeignKey(rows []foreignKeyRow) {
	t := b.tables[tableKey{rows[0].schema, rows[0].table}]
	if t == nil {
		return
	}
	ref := &reference{parent: tableKey{rows[0].parentSchema, rows[0].parentTable}}
	for _, row := range rows {
		ref.columns = append(ref.columns, row.column)
		ref.pairs = append(ref.pairs, graph.AttrPair{Child: row.column, Parent: row.parentColumn})
	}
	if isHiddenTable(ref.parent.table) { // of an object store, before datajoint 2
		t.hidden = append(t.hidden, ref.columns)
		return
	}
	if parent := b.tables[ref.parent]; parent != nil {
		slices.SortStableFunc(ref.pairs, func(x, y graph.AttrPair) int {
			return cmp.Compare(slices.Index(parent.primary, x.Parent), slices.Index(parent.primary, y.Parent))
		})
	}
	if !slices.ContainsFunc(t.refs, func(r *reference) bool { return r.parent == ref.parent && slices.Equal(r.pairs, ref.pairs) }) {
		t.refs = append(t.refs, ref)
	}
}

// nameClasses gives each table its class and its ID. Masters come before their parts.
func (b *builder) nameClasses() {
	names := map[string]namer{}
	take := func(t *table, class string) {
		if names[t.Module] == nil {
			names[t.Module] = namer{}
		}
		t.Class = names[t.Module].take(class)
		t.ID = b.ids.take(t.Module + "." + t.Class)
	}
	var parts []*table
	for _, t := range b.order {
		if t.Tier == graph.Part {
			parts = append(parts, t)
		} else {
			take(t, t.name.class)
		}
	}
	for _, t := range parts {
		master, part, _ := strings.Cut(t.name.class, ".")
		t.Master = t.Module + "." + master
		if m := b.tables[tableKey{t.key.schema, t.name.master}]; m != nil && m.Tier != graph.Part {
			master, t.Master = m.Class, m.ID
		}
		take(t, master+"."+part)
	}
}

// settle writes the tables and their foreign keys into the pipeline.
func (b *builder) settle() {
	first := map[*table]int{} // the index of a table's first foreign key
	for _, t := range b.order {
		first[t] = len(b.pipeline.ForeignKeys)
		t.setKey()
		for _, ref := range t.refs {
			b.pipeline.ForeignKeys = append(b.pipeline.ForeignKeys, t.foreignKey(ref, b.parent(ref)))
		}
		t.link(first[t])
		t.setDimension(b.pipeline.ForeignKeys)
	}
	for _, t := range b.order {
		b.inherit(t, 0)
		t.Table.Indexes = t.declaredIndexes(b.backend)
		t.Definition = b.describe(t, b.pipeline.ForeignKeys[first[t]:][:len(t.refs)])
	}
	for _, t := range b.order {
		b.pipeline.Tables = append(b.pipeline.Tables, t.Table)
	}
}

// parent returns the ID of the parent. It adds a node for one that was not read.
func (b *builder) parent(ref *reference) string {
	if p := b.tables[ref.parent]; p != nil {
		return p.ID
	}
	id, ok := b.externals[ref.parent]
	if !ok {
		class := parseTableName(ref.parent.table).class
		id = b.ids.take(ref.parent.schema + "." + class)
		b.externals[ref.parent] = id
		b.pipeline.Externals = append(b.pipeline.Externals, graph.External{ID: id, Kind: graph.Virtual, Module: ref.parent.schema, Class: class})
	}
	return id
}

// setKey sets the key, and puts its attributes before the others. Hidden ones are left
// out.
func (t *table) setKey() {
	position := make(map[string]int, len(t.primary))
	for i, name := range t.primary {
		if !isHiddenColumn(name) {
			t.PrimaryKey = append(t.PrimaryKey, name)
			position[name] = i + 1
		}
	}
	for _, a := range t.columns {
		if isHiddenColumn(a.Name) {
			continue
		}
		a.InKey = position[a.Name] > 0
		t.Attributes = append(t.Attributes, a)
	}
	last := len(t.primary) + 1
	slices.SortStableFunc(t.Attributes, func(x, y graph.Attribute) int {
		return cmp.Compare(cmp.Or(position[x.Name], last), cmp.Or(position[y.Name], last))
	})
}

// foreignKey returns a reference as a foreign key.
func (t *table) foreignKey(ref *reference, parent string) graph.ForeignKey {
	fk := graph.ForeignKey{Child: t.ID, Parent: parent, AttrMap: ref.pairs, Primary: true}
	for _, p := range ref.pairs {
		a := t.Attribute(p.Child)
		fk.Primary = fk.Primary && a != nil && a.InKey
		fk.Nullable = fk.Nullable || a != nil && a.Nullable
		fk.Aliased = fk.Aliased || p.Child != p.Parent
	}
	fk.Multi = !fk.Primary || len(ref.pairs) != len(t.PrimaryKey)
	fk.Unique = slices.ContainsFunc(t.indexes, func(x *index) bool { return x.unique && ref.isOn(x.columns) })
	return fk
}

// isOn reports whether these are the columns of the foreign key, in any order.
func (r *reference) isOn(columns []string) bool {
	if len(columns) != len(r.pairs) {
		return false
	}
	return !slices.ContainsFunc(r.pairs, func(p graph.AttrPair) bool { return !slices.Contains(columns, p.Child) })
}

// link notes which foreign keys bring which attributes.
func (t *table) link(first int) {
	for i, ref := range t.refs {
		for _, p := range ref.pairs {
			if a := t.Attribute(p.Child); a != nil {
				a.From = append(a.From, first+i)
				a.Default = nil // it follows from Nullable
			}
		}
	}
}

// setDimension sets NewDimension.
func (t *table) setDimension(keys []graph.ForeignKey) {
	t.NewDimension = slices.ContainsFunc(t.Attributes, func(a graph.Attribute) bool {
		return a.InKey && !slices.ContainsFunc(a.From, func(i int) bool { return keys[i].Primary })
	})
}

// inherit takes the types of inherited attributes from the parents: DataJoint 2 keeps
// the comment of an attribute, which may hold its type, in the table that introduces it
// alone. A table is settled before its attributes are, so that a cycle ends; a chain of
// foreign keys that is too long ends, too.
func (b *builder) inherit(t *table, depth int) {
	const tooDeep = 10_000
	if t.settled || depth > tooDeep {
		return
	}
	t.settled = true
	for _, ref := range t.refs {
		parent := b.tables[ref.parent]
		if parent == nil {
			continue
		}
		for _, p := range ref.pairs {
			from, to := parent.Attribute(p.Parent), t.Attribute(p.Child)
			if from == nil || to == nil {
				continue
			}
			b.inherit(parent, depth+1)
			to.Type, to.Store, to.Comment = from.Type, from.Store, cmp.Or(to.Comment, from.Comment)
		}
	}
}

// declaredIndexes returns the indexes that a definition would have. A unique one on the
// columns of a foreign key is an option of that. MySQL makes an index for each foreign
// key, which cannot be told from one that somebody declared.
func (t *table) declaredIndexes(backend string) []graph.Index {
	var declared []graph.Index
	for _, x := range t.indexes {
		follows := slices.ContainsFunc(t.refs, func(r *reference) bool {
			if x.unique {
				return r.isOn(x.columns)
			}
			return backend == "mysql" && slices.Equal(r.columns, x.columns)
		}) || !x.unique && slices.ContainsFunc(t.hidden, func(columns []string) bool { return slices.Equal(columns, x.columns) })
		if !follows && !slices.ContainsFunc(x.columns, isHiddenColumn) {
			declared = append(declared, graph.Index{Columns: x.columns, Unique: x.unique})
		}
	}
	return declared
}
