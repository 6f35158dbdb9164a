package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

func TestFindingsAbout(t *testing.T) {
	at := func(path string, line int) graph.Pos { return graph.Pos{Path: path, Line: line} }
	p := &graph.Pipeline{Tables: []graph.Table{
		{ID: "a.A", Pos: at("a.py", 10)},
		{ID: "a.A.P", Master: "a.A", Pos: at("a.py", 20)},
		{ID: "a.B", Pos: at("a.py", 30)},
		{ID: "b.C", Pos: at("b.py", 10)},
	}}
	findings := []graph.Diagnostic{
		{Message: "import in a", Pos: at("a.py", 1)},
		{Message: "A", Pos: at("a.py", 10)},
		{Message: "in A", Pos: at("a.py", 19)},
		{Message: "P, or A below it", Pos: at("a.py", 25)},
		{Message: "B", Pos: at("a.py", 30)},
		{Message: "C, with B", Pos: at("b.py", 11), Related: []graph.Related{{Pos: at("a.py", 31)}}},
		{Message: "C", Pos: at("b.py", 12)},
		{Message: "elsewhere", Pos: at("c.py", 1)},
		{Message: "nowhere"},
	}
	tests := []struct {
		ids  []string
		want []string
	}{
		{nil, nil},
		{[]string{"a.A"}, []string{"import in a", "A", "in A", "P, or A below it"}},
		{[]string{"a.A.P"}, []string{"import in a", "P, or A below it"}},
		{[]string{"a.B"}, []string{"import in a", "B", "C, with B"}},
		{[]string{"b.C"}, []string{"C, with B", "C"}},
	}
	for _, test := range tests {
		var got []string
		for _, d := range findingsAbout(p, append([]graph.Diagnostic{}, findings...), test.ids) {
			got = append(got, d.Message)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.ids, diff)
		}
	}
}
