package diff

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// cannotIndex is why alter() leaves indexes.
//
// Source: alter of declare.py, "table.alter cannot alter indexes (yet)".
const cannotIndex = "alter() cannot change indexes"

// indexes returns the indexes that are new or gone.
func (c *comparison) indexes(old, new *graph.Table) []Change {
	var changes []Change
	rest := slices.Clone(new.Indexes)
	for i := range old.Indexes {
		line := indexLine(&old.Indexes[i])
		if at := slices.IndexFunc(rest, func(x graph.Index) bool { return indexLine(&x) == line }); at >= 0 {
			rest = slices.Delete(rest, at, at+1)
			continue
		}
		changes = append(changes, Change{
			Kind: IndexRemoved, Name: line, Effect: Migration, Reason: cannotIndex, Pos: old.Indexes[i].Pos,
		})
	}
	for i := range rest {
		changes = append(changes, Change{
			Kind: IndexAdded, Name: indexLine(&rest[i]), Effect: Migration, Reason: cannotIndex, Pos: rest[i].Pos,
		})
	}
	return changes
}

// indexLine returns an index as a definition has it.
func indexLine(x *graph.Index) string {
	line := "index (" + strings.Join(x.Columns, ", ") + ")"
	if x.Unique {
		return "unique " + line
	}
	return line
}
