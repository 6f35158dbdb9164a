package render

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// addTables adds the clusters with their tables, and the pills.
func (b *builder) addTables(f *figure) {
	bySchema := make(map[string][]*graph.Table)
	for i := range b.p.Tables {
		t := &b.p.Tables[i]
		if b.view.shows(t) {
			bySchema[t.Schema] = append(bySchema[t.Schema], t)
		}
	}
	for _, schema := range slices.Sorted(maps.Keys(bySchema)) {
		tables := bySchema[schema]
		slices.SortFunc(tables, func(a, b *graph.Table) int {
			return cmp.Or(a.Pos.Compare(b.Pos), strings.Compare(a.ID, b.ID))
		})
		var open, shut []*graph.Table
		for _, t := range tables {
			if b.view.opens(t) {
				open = append(open, t)
			} else {
				shut = append(shut, t)
			}
		}
		var pill *node
		if len(shut) > 0 {
			pill = b.pill(schema, len(shut))
			b.pills[schema] = pill
			for _, t := range shut {
				b.byID[t.ID] = pill
			}
		}
		open = b.fold(f, open)
		switch {
		case len(open) == 0 && pill == nil: // all are folded
		case len(open) == 0:
			f.loose = append(f.loose, pill)
		default:
			c := &cluster{
				schema: schema, label: b.names.label(schema), tables: len(open),
				focus: len(b.opts.Focus) > 0, groups: b.groups(open),
			}
			if pill != nil {
				c.groups = append(c.groups, &group{nodes: []*node{pill}})
			}
			f.clusters = append(f.clusters, c)
		}
	}
}

// pill returns the node for the n tables of a schema that are not open.
func (b *builder) pill(schema string, n int) *node {
	count := plural(n, "table")
	node := &node{
		kind:    collapsed,
		key:     schema,
		label:   b.names.label(schema),
		count:   count,
		tables:  n,
		tooltip: b.names.describe(schema) + "\n" + count,
	}
	if s := b.p.Schema(schema); s != nil {
		node.pos = s.Pos
	}
	return node
}

// groups returns the nodes of one schema's open tables, each master with its
// parts. In the classic theme, a part is a group of its own.
func (b *builder) groups(tables []*graph.Table) []*group {
	var groups []*group
	masters := make(map[string]*group) // by the master's ID
	single := func(t *graph.Table) bool { return t.Master == "" || b.opts.Theme == Classic }
	for _, t := range tables {
		if single(t) {
			g := &group{nodes: []*node{b.tableNode(t, b.names.tableLabel(t))}}
			masters[t.ID] = g
			groups = append(groups, g)
		}
	}
	for _, t := range tables {
		if single(t) {
			continue
		}
		if g := masters[t.Master]; g != nil {
			g.nodes = append(g.nodes, b.tableNode(t, t.ShortName()))
			continue
		}
		groups = append(groups, &group{nodes: []*node{b.tableNode(t, b.names.tableLabel(t))}})
	}
	return groups
}

func (b *builder) tableNode(t *graph.Table, label string) *node {
	n := &node{
		kind:      tierKind(t.Tier),
		key:       t.ID,
		label:     label,
		dimension: t.NewDimension,
		tooltip:   describe(b.p, t),
		pos:       t.Pos,
		table:     t,
		rows:      rows(b.p, t, b.opts),
	}
	b.byID[t.ID] = n
	b.countParts(n)
	return n
}
