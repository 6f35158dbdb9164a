package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// A tooltip has the order of the table, whatever lines it is written on: here
// the definition ends with a constant that stands above the class.
func TestDescribe(t *testing.T) {
	p := &graph.Pipeline{
		Tables: []graph.Table{
			{ID: "lab.Subject", Module: "lab", Class: "Subject", Active: true, Pos: graph.Pos{Path: "lab.py", Line: 5}},
			{
				ID: "lab.Session", Module: "lab", Class: "Session", Comment: "A day", Active: true, Pos: graph.Pos{Path: "lab.py", Line: 20},
				Attributes: []graph.Attribute{
					{Name: "subject", Type: "int", InKey: true, From: []int{0}, Line: 21},
					{Name: "session", Type: "int", InKey: true, Line: 22},
					{Name: "date", Type: "date", InKey: true, Line: 2},
					{Name: "note", Type: "varchar(255)", Line: 4},
				},
				Indexes: []graph.Index{{Columns: []string{"date", "note"}}, {Columns: []string{"note"}, Unique: true}},
			},
		},
		ForeignKeys: []graph.ForeignKey{
			{Child: "lab.Session", Parent: "lab.Subject", Primary: true, Text: "-> Subject", AttrMap: []graph.AttrPair{{Child: "subject", Parent: "subject"}}, Pos: graph.Pos{Path: "lab.py", Line: 21}},
			{Child: "lab.Session", Parent: "rigs.Rig", Text: "-> rigs.Rig", Pos: graph.Pos{Path: "lab.py", Line: 23}},
		},
		Externals: []graph.External{{ID: "rigs.Rig"}},
	}
	p.Sort()
	want := `lab.Session (manual)
# A day
→ Subject
session : int
date : date
────────────
note : varchar(255)
→ rigs.Rig
index (date, note)
unique index (note)`
	if diff := cmp.Diff(want, describe(p, p.Table("lab.Session"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is no table of ours is parted by how classes are written.
func TestSplitID(t *testing.T) {
	tests := []struct{ id, module, class string }{
		{"lab.Subject", "lab", "Subject"},
		{"pkg.lab.Subject.Part", "pkg.lab", "Subject.Part"},
		{"Ext.sub.Thing", "Ext.sub", "Thing"},
		{"U19_lab.Location", "U19_lab", "Location"},
		{"MyLab.subject.sessions", "MyLab.subject", "sessions"},
		{"Missing", "", "Missing"},
		{"Master.Part", "", "Master.Part"},
		{"missing", "", "missing"},
	}
	for _, tt := range tests {
		if module, class := splitID(tt.id); module != tt.module || class != tt.class {
			t.Errorf("%s: got %q and %q, want %q and %q", tt.id, module, class, tt.module, tt.class)
		}
	}
}

func TestCSSName(t *testing.T) {
	tests := []struct{ id, want string }{
		{"figure", "figure"},
		{"2-figure", `\32 -figure`},
		{"-2", `-\32 `},
		{"fig.1-figure", `fig\.1-figure`},
		{"a{}b,c", `a\{\}b\,c`},
		{"é_1", "é_1"},
	}
	for _, tt := range tests {
		if got := cssName(tt.id); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.id, got, tt.want)
		}
	}
}

// Labels stand by their lines, and where nothing is in their way.
func TestSettleLabels(t *testing.T) {
	from, to, other := &node{key: "a", w: 20, h: 10}, &node{key: "b", w: 20, h: 10}, &node{key: "c", w: 20, h: 10}
	f := &figure{loose: []*node{from, to, other}, edges: []*edge{
		{kind: bundle, from: from, to: to, members: 7},
		{kind: bundle, from: from, to: other, members: 2},
	}}
	l := &layout{
		nodes: []point{{0, 0}, {0, 200}, {100, 200}},
		edges: []route{
			{curves: [][]point{line(point{0, 0}, point{0, 200})}, label: point{90, 100}},   // at the other line
			{curves: [][]point{line(point{0, 0}, point{100, 200})}, label: point{57, 100}}, // well
		},
	}
	l.settleLabels(f)
	if got := l.edges[0].label; got.y < 50 || got.y > 150 || got.x < -10 || got.x > 10 || got.x == 0 {
		t.Errorf("the label of a line at x = 0 is at %v", got)
	}
	if got := l.edges[1].label; got != (point{57, 100}) {
		t.Errorf("a label that stood well is moved to %v", got)
	}
}

// A child that stands before its parent is upside down, in any direction.
func TestUpsideDown(t *testing.T) {
	parent, child := &node{key: "a"}, &node{key: "b"}
	f := &figure{loose: []*node{parent, child}, edges: []*edge{{kind: foreignKey, from: parent, to: child}}}
	l := &layout{nodes: []point{{0, 0}, {50, 70}}}
	for direction, want := range map[Direction]int{TB: 0, LR: 0, BT: 1, RL: 1} {
		f.opts.Direction = direction
		if got := l.upsideDown(f); got != want {
			t.Errorf("%v: got %d, want %d", direction, got, want)
		}
	}
	f.edges[0].around = "on a cycle"
	if got := l.upsideDown(f); got != 0 {
		t.Errorf("on a cycle: got %d", got)
	}
}
