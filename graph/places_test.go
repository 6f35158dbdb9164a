package graph_test

import (
	"testing"

	"github.com/djdag/djdag/graph"
)

// A position belongs to the last class that begins at or above its line, or to the table
// that reads there.
func TestPlaces(t *testing.T) {
	at := func(path string, line int) graph.Pos { return graph.Pos{Path: path, Line: line, Col: 1} }
	p := &graph.Pipeline{Tables: []graph.Table{
		{ID: "a.Second", Pos: at("a.py", 20)},
		{ID: "a.First", Pos: at("a.py", 10), Reads: []graph.Read{{Table: "b.Other", Through: []string{"make"}, Pos: at("a.py", 17)}}},
		{ID: "a.First.Part", Master: "a.First", Pos: at("a.py", 14)},
		{ID: "b.Other", Pos: at("b.py", 1)},
	}}
	p.Sort()
	places := p.Places()
	for _, test := range []struct {
		path string
		line int
		want string // ID
	}{
		{"a.py", 1, ""}, {"a.py", 9, ""}, {"a.py", 10, "a.First"}, {"a.py", 13, "a.First"}, {"a.py", 14, "a.First.Part"},
		{"a.py", 16, "a.First.Part"}, {"a.py", 17, "a.First"}, {"a.py", 18, "a.First.Part"},
		{"a.py", 20, "a.Second"}, {"a.py", 99, "a.Second"}, {"b.py", 1, "b.Other"}, {"c.py", 1, ""}, {"", 0, ""},
	} {
		got := ""
		if found := places.At(at(test.path, test.line)); found != nil {
			got = found.ID
		}
		if got != test.want {
			t.Errorf("%s:%d: got %q, want %q", test.path, test.line, got, test.want)
		}
	}
	if got := places.In("a.py"); len(got) != 3 || got[0].ID != "a.First" || places.In("c.py") != nil {
		t.Errorf("In: got %v", got)
	}
}
