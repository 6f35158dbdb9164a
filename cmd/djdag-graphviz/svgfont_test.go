package main

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"
)

// withFont returns an SVG with the font in it, whose data is left out, and the
// fonts.
func withFont(t *testing.T, svg string) (string, []*font.Face) {
	t.Helper()
	got, err := draw([]byte(svg), options{format: "svg-font"})
	if err != nil {
		t.Fatal(err)
	}
	data := regexp.MustCompile(`base64,([^)]*)\)`)
	var faces []*font.Face
	for _, match := range data.FindAllSubmatch(got.picture, -1) {
		file, err := base64.StdEncoding.DecodeString(string(match[1]))
		if err != nil {
			t.Fatal(err)
		}
		face, err := font.ParseTTF(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		faces = append(faces, face)
	}
	return string(data.ReplaceAll(got.picture, []byte("base64,…)"))), faces
}

// A style sheet with the styles that are used stands behind the description,
// and the root asks for them. Nothing else changes.
func TestEmbedFont(t *testing.T) {
	const (
		regular = "\n  @font-face { font-family: 'djdag'; font-weight: 400; font-style: normal; src: url(data:font/ttf;base64,…) format('truetype') }"
		bold    = "\n  @font-face { font-family: 'djdag'; font-weight: 700; font-style: normal; src: url(data:font/ttf;base64,…) format('truetype') }"
		italic  = "\n  @font-face { font-family: 'djdag'; font-weight: 400; font-style: italic; src: url(data:font/ttf;base64,…) format('truetype') }"
	)
	sheet := func(faces string) string { return "\n <style>" + faces + "\n </style>" }
	tests := []struct{ name, svg, want string }{
		{"no text", `<svg font-family="Arial"/>`, `<svg font-family="Arial"/>`},
		{"a text", `<svg id="x" font-family="Arial, 'A b'"><text >A</text ></svg>`,
			`<svg id="x" font-family="'djdag', Arial, 'A b'">` + sheet(regular) + `<text >A</text ></svg>`},
		{"a description", "<svg font-family='Arial'>\n <desc>d</desc>\n <text>A</text></svg>",
			"<svg font-family='&apos;djdag&apos;, Arial'>\n <desc>d</desc>" + sheet(regular) + "\n <text>A</text></svg>"},
		{"a description of something else", `<svg font-family="Arial"><g><desc>d</desc><text>A</text></g></svg>`,
			`<svg font-family="'djdag', Arial">` + sheet(regular) + `<g><desc>d</desc><text>A</text></g></svg>`},
		{"no family", "<svg\nid='x'><text>A</text></svg>", `<svg font-family="'djdag', sans-serif"` + "\nid='x'>" + sheet(regular) + "<text>A</text></svg>"},
		{"all styles", `<svg font-family="Arial"><text font-style="italic">A</text><text font-weight="bold">A</text><text>A</text></svg>`,
			`<svg font-family="'djdag', Arial">` + sheet(regular+bold+italic) + `<text font-style="italic">A</text><text font-weight="bold">A</text><text>A</text></svg>`},
		{"one style", `<svg font-family="Arial"><text font-weight="bold">A</text></svg>`,
			`<svg font-family="'djdag', Arial">` + sheet(bold) + `<text font-weight="bold">A</text></svg>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := withFont(t, tt.svg); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// The font has the signs that a viewer looks for, and no others.
func TestEmbedFontSigns(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"letters", "AVA &amp; B", " &ABV"},
		{"in parts", "A<tspan>B</tspan>", "AB"},
		{"a mark that joins its letter", "c\u0301", "c\u0301ć"},
		{"brackets that turn", "א(ב", "()אב"},
		{"not in the font", "日A🐭", "A"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, faces := withFont(t, pageOf("<text>"+tt.text+"</text>"))
			if len(faces) != 1 {
				t.Fatalf("%d fonts, want one", len(faces))
			}
			var got []rune
			for chars := faces[0].Cmap.Iter(); chars.Next(); {
				if r, id := chars.Char(); id != 0 {
					got = append(got, r)
				}
			}
			want := []rune(tt.want)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", string(got), string(want))
			}
		})
	}
}

// Two runs give the same bytes.
func TestEmbedFontIsStable(t *testing.T) {
	svg := []byte(pageOf("<text>The quick brown fox</text>"))
	first, err := embedFont(svg)
	if err != nil {
		t.Fatal(err)
	}
	second, err := embedFont(svg)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.picture, second.picture) {
		t.Error("two runs give different pictures")
	}
	if n := strings.Count(string(first.picture), "<style>"); n != 1 {
		t.Errorf("%d style sheets", n)
	}
}

// testSubset returns the font with the signs of a text, and their glyphs.
func testSubset(t testing.TB, style fontStyle, text string) (file []byte, chars map[rune]font.GID) {
	t.Helper()
	face, err := loadFont(style)
	if err != nil {
		t.Fatal(err)
	}
	chars = glyphsOf(face, text)
	if file, err = subset(fontFiles()[style], chars); err != nil {
		t.Fatal(err)
	}
	return file, chars
}
