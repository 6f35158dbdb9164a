package render

import (
	"fmt"
	"slices"
	"testing"

	"github.com/djdag/djdag/graph"
)

// withSolos adds n schemas that no foreign key joins to others. Each has one table
// more than the one before.
func withSolos(p *graph.Pipeline, n int) *graph.Pipeline {
	for s := range n {
		module := fmt.Sprintf("solo.m%02d", s)
		p.Schemas = append(p.Schemas, graph.Schema{ID: module, Name: module, Modules: []string{module}, Active: true})
		for i := range s + 1 {
			class := fmt.Sprintf("Table%03d", i)
			p.Tables = append(p.Tables, graph.Table{ID: module + "." + class, Module: module, Class: class, Schema: module, Active: true})
		}
	}
	p.Sort()
	return p
}

// inOneRow returns a layout with each schema in a column, side by side.
func inOneRow(f *figure) *layout {
	l := &layout{entities: make(map[[2]int]rect)}
	at := make(map[*node]point)
	x := 0.0
	for i, c := range f.clusters {
		y := 20.0
		for j, g := range c.groups {
			top := y
			for _, n := range g.nodes {
				at[n] = point{x + 100, y + 20}
				y += 50
			}
			l.entities[[2]int{i, j}] = rect{x + 5, top, 190, y - top}
		}
		l.clusters = append(l.clusters, rect{x, 0, 200, y})
		x += 220
	}
	for n := range f.nodes {
		l.nodes = append(l.nodes, at[n])
	}
	for _, e := range f.edges {
		a, b := at[e.from], at[e.to]
		l.edges = append(l.edges, route{curves: [][]point{{a, a, b, b}}, tip: &point{b.x, b.y}})
	}
	return l
}

func overlap(a, b rect) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

// Islands end in holes of the largest one. They stay whole and overlap nothing.
func TestPack(t *testing.T) {
	for seed := range int64(10) {
		f := mustFigure(t, withSolos(random(seed, 5, 12), 6), Options{})
		l := inOneRow(f)
		before := l.bounds(f)
		l.pack(f)
		if after := l.bounds(f); sheet(after) > 0.8*sheet(before) {
			t.Errorf("seed %d: %v became %v", seed, before, after)
		}
		for i, a := range l.clusters {
			for j, b := range l.clusters[:i] {
				if overlap(a, b) {
					t.Errorf("seed %d: clusters %d and %d overlap: %v, %v", seed, j, i, b, a)
				}
			}
		}
		nodes := slices.Collect(f.nodes)
		i := 0
		for c, cluster := range f.clusters {
			for j, g := range cluster.groups {
				for range g.nodes {
					at := rect{l.nodes[i].x, l.nodes[i].y, 0, 0}
					if box := l.clusters[c]; box.union(at) != box {
						t.Errorf("seed %d: %s is at %v, outside of its schema %v", seed, nodes[i].key, l.nodes[i], box)
					}
					if box := l.entities[[2]int{c, j}]; box.union(at) != box {
						t.Errorf("seed %d: %s is at %v, outside of its group %v", seed, nodes[i].key, l.nodes[i], box)
					}
					i++
				}
			}
		}
		for i, e := range f.edges {
			to := l.nodes[slices.Index(nodes, e.to)]
			if end := l.edges[i].end(); end != to || *l.edges[i].tip != to {
				t.Errorf("seed %d: edge %d ends at %v with its tip at %v, its node is at %v", seed, i, end, *l.edges[i].tip, to)
			}
		}
	}
}

// A single island stays as it is, and so does a figure that would gain nothing.
func TestPackLeavesAlone(t *testing.T) {
	whole := mustFigure(t, random(1, 5, 12), Options{})
	l := inOneRow(whole)
	before := slices.Clone(l.clusters)
	if l.pack(whole); !slices.Equal(before, l.clusters) {
		t.Errorf("one piece: %v became %v", before, l.clusters)
	}
	// Two columns of five have good proportions already.
	p := &graph.Pipeline{}
	for _, module := range []string{"left", "right"} {
		p.Schemas = append(p.Schemas, graph.Schema{ID: module, Name: module, Modules: []string{module}, Active: true})
		for _, class := range []string{"A", "B", "C", "D", "E"} {
			p.Tables = append(p.Tables, graph.Table{ID: module + "." + class, Module: module, Class: class, Schema: module, Active: true})
		}
	}
	p.Sort()
	pair := mustFigure(t, p, Options{})
	l = inOneRow(pair)
	before = slices.Clone(l.clusters)
	if l.pack(pair); !slices.Equal(before, l.clusters) {
		t.Errorf("two columns: %v became %v", before, l.clusters)
	}
}
