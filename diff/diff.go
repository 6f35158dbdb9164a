package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// A Diff is the difference between two versions of a pipeline. The zero value is that of
// equal ones.
type Diff struct {
	Schemas []Schema // that changed, by ID
	Tables  []Table  // that changed, by ID; a removed table comes before one that took its ID
	Stores  []Store  // whose declarations changed, by name
	Cycles  []Cycle  // that are new or gone, as [graph.Pipeline.Cycles] sorts them, the new ones first
	Order   []Move   // modules whose place in the build order changed, in the new order

	pairs *pairs
}

// A Schema is a schema of the database that changed.
type Schema struct {
	ID      string // in the new version; of a removed schema, in the old one
	Status  Status
	Old     string // its name in the old version if that differs, as far as it is known
	New     string // its name in the new version if that differs
	Modules []string
	// OldModules lists the modules that declared its tables, if these are others now.
	OldModules []string
	// Activated and Deactivated say that a module activates the schema now, or does not
	// any more.
	Activated, Deactivated bool
	Effect                 Effect
	Reason                 string // what it means for a deployed database
	Pos                    graph.Pos
}

// A Table is a table that changed.
type Table struct {
	ID     string // in the new version; of a removed table, in the old one
	OldID  string // in the old version; empty for an added table
	Status Status
	Tier   graph.Tier
	Schema string // the ID of its schema, in the same version as ID
	Name   string // its SQL name, in the same version as ID
	// Changes lists what changed in the table itself, by Kind and then as declared. It
	// is empty if only its key changes because of an ancestor's.
	Changes []Change
	// OldKey and NewKey are the primary keys if they differ in names, types or order.
	OldKey, NewKey []string
	// Origin is the ID of an ancestor whose own key changed, because of which this key
	// changes. It is empty if there is none.
	Origin string
	// Path lists the foreign keys from this table up to Origin. Of a longer way, it has the
	// first 32; the entries of the tables above have the rest.
	Path   []graph.Hop
	Effect Effect // the worst of all changes
	Pos    graph.Pos
}

// Rekeyed reports whether the key changes because of an ancestor's.
func (t *Table) Rekeyed() bool { return t.Origin != "" }

// Own reports whether something in the table itself changed.
func (t *Table) Own() bool { return len(t.Changes) > 0 }

// A Change is one change of a table.
type Change struct {
	Kind Kind
	// Name is what changed: an attribute, the line of a foreign key, the columns of an
	// index. It is empty for a change of the table as a whole.
	Name     string
	Old, New string // what changed, before and after; each may be empty
	// Key reports that the change is in the primary key, so that it reaches the tables
	// below.
	Key    bool
	Effect Effect
	Reason string    // what it means for a deployed database, as a clause; may be empty
	Pos    graph.Pos // in the new version; of something removed, in the old one
}

// A Cycle is a cycle that is new or gone.
type Cycle struct {
	Status Status // Added or Removed
	graph.Cycle
}

// A Move is a module whose place in the build order changed.
type Move struct {
	Module string
	// After is a module that it came before, and now comes after. Before is a module for
	// which it is the other way around. One of them is empty.
	After, Before string
}

// Compare returns the difference between two valid pipelines. They may share no slices
// with the result, which refers to both.
func Compare(old, new *graph.Pipeline) *Diff {
	c := &comparison{pairs: pair(old, new), rules: rulesOf(old, new), oldReads: readingOf(old), newReads: readingOf(new)}
	d := &Diff{pairs: c.pairs}
	d.Schemas = c.schemas()
	d.Tables = c.tables()
	d.Stores = c.stores()
	d.Cycles = c.cycles()
	d.Order = c.order()
	return d
}

// Empty reports whether nothing changed.
func (d *Diff) Empty() bool {
	return len(d.Schemas)+len(d.Tables)+len(d.Stores)+len(d.Cycles)+len(d.Order) == 0
}

// Effect returns the worst effect of all changes.
func (d *Diff) Effect() Effect {
	worst := Nothing
	for i := range d.Schemas {
		worst = max(worst, d.Schemas[i].Effect)
	}
	for i := range d.Tables {
		worst = max(worst, d.Tables[i].Effect)
	}
	for i := range d.Stores {
		worst = max(worst, d.Stores[i].Effect)
	}
	return worst
}

