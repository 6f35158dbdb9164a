package diff

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// rekey sets the keys of the tables that both versions have, and says why they changed:
// by a change of the table's own, by that of an ancestor, or by both. The entries are
// those of the tables of the new version.
func (c *comparison) rekey(entries []Table) {
	changed := make([]bool, len(entries))
	var origins []int
	for i := range entries {
		o := c.oldOf[i]
		if o < 0 {
			continue
		}
		old, new := &c.old.Tables[o], &c.new.Tables[i]
		switch {
		case slices.EqualFunc(columnsOf(old, old.PrimaryKey), columnsOf(new, new.PrimaryKey), keyColumn.same),
			!old.HasDefinition || !new.HasDefinition,
			!c.comparable(old, new) && !c.ownKeyChange(i, entries[i].Changes):
			continue
		}
		changed[i] = true
		entries[i].OldKey, entries[i].NewKey = old.PrimaryKey, new.PrimaryKey
	}
	reordered := make([]bool, len(entries))
	for i := range entries {
		reordered[i] = changed[i] && c.keyReordered(i)
	}
	for i := range entries {
		if changed[i] && (c.ownKeyChange(i, entries[i].Changes) || !c.parentIs(i, changed) || reordered[i] && !c.parentIs(i, reordered)) {
			origins = append(origins, i)
			entries[i].Changes = append(entries[i].Changes, c.keyChange(i))
			slices.SortStableFunc(entries[i].Changes, func(a, b Change) int { return int(a.Kind) - int(b.Kind) })
		}
	}
	c.paths(entries, changed, origins)
}

// A keyColumn is a column of a primary key.
type keyColumn struct {
	name string
	columnType
}

func (k keyColumn) same(l keyColumn) bool { return k.name == l.name && k.columnType.same(l.columnType) }

// columnsOf returns columns of a table by their names.
func columnsOf(t *graph.Table, names []string) []keyColumn {
	columns := make([]keyColumn, len(names))
	for i, name := range names {
		columns[i].name = name
		if a := t.Attribute(name); a != nil {
			columns[i].columnType = columnOf(a.Type)
		}
	}
	return columns
}

// ownKeyChange reports whether something in the table itself changed its key: an
// attribute or a foreign key in it, or an attribute that moved into it or out of it.
func (c *comparison) ownKeyChange(i int, changes []Change) bool {
	if slices.ContainsFunc(changes, func(change Change) bool { return change.Key }) {
		return true
	}
	old, new := &c.old.Tables[c.oldOf[i]], &c.new.Tables[i]
	for j := range new.Attributes {
		a := &new.Attributes[j]
		if before := old.Attribute(a.Name); before != nil && before.InKey != a.InKey && len(before.From) == 0 && len(a.From) == 0 {
			return true
		}
	}
	return false
}

// keyReordered reports whether the columns that both keys have are in another order.
func (c *comparison) keyReordered(i int) bool {
	var places []int
	for _, name := range c.new.Tables[i].PrimaryKey {
		if at := slices.Index(c.old.Tables[c.oldOf[i]].PrimaryKey, name); at >= 0 {
			places = append(places, at)
		}
	}
	return !slices.IsSorted(places)
}

// parentIs reports whether a parent in the key is one of some tables.
func (c *comparison) parentIs(i int, some []bool) bool {
	for _, fk := range c.new.ForeignKeysOf(c.new.Tables[i].ID) {
		if p := tableIndex(c.new, fk.Parent); fk.Primary && p >= 0 && p != i && some[p] {
			return true
		}
	}
	return false
}

// keyChange returns the change of a table's own key.
func (c *comparison) keyChange(i int) Change {
	old, new := &c.old.Tables[c.oldOf[i]], &c.new.Tables[i]
	change := Change{
		Kind: KeyChanged, Old: strings.Join(old.PrimaryKey, ", "), New: strings.Join(new.PrimaryKey, ", "),
		Key: true, Effect: Migration, Reason: "alter() cannot change a key", Pos: new.Pos,
	}
	if change.Old == change.New {
		change.Old, change.New = retypedColumns(old, new, new.PrimaryKey)
	}
	return change
}

