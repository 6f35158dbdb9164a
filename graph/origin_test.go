package graph_test

import (
	"testing"

	"github.com/djdag/djdag/graph"
)

// bring adds an attribute to the child that the given foreign keys bring.
func bring(p *graph.Pipeline, child, name, parentName string, fks ...int) {
	t := p.Table(child)
	t.Attributes = append(t.Attributes, graph.Attribute{Name: name, From: fks})
	for _, i := range fks {
		p.ForeignKeys[i].AttrMap = append(p.ForeignKeys[i].AttrMap, graph.AttrPair{Child: name, Parent: parentName})
	}
}

func TestOrigin(t *testing.T) {
	//	A.a ◀── B.a ◀── C.first (by the first), C.a (by both)
	//	ext.X.x ◀── B.y         P.p ⇄ Q.p
	p := sketch(t, `
m.A; m.B -> m.A; m.B -> ext.X
m.C -> m.B; m.C ~> m.B
m.P -> m.Q; m.Q -> m.P`)
	p.Table("m.A").Attributes = []graph.Attribute{{Name: "a"}}
	bring(p, "m.B", "a", "a", 0)
	bring(p, "m.B", "y", "x", 1)
	bring(p, "m.C", "first", "a", 2)
	bring(p, "m.C", "a", "a", 2, 3)
	bring(p, "m.C", "z", "y", 3)
	bring(p, "m.P", "p", "p", 4)
	bring(p, "m.Q", "p", "p", 5)
	for _, tt := range []struct{ table, attribute, origin, name string }{
		{"m.A", "a", "m.A", "a"},
		{"m.B", "a", "m.A", "a"},
		{"m.B", "y", "ext.X", "x"},
		{"m.C", "first", "m.A", "a"},
		{"m.C", "a", "m.A", "a"},
		{"m.C", "z", "ext.X", "x"},
		{"m.P", "p", "m.P", "p"}, // round and back
		{"m.A", "nothing", "m.A", "nothing"},
		{"ext.X", "x", "ext.X", "x"},
		{"m.None", "a", "m.None", "a"},
	} {
		origin, name := p.Origin(tt.table, tt.attribute)
		if origin != tt.origin || name != tt.name {
			t.Errorf("Origin(%s, %s) = %s, %s, want %s, %s", tt.table, tt.attribute, origin, name, tt.origin, tt.name)
		}
	}
	if a := p.Table("m.B").Attribute("y"); a == nil || a.From[0] != 1 {
		t.Errorf("Attribute(y) = %+v", a)
	}
	if a := p.Table("m.B").Attribute("nothing"); a != nil {
		t.Errorf("Attribute(nothing) = %+v", a)
	}
}
