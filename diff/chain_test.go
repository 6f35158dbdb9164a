package diff_test

import (
	"fmt"
	"testing"

	"github.com/djdag/djdag/diff"
	"github.com/djdag/djdag/graph"
)

// chain returns a pipeline of n tables, each of which refers to the one before.
func chain(n int, key ...string) *graph.Pipeline {
	p := &graph.Pipeline{
		Modules: []graph.Module{{Name: "lab", Path: "lab.py"}},
		Schemas: []graph.Schema{{ID: "lab", Name: "lab", Modules: []string{"lab"}, Active: true}},
	}
	for i := range n {
		t := graph.Table{
			ID: fmt.Sprintf("lab.T%04d", i), Module: "lab", Class: fmt.Sprintf("T%04d", i), Schema: "lab", Name: fmt.Sprintf("t%04d", i),
			Active: true, HasDefinition: true, PrimaryKey: key,
		}
		fk := graph.ForeignKey{Child: t.ID, Parent: fmt.Sprintf("lab.T%04d", i-1), Primary: true, Text: "-> Parent", Pos: graph.Pos{Path: "lab.py", Line: i, Col: 1}}
		for _, name := range key {
			a := graph.Attribute{Name: name, Type: "int", InKey: true}
			if i > 0 {
				a.From = []int{i - 1}
				fk.AttrMap = append(fk.AttrMap, graph.AttrPair{Child: name, Parent: name})
			}
			t.Attributes = append(t.Attributes, a)
		}
		if i > 0 {
			p.ForeignKeys = append(p.ForeignKeys, fk)
		}
		p.Tables = append(p.Tables, t)
	}
	p.Sort()
	return p
}

// A key reaches the end of a long chain. The paths do not take memory by its square.
func TestLongChain(t *testing.T) {
	const n = 2000
	d := diff.Compare(chain(n, "a"), chain(n, "a", "b"))
	if got := d.Summary(); got.Changed != 1 || got.Rekeyed != n-1 {
		t.Fatalf("%d changed, %d re-keyed; want 1 and %d", got.Changed, got.Rekeyed, n-1)
	}
	last := d.Tables[n-1]
	if last.Origin != "lab.T0000" || len(last.Path) != 32 {
		t.Errorf("the last table is re-keyed by %s over %d foreign keys; want lab.T0000 and 32", last.Origin, len(last.Path))
	}
	for _, table := range d.Tables[1:] {
		if table.Effect != diff.Migration {
			t.Errorf("%s: %s; want a migration", table.ID, table.Effect)
		}
	}
}