// comparable reports whether the keys of two versions can be compared: what is not known
// of them is the same. The ID of an external may begin with the module that refers to it,
// so its class counts.
func (c *comparison) comparable(old, new *graph.Table) bool {
	names := func(p *graph.Pipeline, ids []string, renamed func(id string) string) []string {
		var list []string
		for _, id := range ids {
			if x := p.External(id); x != nil && x.Class != "" {
				list = append(list, x.Class)
			} else {
				list = append(list, renamed(id))
			}
		}
		slices.Sort(list)
		return list
	}
	same := func(id string) string { return id }
	return slices.Equal(names(c.old, old.UnknownKeys, c.renamed), names(c.new, new.UnknownKeys, same))
}

// retypedColumns returns those of some columns, which both versions have, whose types
// make other columns now: with their old types, and with the new ones.
func retypedColumns(old, new *graph.Table, names []string) (before, after string) {
	var was, is []string
	for _, name := range names {
		a, b := old.Attribute(name), new.Attribute(name)
		if a != nil && b != nil && !columnOf(a.Type).same(columnOf(b.Type)) {
			was, is = append(was, name+" : "+a.Type), append(is, name+" : "+b.Type)
		}
	}
	return strings.Join(was, ", "), strings.Join(is, ", ")
}

// paths sets the path of each table whose key changed because of an origin: a shortest
// one, over tables whose keys changed. An origin has a path, too, if a parent's key
// changed besides its own.
func (c *comparison) paths(entries []Table, changed []bool, origins []int) {
	children := make([][]*graph.ForeignKey, len(entries))
	for i := range c.new.ForeignKeys {
		fk := &c.new.ForeignKeys[i]
		if p := tableIndex(c.new, fk.Parent); p >= 0 && fk.Primary {
			children[p] = append(children[p], fk)
		}
	}
	above := make([][]graph.Hop, len(entries))
	reached := make([]bool, len(entries))
	origin := make([]string, len(entries))
	for _, i := range origins {
		reached[i], origin[i] = true, entries[i].ID
	}
	for queue := slices.Clone(origins); len(queue) > 0; queue = queue[1:] {
		for _, fk := range children[queue[0]] {
			if i := tableIndex(c.new, fk.Child); i >= 0 && changed[i] && !reached[i] {
				reached[i] = true
				above[i] = pathUp(fk, above[queue[0]])
				origin[i] = origin[queue[0]]
				entries[i].Origin = origin[i]
				queue = append(queue, i)
			}
		}
	}
	for i := range entries {
		entries[i].Path = above[i]
	}
	for _, i := range origins {
		id := entries[i].ID
		for _, fk := range c.new.ForeignKeysOf(id) {
			p := tableIndex(c.new, fk.Parent)
			if !fk.Primary || p < 0 || p == i || !changed[p] || !c.referred(i, fk.Parent) || slices.ContainsFunc(above[p], func(h graph.Hop) bool { return h.To == id }) {
				continue
			}
			entries[i].Path, entries[i].Origin = pathUp(&fk, above[p]), origin[p]
			break
		}
	}
}

// referred reports whether the old version of a table refers to this parent of the new
// version, too.
func (c *comparison) referred(i int, parent string) bool {
	return slices.ContainsFunc(c.old.ForeignKeysOf(c.old.Tables[c.oldOf[i]].ID), func(fk graph.ForeignKey) bool {
		return c.renamed(fk.Parent) == parent
	})
}

// pathUp returns the path of the child of a foreign key, given that of the parent.
func pathUp(fk *graph.ForeignKey, parent []graph.Hop) []graph.Hop {
	const most = 32 // a long chain of tables would take memory by its square
	hop := graph.Hop{From: fk.Child, To: fk.Parent, Child: fk.Child, Parent: fk.Parent, Text: fk.Text, Pos: fk.Pos}
	return append([]graph.Hop{hop}, parent[:min(len(parent), most-1)]...)
}
