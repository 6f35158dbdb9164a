package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// A tooltip lists attributes in the order of the table, not of their lines: here
// the definition ends with a constant that is defined above the class.
func TestDescribe(t *testing.T) {
	p := &graph.Pipeline{
		Tables: []graph.Table{
			{ID: "lab.Subject", Module: "lab", Class: "Subject", Active: true, Pos: graph.Pos{Path: "lab.py", Line: 5}},
			{
				ID: "lab.Session", Module: "lab", Class: "Session", Comment: "A day", Active: true, Pos: graph.Pos{Path: "lab.py", Line: 20},
				Attributes: []graph.Attribute{
					{Name: "subject", Type: "int", InKey: true, From: []int{0}, Pos: graph.Pos{Line: 21}},
					{Name: "session", Type: "int", InKey: true, Pos: graph.Pos{Line: 22}},
					{Name: "date", Type: "date", InKey: true, Pos: graph.Pos{Line: 2}},
					{Name: "note", Type: "varchar(255)", Pos: graph.Pos{Line: 4}},
				},
				Indexes: []graph.Index{{Columns: []string{"date", "note"}}, {Columns: []string{"note"}, Unique: true}},
			},
		},
		ForeignKeys: []graph.ForeignKey{
			{Child: "lab.Session", Parent: "lab.Subject", Primary: true, Text: "-> Subject", AttrMap: []graph.AttrPair{{Child: "subject", Parent: "subject"}}, Pos: graph.Pos{Path: "lab.py", Line: 21}},
			{Child: "lab.Session", Parent: "rigs.Rig", Text: "-> rigs.Rig", Pos: graph.Pos{Path: "lab.py", Line: 23}},
		},
		Externals: []graph.External{{ID: "rigs.Rig", Module: "rigs", Class: "Rig"}},
	}
	p.Sort()
	want := `lab.Session (manual)
# A day
→ Subject
session : int
date : date
────────────
note : varchar(255)
→ rigs.Rig
index (date, note)
unique index (note)`
	if diff := cmp.Diff(want, describe(p, p.Table("lab.Session"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
