package main

import (
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
)

func testFont(t *testing.T) *harfbuzz.Font {
	t.Helper()
	face, err := loadFont(regular)
	if err != nil {
		t.Fatal(err)
	}
	return harfbuzz.NewFont(face)
}

// The shapes stand in the order in which one sees them.
func TestShapeOrder(t *testing.T) {
	f := testFont(t)
	for _, text := range []string{
		"Subject", "שלום", "abc שלום def", "abc שלום 12 def", "שלום (עולם) abc", "Привет, мир", "α→β", "שלום <x> «ב»",
	} {
		t.Run(text, func(t *testing.T) {
			glyphs, width := shape(f, text)
			var got, want []font.GID
			at := -1.0
			for _, g := range glyphs {
				got = append(got, g.id)
				if g.at.x <= at {
					t.Errorf("a shape at %g comes after one at %g", g.at.x, at)
				}
				at = g.at.x
			}
			for _, r := range visual(text) {
				id, _ := f.Face().NominalGlyph(r)
				want = append(want, id)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
			if width <= at {
				t.Errorf("the text is %g wide and has a shape at %g", width, at)
			}
		})
	}
}

func TestShape(t *testing.T) {
	f := testFont(t)
	width := func(s string) float64 { _, w := shape(f, s); return w }
	if pair, letters := width("AV"), width("A")+width("V"); pair >= letters {
		t.Errorf("AV is %g wide, and its letters %g: there is no kerning", pair, letters)
	}
	if pair, letters := width("Ту"), width("Т")+width("у"); pair > letters {
		t.Errorf("Ту is %g wide, and its letters %g", pair, letters)
	}
	for _, tt := range []struct{ name, text, same string }{
		{"an accent", "c\u0301", "ć"},
		{"a point of Hebrew", "ש\u05B8", "ש"},
		{"a mark of direction", "a\u200Eb", "ab"},
		{"marks alone", "\u200E\u200F", ""},
	} {
		if got, want := width(tt.text), width(tt.same); got != want {
			t.Errorf("%s: %q is %g wide, and %q %g", tt.name, tt.text, got, tt.same, want)
		}
	}
	if glyphs, _ := shape(f, "日本"); len(glyphs) != 2 || glyphs[0].id != 0 || outline(f, 0) == nil {
		t.Errorf("what the font lacks is %v, want boxes", glyphs)
	}
	if glyphs, w := shape(f, ""); glyphs != nil || w != 0 {
		t.Errorf("nothing is %v, %g wide", glyphs, w)
	}
}

// A text in Hebrew fills the width that it is given, and its first letter is on
// the right.
func TestHebrewInPNG(t *testing.T) {
	first, last := stripes(t, "ם"+"יייי"), stripes(t, "יייי"+"ם")
	if first.right < 2*last.right || last.left < 2*first.left {
		t.Errorf("a large letter first: ink %v; last: %v", first, last)
	}
}

// ink is how many dark pixels there are near the ends of a text.
type ink struct{ left, right int }

// stripes draws a text 80 pixels wide, and checks that it is not wider.
func stripes(t *testing.T, text string) ink {
	t.Helper()
	b := &bitmap{dpi: 72}
	if err := b.open(100, 50); err != nil {
		t.Fatal(err)
	}
	if err := b.text(text, typeface{size: 24, fill: opaque}, 10, 30, 80); err != nil {
		t.Fatal(err)
	}
	var found ink
	for y := range 50 {
		for x := range 100 {
			if b.painter.img.RGBAAt(x, y).R >= 0x80 {
				continue
			}
			switch {
			case x < 10 || x >= 90:
				t.Fatalf("ink at %d,%d, outside of the width", x, y)
			case x < 20:
				found.left++
			case x >= 80:
				found.right++
			}
		}
	}
	return found
}
