package drift

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// compareLineage compares the tables "~lineage" with the foreign keys that are deployed.
// Both are in the database, but DataJoint writes the former when a table is declared, so
// that a migration may leave rows behind.
func (c *comparison) compareLineage() {
	byName := map[[2]string]pair{}
	for _, p := range c.pairs {
		byName[[2]string{p.live.Schema, p.live.Name}] = p
	}
	deployed := map[[2]string]*graph.Table{}
	for i := range c.deployed.Tables {
		t := &c.deployed.Tables[i]
		deployed[[2]string{t.Schema, t.Name}] = t
	}
	matched := map[string]bool{}
	for _, name := range c.schemas {
		matched[name] = true
	}
	rows := map[[3]string]bool{}
	gone := map[[2]string]bool{} // tables that are reported
	for _, row := range c.deployed.Database.Lineage {
		rows[[3]string{row.Schema, row.Table, row.Attribute}] = true
		if !matched[row.Schema] || strings.HasPrefix(row.Table, "~") || strings.HasPrefix(row.Attribute, "_") {
			continue
		}
		key := [2]string{row.Schema, row.Table}
		switch t := deployed[key]; {
		case t == nil && !gone[key]:
			gone[key] = true
			c.add(Difference{
				Kind: Lineages, Schema: row.Schema, Name: row.Table, Database: row.Origin,
				Message: fmt.Sprintf("~lineage has rows for %s, a table that does not exist; %s", row.Table, rebuild),
			})
		case t == nil:
		case t.Attribute(row.Attribute) == nil:
			c.addLineage(byName[key], t, row, "", fmt.Sprintf("has a row in ~lineage for %s, an attribute that does not exist", row.Attribute))
		default:
			c.compareOrigin(byName[key], t, row)
		}
	}
	for _, p := range c.pairs {
		c.missingLineage(p, rows)
	}
}

// rebuild is what corrects a table "~lineage".
const rebuild = "rebuild_lineage() of the schema corrects it"

// compareOrigin compares a row with what the foreign keys say.
func (c *comparison) compareOrigin(p pair, t *graph.Table, row graph.Lineage) {
	origins := c.origins(t, row.Attribute)
	if len(origins) == 0 || origins[row.Origin] { // none is known where foreign keys lead in a circle
		return
	}
	all := slices.Sorted(maps.Keys(origins)) // more than one if several foreign keys bring it
	c.addLineage(p, t, row, all[0], fmt.Sprintf("has a row in ~lineage that takes %s from %s, but the foreign keys lead to %s", row.Attribute, row.Origin, strings.Join(all, " or ")))
}

// missingLineage reports attributes of a table that should have a row and have none.
func (c *comparison) missingLineage(p pair, rows map[[3]string]bool) {
	if s := c.deployed.Database.Schema(p.live.Schema); s == nil || !s.HasLineage {
		return
	}
	for _, a := range p.live.Attributes {
		if (a.InKey || len(a.From) > 0) && !rows[[3]string{p.live.Schema, p.live.Name, a.Name}] {
			row := graph.Lineage{Schema: p.live.Schema, Table: p.live.Name, Attribute: a.Name}
			c.addLineage(p, p.live, row, "", fmt.Sprintf("has no row in ~lineage for %s", a.Name))
		}
	}
}

// addLineage reports a row of a table that exists. It is at the class, if there is one.
func (c *comparison) addLineage(p pair, t *graph.Table, row graph.Lineage, origin, what string) {
	d := Difference{
		Kind: Lineages, Deployed: t.ID, Schema: row.Schema, Name: row.Table, Attribute: row.Attribute, Code: origin, Database: row.Origin,
		Message: what + "; " + rebuild,
	}
	if p.here != nil {
		d.Table, d.Pos = p.here.ID, p.here.Pos
	} else {
		d.Message = row.Table + " " + d.Message
	}
	c.add(d)
}

// origins returns where the deployed foreign keys lead from an attribute, as
// "schema.table.attribute". It is nil if they lead to a table that was not read.
func (c *comparison) origins(t *graph.Table, attribute string) map[string]bool {
	type place struct{ table, attribute string }
	found := map[string]bool{}
	seen := map[place]bool{}
	todo := []place{{t.ID, attribute}}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		t := c.deployed.Table(at.table)
		if t == nil {
			return nil
		}
		a := t.Attribute(at.attribute)
		if a == nil || len(a.From) == 0 {
			found[t.Schema+"."+t.Name+"."+at.attribute] = true
			continue
		}
		for _, i := range a.From {
			for _, p := range c.deployed.ForeignKeys[i].AttrMap {
				if p.Child == at.attribute {
					todo = append(todo, place{c.deployed.ForeignKeys[i].Parent, p.Parent})
				}
			}
		}
	}
	return found
}
