package graph_test

import (
	"testing"

	"github.com/djdag/djdag/graph"
)

func TestParseVersion(t *testing.T) {
	for in, want := range map[string]graph.Version{"0.14": {Minor: 14}, "2": {Major: 2}, "2.1.3rc1": {Major: 2, Minor: 1}} {
		if got, err := graph.ParseVersion(in); err != nil || got != want {
			t.Errorf("%s: got %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "x", "2.x", "-1.0", "v2"} {
		if got, err := graph.ParseVersion(in); err == nil {
			t.Errorf("%q: got %v", in, got)
		}
	}
}

func TestRequirement(t *testing.T) {
	v := func(s string) graph.Version {
		v, err := graph.ParseVersion(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	open := graph.Requirement{Oldest: v("0.14")}
	closed := graph.Requirement{Oldest: v("0.13"), Before: v("2.0")}
	exact := graph.Exactly(v("2.1"))
	tests := []struct {
		name string
		got  bool
		want bool
	}{
		{"nothing is known", graph.Requirement{}.AllFrom(v("0.1")) || graph.Requirement{}.AllBefore(v("9.0")), false},
		{"open from 0.14", open.AllFrom(v("0.14")), true},
		{"open from 0.15", open.AllFrom(v("0.15")), false},
		{"open before 2.0", open.AllBefore(v("2.0")), false},
		{"closed before 2.0", closed.AllBefore(v("2.0")), true},
		{"closed before 0.14", closed.AllBefore(v("0.14")), false},
		{"exactly from 2.1", exact.AllFrom(v("2.1")), true},
		{"exactly before 2.2", exact.AllBefore(v("2.2")), true},
		{"exactly before 2.1", exact.AllBefore(v("2.1")), false},
		{"exactly nothing", graph.Exactly(graph.Version{}).AllBefore(v("2.1")), false},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}
