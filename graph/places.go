package graph

import (
	"cmp"
	"slices"
)

// Places say which table a position of the source belongs to.
type Places struct {
	declared map[string][]*Table // by path, in source order
	readers  map[Pos]*Table      // by the positions of what they read
}

// Places returns the places of the tables. It does not follow later changes.
func (p *Pipeline) Places() *Places {
	all := &Places{declared: make(map[string][]*Table), readers: make(map[Pos]*Table)}
	for i := range p.Tables {
		t := &p.Tables[i]
		for j := range t.Reads {
			if pos := t.Reads[j].Pos; all.readers[pos] == nil {
				all.readers[pos] = t
			}
		}
		all.declared[t.Pos.Path] = append(all.declared[t.Pos.Path], t)
	}
	for _, tables := range all.declared {
		slices.SortFunc(tables, func(a, b *Table) int { return a.Pos.Compare(b.Pos) })
	}
	return all
}

// In returns the tables that a file declares, in source order. The slice is shared.
func (p *Places) In(path string) []*Table { return p.declared[path] }

// At returns the table whose class a position is in: the last one of the file that
// begins at or above its line. It is nil above all classes. Below a part, the position
// may be in the body of its master again, which is known only of what the master reads:
// the position of a read belongs to the first table that reads there.
func (p *Places) At(pos Pos) *Table {
	if reader := p.readers[pos]; reader != nil {
		return reader
	}
	tables := p.declared[pos.Path]
	above, _ := slices.BinarySearchFunc(tables, pos, func(t *Table, pos Pos) int {
		return cmp.Or(cmp.Compare(t.Pos.Line, pos.Line), -1) // the class line itself counts as inside
	})
	if above == 0 {
		return nil
	}
	return tables[above-1]
}
