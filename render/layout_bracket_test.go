package render

import (
	"testing"

	"github.com/djdag/djdag/graph"
)

// shelfOf returns a master with parts, side by side or one above the other, and an
// edge from the master to each part, in an arc over the group.
func shelfOf(parts int, upright bool) (*figure, *layout) {
	f := &figure{clusters: []*cluster{{groups: []*group{{}}}}}
	g := f.clusters[0].groups[0]
	l := &layout{clusters: make([]rect, 1)}
	for i := range parts + 1 {
		n := &node{w: 60, h: 26}
		if i == 0 {
			n.h = 34
		}
		g.nodes = append(g.nodes, n)
		at := point{40 + 80*float64(i), 25}
		if upright {
			at = point{40, 25 + 50*float64(i)}
		}
		l.nodes = append(l.nodes, at)
		if i > 0 {
			f.edges = append(f.edges, &edge{from: g.nodes[0], to: n, fk: &graph.ForeignKey{}})
			arc := []point{l.nodes[0], {l.nodes[0].x, -90}, {at.x, -90}, at}
			l.edges = append(l.edges, route{curves: [][]point{arc}})
		}
	}
	box := rect{2, 0, 80*float64(parts) + 76, 50}
	if upright {
		box = rect{2, 0, 76, 50*float64(parts) + 50}
	}
	l.entities = map[[2]int]rect{{0, 0}: box}
	return f, l
}

// No edge leaves its group or runs through a table that it does not join.
func TestBracketStaysInItsGroup(t *testing.T) {
	for _, upright := range []bool{false, true} {
		for _, parts := range []int{2, 3, 20} {
			f, l := shelfOf(parts, upright)
			before := l.edges[0]
			l.bracket(f, false)
			if &l.edges[0].curves[0][0] != &before.curves[0][0] {
				t.Errorf("%d parts, upright %v: the line between neighbours was changed", parts, upright)
			}
			box := l.entities[[2]int{0, 0}]
			nodes := f.clusters[0].groups[0].nodes
			for i, r := range l.edges[1:] {
				for _, p := range r.curves[0] {
					if p.x < box.x || p.x > box.x+box.w || p.y < box.y || p.y > box.y+box.h {
						t.Fatalf("%d parts, upright %v: edge %d leaves the group at %v", parts, upright, i+1, p)
					}
				}
				if start, end := r.curves[0][0], r.end(); end != l.nodes[i+2] || abs(start.x-l.nodes[0].x) > 30 || abs(start.y-l.nodes[0].y) > 30 {
					t.Errorf("%d parts, upright %v: edge %d leads from %v to %v", parts, upright, i+1, start, end)
				}
				for k, n := range nodes {
					at := l.nodes[k]
					if k != 0 && k != i+2 && r.meets(rect{at.x - n.w/2, at.y - n.h/2, n.w, n.h}) {
						t.Errorf("%d parts, upright %v: edge %d runs through table %d", parts, upright, i+1, k)
					}
				}
			}
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

// An edge to a part that is not in line, an edge out of the group, and an edge
// with an arrowhead keep the route of Graphviz.
func TestBracketLeavesOthersAlone(t *testing.T) {
	f, l := shelfOf(3, false)
	l.nodes[3].y += 70
	l.edges[1].tip = &point{}
	outside := &node{w: 60, h: 26}
	f.loose = append(f.loose, outside)
	l.nodes = append(l.nodes, point{500, 300})
	f.edges = append(f.edges, &edge{from: f.edges[0].from, to: outside, fk: &graph.ForeignKey{}})
	l.edges = append(l.edges, route{curves: [][]point{line(point{}, point{1, 1})}})
	var before []*point
	for _, r := range l.edges {
		before = append(before, &r.curves[0][0])
	}
	l.bracket(f, false)
	for i, r := range l.edges {
		if &r.curves[0][0] != before[i] {
			t.Errorf("edge %d was changed", i)
		}
	}
}
