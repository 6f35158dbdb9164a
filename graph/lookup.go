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

// Find returns the ID of the table or external with the given name. A name is an
// ID or a suffix of one that starts after a dot, such as "Session" for
// "session.Session". If a suffix is ambiguous, tables take precedence over
// parts, and parts over externals.
//
// The error is a [*SelectionError]. It lists the candidates if the name is still
// ambiguous, and suggests a similar name if there is no match.
func (p *Pipeline) Find(name string) (id string, err error) {
	n := newNodeGraph(p, false)
	set, wrong := n.resolve(&selector{name: selectorName{kind: "table", text: name}, col: 1})
	if wrong != nil {
		wrong.Text = name
		return "", wrong
	}
	return n.id(slices.Index(set, true)), nil
}

// tableIndex returns the index of the table with this ID, or -1.
func (p *Pipeline) tableIndex(id string) int {
	return index(p.Tables, id, func(t *Table) string { return t.ID })
}

// moduleIndex returns the index of the module with this name, or -1.
func (p *Pipeline) moduleIndex(name string) int {
	return index(p.Modules, name, func(m *Module) string { return m.Name })
}

// externalIndex returns the index of the external with this ID, or -1.
func (p *Pipeline) externalIndex(id string) int {
	return index(p.Externals, id, func(x *External) string { return x.ID })
}

// index returns the index of the element with this key, or -1. The list is
// sorted by key.
func index[T any](list []T, key string, keyOf func(*T) string) int {
	i, found := sort.Find(len(list), func(i int) int { return strings.Compare(key, keyOf(&list[i])) })
	if !found {
		return -1
	}
	return i
}

// at returns a pointer to the element with this index, or nil for -1.
func at[T any](list []T, i int) *T {
	if i < 0 {
		return nil
	}
	return &list[i]
}
