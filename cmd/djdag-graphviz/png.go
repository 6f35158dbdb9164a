package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/color"
	"image/png"
	"math"

	"github.com/tdewolff/canvas"
	"github.com/tdewolff/canvas/renderers/rasterizer"
)

// maxPixels bounds a bitmap, which takes four bytes a pixel in memory.
const maxPixels = 200_000_000

// mm is the size of a point in millimetres, the unit of canvas.
const mm = 25.4 / 72

// drawPNG turns an SVG into a bitmap on white.
func drawPNG(svg []byte, dpi float64) (drawing, error) {
	b := &bitmap{dpi: dpi}
	notice, err := readSVG(svg, b)
	if err != nil {
		return drawing{}, fmt.Errorf("read SVG: %w", err)
	}
	img := rasterizer.Draw(b.canvas, canvas.DPI(dpi), canvas.LinearColorSpace{})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
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

// flatness is how far, in points, a line may leave its curve.
const flatness = 0.02

// bitmap is a [surface] of pixels.
type bitmap struct {
	dpi    float64
	canvas *canvas.Canvas
	ctx    *canvas.Context
	fonts  *canvas.FontFamily
	height float64 // in points
}

func (b *bitmap) open(width, height float64) error {
	inches := width / 72 * height / 72
	if inches*b.dpi*b.dpi > maxPixels {
		return fmt.Errorf("%.0f by %.0f points have too many pixels at %g dpi; at most %.0f dpi are possible",
			width, height, b.dpi, math.Floor(math.Sqrt(maxPixels/inches)))
	}
	fonts, err := canvasFonts()
	if err != nil {
		return err
	}
	b.fonts, b.height = fonts, height
	b.canvas = canvas.New(width*mm, height*mm)
	b.ctx = canvas.NewContext(b.canvas)
	return b.path(canvas.Rectangle(width, height), brush{fill: color.NRGBA{R: 255, G: 255, B: 255, A: 255}})
}

func (b *bitmap) title(string) {}

func (b *bitmap) path(p *canvas.Path, s brush) error {
	b.ctx.SetFillColor(s.fill)
	b.ctx.SetStrokeColor(s.stroke)
	b.ctx.SetStrokeWidth(s.width * mm)
	b.ctx.SetStrokeCapper(canvas.ButtCap)
	if s.round {
		b.ctx.SetStrokeCapper(canvas.RoundCap)
	}
	dashes := make([]float64, len(s.dashes))
	for i, d := range s.dashes {
		if d == 0 { // a dot, by its round ends; canvas leaves out what has no length
			d = 0.01
		}
		dashes[i] = d / s.width // canvas counts them in widths of the line
	}
	b.ctx.SetDashes(0, dashes...)
	p = p.Transform(canvas.Identity.Translate(0, b.height*mm).Scale(mm, -mm))
	if s.stroke.A > 0 && s.fill.A == 0 {
		// The offset curves of a line with a sharp turn enclose an area that
		// canvas fills; those of short straight pieces do not.
		p = flatten(p, flatness*mm)
	}
	b.ctx.DrawPath(0, 0, p)
	return nil
}

func (b *bitmap) text(s string, t typeface, x, y, width float64) error {
	style := canvas.FontRegular
	if t.bold {
		style = canvas.FontBold
	}
	if t.italic {
		style |= canvas.FontItalic
	}
	face := b.fonts.Face(t.size, t.fill, style)
	s = leftToRight + s
	natural := face.TextWidth(s)
	if natural == 0 {
		return nil
	}
	b.ctx.Push()
	defer b.ctx.Pop()
	b.ctx.SetView(canvas.Identity.Translate(x*mm, (b.height-y)*mm).Scale(width*mm/natural, 1))
	b.ctx.DrawText(0, 0, canvas.NewTextLine(face, s, canvas.Left))
	return nil
}

func (b *bitmap) link(string, canvas.Rect) {}
