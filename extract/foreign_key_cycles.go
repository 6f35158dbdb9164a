package extract

import (
	"slices"

	"github.com/djdag/djdag/extract/internal/datajoint"
)

// inCycles returns the tables in cycles of foreign keys, and those on the way from one
// cycle to another: what is left once all tables without a parent, and all without a
// child, have been taken away. It may be nil.
func inCycles(tables []*datajoint.Table) map[*datajoint.Table]bool {
	children := make(map[*datajoint.Table][]*datajoint.Table, len(tables))
	for _, t := range tables {
		for _, r := range t.Refs {
			if r.Parent != nil {
				children[r.Parent] = append(children[r.Parent], t)
			}
		}
	}
	parentsOf := func(t *datajoint.Table) (parents []*datajoint.Table) {
		for _, r := range t.Refs {
			if r.Parent != nil {
				parents = append(parents, r.Parent)
			}
		}
		return parents
	}
	childrenOf := func(t *datajoint.Table) []*datajoint.Table { return children[t] }
	left := tables
	left = peel(left, parentsOf, childrenOf)
	left = peel(left, childrenOf, parentsOf)
	if len(left) == 0 {
		return nil
	}
	cyclic := make(map[*datajoint.Table]bool, len(left))
	for _, t := range left {
		cyclic[t] = true
	}
	return cyclic
}

// peel takes away the tables of which all that is before them has been taken away. It
// returns the others in their order.
func peel(tables []*datajoint.Table, before, after func(*datajoint.Table) []*datajoint.Table) []*datajoint.Table {
	waits := make(map[*datajoint.Table]int, len(tables))
	for _, t := range tables {
		waits[t] = 0
	}
	var free []*datajoint.Table
	for _, t := range tables {
		for _, b := range before(t) {
			if _, ours := waits[b]; ours {
				waits[t]++
			}
		}
		if waits[t] == 0 {
			free = append(free, t)
		}
	}
	gone := make(map[*datajoint.Table]bool, len(tables))
	for len(free) > 0 {
		t := free[len(free)-1]
		free = free[:len(free)-1]
		gone[t] = true
		for _, a := range after(t) {
			if _, ours := waits[a]; !ours {
				continue
			}
			if waits[a]--; waits[a] == 0 {
				free = append(free, a)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(tables), func(t *datajoint.Table) bool { return gone[t] })
}
