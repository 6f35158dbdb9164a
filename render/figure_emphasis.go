package render

import (
	"strconv"

	"github.com/djdag/djdag/graph"
)

// highlight makes all nodes pale but those that the options highlight, and pills with
// such tables; and all edges but those between them.
func (b *builder) highlight(f *figure) {
	if b.opts.Highlight == nil {
		return
	}
	bright := make(map[*node]bool)
	for _, id := range b.opts.Highlight {
		if n := b.byID[id]; n != nil {
			bright[n] = true
		}
	}
	for n := range f.nodes {
		if n.chipAt != "" { // it stands for a table that has another node, or had one
			bright[n] = bright[b.byID[n.key]]
		}
		n.pale = !bright[n]
	}
	for _, e := range f.edges {
		e.pale = e.from.pale || e.to.pale
	}
}

// places returns the places of tables or modules in the build order, from 1, by ID or
// name. It is nil if a cycle leaves no order.
func (b *builder) places(level graph.Level) map[string]int {
	if explored := b.opts.explored; explored != nil && level == graph.TableLevel {
		return explored.places
	}
	steps, err := b.p.Order(graph.OrderOptions{Level: level})
	if err != nil {
		return nil
	}
	place := make(map[string]int)
	for i, s := range steps {
		place[s.ID] = i + 1
	}
	return place
}

// number writes at each table, or at each schema if none is open, its place in the
// build order. It tells if a cycle leaves no order.
func (b *builder) number(f *figure) {
	if !b.opts.Stages {
		return
	}
	level := graph.TableLevel
	if f.isPipeline() {
		level = graph.ModuleLevel
	}
	place := b.places(level)
	if place == nil {
		if b.opts.Notice != nil {
			b.opts.Notice("the nodes have no numbers: a cycle leaves no build order")
		}
		return
	}
	for n := range f.nodes {
		at := 0
		switch {
		case n.table != nil && n.chipAt == "":
			at = place[n.key]
		case n.kind == collapsed && level == graph.ModuleLevel:
			for _, m := range b.names.modules[n.key] {
				if p := place[m]; p > 0 && (at == 0 || p < at) {
					at = p
				}
			}
		}
		if at > 0 {
			n.stage = strconv.Itoa(at)
		}
	}
}
