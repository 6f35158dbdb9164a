package render

import (
	"math"
	"math/rand"
	"testing"
)

// The box is that of many points of the curve, and no controls widen it.
func TestCurveBounds(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	curves := [][4]point{
		{{0, 0}, {0, 0}, {9, 9}, {9, 9}},      // a line
		{{0, 0}, {0, 0}, {0, 0}, {0, 0}},      // a point
		{{0, 0}, {30, 90}, {60, 90}, {90, 0}}, // a bow, whose derivative is linear in x
	}
	for range 200 {
		var c [4]point
		for i := range c {
			c[i] = point{random.Float64() * 100, random.Float64() * 100}
		}
		curves = append(curves, c)
	}
	for _, c := range curves {
		x0, x1, y0, y1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
		for i := range 1001 {
			p := onCurve(c[0], c[1], c[2], c[3], float64(i)/1000)
			x0, x1, y0, y1 = min(x0, p.x), max(x1, p.x), min(y0, p.y), max(y1, p.y)
		}
		got := curveBounds(c[0], c[1], c[2], c[3])
		const near = 0.01
		if math.Abs(got.x-x0) > near || math.Abs(got.y-y0) > near || math.Abs(got.x+got.w-x1) > near || math.Abs(got.y+got.h-y1) > near {
			t.Errorf("%v: got %v, want %v to %v", c, got, point{x0, y0}, point{x1, y1})
		}
	}
}

// Where Graphviz found no way the line is straight, and an arrowhead ends at
// the box of the child.
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
		t.Errorf("an edge that has a way ends at %v", got)
	}
}

// A child before its parent is a fault, in any direction, and so is a line
// behind another table.
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
