package check_test

import (
	"fmt"
	"testing"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// BenchmarkRun checks pipelines with ten tables per module and two foreign keys
// per table. Every fifth table is a part. The time should grow linearly.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		p := &graph.Pipeline{}
		id := func(i int) string { return fmt.Sprintf("lab.m%05d.T%06d", i/10, i) }
		for i := range n {
			module, path := fmt.Sprintf("lab.m%05d", i/10), fmt.Sprintf("lab/m%05d.py", i/10)
			if i%10 == 0 {
				m := graph.Module{Name: module, Path: path}
				if i > 0 {
					m.Imports = []graph.Import{{Module: fmt.Sprintf("lab.m%05d", i/10-1), Text: "import m", Pos: at(path, 1, 1)}}
				}
				p.Modules = append(p.Modules, m)
				p.Schemas = append(p.Schemas, graph.Schema{ID: module, Name: "lab", Template: "lab", Active: true, Modules: []string{module}, Pos: at(path, 3, 1)})
			}
			t := graph.Table{ID: id(i), Module: module, Class: fmt.Sprintf("T%06d", i), Schema: module, Name: "t", Active: true, Definition: "a : int", PrimaryKey: []string{"a"}, Pos: at(path, 10*(1+i%10), 7)}
			t.Attributes = []graph.Attribute{{Name: "a", Type: "int", InKey: true, Pos: t.Pos}, {Name: "b", Type: "float", Pos: t.Pos}}
			if i%5 == 4 {
				t.Tier, t.Master = graph.Part, id(i-1)
			}
			p.Tables = append(p.Tables, t)
			for _, back := range []int{1, 7} {
				if i >= back {
					p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: t.ID, Parent: id(i - back), AttrMap: []graph.AttrPair{{Child: "a", Parent: "a"}}, Primary: true, Text: "-> T", Pos: at(path, t.Pos.Line+1, 9)})
				}
			}
		}
		p.Sort()
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if findings := check.Run(p, check.Options{}); len(findings) != 0 {
					b.Fatal(findings[0])
				}
			}
		})
	}
}
