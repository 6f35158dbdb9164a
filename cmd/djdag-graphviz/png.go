package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	imagedraw "image/draw"
	"image/png"
	"math"
)

// maxPixels bounds a bitmap, which takes four bytes a pixel in memory.
const maxPixels = 200_000_000

// drawPNG turns an SVG into a bitmap on white.
func drawPNG(svg []byte, dpi float64) (drawing, error) {
	b := &bitmap{dpi: dpi}
	notice, err := readSVG(svg, b)
	if err != nil {
		return drawing{}, fmt.Errorf("read SVG: %w", err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, b.painter.img); err != nil {
		return drawing{}, err
	}
	return drawing{withResolution(out.Bytes(), dpi), notice}, nil
}

// withResolution returns a PNG that says how many pixels an inch has, which the
// library does not write. Without that, a program that places the picture by its
// size takes it for four times as large.
//
// Source: PNG Specification, third edition, 11.3.4.3 pHYs.
func withResolution(picture []byte, dpi float64) []byte {
	const header = 8 + 4 + 4 + 13 + 4 // the signature, and the chunk IHDR
	const metre = 1 / 0.0254          // in inches
	perMetre := uint32(math.Round(dpi * metre))
	chunk := []byte("pHYs")
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	out := append([]byte(nil), picture[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-len("pHYs")))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, picture[header:]...)
}

// flatness is how far a line may leave its curve, in pixels.
const flatness = 0.02

// bitmap is a [surface] of pixels.
type bitmap struct {
	dpi     float64
	painter painter
	setter  typesetter
}

func (b *bitmap) open(width, height float64) error {
	if b.painter.img != nil {
		return errors.New("is a second picture, and the format holds one")
	}
	// A side has at least one pixel, even if it is shorter.
	most := min(math.Sqrt(maxPixels/(width/72*height/72)), maxPixels/(max(width, height)/72))
	if b.dpi > most {
		return fmt.Errorf("%.0f by %.0f points have too many pixels at %g dpi; at most %.0f dpi are possible",
			width, height, b.dpi, math.Floor(most))
	}
	columns, rows := math.Round(max(1, b.pixels(width))), math.Round(max(1, b.pixels(height)))
	b.painter.img = image.NewRGBA(image.Rect(0, 0, int(columns), int(rows)))
	imagedraw.Draw(b.painter.img, b.painter.img.Rect, image.White, image.Point{}, imagedraw.Src)
	return nil
}

// pixels returns a length in points as one in pixels.
func (b *bitmap) pixels(length float64) float64 { return length * b.dpi / 72 }

func (b *bitmap) title(string) {}

// path blends colours by the numbers that stand for them, as a browser does.
func (b *bitmap) path(p path, s brush) error {
	scale := b.pixels(1)
	lines := p.transform(point{scale, scale}, point{}).flatten(flatness)
	if s.fill.A > 0 {
		b.painter.fill(areas(lines), s.fill)
	}
	if s.stroke.A > 0 {
		line := pen{width: b.pixels(s.width), round: s.round}
		for _, d := range s.dashes {
			line.dashes = append(line.dashes, b.pixels(d))
		}
		b.painter.fill(stroke(lines, line, flatness), s.stroke)
	}
	return nil
}

// areas returns what lines enclose, as if all of them were closed.
func areas(lines []polyline) []polygon {
	var polygons []polygon
	for _, l := range lines {
		polygons = append(polygons, l.points)
	}
	return polygons
}

func (b *bitmap) text(s string, t typeface, x, y, width float64) error {
	t.size = b.pixels(t.size)
	glyphs, err := b.setter.outlines(s, t, point{b.pixels(x), b.pixels(y)}, b.pixels(width))
	if err != nil {
		return err
	}
	var polygons []polygon
	for _, g := range glyphs {
		polygons = append(polygons, areas(g.flatten(flatness))...)
	}
	b.painter.fill(polygons, t.fill)
	return nil
}

func (b *bitmap) link(string, box) {}
