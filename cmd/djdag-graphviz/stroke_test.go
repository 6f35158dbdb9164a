package main

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

// opaque is black.
var opaque = color.NRGBA{A: 0xFF}

// inked draws what a test wants in black on 100 by 100 white pixels, and
// returns how much of each pixel is covered, from 0 to 1.
func inked(paint func(*painter)) func(x, y int) float64 {
	img := image.NewRGBA(image.Rect(0, 0, 100, 100))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	paint(&painter{img: img})
	return func(x, y int) float64 { return 1 - float64(img.RGBAAt(x, y).R)/0xFF }
}

// stroked draws path data with a pen.
func stroked(t *testing.T, data string, p pen) func(x, y int) float64 {
	t.Helper()
	lines := mustParsePath(t, data).flatten(flatness)
	return inked(func(on *painter) { on.fill(stroke(lines, p, flatness), opaque) })
}

// Ends, corners and dashes are where SVG has them.
func TestStroke(t *testing.T) {
	wide, round := pen{width: 10}, pen{width: 10, round: true}
	dashed := func(round bool, lengths ...float64) pen { return pen{width: 10, dashes: lengths, round: round} }
	type pixel struct{ x, y int }
	tests := []struct {
		name, data string
		pen        pen
		ink, none  []pixel
	}{
		{"a cut end", "M20 50H80", wide, []pixel{{20, 46}, {20, 54}, {79, 46}}, []pixel{{19, 50}, {80, 50}, {50, 44}, {50, 55}}},
		{"a round end", "M20 50H80", round, []pixel{{16, 50}, {83, 50}}, []pixel{{15, 45}, {14, 50}, {84, 46}, {86, 50}}},
		{"a miter", "M20 80V20H80", wide, []pixel{{15, 15}, {16, 16}}, []pixel{{14, 50}, {30, 30}}},
		{"a miter at a wide angle", "M20 20H50L80 30", wide, []pixel{{50, 16}}, []pixel{{50, 28}}},
		{"a corner that is cut off", "M20 50H80L20 60", wide, []pixel{{78, 50}}, []pixel{{88, 52}, {90, 53}}},
		{"a corner to the left", "M20 20V80H80", wide, []pixel{{15, 84}, {16, 83}}, []pixel{{30, 70}}},
		{"a closed corner", "M20 20H80V80H20Z", wide, []pixel{{15, 15}, {84, 15}, {84, 84}, {15, 84}}, []pixel{{50, 50}, {26, 26}}},
		{"an open one", "M20 20H80V80H20V20", wide, []pixel{{84, 15}}, []pixel{{15, 15}, {15, 18}}},
		{"back on itself", "M20 50H80H40", wide, []pixel{{79, 50}}, []pixel{{81, 50}}},
		{"a cusp", "M50 80C50 10 50 10 50 80", wide, []pixel{{50, 26}, {47, 30}}, []pixel{{50, 20}, {40, 50}}},
		{"a loop has its hole", "M10 80C190 -20 -90 -20 90 80", pen{width: 6}, []pixel{{50, 5}}, []pixel{{50, 20}}},
		{"dashes", "M0 50H100", dashed(false, 10, 20), []pixel{{0, 50}, {9, 50}, {30, 50}, {39, 50}}, []pixel{{10, 50}, {29, 50}, {40, 50}}},
		{"an odd number of them", "M0 50H100", dashed(false, 20), []pixel{{19, 50}, {40, 50}}, []pixel{{20, 50}, {39, 50}}},
		{"dashes with round ends", "M0 50H100", dashed(true, 10, 20), []pixel{{13, 50}, {26, 50}}, []pixel{{20, 50}}},
		{"around a corner", "M20 80V20H80", dashed(false, 70, 10), []pixel{{15, 15}, {29, 20}}, []pixel{{31, 20}, {38, 20}}},
		{"dots", "M10 50H90", dashed(true, 0, 20), []pixel{{10, 50}, {30, 50}, {33, 50}, {50, 54}}, []pixel{{20, 50}, {40, 50}, {34, 46}}},
		{"dots without ends", "M10 50H90", dashed(false, 0, 20), nil, []pixel{{10, 50}, {30, 50}}},
		{"no dash at the end", "M10 50H70", dashed(true, 0, 20), []pixel{{50, 50}}, []pixel{{70, 50}}},
		{"each subpath begins anew", "M0 20H15M0 60H15", dashed(false, 10, 100), []pixel{{5, 20}, {5, 60}}, []pixel{{12, 20}, {12, 60}}},
		{"no dashes", "M0 50H100", dashed(false, 0, 0), []pixel{{1, 50}, {99, 50}}, nil},
		{"less than none", "M0 50H100", dashed(false, 5, -5), []pixel{{1, 50}, {99, 50}}, nil},
		{"too many dashes", "M0 50H100", dashed(false, 1e-9), []pixel{{1, 50}, {99, 50}}, nil},
		{"a point", "M50 50H50", round, []pixel{{50, 53}, {53, 50}, {46, 50}}, []pixel{{45, 45}, {54, 54}, {56, 50}}},
		{"a point, closed", "M50 50Z", round, []pixel{{50, 53}}, nil},
		{"a point without ends", "M50 50H50", wide, nil, []pixel{{50, 50}}},
		{"a point in dashes", "M50 50H50", dashed(true, 5, 5), []pixel{{50, 53}}, nil},
		{"a move alone", "M50 50", round, nil, []pixel{{50, 50}}},
		{"no width", "M0 50H100", pen{}, nil, []pixel{{50, 50}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ink := stroked(t, tt.data, tt.pen)
			for _, p := range tt.ink {
				if got := ink(p.x, p.y); got < 0.7 {
					t.Errorf("%v is covered by %.2f", p, got)
				}
			}
			for _, p := range tt.none {
				if got := ink(p.x, p.y); got > 0.3 {
					t.Errorf("%v is covered by %.2f, want nothing", p, got)
				}
			}
		})
	}
}

