package graph_test

import (
	"slices"
	"testing"

	"github.com/djdag/djdag/graph"
)

func TestPosString(t *testing.T) {
	tests := []struct {
		pos  graph.Pos
		want string
	}{
		{graph.Pos{}, "?"},
		{graph.Pos{Path: "a.py"}, "a.py"},
		{graph.Pos{Path: "a.py", Line: 3}, "a.py:3"},
		{graph.Pos{Path: "a.py", Line: 3, Col: 7}, "a.py:3:7"},
		{graph.Pos{Path: "n.ipynb#cell2", Line: 3, Col: 7}, "n.ipynb#cell2:3:7"},
		{graph.Pos{Line: 3, Col: 7}, "?"},
	}
	for _, tt := range tests {
		if got := tt.pos.String(); got != tt.want {
			t.Errorf("%#v: got %q, want %q", tt.pos, got, tt.want)
		}
		if got := tt.pos.IsValid(); got != (tt.want != "?") {
			t.Errorf("%#v: IsValid() = %v", tt.pos, got)
		}
	}
}

func TestPosCell(t *testing.T) {
	tests := []struct {
		path   string
		file   string
		number int
	}{
		{"", "", 0},
		{"a.py", "a.py", 0},
		{"n.ipynb", "n.ipynb", 0},
		{"n.ipynb#cell1", "n.ipynb", 1},
		{"n.ipynb#cell12", "n.ipynb", 12},
		{"a#cell1/n.ipynb#cell2", "a#cell1/n.ipynb", 2},
		{"issue#12/a.py", "issue#12/a.py", 0},
		{"a#cell1/b.py", "a#cell1/b.py", 0},
		{"n.ipynb#cell", "n.ipynb#cell", 0},
		{"n.ipynb#cellar", "n.ipynb#cellar", 0},
		{"n.ipynb#cell0", "n.ipynb#cell0", 0},
		{"n.ipynb#cell-1", "n.ipynb#cell-1", 0},
		{"n.ipynb#cell01", "n.ipynb#cell01", 0},
	}
	for _, tt := range tests {
		file, number := graph.Pos{Path: tt.path}.Cell()
		if file != tt.file || number != tt.number {
			t.Errorf("%q: got %q, %d, want %q, %d", tt.path, file, number, tt.file, tt.number)
		}
		if number > 0 && graph.CellPath(file, number) != tt.path {
			t.Errorf("%q: CellPath gives %q", tt.path, graph.CellPath(file, number))
		}
	}
}

func TestPosCompare(t *testing.T) {
	sorted := []graph.Pos{
		{},
		{Path: "a.py"},
		{Path: "a.py", Line: 2},
		{Path: "a.py", Line: 2, Col: 1},
		{Path: "a.py", Line: 10},
		{Path: "b.py", Line: 1},
		{Path: "n.ipynb", Line: 9},
		{Path: "n.ipynb#cell3", Line: 9},
		{Path: "n.ipynb#cell10", Line: 1},
		{Path: "n.ipynb#cellar", Line: 1},
		{Path: "o.ipynb#cell1", Line: 1},
	}
	for i, p := range sorted {
		for j, q := range sorted {
			if got := p.Compare(q); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("Compare(%s, %s) = %d", p, q, got)
			}
		}
	}
	if !slices.IsSortedFunc(sorted, graph.Pos.Compare) {
		t.Error("not sorted")
	}
}
