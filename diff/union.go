package diff

import (
	"fmt"
	"slices"

	"github.com/djdag/djdag/graph"
)

// Mark says what became of a table or a foreign key in a figure of both versions.
type Mark uint8

// The marks.
const (
	Same    Mark = iota // nothing changed
	New                 // it is only in the new version
	Gone                // it is only in the old one
	Changed             // it changed, but not in its key
	Rekeyed             // its key changed, or it is a foreign key that follows a key
)

// String returns "same", "new", "gone", "changed" or "rekeyed".
func (m Mark) String() string {
	if names := [...]string{"same", "new", "gone", "changed", "rekeyed"}; int(m) < len(names) {
		return names[m]
	}
	return fmt.Sprintf("Mark(%d)", uint8(m))
}

// A Union is one pipeline of both versions: the new one, with the tables and foreign keys
// that are gone.
type Union struct {
	*graph.Pipeline
	// Tables holds the marks of tables by their IDs in the union; others are the same.
	Tables map[string]Mark
	// ForeignKeys holds the mark of each foreign key of the union.
	ForeignKeys []Mark
}

// Union returns the union of the two versions. It shares no slices with them that it
// changes. If no table is active, as in an Element without a pipeline, all are.
func (d *Diff) Union() *Union {
	u := &union{pairs: d.pairs, Union: &Union{Pipeline: copied(d.pairs.new), Tables: make(map[string]Mark)}, marks: make(map[string]Mark)}
	u.addGone()
	for i := range d.Tables {
		u.mark(&d.Tables[i])
	}
	u.activate()
	u.Sort()
	u.Union.ForeignKeys = make([]Mark, len(u.Pipeline.ForeignKeys))
	for i := range u.Pipeline.ForeignKeys {
		u.Union.ForeignKeys[i] = u.marks[foreignKeyID(&u.Pipeline.ForeignKeys[i])]
	}
	return u.Union
}

// A union is a [Union] that is being built.
type union struct {
	*pairs
	*Union
	marks map[string]Mark // of foreign keys, by foreignKeyID
}

// copied returns a copy of a pipeline to which tables and foreign keys can be added.
func copied(p *graph.Pipeline) *graph.Pipeline {
	c := *p
	c.Modules, c.Schemas, c.Tables = slices.Clone(p.Modules), slices.Clone(p.Schemas), slices.Clone(p.Tables)
	c.ForeignKeys, c.Externals = slices.Clone(p.ForeignKeys), slices.Clone(p.Externals)
	c.Diagnostics = nil
	for i := range c.Tables {
		t := &c.Tables[i]
		t.Attributes = slices.Clone(t.Attributes)
		for j := range t.Attributes {
			t.Attributes[j].From = slices.Clone(t.Attributes[j].From)
		}
	}
	return &c
}

// foreignKeyID identifies a foreign key in the union.
func foreignKeyID(fk *graph.ForeignKey) string {
	return fmt.Sprintf("%q %q %v %v %q", fk.Child, fk.Parent, fk.AttrMap, fk.Pos, fk.Text)
}

// unionID returns the ID in the union of a table or external of the old version.
func (u *union) unionID(old string) string {
	id := u.renamed(old)
	if id == goneID(old) && u.new.Table(old) == nil && u.new.External(old) == nil {
		return old // nothing else has it
	}
	return id
}

// addGone adds what only the old version has.
func (u *union) addGone() {
	added := make(map[int]int)    // the foreign keys that are gone: from the old index to that in the union
	first := make(map[string]int) // the index of a table's first foreign key
	for i, fk := range slices.Backward(u.old.ForeignKeys) {
		first[fk.Child] = i
	}
	for o := range u.old.Tables {
		t := &u.old.Tables[o]
		n := u.newOf[o]
		before := u.old.ForeignKeysOf(t.ID)
		pair := unpaired(len(before))
		if n >= 0 {
			pair = (&comparison{pairs: u.pairs}).pairForeignKeys(before, u.new.ForeignKeysOf(u.new.Tables[n].ID))
		}
		for i, fk := range before {
			if pair[i] >= 0 {
				continue
			}
			fk.Child, fk.Parent = u.unionID(fk.Child), u.unionID(fk.Parent)
			added[first[t.ID]+i] = len(u.Pipeline.ForeignKeys)
			u.Pipeline.ForeignKeys = append(u.Pipeline.ForeignKeys, fk)
			u.marks[foreignKeyID(&fk)] = Gone
			u.addExternal(before[i].Parent, fk.Parent)
		}
	}
	for o, n := range u.newOf {
		if n < 0 {
			u.addTable(&u.old.Tables[o], added)
		}
	}
}

