package main

import (
	"math"
	"slices"
	"testing"
)

// mustParsePath returns the path of path data that a test knows to be right.
func mustParsePath(t *testing.T, data string) path {
	t.Helper()
	p, err := parsePath(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// No point of a curve is further from the lines than the tolerance.
func TestFlatten(t *testing.T) {
	tests := []struct{ name, path string }{
		{"a bow", "M0 0C0 100 100 100 100 0"},
		{"two turns", "M0 0C100 0 0 100 100 100"},
		{"a loop", "M0 0C200 100 -100 100 100 0"},
		{"from its first control", "M0 0C0 0 0 100 100 100"},
		{"to its second control", "M60 0C0 100 20 100 20 100"},
		{"a straight line", "M0 0C0 0 100 100 100 100"},
		{"a point", "M5 5C5 5 5 5 5 5"},
		{"a chain", "M0 0C0 50 50 50 50 0 50 -200 300 0 300 0"},
	}
	const tolerance = 0.05
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := mustParsePath(t, tt.path)
			checkFlat(t, p, tolerance)
		})
	}
}

// checkFlat checks that the lines of a path of one subpath go along its curves.
func checkFlat(t *testing.T, p path, tolerance float64) {
	t.Helper()
	lines := p.flatten(tolerance)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want one", len(lines))
	}
	var from point
	for _, s := range p {
		if s.verb == cubicTo {
			for i := range 101 {
				q := cubicAt(from, s.c1, s.c2, s.end, float64(i)/100)
				if d := distance(lines[0], q); d > tolerance {
					t.Errorf("%v is %.3f away from the lines", q, d)
				}
			}
		}
		from = s.end
	}
}

// distance returns how far p is from the nearest point of a line.
func distance(l polyline, p point) float64 {
	least := p.sub(l.points[0]).length()
	for i, from := range l.points {
		if i == len(l.points)-1 && !l.closed {
			break
		}
		way := l.points[(i+1)%len(l.points)].sub(from)
		t := 0.0
		if d := way.dot(way); d > 0 {
			t = min(1, max(0, p.sub(from).dot(way)/d))
		}
		least = min(least, p.sub(from.add(way.scale(t))).length())
	}
	return least
}

// Circles and rounded corners are what they are called, and their lines go
// along them.
func TestFlattenShapes(t *testing.T) {
	const tolerance = 0.05
	for name, p := range map[string]path{
		"rounded rectangle": rectangle(3, 4, 40, 30, 5),
		"pill":              rectangle(3, 4, 40, 30, 50),
		"ellipse":           ellipse(20, 10, 20, 10),
		"quadratic curve":   mustParsePath(t, "M0 0Q10 0 10 10L20 20z"),
	} {
		t.Run(name, func(t *testing.T) { checkFlat(t, p, tolerance) })
	}
	for _, p := range ellipse(5, 5, 100, 100).flatten(0.01)[0].points {
		if r := p.sub(point{5, 5}).length(); math.Abs(r-100) > 0.05 {
			t.Errorf("%v is %g away from the centre of a circle of 100", p, r)
		}
	}
}

// What is straight keeps its corners, and no point comes twice.
func TestFlattenKeepsTheRest(t *testing.T) {
	tests := []struct {
		name, path string
		want       []point
		closed     bool
	}{
		{"open", "M1 2L3 4L5 6", []point{{1, 2}, {3, 4}, {5, 6}}, false},
		{"closed", "M1 2L3 4L5 7Z", []point{{1, 2}, {3, 4}, {5, 7}}, true},
		{"closed twice", "M1 2L3 4L5 7L1 2Z", []point{{1, 2}, {3, 4}, {5, 7}}, true},
		{"no length", "M1 2L1 2", []point{{1, 2}}, false},
		{"no length, closed", "M1 2Z", []point{{1, 2}}, true},
		{"a rest", "M1 2L1 2L3 4L3 4", []point{{1, 2}, {3, 4}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines := mustParsePath(t, tt.path).flatten(0.1)
			if len(lines) != 1 || !slices.Equal(lines[0].points, tt.want) || lines[0].closed != tt.closed {
				t.Errorf("got %v, want %v", lines, tt.want)
			}
		})
	}
	if lines := mustParsePath(t, "M1 2M3 4").flatten(0.1); lines != nil {
		t.Errorf("moves alone are drawn: %v", lines)
	}
}
