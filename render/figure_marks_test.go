package render

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
)

// What stands for several tables has their mark if all have the same, and else says that
// something in it changed.
func TestMixture(t *testing.T) {
	for _, tt := range []struct {
		marks []Mark
		want  Mark
	}{
		{nil, Unmarked},
		{[]Mark{Unmarked, Unmarked}, Unmarked},
		{[]Mark{MarkAdded, MarkAdded}, MarkAdded},
		{[]Mark{MarkRemoved}, MarkRemoved},
		{[]Mark{Unmarked, MarkAdded}, MarkChanged},
		{[]Mark{MarkAdded, MarkRemoved}, MarkChanged},
		{[]Mark{Unmarked, MarkRekeyed}, MarkRekeyed},
		{[]Mark{MarkRekeyed, MarkRemoved}, MarkRekeyed},
	} {
		all := make(map[int]*mixture)
		for _, m := range tt.marks {
			mix(all, 0, m)
		}
		if got := all[0].mark(); got != tt.want {
			t.Errorf("%v: got %s, want %s", tt.marks, got, tt.want)
		}
	}
}

// Every mark has a word, and colours in both themes.
func TestMarks(t *testing.T) {
	for m := Unmarked; m <= MarkRekeyed; m++ {
		if strings.HasPrefix(m.String(), "Mark(") {
			t.Errorf("mark %d has no word", m)
		}
		for _, p := range []palette{lightPalette(), darkPalette(), classicPalette()} {
			if p.marks[m].fill == "" {
				t.Errorf("%s has no colour", m)
			}
		}
	}
	if got := Mark(9).String(); got != "Mark(9)" {
		t.Errorf("got %q", got)
	}
}

// A figure without marks is as it was; one with marks has its colours for them alone, also
// for what has none.
func TestMarksMute(t *testing.T) {
	p := &graph.Pipeline{}
	for _, marked := range []bool{false, true} {
		opts := Options{}
		if marked {
			opts.Marks = &Marks{}
		}
		f, err := newFigure(p, opts)
		if err != nil {
			t.Fatal(err)
		}
		colours := f.opts.palette()
		if muted := colours.nodes[manual] == colours.nodes[computed]; muted != marked {
			t.Errorf("marks %v: tiers have one colour: %v", marked, muted)
		}
	}
}
