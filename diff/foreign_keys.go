package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// cannotReference is why alter() leaves foreign keys.
//
// Source: alter of declare.py, "table.alter cannot alter foreign keys (yet)".
const cannotReference = "alter() cannot change foreign keys"

// foreignKeys returns what changed in the foreign keys of a table.
func (c *comparison) foreignKeys(old, new *graph.Table) []Change {
	before, after := c.old.ForeignKeysOf(old.ID), c.new.ForeignKeysOf(new.ID)
	pair := c.pairForeignKeys(before, after)
	var changes []Change
	for i := range before {
		if pair[i] < 0 {
			changes = append(changes, foreignKeyRemoved(&before[i], new))
		}
	}
	paired := make([]int, len(after)) // 1 + the index in before
	for i, j := range pair {
		if j >= 0 {
			paired[j] = i + 1
		}
	}
	for j := range after {
		fk := &after[j]
		if paired[j] == 0 {
			changes = append(changes, Change{
				Kind: ForeignKeyAdded, Name: fk.Text, New: kindOf(fk), Key: fk.Primary,
				Effect: Migration, Reason: cannotReference, Pos: fk.Pos,
			})
			continue
		}
		if change, ok := c.foreignKeyChange(&before[paired[j]-1], fk, old, new); ok {
			changes = append(changes, change)
		}
	}
	return changes
}

// pairForeignKeys returns for each foreign key of the old table the index of the one that
// it became, or -1. Those of one parent belong together; if there are several, those with
// the same columns first, then those with the same renamed columns. Last come the lines
// that are the same, but mean another parent now.
func (c *comparison) pairForeignKeys(before, after []graph.ForeignKey) []int {
	pair, taken := unpaired(len(before)), make([]bool, len(after))
	for _, key := range []func(fk *graph.ForeignKey, parent string) string{
		func(fk *graph.ForeignKey, parent string) string { return fmt.Sprintf("%q %q", parent, fk.AttrMap) },
		func(fk *graph.ForeignKey, parent string) string { return parent + "\x00" + renames(fk) },
		func(_ *graph.ForeignKey, parent string) string { return parent },
		func(fk *graph.ForeignKey, _ string) string { return fk.Text },
	} {
		waiting := make(map[string][]int) // the new ones with a key, in order
		for j := range after {
			if !taken[j] {
				k := key(&after[j], after[j].Parent)
				waiting[k] = append(waiting[k], j)
			}
		}
		for i := range before {
			if pair[i] >= 0 {
				continue
			}
			k := key(&before[i], c.renamed(before[i].Parent))
			if list := waiting[k]; len(list) > 0 {
				pair[i], taken[list[0]], waiting[k] = list[0], true, list[1:]
			}
		}
	}
	return pair
}

// foreignKeyRemoved returns the change of a foreign key that is gone. new is the table
// without it.
func foreignKeyRemoved(fk *graph.ForeignKey, new *graph.Table) Change {
	change := Change{
		Kind: ForeignKeyRemoved, Name: fk.Text, Old: kindOf(fk), Key: fk.Primary,
		Effect: Migration, Reason: cannotReference, Pos: fk.Pos,
	}
	var gone []string
	for _, pair := range fk.AttrMap {
		if new.Attribute(pair.Child) == nil {
			gone = append(gone, pair.Child)
		}
	}
	if gone != nil {
		change.Effect, change.Reason = Loss, "the values of "+strings.Join(gone, ", ")+" go with it"
	}
	return change
}

// foreignKeyChange returns what changed in a foreign key of a table. That the columns of
// one in the key follow the parent's is no change of the table's own.
func (c *comparison) foreignKeyChange(old, new *graph.ForeignKey, before, after *graph.Table) (Change, bool) {
	change := Change{Kind: ForeignKeyChanged, Name: new.Text, Old: kindOf(old), New: kindOf(new), Pos: new.Pos, Effect: Migration, Reason: cannotReference}
	switch {
	case c.renamed(old.Parent) != new.Parent:
		change.Kind, change.Old, change.New = ForeignKeyParent, old.Parent, new.Parent
		if c.old.Table(old.Parent) == nil || c.new.Table(new.Parent) == nil {
			change.Effect, change.Reason = Nothing, "its parent is not known in one of the versions"
			return change, c.old.Table(old.Parent) != nil || c.new.Table(new.Parent) != nil
		}
		change.Key = old.Primary || new.Primary
		return change, true
	case renames(old) != renames(new):
		change.Old, change.New = old.Text, new.Text
		if old.Text == new.Text { // the key of the parent has other names now
			change.Old, change.New = renamesShown(old), renamesShown(new)
		}
		change.Key = old.Primary || new.Primary
		return change, true
	case old.Primary != new.Primary:
		change.Key, change.Reason = true, "alter() cannot change a key"
		return change, true
	case old.Unique != new.Unique:
		change.Reason = cannotIndex
		return change, true
	case old.Nullable != new.Nullable:
		change.Effect, change.Reason = c.rules.altered("")
		if old.Nullable && change.Effect == Alter {
			change.Reason = "it fails where a row has NULL"
		}
		return change, true
	case new.Primary || len(old.AttrMap) == 0 || len(new.AttrMap) == 0:
		return Change{}, false
	}
	change.Kind, change.Reason = ForeignKeyFollows, "its columns follow the key of "+new.Parent
	if was, is := columnNames(old), columnNames(new); !slices.Equal(was, is) {
		change.Old, change.New = strings.Join(was, ", "), strings.Join(is, ", ")
		return change, true
	} else if !slices.EqualFunc(columnsOf(before, was), columnsOf(after, is), keyColumn.same) {
		change.Old, change.New = retypedColumns(before, after, is)
		return change, true
	}
	return Change{}, false
}

// columnNames returns the columns of a foreign key.
func columnNames(fk *graph.ForeignKey) []string {
	var names []string
	for _, pair := range fk.AttrMap {
		names = append(names, pair.Child)
	}
	return names
}

// renames returns the columns of a foreign key that have other names than in the parent,
// sorted.
func renames(fk *graph.ForeignKey) string {
	var list []string
	for _, pair := range fk.AttrMap {
		if pair.Child != pair.Parent {
			list = append(list, pair.Child+"="+pair.Parent)
		}
	}
	slices.Sort(list)
	return strings.Join(list, ",")
}

// renamesShown returns the columns of renames for people.
func renamesShown(fk *graph.ForeignKey) string {
	return cmp.Or(strings.ReplaceAll(renames(fk), ",", ", "), "nothing renamed")
}

// kindOf describes a foreign key in a few words, such as "primary" or "secondary,
// nullable".
func kindOf(fk *graph.ForeignKey) string {
	words := "secondary"
	if fk.Primary {
		words = "primary"
	}
	if fk.Nullable {
		words += ", nullable"
	}
	if fk.Unique {
		words += ", unique"
	}
	return words
}
