package graph_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/djdag/djdag/graph"
)

// synthetic returns an acyclic pipeline of n tables, with ten tables per module
// and three foreign keys per table. Every fifth table is a part of the one
// before.
func synthetic(n int) *graph.Pipeline {
	p := new(graph.Pipeline)
	id := func(i int) string { return fmt.Sprintf("lab.m%06d.T%06d", i/10, i) }
	for i := range n {
		module := fmt.Sprintf("lab.m%06d", i/10)
		path := fmt.Sprintf("lab/m%06d.py", i/10)
		if i%10 == 0 {
			m := graph.Module{Name: module, Path: path}
			for k := 1; k <= 3 && i/10 >= k; k++ {
				name := fmt.Sprintf("lab.m%06d", i/10-k)
				m.Imports = append(m.Imports, graph.Import{Module: name, Text: "import " + name, Pos: graph.Pos{Path: path, Line: k, Col: 1}})
			}
			p.Modules = append(p.Modules, m)
			p.Schemas = append(p.Schemas, graph.Schema{ID: module, Name: module, Template: module, Modules: []string{module}, Active: true})
		}
		t := graph.Table{
			ID: id(i), Module: module, Class: fmt.Sprintf("T%06d", i), Schema: module, Name: "t", Active: true,
			PrimaryKey: []string{"a", "b"}, Definition: "-> A\n-> B\n---\nvalue : float # a value\n",
			Pos: graph.Pos{Path: path, Line: 10 * (1 + i%10), Col: 7},
		}
		if i%5 == 4 {
			t.Tier, t.Master = graph.Part, id(i-1)
		}
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			t.Attributes = append(t.Attributes, graph.Attribute{Name: name, Type: "varchar(32)", Comment: "what it says", InKey: name < "c", Pos: t.Pos})
		}
		p.Tables = append(p.Tables, t)
		for k, back := range []int{1, 7, 23} {
			if i >= back {
				p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{
					Child: t.ID, Parent: id(i - back), AttrMap: []graph.AttrPair{{Child: "a", Parent: "a"}, {Child: "b", Parent: "b"}},
					Primary: true, Text: "-> T", Pos: graph.Pos{Path: path, Line: t.Pos.Line + 1 + k, Col: 9},
				})
			}
		}
	}
	p.Sort()
	return p
}

// sizes are the numbers of tables in the benchmarks. The time should grow
// linearly.
var sizes = []int{1_000, 10_000, 100_000}

func BenchmarkEncode(b *testing.B) {
	for _, n := range sizes {
		p := synthetic(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Encode(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, n := range sizes {
		var buf bytes.Buffer
		if err := synthetic(n).Encode(&buf); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := graph.Decode(bytes.NewReader(buf.Bytes())); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOrder(b *testing.B) {
	for _, level := range []graph.Level{graph.ModuleLevel, graph.TableLevel} {
		for _, n := range sizes {
			p := synthetic(n)
			b.Run(fmt.Sprintf("%s/%d", level, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := p.Order(graph.OrderOptions{Level: level}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkCycles runs on acyclic pipelines, and on pipelines with half of the
// tables in one component. The shortest cycle is either short, or so long that
// the search exhausts its budget.
func BenchmarkCycles(b *testing.B) {
	for _, n := range sizes {
		acyclic := synthetic(n)
		ring := synthetic(n)
		for i := range n / 2 {
			ring.ForeignKeys = append(ring.ForeignKeys, graph.ForeignKey{
				Child: ring.Tables[i].ID, Parent: ring.Tables[(i+1)%(n/2)].ID, Text: "-> T",
				Pos: graph.Pos{Path: ring.Tables[i].Pos.Path, Line: ring.Tables[i].Pos.Line + 9, Col: 9},
			})
		}
		long := &graph.Pipeline{Modules: ring.Modules, Schemas: ring.Schemas, Tables: ring.Tables, ForeignKeys: ring.ForeignKeys[len(acyclic.ForeignKeys):]}
		for _, c := range []struct {
			name string
			p    *graph.Pipeline
		}{{"acyclic", acyclic}, {"tangle", ring}, {"ring", long}} {
			c.p.Sort()
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					c.p.Cycles()
				}
			})
		}
	}
}
