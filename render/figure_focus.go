package render

import "github.com/djdag/djdag/graph"

// goOn marks the pills around the schemas in focus that have parents above, or
// children below, which the figure does not draw a line to. A pill whose tables open
// tables refer to is above them.
func (b *builder) goOn(f *figure) {
	if len(b.opts.Focus) == 0 {
		return
	}
	above, below := make(map[*node]bool), make(map[*node]bool)
	drawn := make(map[[2]string]bool) // schemas of parent and child
	for _, e := range f.edges {
		drawn[[2]string{e.from.schema(), e.to.schema()}] = true
		if e.from.kind == collapsed && e.to.table != nil {
			above[e.from] = true
		}
		if e.to.kind == collapsed && e.from.table != nil {
			below[e.to] = true
		}
	}
	schema := func(t *graph.Table) string {
		if t == nil {
			return ""
		}
		return t.Schema
	}
	for i := range b.p.ForeignKeys {
		fk := &b.p.ForeignKeys[i]
		parent, child := schema(b.p.Table(fk.Parent)), schema(b.p.Table(fk.Child))
		if parent == child || drawn[[2]string{parent, child}] {
			continue
		}
		if pill := b.pills[child]; pill != nil && above[pill] && !below[pill] {
			pill.goesOn.parents = true
		}
		if pill := b.pills[parent]; pill != nil && below[pill] && !above[pill] {
			pill.goesOn.children = true
		}
	}
}