// The area of a line is its length by its width, however its pieces meet.
func TestStrokeArea(t *testing.T) {
	tests := []struct {
		name, data string
		pen        pen
		want       float64
	}{
		{"straight", "M10.3 50.6L83.1 21.7", pen{width: 3}, 3 * math.Hypot(72.8, 28.9)},
		{"thin", "M10.3 50.6L83.1 21.7", pen{width: 0.4}, 0.4 * math.Hypot(72.8, 28.9)},
		{"round", "M10.3 50.6L83.1 21.7", pen{width: 8, round: true}, 8*math.Hypot(72.8, 28.9) + math.Pi*16},
		{"corner", "M20.5 80.5V20.5H80.5", pen{width: 4}, 4 * 120},
		{"a square", "M20.5 80.5V20.5H80.5V80.5Z", pen{width: 4}, 4 * 240},
		{"a dot", "M50.2 50.7H50.2", pen{width: 20, round: true}, math.Pi * 100},
		{"dashes", "M10 10L90 90", pen{width: 4, dashes: []float64{5, 2}}, 4 * (16*5 + (math.Hypot(80, 80) - 16*7))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ink := stroked(t, tt.data, tt.pen)
			checkArea(t, ink, tt.want)
		})
	}
	t.Run("a circle", func(t *testing.T) {
		pieces := stroke(ellipse(50, 50, 40, 40).flatten(flatness), pen{width: 6}, flatness)
		checkArea(t, inked(func(p *painter) { p.fill(pieces, opaque) }), 2*math.Pi*40*6)
	})
}

// checkArea allows for the rounding of a pixel's colour.
func checkArea(t *testing.T, ink func(x, y int) float64, want float64) {
	t.Helper()
	sum := 0.0
	for y := range 100 {
		for x := range 100 {
			sum += ink(x, y)
		}
	}
	if math.Abs(sum-want) > 0.01*want {
		t.Errorf("the area is %.1f, want %.1f", sum, want)
	}
}

// A line that one sees through has one shade, where its pieces meet and where
// it crosses itself.
func TestStrokeOpacity(t *testing.T) {
	half := color.NRGBA{A: 0x80}
	for name, data := range map[string]string{
		"corners": "M10 90L50 10L90 90L5 40H95Z", "loop": "M10 80C190 -20 -90 -20 90 80", "cusp": "M50 80C50 10 50 10 50 80",
	} {
		for _, p := range []pen{{width: 9}, {width: 9, round: true}, {width: 9, round: true, dashes: []float64{5, 2}}} {
			lines := mustParsePath(t, data).flatten(flatness)
			ink := inked(func(on *painter) { on.fill(stroke(lines, p, flatness), half) })
			for y := range 100 {
				for x := range 100 {
					if got := ink(x, y); got > 0.51 {
						t.Fatalf("%s: %d,%d is covered by %.2f, want at most a half", name, x, y, got)
					}
				}
			}
		}
	}
}

// Pieces that turn one way add up; two ways, they would cancel out.
func TestStrokePiecesTurnOneWay(t *testing.T) {
	lines := mustParsePath(t, "M10 90L50 10L90 90L5 40H95C10 10 30 30 10 90Z").flatten(flatness)
	for _, piece := range stroke(lines, pen{width: 7, round: true, dashes: []float64{9, 3, 0, 3}}, flatness) {
		area := 0.0
		for i, a := range piece {
			area += a.cross(piece[(i+1)%len(piece)])
		}
		if area <= 0 {
			t.Errorf("%v turns the other way", piece)
		}
	}
}

func TestDashes(t *testing.T) {
	tests := []struct {
		name, data string
		lengths    []float64
		want       [][]point
	}{
		{"plain", "M0 0H10", []float64{3, 2}, [][]point{{{0, 0}, {3, 0}}, {{5, 0}, {8, 0}}}},
		{"over a corner", "M0 0H4V9", []float64{5, 3}, [][]point{{{0, 0}, {4, 0}, {4, 1}}, {{4, 4}, {4, 9}}}},
		{"closed", "M0 0H4V4H0Z", []float64{6, 6}, [][]point{{{0, 0}, {4, 0}, {4, 2}}, {{0, 4}, {0, 0}}}},
		{"points", "M0 0H4", []float64{0, 3}, [][]point{{{0, 0}}, {{3, 0}}}},
		{"ends with the line", "M0 0H5", []float64{5, 5}, [][]point{{{0, 0}, {5, 0}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got [][]point
			for _, d := range newDashes(tt.lengths).cut(mustParsePath(t, tt.data).flatten(0.1)[0]) {
				got = append(got, d.points)
			}
			if !slices.EqualFunc(got, tt.want, slices.Equal[[]point]) {
				t.Errorf("got  %v\nwant %v", got, tt.want)
			}
		})
	}
}
