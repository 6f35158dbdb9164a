package main

import (
	"math"
	"testing"

	"github.com/tdewolff/canvas"
)

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
			path := canvas.MustParseSVGPath(tt.path)
			flat := flatten(path, tolerance)
			for s := flat.Scanner(); s.Scan(); {
				if s.Cmd() != canvas.MoveToCmd && s.Cmd() != canvas.LineToCmd {
					t.Fatalf("%v is not all lines", flat)
				}
			}
			for s := path.Scanner(); s.Scan(); {
				if s.Cmd() != canvas.CubeToCmd {
					continue
				}
				for i := range 101 {
					p := cubicAt(s.Start(), s.CP1(), s.CP2(), s.End(), float64(i)/100)
					if d := distance(flat, p); d > tolerance {
						t.Errorf("%v is %.3f away from the lines", p, d)
					}
				}
			}
		})
	}
}

// cubicAt is de Casteljau's construction of a point of a curve.
func cubicAt(a, b, c, d canvas.Point, t float64) canvas.Point {
	ab, bc, cd := a.Interpolate(b, t), b.Interpolate(c, t), c.Interpolate(d, t)
	return ab.Interpolate(bc, t).Interpolate(bc.Interpolate(cd, t), t)
}

// distance returns how far p is from the nearest line.
func distance(lines *canvas.Path, p canvas.Point) float64 {
	least := math.Inf(1)
	for s := lines.Scanner(); s.Scan(); {
		from, way := s.Start(), s.End().Sub(s.Start())
		if s.Cmd() == canvas.MoveToCmd {
			from, way = s.End(), canvas.Point{}
		}
		t := 0.0
		if l := way.Dot(way); l > 0 {
			t = min(1, max(0, p.Sub(from).Dot(way)/l))
		}
		least = min(least, p.Sub(from.Add(way.Mul(t))).Length())
	}
	return least
}

// What is not a cubic curve is drawn as it was.
func TestFlattenKeepsTheRest(t *testing.T) {
	for _, path := range []*canvas.Path{
		canvas.RoundedRectangle(40, 30, 5), canvas.Ellipse(20, 10).Transform(canvas.Identity.Rotate(30)),
		canvas.MustParseSVGPath("M0 0Q10 0 10 10L20 20z"),
	} {
		if got := flatten(path, 0.1); !got.Equals(path) {
			t.Errorf("got  %v\nwant %v", got, path)
		}
	}
}
