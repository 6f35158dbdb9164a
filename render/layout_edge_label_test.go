package render

import "testing"

// A label moves if it is nearer to another line than to its own.
func TestSettleLabels(t *testing.T) {
	from, to, other := &node{key: "a", w: 20, h: 10}, &node{key: "b", w: 20, h: 10}, &node{key: "c", w: 20, h: 10}
	f := &figure{loose: []*node{from, to, other}, edges: []*edge{
		{kind: bundle, from: from, to: to, members: 7},
		{kind: bundle, from: from, to: other, members: 2},
	}}
	l := &layout{
		nodes: []point{{0, 0}, {0, 200}, {100, 200}},
		edges: []route{
			{curves: [][]point{line(point{0, 0}, point{0, 200})}, label: point{90, 100}},   // beside the other line
			{curves: [][]point{line(point{0, 0}, point{100, 200})}, label: point{57, 100}}, // beside its own
		},
	}
	l.settleLabels(f)
	beside := labelGap + textWidth("7", labelFont, false)/2
	if got, want := placed(l.edges[0].label), placed(point{-beside, 100}); got != want {
		t.Errorf("the label of a line at x = 0 is at %s, want %s", got, want)
	}
	if got := l.edges[1].label; got != (point{57, 100}) {
		t.Errorf("a label beside its line is moved to %v", got)
	}
}

// placed formats a point as in an SVG.
func placed(p point) string { return px(p.x) + "," + px(p.y) }

// Of two labels at one place, one moves. A label is no obstacle to itself.
func TestSettleLabelsOfTwins(t *testing.T) {
	from, to := &node{key: "a", w: 20, h: 10}, &node{key: "b", w: 20, h: 10}
	f := &figure{loose: []*node{from, to}, edges: []*edge{
		{kind: bundle, from: from, to: to, members: 3},
		{kind: bundle, from: to, to: from, members: 3},
	}}
	way := line(point{0, 0}, point{0, 200})
	l := &layout{
		nodes: []point{{0, 0}, {0, 200}},
		edges: []route{{curves: [][]point{way}, label: point{6, 100}}, {curves: [][]point{way}, label: point{6, 100}}},
	}
	l.settleLabels(f)
	beside := labelGap + textWidth("3", labelFont, false)/2
	if a, b := placed(l.edges[0].label), placed(l.edges[1].label); a != placed(point{-beside, 100}) || b != "6,100" {
		t.Errorf("the labels are at %s and %s", a, b)
	}
}
