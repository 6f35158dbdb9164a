package diff

import (
	"fmt"

	"github.com/djdag/djdag/graph"
)

// names returns what changed in the names of a table, its tier and its schema.
func (c *comparison) names(old, new *graph.Table) []Change {
	var changes []Change
	add := func(kind Kind, before, after string, effect Effect, reason string) {
		changes = append(changes, Change{Kind: kind, Old: before, New: after, Effect: effect, Reason: reason, Pos: new.Pos})
	}
	stays := fmt.Sprintf("DataJoint declares a new, empty table; the rows stay in %s", databaseName(c.old, old))
	moved := c.newSchema[old.Schema] != new.Schema
	tier := old.Tier != new.Tier
	switch {
	case moved:
		add(TableMoved, databaseName(c.old, old), databaseName(c.new, new), Migration, stays)
	case old.Name != new.Name && !tier:
		add(TableRenamed, old.Name, new.Name, Migration, stays)
	}
	same := "it is the same table in the database"
	if moved || old.Name != new.Name {
		same = ""
	}
	if old.Module != new.Module {
		add(ClassMoved, old.Module, new.Module, Nothing, same)
	}
	if old.Class != new.Class && same != "" {
		add(ClassRenamed, old.Class, new.Class, Nothing, same)
	}
	if tier {
		effect, reason := Migration, "the tier is part of the name in the database: "+stays
		if old.Name == new.Name {
			effect, reason = Nothing, ""
		}
		add(TierChanged, old.Tier.String(), new.Tier.String(), effect, reason)
	}
	if old.Active != new.Active {
		kind, reason := Activated, "DataJoint declares it once its schema is activated"
		if old.Active {
			kind, reason = Deactivated, "the table stays in the database, without a class"
		}
		if before, after := c.old.Schema(old.Schema), c.new.Schema(new.Schema); moved || before == nil || after == nil || before.Active == after.Active {
			add(kind, "", "", Nothing, reason)
		}
	}
	return changes
}

// databaseName returns the name of a table in the database as far as it is known, such as
// "lab_subject.subject".
func databaseName(p *graph.Pipeline, t *graph.Table) string {
	if s := p.Schema(t.Schema); s != nil {
		return s.Label() + "." + t.Name
	}
	return t.Name
}
