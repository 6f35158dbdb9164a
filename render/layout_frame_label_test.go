package render

import (
	"testing"
)

// The label of a frame is on the right, unless lines run through it there.
func TestFrameLabel(t *testing.T) {
	frame := rect{100, 50, 400, 200}
	down := func(x float64) route { return route{curves: [][]point{line(point{x, 0}, point{x, 300})}} }
	w := textWidth("schema", frameFont, false)
	right, left := 500-framePad-w/2, 100+framePad+w/2
	tests := []struct {
		name    string
		lines   []route
		classic bool
		want    float64
	}{
		{"no lines", nil, false, right},
		{"elsewhere", []route{down(300)}, false, right},
		{"on the right", []route{down(right)}, false, left},
		{"on both sides", []route{down(right), down(left)}, false, right - 2*(right-left)/24},
		{"fewest", []route{down(right), down(right), down(left)}, false, right - 2*(right-left)/24},
		{"classic", []route{down(300)}, true, 300},
	}
	for _, tt := range tests {
		l := &layout{edges: tt.lines}
		if got := l.frameLabel(frame, "schema", tt.classic); abs(got.x-tt.want) > 1e-6 {
			t.Errorf("%s: at %g, want %g", tt.name, got.x, tt.want)
		}
	}
}
