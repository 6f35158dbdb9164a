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
	for _, row := range c.deployed.Database.Lineage {
		rows[[3]string{row.Schema, row.Table, row.Attribute}] = true
		if !matched[row.Schema] || strings.HasPrefix(row.Table, "~") || strings.HasPrefix(row.Attribute, "_") {
			continue
		}
		key := [2]string{row.Schema, row.Table}
		if t := deployed[key]; t == nil {
			c.addLineage(byName[key], row, "", "is left from a table that does not exist")
		} else if t.Attribute(row.Attribute) == nil {
			c.addLineage(byName[key], row, "", "is left from an attribute that does not exist")
		} else if origins := c.origins(t, row.Attribute); origins != nil && !origins[row.Origin] {
			all := slices.Sorted(maps.Keys(origins)) // more than one if several foreign keys bring it
			c.addLineage(byName[key], row, all[0], "names "+row.Origin+", but the foreign keys lead to "+strings.Join(all, " or "))
		}
	}
	for _, p := range c.pairs {
		c.missingLineage(p, rows)
	}
}

// missingLineage reports attributes of a table that should have a row and have none.
func (c *comparison) missingLineage(p pair, rows map[[3]string]bool) {
	if s := c.deployed.Database.Schema(p.live.Schema); s == nil || !s.HasLineage {
		return
	}
	for _, a := range p.live.Attributes {
		if (a.InKey || len(a.From) > 0) && !rows[[3]string{p.live.Schema, p.live.Name, a.Name}] {
			row := graph.Lineage{Schema: p.live.Schema, Table: p.live.Name, Attribute: a.Name}
			c.addLineage(p, row, "", "is missing")
		}
	}
}

func (c *comparison) addLineage(p pair, row graph.Lineage, origin, what string) {
	d := Difference{
		Kind: Lineages, Schema: row.Schema, Name: row.Table, Attribute: row.Attribute, Code: origin, Database: row.Origin,
		Message: fmt.Sprintf("the row for %s.%s in ~lineage %s; rebuild_lineage() of the schema corrects it", row.Table, row.Attribute, what),
	}
	if p.here != nil {
		d.Table, d.Deployed, d.Pos = p.here.ID, p.live.ID, p.here.Pos
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
