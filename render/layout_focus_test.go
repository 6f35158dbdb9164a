package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// The parents of a schema in focus are above it and its children below. A schema
// that is both, or neither, may be anywhere.
//
//	up → mid.A → mid.B → down     up → both ← mid.A     both → mid.B     mid.Alone
func TestSurroundings(t *testing.T) {
	p := &graph.Pipeline{}
	for _, id := range []string{"up.Up", "mid.A", "mid.B", "mid.Alone", "both.Both", "down.Down"} {
		schema, class, _ := strings.Cut(id, ".")
		p.Tables = append(p.Tables, graph.Table{ID: id, Module: schema, Class: class, Schema: schema, Active: true})
		p.Schemas = append(p.Schemas, graph.Schema{ID: schema, Modules: []string{schema}, Active: true})
	}
	p.Schemas = slices.CompactFunc(p.Schemas, func(a, b graph.Schema) bool { return a.ID == b.ID })
	for _, fk := range [][2]string{
		{"mid.A", "up.Up"}, {"mid.B", "mid.A"}, {"down.Down", "mid.B"}, {"both.Both", "up.Up"}, {"both.Both", "mid.A"}, {"mid.B", "both.Both"},
	} {
		p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: fk[0], Parent: fk[1]})
	}
	p.Sort()
	s := mustFigure(t, p, Options{Focus: []string{"mid"}}).surroundings()
	keys := func(nodes []*node) (keys []string) {
		for _, n := range nodes {
			keys = append(keys, n.key)
		}
		return keys
	}
	got := map[string][]string{"above": keys(s.above), "below": keys(s.below), "first": keys(s.first), "last": keys(s.last)}
	want := map[string][]string{"above": {"up"}, "below": {"down"}, "first": {"mid.A", "mid.Alone"}, "last": {"mid.Alone", "mid.B"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
