package main

import (
	"math"
	"testing"
)

func TestPathData(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"empty", "", ""},
		{"lines", "M1 2L3 4L3 1L5 1L4 0", "m1 2l2 2v-3h2l-1-1"},
		{"two subpaths", "M1 2L3 4ZM1 1L2 2", "m1 2l2 2zm0-1l1 1"},
		{"after a close", "M1 2L3 4L3 1ZL2 2", "m1 2l2 2v-3zm0 0h1"},
		{"two moves", "M1 1M2 2L3 4", "m1 1m1 1l1 2"},
		{"the same command again", "M0 0L1 2L3 3", "m0 0l1 2 2 1"},
		{"a cubic curve", "M0 0C1 2 3 4 5 5", "m0 0c1 2 3 4 5 5"},
		{"a quadratic curve", "M0 0Q3 6 9 0", "m0 0q3 6 9 0"},
		{"fractions", "M0.5 0.25L-0.5 0.75", "m.5.25l-1 .5"},
		{"rounded", "M0.123 0.456L1.128 0.999", "m.12.46l1.01.54"},
		{"rounding does not add up", "M0 0H0.334H0.668H1.002", "m0 0h.33.34.33"},
		{"too short", "M0 0H0.001L1 1", "m0 0l1 1"},
		{"large", "M1000000000 -1000000000H0", "m1000000000-1000000000h-1000000000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := pathData(mustParsePath(t, tt.path)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// What is written can be read, and is the same but for the rounding.
func FuzzPathData(f *testing.F) {
	for _, data := range []string{"", "M0 0L1 1Z", "m1-2c.5.25-3e1+4 5 6z", "M0 0Q9 9 0 9H5V5", "M.005.005.015-.005", "M1 1M2 2ZL3 3"} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data string) {
		p, err := parsePath(data)
		if err != nil {
			return
		}
		written := pathData(p)
		got, err := parsePath(written)
		if err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		want := p.bounds()
		for _, s := range p {
			if math.Abs(s.end.x) > 1e8 || math.Abs(s.end.y) > 1e8 {
				return // too large to be compared
			}
		}
		if b := got.bounds(); len(p) > 0 && (b.min.sub(want.min).length() > 0.05 || b.max.sub(want.max).length() > 0.05) {
			t.Errorf("%s has the bounds %v, want %v", written, b, want)
		}
	})
}
