package graph

import (
	"slices"
	"strings"
)

// Find returns the ID of the one table or external that a name means, which
// is its ID or so much of the end of it as tells it from others: "Session",
// "session.Session". A table is preferred to a part of the same name, and a
// part to an external. The error names the candidates, or what is spelt much
// like it. It needs a sorted pipeline.
func (p *Pipeline) Find(name string) (id string, err error) {
	n := newNames(p)
	set, message := n.named(&selector{name: selectorName{kind: "table", text: name}, col: 1})
	if message != nil {
		message.Text = name
		return "", message
	}
	return n.id(slices.Index(set, true)), nil
}

// ForeignKeysOf returns the foreign keys of a table, in their order. The
// slice is part of the pipeline. It needs a sorted pipeline.
func (p *Pipeline) ForeignKeysOf(child string) []ForeignKey {
	compare := func(fk ForeignKey, id string) int { return strings.Compare(fk.Child, id) }
	from, _ := slices.BinarySearchFunc(p.ForeignKeys, child, compare)
	to := from
	for to < len(p.ForeignKeys) && p.ForeignKeys[to].Child == child {
		to++
	}
	return p.ForeignKeys[from:to]
}

// ReferencesTo returns the foreign keys that refer to a table or external, in
// their order.
func (p *Pipeline) ReferencesTo(parent string) []ForeignKey {
	var fks []ForeignKey
	for _, fk := range p.ForeignKeys {
		if fk.Parent == parent {
			fks = append(fks, fk)
		}
	}
	return fks
}

// Rekeyed returns the tables whose primary key would change with that of the
// given table or external, sorted by ID: those that refer to it by a primary
// foreign key, those that so refer to these, and so on.
func (p *Pipeline) Rekeyed(id string) []string {
	n := newNames(p)
	v := n.node(id)
	if v < 0 {
		return nil
	}
	var arcs []arc
	for _, a := range n.children.arcs {
		if p.ForeignKeys[a.ref].Primary {
			arcs = append(arcs, a)
		}
	}
	set := make(nodeSet, n.children.n)
	set[v] = true
	expand(set, newDigraph(n.children.n, arcs), -1)
	set[v] = false
	var ids []string
	for u, in := range set {
		if in {
			ids = append(ids, n.id(u))
		}
	}
	return ids
}

// Restrict returns a pipeline of the given tables and externals alone: with
// the foreign keys between them, the modules and schemas that declare them,
// the imports between these modules, and the diagnostics in their files. An
// attribute that a foreign key to another table brought counts as the table's
// own. The result shares no slice with p that either could change. It needs
// a sorted pipeline, and is one.
func (p *Pipeline) Restrict(ids []string) *Pipeline {
	keep := make(map[string]bool, len(ids))
	for _, id := range ids {
		keep[id] = true
	}
	out := &Pipeline{}
	moved := make([]int, len(p.ForeignKeys)) // old index to new, or -1
	for i, fk := range p.ForeignKeys {
		moved[i] = -1
		if keep[fk.Child] && keep[fk.Parent] {
			moved[i] = len(out.ForeignKeys)
			fk.AttrMap = slices.Clone(fk.AttrMap)
			out.ForeignKeys = append(out.ForeignKeys, fk)
		}
	}
	modules, schemas, files := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, t := range p.Tables {
		if !keep[t.ID] {
			continue
		}
		modules[t.Module], schemas[t.Schema], files[t.Pos.Path] = true, true, true
		t.PrimaryKey, t.Attributes = slices.Clone(t.PrimaryKey), slices.Clone(t.Attributes)
		t.Indexes, t.Lacks = slices.Clone(t.Indexes), slices.Clone(t.Lacks)
		for i := range t.Attributes {
			a := &t.Attributes[i]
			var from []int
			for _, fk := range a.From {
				if 0 <= fk && fk < len(moved) && moved[fk] >= 0 {
					from = append(from, moved[fk])
				}
			}
			a.From = from
		}
		out.Tables = append(out.Tables, t)
	}
	for _, m := range p.Modules {
		if modules[m.Name] {
			m.Imports = slices.DeleteFunc(slices.Clone(m.Imports), func(i Import) bool { return !modules[i.Module] })
			out.Modules = append(out.Modules, m)
		}
	}
	for _, s := range p.Schemas {
		if schemas[s.ID] {
			s.Modules = slices.DeleteFunc(slices.Clone(s.Modules), func(m string) bool { return !modules[m] })
			out.Schemas = append(out.Schemas, s)
		}
	}
	for _, x := range p.Externals {
		if keep[x.ID] {
			out.Externals = append(out.Externals, x)
		}
	}
	for _, d := range p.Diagnostics {
		if files[d.Pos.Path] {
			d.Related = slices.Clone(d.Related)
			out.Diagnostics = append(out.Diagnostics, d)
		}
	}
	return out
}
