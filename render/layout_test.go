package render

import (
	"testing"
)

// An edge without a route becomes a straight line, and its arrowhead ends at the
// box of the child.
func TestStraighten(t *testing.T) {
	from, to := &node{key: "a", w: 40, h: 20}, &node{key: "b", w: 40, h: 20}
	f := &figure{loose: []*node{from, to}, edges: []*edge{
		{kind: foreignKey, from: from, to: to},
		{kind: foreignKey, from: from, to: to, around: "on a cycle"},
		{kind: foreignKey, from: from, to: to},
	}}
	way := line(point{0, 0}, point{5, 5})
	l := &layout{nodes: []point{{0, 0}, {0, 100}}, edges: []route{{}, {}, {curves: [][]point{way}}}}
	l.straighten(f)
	if got := l.edges[0]; got.end() != (point{0, 100}) || got.curves[0][0] != (point{0, 0}) || got.tip != nil {
		t.Errorf("got %v", got)
	}
	if got := l.edges[1]; got.tip == nil || *got.tip != (point{0, 90}) || got.end() != (point{0, 83}) {
		t.Errorf("on a cycle: got %v with its tip at %v", got, got.tip)
	}
	if got := l.edges[2].end(); got != (point{5, 5}) {
		t.Errorf("an edge with a route ends at %v", got)
	}
}

// A child before its parent is a fault in any direction, and so is a line behind
// another table.
func TestFaults(t *testing.T) {
	parent, child, other := &node{key: "a", w: 20, h: 10}, &node{key: "b", w: 20, h: 10}, &node{key: "c", w: 20, h: 10}
	e := &edge{kind: foreignKey, from: parent, to: child}
	f := &figure{loose: []*node{parent, child, other}, edges: []*edge{e}}
	way := line(point{0, 0}, point{50, 70})
	l := &layout{nodes: []point{{0, 0}, {50, 70}, {90, 0}}, edges: []route{{curves: [][]point{way}}}}
	for direction, want := range map[Direction]int{TB: 0, LR: 0, BT: 1, RL: 1} {
		f.opts.Direction = direction
		if got := l.faults(f); got != want {
			t.Errorf("%v: %d faults, want %d", direction, got, want)
		}
	}
	e.around = "on a cycle"
	if got := l.faults(f); got != 0 {
		t.Errorf("on a cycle: %d faults, want none", got)
	}
	l.nodes[2] = point{25, 35}
	if got := l.faults(f); got != 1 {
		t.Errorf("behind a table: %d faults, want 1", got)
	}
}