// A comparison holds what the steps of [Compare] share.
type comparison struct {
	*pairs
	rules rules
	// oldReads and newReads are nil if the version has no reads.
	oldReads, newReads reading
}

// tables returns all tables that changed.
func (c *comparison) tables() []Table {
	var tables []Table
	for i := range c.old.Tables {
		if c.newOf[i] < 0 {
			tables = append(tables, c.removed(&c.old.Tables[i]))
		}
	}
	kept := make([]Table, len(c.new.Tables)) // by the index in the new version
	for i := range c.new.Tables {
		t := &c.new.Tables[i]
		if o := c.oldOf[i]; o >= 0 {
			kept[i] = c.compare(&c.old.Tables[o], t)
		} else {
			kept[i] = c.added(t)
		}
	}
	c.rekey(kept)
	for i := range kept {
		t := &kept[i]
		for _, change := range t.Changes {
			t.Effect = max(t.Effect, change.Effect)
		}
		if t.Rekeyed() && !c.waited(&c.old.Tables[c.oldOf[i]]) {
			t.Effect = max(t.Effect, Migration)
		}
		if t.Status != Kept || t.Own() || t.Rekeyed() {
			tables = append(tables, *t)
		}
	}
	slices.SortStableFunc(tables, func(a, b Table) int { return strings.Compare(a.ID, b.ID) })
	return tables
}

// added returns the entry of a table that is new.
func (c *comparison) added(t *graph.Table) Table {
	a := entry(t)
	a.Status = Added
	reason := "DataJoint declares it when the class is first used"
	if !t.Active {
		reason = "DataJoint declares it once its schema is activated"
	}
	a.Changes = []Change{{Kind: TableAdded, Reason: reason, Pos: t.Pos}}
	return a
}

// removed returns the entry of a table that is gone.
func (c *comparison) removed(t *graph.Table) Table {
	r := entry(t)
	r.Status, r.OldID = Removed, t.ID
	change := Change{
		Kind: TableRemoved, Effect: Loss, Pos: t.Pos,
		Reason: "it stays in the database until it is dropped, and then its rows are lost",
	}
	if c.waited(t) {
		change.Effect, change.Reason = Nothing, notDeployed
	}
	r.Changes, r.Effect = []Change{change}, change.Effect
	return r
}

// notDeployed is why a change means nothing for the database.
const notDeployed = "its schema was not activated"

// waited reports whether a table of the old version was no part of the pipeline, since
// nothing activated its schema.
func (c *comparison) waited(old *graph.Table) bool { return c.anyActive && !old.Active }

// entry returns an entry without changes.
func entry(t *graph.Table) Table {
	return Table{ID: t.ID, Tier: t.Tier, Schema: t.Schema, Name: t.Name, Pos: t.Pos}
}

// compare returns the entry of a table that both versions have.
func (c *comparison) compare(old, new *graph.Table) Table {
	t := entry(new)
	t.OldID = old.ID
	add := func(changes ...Change) { t.Changes = append(t.Changes, changes...) }
	add(c.names(old, new)...)
	if old.HasDefinition != new.HasDefinition {
		kind := DefinitionKnown
		if old.HasDefinition {
			kind = DefinitionUnknown
		}
		add(Change{Kind: kind, Pos: new.Pos, Reason: "its columns cannot be compared"})
		return t
	}
	if old.Comment != new.Comment {
		add(c.rules.tableComment(old, new))
	}
	add(c.attributes(old, new)...)
	add(c.foreignKeys(old, new)...)
	add(c.indexes(old, new)...)
	add(c.reads(old, new)...)
	slices.SortStableFunc(t.Changes, func(a, b Change) int { return cmp.Compare(a.Kind, b.Kind) })
	if c.waited(old) {
		for i := range t.Changes {
			t.Changes[i].Effect, t.Changes[i].Reason = Nothing, notDeployed
		}
	}
	return t
}