// addExternal adds an external of the old version that the new one lacks.
func (u *union) addExternal(old, id string) {
	if x := u.old.External(old); x != nil && u.new.External(id) == nil && u.new.Table(id) == nil &&
		!slices.ContainsFunc(u.Externals, func(y graph.External) bool { return y.ID == id }) {
		u.Externals = append(u.Externals, *x)
	}
}

// addTable adds a table that is gone, with its schema and module.
func (u *union) addTable(old *graph.Table, foreignKeys map[int]int) {
	t := *old
	t.ID = u.unionID(t.ID)
	if t.Master != "" {
		t.Master = u.unionID(t.Master)
	}
	t.Attributes = slices.Clone(t.Attributes)
	for i := range t.Attributes {
		var from []int
		for _, fk := range t.Attributes[i].From {
			if at, ok := foreignKeys[fk]; ok {
				from = append(from, at)
			}
		}
		t.Attributes[i].From = from
	}
	if schema, ok := u.newSchema[t.Schema]; ok {
		t.Schema = schema
	} else if s := u.old.Schema(t.Schema); s != nil {
		gone := *s
		if u.new.Schema(gone.ID) != nil {
			gone.ID = goneID(gone.ID)
		}
		t.Schema = gone.ID
		if !slices.ContainsFunc(u.Schemas, func(s graph.Schema) bool { return s.ID == gone.ID }) {
			u.Schemas = append(u.Schemas, gone)
		}
	}
	if m := u.old.Module(t.Module); m != nil && !slices.ContainsFunc(u.Modules, func(n graph.Module) bool { return n.Name == m.Name }) {
		u.Modules = append(u.Modules, graph.Module{Name: m.Name, Path: m.Path, Outside: m.Outside})
	}
	u.Pipeline.Tables = append(u.Pipeline.Tables, t)
}

// mark marks a table that changed, and its foreign keys.
func (u *union) mark(t *Table) {
	switch {
	case t.Status == Removed:
		u.Union.Tables[u.unionID(t.ID)] = Gone
		return
	case t.Status == Added:
		u.Union.Tables[t.ID] = New
		for _, fk := range u.new.ForeignKeysOf(t.ID) {
			u.marks[foreignKeyID(&fk)] = New
		}
		return
	case t.NewKey != nil:
		u.Union.Tables[t.ID] = Rekeyed
	default:
		u.Union.Tables[t.ID] = Changed
	}
	for _, fk := range u.new.ForeignKeysOf(t.ID) {
		for _, change := range t.Changes {
			if change.Name != fk.Text || change.Pos != fk.Pos {
				continue
			}
			switch change.Kind {
			case ForeignKeyAdded:
				u.marks[foreignKeyID(&fk)] = New
			case ForeignKeyChanged:
				u.marks[foreignKeyID(&fk)] = Changed
			case ForeignKeyFollows:
				u.marks[foreignKeyID(&fk)] = Rekeyed
			}
		}
	}
}

// activate makes all tables and schemas active if none of the new version is: a figure
// shows active ones only.
func (u *union) activate() {
	live := u.new.Live()
	if len(live) == 0 || slices.ContainsFunc(u.new.Tables, func(t graph.Table) bool { return t.Active }) {
		return
	}
	for i := range u.Pipeline.Tables {
		u.Pipeline.Tables[i].Active = true
	}
	for i := range u.Schemas {
		u.Schemas[i].Active = true
	}
}
