package render

import (
	"math"
	"math/rand"
	"testing"
)

// The box is that of many points on the curve; control points do not widen it.
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

// A long line meets even a small box.
func TestMeets(t *testing.T) {
	r := route{curves: [][]point{line(point{0, 0}, point{0, 1000})}}
	for y := range 990 {
		if box := (rect{-10, float64(y), 20, 9}); !r.meets(box) || r.distance(box) != 0 {
			t.Fatalf("the box at %d is missed", y)
		}
	}
	if box := (rect{5, 500, 20, 9}); r.meets(box) || r.distance(box) != 5 {
		t.Errorf("a box beside the line is %v away", r.distance(box))
	}
}
