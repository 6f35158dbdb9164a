package render

import (
	"fmt"

	"github.com/djdag/djdag/graph"
)

// Mark says what became of a table or a foreign key between two versions of a pipeline.
type Mark uint8

// The marks.
const (
	Unmarked Mark = iota // nothing
	MarkAdded
	MarkRemoved // it is gone; a ghost stands in its place
	MarkChanged
	MarkRekeyed // its key changed
)

// String returns the word for the mark in a legend and, but for [MarkRekeyed], in an SVG
// class.
func (m Mark) String() string {
	if words := [...]string{"unmarked", "added", "removed", "changed", "re-keyed"}; int(m) < len(words) {
		return words[m]
	}
	return fmt.Sprintf("Mark(%d)", uint8(m))
}

// class returns the SVG classes of the mark, with a space before each.
func (m Mark) class() string {
	switch m {
	case Unmarked:
		return ""
	case MarkRekeyed:
		return " changed rekeyed"
	}
	return " " + m.String()
}

// Marks say what became of the tables and foreign keys of a pipeline that has those of
// two versions. A figure with marks has colours for them alone: the tiers keep their
// shapes.
type Marks struct {
	// Tables holds the marks of tables by their IDs. Others are unmarked.
	Tables map[string]Mark
	// ForeignKeys holds the marks by the indices of [graph.Pipeline.ForeignKeys]; those
	// beyond the end are unmarked.
	ForeignKeys []Mark
}

// mark marks the nodes and edges. What stands for several tables or foreign keys has
// their mark if all have the same, and is re-keyed or changed if only some are marked.
func (b *builder) mark(f *figure) {
	marks := b.opts.Marks
	if marks == nil {
		return
	}
	nodes := make(map[*node]*mixture)
	for i := range b.p.Tables {
		if t := &b.p.Tables[i]; b.byID[t.ID] != nil && b.view.shows(t) {
			mix(nodes, b.byID[t.ID], marks.Tables[t.ID])
		}
	}
	edges := make(map[[2]*node]*mixture) // bundles
	lines := make(map[*graph.ForeignKey]Mark)
	for i := range b.p.ForeignKeys {
		fk := &b.p.ForeignKeys[i]
		m := Unmarked
		if i < len(marks.ForeignKeys) {
			m = marks.ForeignKeys[i]
		}
		lines[fk] = m
		mix(edges, [2]*node{b.byID[fk.Parent], b.byID[fk.Child]}, m)
	}
	for n := range f.nodes {
		shown := n
		if n.chipAt != "" && b.byID[n.key] != nil {
			shown = b.byID[n.key]
		}
		n.mark = nodes[shown].mark()
		if n.chipAt != "" && n.mark == Unmarked {
			n.mark = marks.Tables[n.key]
		}
		if n.mark != Unmarked {
			n.tooltip += "\n" + n.mark.String()
		}
	}
	for _, e := range f.edges {
		switch e.kind {
		case foreignKey:
			e.mark = lines[e.fk]
		case bundle:
			e.mark = edges[[2]*node{e.from, e.to}].mark()
		}
		if e.mark != Unmarked {
			e.tooltip += "\n" + e.mark.String()
		}
	}
}

// A mixture is the marks of all that a node or an edge stands for.
type mixture struct {
	first Mark
	mixed bool
	worst Mark
}

// mix adds a mark to the mixture of a node or an edge.
func mix[K comparable](all map[K]*mixture, of K, m Mark) {
	if all[of] == nil {
		all[of] = &mixture{first: m}
	}
	x := all[of]
	x.mixed = x.mixed || m != x.first
	x.worst = max(x.worst, m)
}

// mark returns the mark of the mixture, which may be nil.
func (x *mixture) mark() Mark {
	switch {
	case x == nil:
		return Unmarked
	case !x.mixed:
		return x.first
	case x.worst == MarkRekeyed:
		return MarkRekeyed
	}
	return MarkChanged
}

// marked returns the marks of the figure, in ascending order. It is nil if the options
// have none.
func (f *figure) marked() []Mark {
	if f.opts.Marks == nil {
		return nil
	}
	used := make(map[Mark]bool)
	for n := range f.nodes {
		used[n.mark] = true
	}
	for _, e := range f.edges {
		used[e.mark] = true
	}
	var list []Mark
	for m := MarkAdded; m <= MarkRekeyed; m++ {
		if used[m] {
			list = append(list, m)
		}
	}
	return list
}
