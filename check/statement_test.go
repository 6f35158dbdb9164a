package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// TestImportedNames: what has to go of a statement that imports more.
func TestImportedNames(t *testing.T) {
	tests := []struct {
		in      string
		modules []string
		want    []string // nil: the whole statement
	}{
		{"import down", []string{"down"}, nil},
		{"from . import down", []string{"p.down"}, nil},
		{"from . import lab, down", []string{"p.down"}, []string{"down"}},
		{"from . import lab, down as d, far", []string{"p.down", "p.far"}, []string{"down", "far"}},
		{"from . import (lab, down)", []string{"p.lab", "p.down"}, nil},
		{"from .. import lab, down", []string{"p.down"}, []string{"down"}},
		{"from p import lab, down", []string{"p.down"}, []string{"down"}},
		{"from p.q import lab, down", []string{"p.q.down"}, []string{"down"}},
		{"from .q import lab, down", []string{"p.q.down"}, []string{"down"}},
		{"import p.lab, p.down as d", []string{"p.down"}, []string{"p.down"}},
		{"import numpy as np, down", []string{"down"}, []string{"down"}},
		// The names are those of tables.
		{"from .down import Down, Far", []string{"p.down"}, nil},
		{"from p.down import Down, Far", []string{"p.down"}, nil},
		{"from .down import down, Far", []string{"p.down"}, nil},
		{"from .down import *", []string{"p.down"}, nil},
		// p passes the tables of p.down on.
		{"from p import Down, lab", []string{"p.down"}, []string{"p.down"}},
	}
	for _, tt := range tests {
		h := graph.Hop{Text: tt.in, To: tt.modules[0], Also: tt.modules[1:]}
		if diff := cmp.Diff(tt.want, importedNames(h)); diff != "" {
			t.Errorf("%s, %v: (-want +got):\n%s", tt.in, tt.modules, diff)
		}
	}
}
