package render

import "testing"

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
