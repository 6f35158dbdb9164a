package graph

import "slices"

// Attribute returns the attribute of this name, or nil.
func (t *Table) Attribute(name string) *Attribute {
	i := slices.IndexFunc(t.Attributes, func(a Attribute) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return &t.Attributes[i]
}

// Origin follows an attribute of a table up the foreign keys that bring it. It
// returns the ID of the table or external that has it first, and its name
// there. Of several foreign keys the first is followed; in a cycle it stops
// where it has been before. What no foreign key brings, or is not there at
// all, begins where it is.
func (p *Pipeline) Origin(table, attribute string) (origin, name string) {
	seen := make(map[string]bool)
	for t := p.Table(table); t != nil && !seen[t.ID]; t = p.Table(table) {
		seen[t.ID] = true
		a := t.Attribute(attribute)
		if a == nil || len(a.From) == 0 {
			break
		}
		fk := &p.ForeignKeys[a.From[0]]
		table = fk.Parent
		i := slices.IndexFunc(fk.AttrMap, func(pair AttrPair) bool { return pair.Child == attribute })
		if i >= 0 {
			attribute = fk.AttrMap[i].Parent
		}
	}
	return table, attribute
}
