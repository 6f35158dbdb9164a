package graph_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
)

// The computed graph of these tests:
//
//	m.Key ◀── m.A: computed        reads m.Note, m.B (a cycle with m.B), m.Key
//	  ▲  ▲
//	  │  └─── m.B: computed ──▶ m.A      m.B.Part ──▶ m.Scale
//	  └────── m.C: computed        reads m.A, m.Key.Part, m.Scale; writes m.Note
const computed = `
m.Key; m.Key.Part -> m.Key
m.Note; m.Scale
m.A: computed; m.A -> m.Key
m.B: computed; m.B -> m.A; m.B.Part -> m.B; m.B.Part -> m.Scale
m.C: computed; m.C -> m.Key
`

func TestCovers(t *testing.T) {
	covers := sketch(t, computed).Covers()
	for _, tt := range []struct {
		reader, table string
		want          graph.Cover
	}{
		{"m.B", "m.B", graph.Own},
		{"m.B", "m.B.Part", graph.Own},
		{"m.B", "m.A", graph.Declared},
		{"m.B", "m.Key", graph.Declared},
		{"m.B", "m.Key.Part", graph.Declared},
		{"m.B", "m.Scale", graph.Declared}, // by its own part
		{"m.B.Part", "m.B", graph.Declared},
		{"m.B", "m.Note", graph.Undeclared},
		{"m.A", "m.Scale", graph.Undeclared},
		{"m.A", "m.B", graph.Undeclared},
		{"m.A", "m.B.Part", graph.Undeclared},
		{"m.A", "ext.None", graph.Undeclared},
	} {
		if got := covers.Of(tt.reader, tt.table); got != tt.want {
			t.Errorf("%s reads %s: got %s, want %s", tt.reader, tt.table, got, tt.want)
		}
	}
}

func TestDependencies(t *testing.T) {
	p := sketch(t, computed+`
m.A reads m.Note; m.A reads m.Key; m.A reads m.Note
m.C guesses m.A; m.C writes m.Note; m.C reads m.C`)
	var got []string
	for _, d := range p.Dependencies() {
		got = append(got, d.Reader+" "+d.Table+" "+d.Cover.String()+" "+d.Pos.String())
	}
	want := "m.A m.Note undeclared m.py:8:1, m.A m.Key declared m.py:8:19"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("\n got %s\nwant %s", s, want)
	}
}

func TestOrderReads(t *testing.T) {
	for _, tt := range []struct{ name, reads, want string }{
		{"none", ``, `1:m.A 2:m.B 1:m.C`},
		{"behind what is read", `m.C reads m.B`, `1:m.A 2:m.B 3:m.C`},
		{"behind the master of what is read", `m.C reads m.B.Part`, `1:m.A 2:m.B 3:m.C`},
		{"before what comes first in the source", `m.A reads m.C`, `1:m.C 2:m.A 3:m.B`},
		{"a guess does not count", `m.A guesses m.C`, `1:m.A 2:m.B 1:m.C`},
		{"what is written does not count", `m.A writes m.C`, `1:m.A 2:m.B 1:m.C`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			steps, err := sketch(t, computed+tt.reads).Order(graph.OrderOptions{Populate: true, Reads: true})
			if got := list(steps); err != nil || got != tt.want {
				t.Errorf("\n got %s, %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

func TestOrderReadCycle(t *testing.T) {
	p := sketch(t, computed+`
m.A reads m.B`)
	if _, err := p.Order(graph.OrderOptions{Populate: true}); err != nil {
		t.Errorf("without reads: %v", err)
	}
	_, err := p.Order(graph.OrderOptions{Populate: true, Reads: true})
	var cyclic *graph.CycleError
	if !errors.As(err, &cyclic) || len(cyclic.Cycles) != 1 {
		t.Fatalf("got %v, want one cycle", err)
	}
	c := cyclic.Cycles[0]
	var hops []string
	for _, h := range c.Hops {
		hops = append(hops, h.Kind.String()+" "+h.Child+" "+h.Parent+" "+h.Pos.String())
	}
	if got, want := strings.Join(hops, ", "), "foreign key m.B m.A m.py:5:16, read m.A m.B m.py:8:1"; c.Kind != graph.ReadCycle || got != want {
		t.Errorf("%s cycle\n got %s\nwant %s", c.Kind, got, want)
	}
	if len(c.Cuts) != 1 || c.Cuts[0].Kind != graph.ByRead {
		t.Errorf("cuts are %v, want the read", c.Cuts)
	}
}

func TestWhyComputed(t *testing.T) {
	p := sketch(t, computed+`
m.C reads m.B`)
	if got := p.Why("m.C", "m.Scale"); got.Hops != nil {
		t.Errorf("without reads: %v", got)
	}
	var hops []string
	for _, h := range p.WhyComputed("m.C", "m.A").Hops {
		hops = append(hops, h.Kind.String()+" "+h.To+" "+h.Pos.String())
	}
	if got, want := strings.Join(hops, ", "), "read m.B m.py:8:1, foreign key m.A m.py:5:16"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestSelectComputed(t *testing.T) {
	p := sketch(t, computed+`
m.C reads m.B; m.A reads ext.X`)
	for _, tt := range []struct{ text, want string }{
		{"A + all", "m.A m.B m.B.Part m.C"},
		{"C - 1", "m.B m.C m.Key"},
		{"A - 1", "ext.X m.A m.Key"},
	} {
		s, err := graph.ParseSelection(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		ids, err := s.InComputed(p)
		if got := strings.Join(ids, " "); err != nil || got != tt.want {
			t.Errorf("%s\n got %s, %v\nwant %s", tt.text, got, err, tt.want)
		}
	}
}

func TestRestrictReads(t *testing.T) {
	p := sketch(t, computed+`
m.C reads m.B; m.C reads m.A`).Restrict([]string{"m.C", "m.A"})
	reads := p.Table("m.C").Reads
	if len(reads) != 1 || reads[0].Table != "m.A" {
		t.Errorf("got %v, want the read of m.A alone", reads)
	}
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
}
