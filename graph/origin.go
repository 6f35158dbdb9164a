package graph

import "slices"

// Attribute returns the attribute with this name, or nil.
func (t *Table) Attribute(name string) *Attribute {
	for i := range t.Attributes { // an attribute is too large to be copied for a look at its name
		if t.Attributes[i].Name == name {
			return &t.Attributes[i]
		}
	}
	return nil
}

// Origin follows an attribute of a table along the foreign keys that bring it.
// It returns the ID of the table or external that introduces the attribute, and
// the name of the attribute there. If several foreign keys bring it, Origin
// follows the first. On a cycle it stops at the first table that it meets again.
// It returns its arguments if no foreign key brings the attribute, or if the
// table or attribute does not exist.
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
