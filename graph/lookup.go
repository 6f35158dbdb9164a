package graph

import (
	"slices"
	"sort"
	"strings"
)

// Table returns the table with this ID, or nil.
func (p *Pipeline) Table(id string) *Table { return at(p.Tables, p.tableIndex(id)) }

// Schema returns the schema with this ID, or nil.
func (p *Pipeline) Schema(id string) *Schema {
	return at(p.Schemas, index(p.Schemas, id, func(s *Schema) string { return s.ID }))
}

// Module returns the module with this name, or nil.
func (p *Pipeline) Module(name string) *Module { return at(p.Modules, p.moduleIndex(name)) }

// External returns the external with this ID, or nil.
func (p *Pipeline) External(id string) *External { return at(p.Externals, p.externalIndex(id)) }

// Find returns the ID of the one table or external that a name means, which
// is its ID or so much of the end of it as tells it from others: "Session",
// "session.Session". A table is preferred to a part of the same name, and a
// part to an external. The error names the candidates, or what is spelt much
// like it.
func (p *Pipeline) Find(name string) (id string, err error) {
	n := newNames(p)
	set, message := n.named(&selector{name: selectorName{kind: "table", text: name}, col: 1})
	if message != nil {
		message.Text = name
		return "", message
	}
	return n.id(slices.Index(set, true)), nil
}

// tableIndex returns the number of the table with this ID, or -1.
func (p *Pipeline) tableIndex(id string) int {
	return index(p.Tables, id, func(t *Table) string { return t.ID })
}

// moduleIndex returns the number of the module with this name, or -1.
func (p *Pipeline) moduleIndex(name string) int {
	return index(p.Modules, name, func(m *Module) string { return m.Name })
}

// externalIndex returns the number of the external with this ID, or -1.
func (p *Pipeline) externalIndex(id string) int {
	return index(p.Externals, id, func(x *External) string { return x.ID })
}

// index returns the number of the element with this key, by which the list is
// sorted, or -1.
func index[T any](list []T, key string, keyOf func(*T) string) int {
	i, found := sort.Find(len(list), func(i int) int { return strings.Compare(key, keyOf(&list[i])) })
	if !found {
		return -1
	}
	return i
}

// at returns the element of this number, or nil for -1.
func at[T any](list []T, i int) *T {
	if i < 0 {
		return nil
	}
	return &list[i]
}
