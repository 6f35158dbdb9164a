package main

import (
	"bytes"
	"fmt"
	"image/color"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// drawPDF turns an SVG into a document of one page of its size. It has the
// text as text, its fonts and the links. The same SVG always gives the same
// bytes.
func drawPDF(svg []byte) (drawing, error) {
	p := &page{}
	notice, err := readSVG(svg, p)
	if err != nil {
		return drawing{}, fmt.Errorf("read SVG: %w", err)
	}
	var out bytes.Buffer
	if err := p.doc.Output(&out); err != nil {
		return drawing{}, err
	}
	return drawing{out.Bytes(), notice}, nil
}

// page is a [surface] in a document.
type page struct {
	doc *fpdf.Fpdf
}

const pdfFont = "liberation"

func (p *page) open(width, height float64) error {
	p.doc = fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: width, Ht: height}})
	p.doc.SetMargins(0, 0, 0)
	p.doc.SetAutoPageBreak(false, 0)
	p.doc.SetCatalogSort(true)
	// Any date will do, as long as it is always the same.
	date := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	p.doc.SetCreationDate(date)
	p.doc.SetModificationDate(date)
	p.doc.SetProducer("djdag", false)
	for style, file := range fontFiles() {
		p.doc.AddUTF8FontFromBytes(pdfFont, pdfStyle(fontStyle(style)), file)
	}
	p.doc.AddPage()
	return p.doc.Error()
}

func (p *page) title(s string) { p.doc.SetTitle(s, true) }

func (p *page) path(path path, b brush) error {
	// Fill and stroke have opacities of their own, so each is drawn alone.
	if b.fill.A > 0 {
		p.doc.SetFillColor(int(b.fill.R), int(b.fill.G), int(b.fill.B))
		p.opacity(b.fill)
		p.trace(path)
		p.doc.DrawPath("F")
	}
	if b.stroke.A > 0 && b.width > 0 { // a width of 0 would be one pixel
		p.doc.SetDrawColor(int(b.stroke.R), int(b.stroke.G), int(b.stroke.B))
		p.opacity(b.stroke)
		p.doc.SetLineWidth(b.width)
		p.doc.SetDashPattern(b.dashes, 0)
		style := "butt"
		if b.round {
			style = "round"
		}
		p.doc.SetLineCapStyle(style)
		p.trace(path)
		p.doc.DrawPath("D")
	}
	return p.doc.Error()
}

func (p *page) opacity(c color.NRGBA) { p.doc.SetAlpha(float64(c.A)/255, "Normal") }

// trace makes path the document's current one.
func (p *page) trace(path path) {
	for _, s := range path {
		switch s.verb {
		case moveTo:
			p.doc.MoveTo(s.end.x, s.end.y)
		case lineTo:
			p.doc.LineTo(s.end.x, s.end.y)
		case cubicTo:
			p.doc.CurveBezierCubicTo(s.c1.x, s.c1.y, s.c2.x, s.c2.y, s.end.x, s.end.y)
		case closing:
			p.doc.ClosePath()
		}
	}
}

func (p *page) text(s string, t typeface, x, y, width float64) error {
	// The format of the font tables ends at U+FFFF.
	s = strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, visual(s))
	p.doc.SetFont(pdfFont, pdfStyle(t.style), t.size)
	p.doc.SetTextColor(int(t.fill.R), int(t.fill.G), int(t.fill.B))
	p.opacity(t.fill)
	natural := p.doc.GetStringWidth(s)
	if natural == 0 {
		return p.doc.Error()
	}
	p.doc.TransformBegin()
	p.doc.TransformScaleX(100*width/natural, x, y)
	p.doc.Text(x, y, s)
	p.doc.TransformEnd()
	return p.doc.Error()
}

func (p *page) link(href string, area box) {
	p.doc.LinkString(area.min.x, area.min.y, area.max.x-area.min.x, area.max.y-area.min.y, href)
}

// pdfStyle returns the name of a style of a font.
func pdfStyle(style fontStyle) string {
	switch style {
	case bold:
		return "B"
	case italic:
		return "I"
	}
	return ""
}
