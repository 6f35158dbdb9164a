package render

import (
	"fmt"
	"math/rand"
	"testing"

	"github.com/djdag/djdag/graph"
)

// random returns a random pipeline. Tables refer to earlier ones, mostly of their
// own schema, and every fifth is a part.
func random(seed int64, schemas, tables int) *graph.Pipeline {
	rnd := rand.New(rand.NewSource(seed))
	p := &graph.Pipeline{}
	var ids []string
	for s := range schemas {
		module := fmt.Sprintf("w.m%02d", s)
		p.Schemas = append(p.Schemas, graph.Schema{ID: module, Name: module, Modules: []string{module}, Active: true})
		first := len(ids)
		master := ""
		for i := range tables {
			class := fmt.Sprintf("Table%03d", i)
			t := graph.Table{Module: module, Class: class, Schema: module, Active: true, Pos: graph.Pos{Path: module, Line: i + 1}}
			if i%5 == 4 {
				t.Class, t.Master, t.Tier = master[len(module)+1:]+"."+class, master, graph.Part
			}
			t.ID = module + "." + t.Class
			refer := func(parent string) {
				p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: t.ID, Parent: parent, Primary: true, Multi: true})
			}
			if t.Master != "" {
				refer(t.Master)
			} else {
				master = t.ID
				for range rnd.Intn(3) {
					if near := len(ids) - first; near > 0 && rnd.Intn(4) > 0 {
						refer(ids[first+rnd.Intn(near)])
					} else if first > 0 {
						refer(ids[rnd.Intn(first)])
					}
				}
				ids = append(ids, t.ID)
			}
			p.Tables = append(p.Tables, t)
		}
	}
	p.Sort()
	return p
}

func mustFigure(t *testing.T, p *graph.Pipeline, opts Options) *figure {
	t.Helper()
	f, err := newFigure(p, opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Parents are above their children, and parts beside their masters.
func TestRanksKeepTheOrder(t *testing.T) {
	for seed := range int64(10) {
		f := mustFigure(t, random(seed, 8, 25), Options{})
		r := f.ranks()
		if r == nil {
			t.Fatalf("seed %d: a wide figure is left to Graphviz", seed)
		}
		for _, e := range f.edges {
			if e.to.kind == part {
				if r[e.from] != r[e.to] {
					t.Errorf("seed %d: %s is on rank %d, its part %s on %d", seed, e.from.key, r[e.from], e.to.key, r[e.to])
				}
			} else if r[e.from] >= r[e.to] {
				t.Errorf("seed %d: %s on rank %d is not above %s on %d", seed, e.from.key, r[e.from], e.to.key, r[e.to])
			}
		}
	}
}

// An external is near the tables that refer to it, not on the first rank.
func TestRanksOfExternals(t *testing.T) {
	p := random(1, 8, 25)
	for i, child := range []string{"w.m07.Table000", "w.m07.Table001", "w.m03.Table002", "w.m07.Table002"} {
		parent := fmt.Sprintf("other.lab.Lab%d", i/2)
		p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: child, Parent: parent})
	}
	p.Sort()
	f := mustFigure(t, p, Options{})
	r := f.ranks()
	first := make(map[*node]int)
	for _, e := range f.edges {
		if rank, ok := first[e.from]; !ok || r[e.to] < rank {
			first[e.from] = r[e.to]
		}
	}
	for _, n := range f.loose {
		if want := max(first[n]-1, 0); r[n] != want {
			t.Errorf("%s is on rank %d, want %d: right above the first that refers to it", n.key, r[n], want)
		}
	}
	if len(f.loose) != 2 {
		t.Errorf("%d externals, want 2", len(f.loose))
	}
}

// A table with 400 children does not become a row of 400 nodes.
func TestRanksBreakRows(t *testing.T) {
	p := random(1, 1, 1)
	for i := range 400 {
		id := fmt.Sprintf("w.m00.Child%03d", i)
		p.Tables = append(p.Tables, graph.Table{ID: id, Module: "w.m00", Class: id[6:], Schema: "w.m00", Active: true})
		p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: id, Parent: "w.m00.Table000"})
	}
	p.Sort()
	for _, d := range []Direction{TB, LR} {
		f := mustFigure(t, p, Options{Direction: d})
		ranks := f.ranks()
		nodes := make(map[int]int)
		for _, rank := range ranks {
			nodes[rank]++
		}
		for rank, n := range nodes {
			if n > 60 {
				t.Errorf("%v: %d nodes on rank %d", d, n, rank)
			}
		}
		if depth := ranks.depth(); depth > 60 {
			t.Errorf("%v: %d ranks", d, depth)
		}
	}
}

func TestRanksOfSmallFigures(t *testing.T) {
	for _, p := range []*graph.Pipeline{{}, random(1, 1, 5), random(1, 3, 8)} {
		if r := mustFigure(t, p, Options{}).ranks(); r != nil {
			t.Errorf("a figure of %d tables is not left to Graphviz", len(p.Tables))
		}
	}
}

// The ranker ends on cycles of tables and of schemas.
func TestRanksOfCycles(t *testing.T) {
	p := random(1, 8, 25)
	for i := 0; i < len(p.Tables); i += 40 {
		j := (i*7 + 5) % len(p.Tables)
		p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: p.Tables[j].ID, Parent: p.Tables[i].ID})
	}
	p.Sort()
	f := mustFigure(t, p, Options{})
	if r := f.ranks(); len(r) != len(p.Tables) {
		t.Errorf("%d of %d nodes have a rank", len(r), len(p.Tables))
	}
}

func BenchmarkRanks(b *testing.B) {
	f, err := newFigure(random(1, 1000, 10), Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f.ranks()
	}
}
