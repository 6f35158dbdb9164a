package main

import (
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

// An area that is larger than a tile has no seams, nor one that is larger than
// any picture.
func TestFillHasNoSeams(t *testing.T) {
	size := image.Pt(3*tileSize-50, 2*tileSize+7)
	for name, corners := range map[string]polygon{
		"the picture": rectangle(0, 0, float64(size.X), float64(size.Y), 0).flatten(flatness)[0].points,
		"more":        {{-1000, -1000}, {3000, -1000}, {-1000, 3000}},
		"far more":    {{-1e9, -1e9}, {1e9, -1e9 + 3}, {1e9 - 5, 1e9}, {-1e9, 1e9}},
	} {
		t.Run(name, func(t *testing.T) {
			img := image.NewRGBA(image.Rectangle{Max: size})
			p := &painter{img: img}
			p.fill([]polygon{corners}, color.NRGBA{R: 0xFF, A: 0x80})
			want := color.RGBA{R: 0x80, A: 0x80}
			for y := range size.Y {
				for x := range size.X {
					if got := img.RGBAAt(x, y); got != want {
						t.Fatalf("%d,%d is %v, want %v", x, y, got, want)
					}
				}
			}
		})
	}
}

// Polygons that overlap are painted once, and one that turns the other way is
// a hole.
func TestFillNonzero(t *testing.T) {
	square := func(from, to float64) polygon { return polygon{{from, from}, {to, from}, {to, to}, {from, to}} }
	hole := square(40, 60)
	slices.Reverse(hole)
	ink := inked(func(p *painter) {
		p.fill([]polygon{square(20, 80), square(30, 90), hole, hole}, color.NRGBA{A: 0x80})
	})
	for at, want := range map[image.Point]float64{{25, 25}: 0.5, {35, 35}: 0.5, {85, 85}: 0.5, {50, 50}: 0, {10, 10}: 0} {
		if got := ink(at.X, at.Y); math.Abs(got-want) > 0.01 {
			t.Errorf("%v is covered by %.2f, want %.2f", at, got, want)
		}
	}
}

// A line across a large picture takes the tiles that it goes through, and what
// is outside of the picture none.
func TestTrace(t *testing.T) {
	p := &painter{img: image.NewRGBA(image.Rect(0, 0, 20*tileSize, 20*tileSize))}
	line := stroke(mustParsePath(t, "M0 0L5120 5120").flatten(flatness), pen{width: 2}, flatness)
	drawn := 0
	for _, tile := range p.tiles(line) {
		if p.trace(line, tile) {
			drawn++
		}
	}
	if drawn > 3*20 {
		t.Errorf("%d tiles are drawn of 400", drawn)
	}
	for _, outside := range []polygon{nil, {{-9, -9}, {-1, -9}, {-1, -1}}, {{1e6, 0}, {1e7, 0}, {1e7, 1e7}}} {
		if tiles := p.tiles([]polygon{outside}); tiles != nil {
			t.Errorf("%v is in the picture", outside)
		}
	}
}
