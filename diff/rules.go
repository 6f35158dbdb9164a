package diff

import (
	"strings"

	"github.com/djdag/djdag/graph"
)

// rules are what a deployed database can take. They depend on datajoint and on the
// database.
type rules struct {
	// postgres reports that the database is PostgreSQL. There alter() can only drop:
	// the other clauses that _make_attribute_alter of declare.py writes, MODIFY, CHANGE
	// and AFTER, are MySQL's, and so is the COMMENT of alter.
	postgres bool
	// datajoint2 reports that the project needs datajoint 2.
	datajoint2 bool
}

// rulesOf returns the rules for the new version, or for the old one if the new one says
// nothing.
func rulesOf(old, new *graph.Pipeline) rules {
	var r rules
	for _, p := range []*graph.Pipeline{new, old} {
		if p.Project.Backend != "" {
			r.postgres = strings.HasPrefix(p.Project.Backend, "postgres")
			break
		}
	}
	r.datajoint2 = new.Project.DataJoint.AllFrom(graph.Version{Major: 2})
	return r
}

// onPostgres is why alter() cannot do on PostgreSQL what it does on MySQL.
const onPostgres = "alter() writes the syntax of MySQL, which PostgreSQL rejects"

// altered returns the effect of a change that alter() makes, with a reason.
func (r rules) altered(reason string) (Effect, string) {
	if r.postgres {
		return Migration, onPostgres
	}
	return Alter, reason
}

// tableComment returns the change of a table's comment.
//
// Source: alter of declare.py, which adds COMMENT=.
func (r rules) tableComment(old, new *graph.Table) Change {
	c := Change{Kind: TableComment, Old: old.Comment, New: new.Comment, Pos: new.Pos}
	c.Effect, c.Reason = r.altered("")
	return c
}
