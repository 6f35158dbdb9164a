package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// pageOf returns an SVG of 100 by 50 points.
func pageOf(content string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="50pt" viewBox="0 0 100 50" text-anchor="middle">` +
		"<title>A page</title>" + content + "</svg>"
}

func TestPNG(t *testing.T) {
	tests := []struct {
		name, content string
		x, y          int
		want          color.NRGBA
	}{
		{"background", "", 1, 1, color.NRGBA{255, 255, 255, 255}},
		{"rectangle", `<rect x="10" y="10" width="20" height="20" fill="#FF0000"/>`, 20, 20, color.NRGBA{255, 0, 0, 255}},
		{"round corner", `<rect x="10" y="10" width="20" height="20" rx="8" fill="#FF0000"/>`, 10, 10, color.NRGBA{255, 255, 255, 255}},
		{"ellipse", `<ellipse cx="50" cy="25" rx="20" ry="10" fill="#00FF00"/>`, 35, 25, color.NRGBA{0, 255, 0, 255}},
		{"translation", `<g transform="translate(40 20)"><rect x="10" y="10" width="20" height="10" fill="#0000FF"/></g>`, 60, 35, color.NRGBA{0, 0, 255, 255}},
		{"line", `<path d="M0,25C10,25 90,25 100,25" fill="none" stroke="#171C39" stroke-width="4"/>`, 50, 25, color.NRGBA{0x17, 0x1C, 0x39, 255}},
		{"opacity", `<path d="M0,25H100" fill="none" stroke="#000000" stroke-opacity="0.5" stroke-width="4"/>`, 50, 25, color.NRGBA{127, 127, 127, 255}},
		{"dash", `<path d="M0,25H100" fill="none" stroke="#000000" stroke-width="4" stroke-dasharray="10 10"/>`, 5, 25, color.NRGBA{0, 0, 0, 255}},
		{"gap", `<path d="M0,25H100" fill="none" stroke="#000000" stroke-width="4" stroke-dasharray="10 10"/>`, 15, 25, color.NRGBA{255, 255, 255, 255}},
		{"dot", `<path d="M0,25H100" fill="none" stroke="#000000" stroke-width="6" stroke-dasharray="0 20" stroke-linecap="round"/>`, 20, 25, color.NRGBA{0, 0, 0, 255}},
		{"between dots", `<path d="M0,25H100" fill="none" stroke="#000000" stroke-width="6" stroke-dasharray="0 20" stroke-linecap="round"/>`, 30, 25, color.NRGBA{255, 255, 255, 255}},
		{"miter", `<path d="M20,40V20H40" fill="none" stroke="#000000" stroke-width="10"/>`, 15, 15, color.NRGBA{0, 0, 0, 255}},
		{"crossing itself", `<path d="M10,25H90V40H50V10" fill="none" stroke="#000000" stroke-opacity="0.5" stroke-width="6"/>`, 50, 25, color.NRGBA{127, 127, 127, 255}},
		{"two colours", `<rect width="100" height="50" fill="#FF0000"/><rect width="100" height="50" fill="#0000FF" fill-opacity="0.5"/>`, 50, 25, color.NRGBA{127, 0, 128, 255}},
		{"outside of the page", `<path d="M-900000000,-25L900000000,-25M-9,25H900000000" fill="none" stroke="#000000" stroke-width="10"/>`, 50, 25, color.NRGBA{0, 0, 0, 255}},
		{"inside a link", `<a href="https://example.org"><rect x="0" y="0" width="9" height="9" fill="#FF0000"/></a>`, 5, 5, color.NRGBA{255, 0, 0, 255}},
		{"opacity of a shape", `<rect width="100" height="50" fill="#000000" opacity="0.5"/>`, 50, 25, color.NRGBA{127, 127, 127, 255}},
		{"opacity of a group", `<g opacity="0.5"><rect width="100" height="50" fill="#000000"/></g>`, 50, 25, color.NRGBA{127, 127, 127, 255}},
		{"opacity of a line in a group", `<g opacity="0.5"><path d="M0,25H100" fill="none" stroke="#000000" stroke-width="4"/></g>`, 50, 25, color.NRGBA{127, 127, 127, 255}},
		{"opacity of a text in a group", `<g opacity="0.5"><text x="50" y="50" font-size="50" textLength="100">█</text></g>`, 50, 25, color.NRGBA{127, 127, 127, 255}},
		{"opacities multiply", `<g opacity="0.5"><g opacity="0.5"><rect width="100" height="50" fill="#000000" fill-opacity="0.8"/></g></g>`, 50, 25, color.NRGBA{204, 204, 204, 255}},
		{"opacity ends with its group", `<g opacity="0.5"><rect width="9" height="9"/></g><rect width="100" height="50" fill="#000000"/>`, 50, 25, color.NRGBA{0, 0, 0, 255}},
		{"style sheet", `<style>rect { fill: red }</style>`, 5, 5, color.NRGBA{255, 255, 255, 255}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := drawPNG([]byte(pageOf(tt.content)), 72)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(data.picture))
			if err != nil {
				t.Fatal(err)
			}
			if got := img.Bounds().Size(); got != image.Pt(100, 50) {
				t.Errorf("size %v", got)
			}
			got := color.NRGBAModel.Convert(img.At(tt.x, tt.y)).(color.NRGBA)
			if !near(got, tt.want) {
				t.Errorf("pixel %d,%d is %v, want %v", tt.x, tt.y, got, tt.want)
			}
		})
	}
}

// near allows for rounding.
func near(a, b color.NRGBA) bool {
	diff := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return max(diff(a.R, b.R), diff(a.G, b.G), diff(a.B, b.B), diff(a.A, b.A)) <= 2
}

// Text takes the width that its textLength says, in whatever font.
func TestPNGText(t *testing.T) {
	for _, length := range []int{30, 60} {
		for anchor, left := range map[string]int{"start": 50, "middle": 50 - length/2, "end": 50 - length} {
			if left+length > 100 || left < 0 {
				continue
			}
			content := fmt.Sprintf(`<text x="50" y="30" font-size="12" text-anchor="%s" fill="#000000" textLength="%d">HHHHH</text>`, anchor, length)
			data, err := drawPNG([]byte(pageOf(content)), 72)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(data.picture))
			if err != nil {
				t.Fatal(err)
			}
			first, last := 100, -1
			for x := range 100 {
				for y := range 50 {
					if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
						first, last = min(first, x), max(last, x)
					}
				}
			}
			if first < left || first > left+4 || last > left+length || last < left+length-4 {
				t.Errorf("%s, length %d: ink from %d to %d, want about %d to %d", anchor, length, first, last, left, left+length)
			}
		}
	}
}

// A PNG says how large it is on paper, and is still one.
func TestPNGResolution(t *testing.T) {
	for dpi, perMetre := range map[float64]string{72: "\x00\x00\x0b\x13", 300: "\x00\x00\x2e\x23"} {
		got, err := drawPNG([]byte(pageOf("")), dpi)
		if err != nil {
			t.Fatal(err)
		}
		if want := "\x00\x00\x00\x09pHYs" + perMetre + perMetre + "\x01"; string(got.picture[33:33+len(want)]) != want {
			t.Errorf("%g dpi: got %q, want %q", dpi, got.picture[33:33+len(want)], want)
		}
		if _, err := png.Decode(bytes.NewReader(got.picture)); err != nil {
			t.Errorf("%g dpi: %v", dpi, err)
		}
	}
}

func TestPictureErrors(t *testing.T) {
	tests := []struct{ name, svg, want string }{
		{"empty", "", "read SVG: there is no <svg>"},
		{"not XML", "<svg", "read SVG: line 1: XML syntax error on line 1: unexpected EOF"},
		{"no view box", "<svg/>", `read SVG: line 1: <svg>: viewBox is "", not four numbers`},
		{"no size", `<svg viewBox="0 0 0 10"/>`, "read SVG: line 1: <svg>: the picture is 0 by 10 points"},
		{"colour", pageOf(`<rect width="1" height="1" fill="url(#x)"/>`), `read SVG: line 1: <rect>: cannot read fill "url(#x)"`},
		{"transform", pageOf(`<g transform="rotate(3)"/>`), `read SVG: line 1: <g>: cannot read transform "rotate(3)"`},
		{"number", pageOf(`<rect x="a"/>`), `read SVG: line 1: <rect>: x is "a", not a number`},
		{"far away", pageOf(`<rect x="1e300"/>`), `read SVG: line 1: <rect>: x: "1e300" is not a number up to 1e+09`},
		{"nowhere", pageOf(`<rect x="NaN"/>`), `read SVG: line 1: <rect>: x: "NaN" is not a number up to 1e+09`},
		{"opacity that is no number", pageOf(`<g opacity="half"/>`), `read SVG: line 1: <g>: opacity is "half", not a number`},
		{"too much opacity", pageOf(`<g opacity="1.5"/>`), `read SVG: line 1: <g>: opacity is "1.5", not from 0 to 1`},
		{"too little opacity", pageOf(`<rect fill-opacity="-1" opacity="0"/>`), `read SVG: line 1: <rect>: fill-opacity is "-1", not from 0 to 1`},
		{"width in another unit", `<svg viewBox="0 0 1 1" width="10px"/>`, `read SVG: line 1: <svg>: width is "10px", not a number of points like "12pt"`},
		{"width without a unit", `<svg viewBox="0 0 1 1" width="10"/>`, `read SVG: line 1: <svg>: width is "10", not a number of points like "12pt"`},
		{"no width", `<svg viewBox="0 0 1 1" width="0pt"/>`, `read SVG: line 1: <svg>: width is "0pt", not more than 0`},
		{"width that is no number", `<svg viewBox="0 0 1 1" width="NaNpt"/>`, `read SVG: line 1: <svg>: width: "NaN" is not a number up to 1e+09`},
		{"negative height", `<svg viewBox="0 0 1 1" width="1pt" height="-2pt"/>`, `read SVG: line 1: <svg>: height is "-2pt", not more than 0`},
		{"far too large", `<svg viewBox="0 0 1 1" width="1000pt"/>`, "read SVG: line 1: <svg>: width is 1000 times that of the viewBox, more than 100"},
		{"two pictures", pageOf("") + "\n" + pageOf(""), "read SVG: line 2: <svg>: is a second picture, and the format holds one"},
		{"a picture in another", pageOf(pageOf("")), "read SVG: line 1: <svg>: stands inside of another"},
		{"something after a picture", pageOf("") + "<g/>", "read SVG: line 1: <g>: is not inside of an <svg>"},
		{"path", pageOf(`<path d="M0,0X"/>`), `read SVG: line 1: <path>: path data, byte 5: want one of the commands M, L, H, V, C, Q and Z, not 'X'`},
		{"dashes", pageOf(`<path d="M0,0" stroke-dasharray="1 a"/>`), `read SVG: line 1: <path>: stroke-dasharray: strconv.ParseFloat: parsing "a": invalid syntax`},
		{"long and narrow", `<svg viewBox="0 0 600000000 0.1"/>`, "read SVG: line 1: <svg>: 600000000 by 0 points have too many pixels at 96 dpi; at most 24 dpi are possible"},
		{"huge", `<svg viewBox="0 0 100000 100000"/>`, "read SVG: line 1: <svg>: 100000 by 100000 points have too many pixels at 96 dpi; at most 10 dpi are possible"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := draw([]byte(tt.svg), options{format: "png", dpi: 96})
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

// decoded returns a bitmap, at 72 dots per inch.
func decoded(t *testing.T, svg string) image.Image {
	t.Helper()
	data, err := drawPNG([]byte(svg), 72)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data.picture))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// different returns how many pixels of two pictures are not about the same.
func different(a, b image.Image) int {
	count := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, _, _, _ := a.At(x, y).RGBA()
			if q, _, _, _ := b.At(x, y).RGBA(); max(p, q)-min(p, q) > 0x4000 {
				count++
			}
		}
	}
	return count
}

// A picture that is smaller than its viewBox has everything smaller, by the same
// factor.
func TestScale(t *testing.T) {
	const half = `<svg viewBox="0 0 200 100" width="100pt" height="50pt"><g transform="translate(20 10)">` +
		`<rect width="40" height="20" fill="#FF0000"/>` +
		`<path d="M0,50H160" fill="none" stroke="#000000" stroke-width="8" stroke-dasharray="20 12"/>` +
		`<text x="80" y="84" font-size="24" textLength="140" text-decoration="underline">Typography</text></g></svg>`
	const whole = `<svg viewBox="0 0 100 50"><g transform="translate(10 5)">` +
		`<rect width="20" height="10" fill="#FF0000"/>` +
		`<path d="M0,25H80" fill="none" stroke="#000000" stroke-width="4" stroke-dasharray="10 6"/>` +
		`<text x="40" y="42" font-size="12" textLength="70" text-decoration="underline">Typography</text></g></svg>`
	a, b := decoded(t, half), decoded(t, whole)
	if a.Bounds() != b.Bounds() {
		t.Fatalf("the size is %v, want %v", a.Bounds(), b.Bounds())
	}
	if n := different(a, b); n > 0 {
		t.Errorf("%d pixels are not those of a picture that is drawn smaller", n)
	}
}

func TestSize(t *testing.T) {
	tests := []struct {
		name, attrs string
		want        image.Point
	}{
		{"none", "", image.Pt(100, 50)},
		{"the same", `width="100pt" height="50pt"`, image.Pt(100, 50)},
		{"smaller", `width="40pt" height="20pt"`, image.Pt(40, 20)},
		{"larger", `width="200pt" height="100pt"`, image.Pt(200, 100)},
		{"no height", `width="40pt"`, image.Pt(40, 20)},
		{"a height of its own", `width="40pt" height="21pt"`, image.Pt(40, 21)},
		{"no width", `height="21pt"`, image.Pt(100, 21)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := decoded(t, `<svg viewBox="0 0 100 50" `+tt.attrs+"/>").Bounds().Size(); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestPDF(t *testing.T) {
	svg := []byte(pageOf(`<a href="https://example.org/x"><rect x="0" y="0" width="9" height="9" fill="#FF0000"/></a><text x="50" y="30" font-size="12" textLength="40">Subject</text>`))
	first, err := drawPDF(svg)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"%PDF-1", "/MediaBox [0 0 100.00 50.00]", "(https://example.org/x)", "A\x00 \x00p\x00a\x00g\x00e", "/FontFile2"} {
		if !bytes.Contains(first.picture, []byte(part)) {
			t.Errorf("the document has no %s", part)
		}
	}
	second, err := drawPDF(svg)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.picture, second.picture) {
		t.Error("two runs give different documents")
	}
}
