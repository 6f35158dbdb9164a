package main

import (
	"math"
	"testing"
)

func TestShapesBeginAsInSVG(t *testing.T) {
	tests := []struct {
		name         string
		path         path
		first, third point // where it begins, and a place by which its turn is known
		bounds       box
	}{
		{"rectangle", rectangle(1, 2, 10, 20, 0), point{1, 2}, point{11, 22}, box{point{1, 2}, point{11, 22}}},
		{"round corners", rectangle(1, 2, 10, 20, 3), point{4, 2}, point{11, 5}, box{point{1, 2}, point{11, 22}}},
		{"half round", rectangle(1, 2, 10, 20, 99), point{6, 2}, point{11, 7}, box{point{1, 2}, point{11, 22}}},
		{"ellipse", ellipse(10, 10, 4, 2), point{14, 10}, point{6, 10}, box{point{6, 8}, point{14, 12}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.path[0].end; got != tt.first {
				t.Errorf("begins at %v, want %v", got, tt.first)
			}
			if got := tt.path[2].end; got != tt.third {
				t.Errorf("comes to %v, want %v", got, tt.third)
			}
			if got := tt.path.bounds(); got != tt.bounds {
				t.Errorf("bounds %v, want %v", got, tt.bounds)
			}
			if last := tt.path[len(tt.path)-1]; last.verb != closing || last.end != tt.first {
				t.Errorf("ends with %v", last)
			}
		})
	}
	for _, p := range []path{rectangle(1, 2, 0, 5, 0), rectangle(1, 2, 5, -1, 0), ellipse(1, 2, 0, 5), ellipse(1, 2, 5, math.NaN())} {
		if p != nil {
			t.Errorf("what has no extent is %v", p)
		}
	}
}

func TestTransform(t *testing.T) {
	got := mustParsePath(t, "M1 2C3 4 5 6 7 8Z").transform(point{10, -1}, point{100, 0})
	if want := "M110,-2C130,-4 150,-6 170,-8Z"; got.String() != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
