package main

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// drawPDF turns each SVG into a page of its size. The document has the text as
// text, its fonts and the links. The same input always gives the same bytes.
func drawPDF(svgs []byte) (drawing, error) {
	p := &pages{}
	notice, err := readSVG(svgs, p)
	if err != nil {
		return drawing{}, fmt.Errorf("read SVG: %w", err)
	}
	p.connect()
	var out bytes.Buffer
	if err := p.doc.Output(&out); err != nil {
		return drawing{}, err
	}
	return drawing{out.Bytes(), notice}, nil
}

// pages is a [surface] in a document, that of the page that was opened last.
type pages struct {
	doc     *fpdf.Fpdf
	heights []float64
	titles  []string
	links   []pageLink
}

// pageLink is an area that leads to another page of the document.
type pageLink struct {
	from, to int // page numbers, from 1
	area     box
}

const pdfFont = "liberation"

func (p *pages) open(width, height float64) error {
	size := fpdf.SizeType{Wd: width, Ht: height}
	if p.doc == nil {
		p.begin(size)
	}
	p.doc.AddPageFormat("P", size)
	p.heights, p.titles = append(p.heights, height), append(p.titles, "")
	return p.doc.Error()
}

// begin makes a document without a page.
func (p *pages) begin(size fpdf.SizeType) {
	p.doc = fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: size})
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
}

func (p *pages) title(s string) {
	last := len(p.titles) - 1
	p.titles[last] = s
	if last == 0 {
		p.doc.SetTitle(basicPlane(s), true)
	}
}

func (p *pages) path(path path, b brush) error {
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
		p.doc.SetLineWidth(max(b.width, 0.01)) // less would be written as 0
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

func (p *pages) opacity(c color.NRGBA) { p.doc.SetAlpha(float64(c.A)/255, "Normal") }

// trace makes path the document's current one.
func (p *pages) trace(path path) {
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

func (p *pages) text(s string, t typeface, x, y, width float64) error {
	s = basicPlane(visual(s))
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

// basicPlane returns a text without the signs that the library cannot write:
// its font tables, and its titles, end at U+FFFF.
func basicPlane(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, s)
}

// link puts an address behind an area. Within the document there are but pages
// to go to, under the names #page-1, #page-2 and so on.
func (p *pages) link(href string, area box) {
	if !strings.HasPrefix(href, "#") {
		p.doc.LinkString(area.min.x, area.min.y, area.max.x-area.min.x, area.max.y-area.min.y, href)
		return
	}
	number, ok := strings.CutPrefix(href, "#page-")
	to, err := strconv.Atoi(number)
	if ok && err == nil && to > 0 {
		p.links = append(p.links, pageLink{len(p.heights), to, area})
	}
}

// connect adds what needs all pages to be there: the links between them, and
// an outline if there are several.
func (p *pages) connect() {
	for _, l := range p.links {
		if l.to > len(p.heights) {
			continue
		}
		down := p.turnTo(l.from)
		target := p.doc.AddLink()
		p.doc.SetLink(target, 0, l.to)
		p.doc.Link(l.area.min.x, l.area.min.y+down, l.area.max.x-l.area.min.x, l.area.max.y-l.area.min.y, target)
	}
	if len(p.titles) == 1 {
		return
	}
	p.doc.SetFont(pdfFont, "", 1) // which makes the library take the titles as UTF-8
	for i, title := range p.titles {
		if title == "" {
			title = fmt.Sprintf("Page %d", i+1)
		}
		down := p.turnTo(i + 1)
		p.doc.Bookmark(basicPlane(title), 0, down)
	}
	p.turnTo(len(p.heights))
}

// turnTo makes a page the current one again. The library goes on to count from
// the top of the page that was added last, so that everything has to be moved
// down by the result.
func (p *pages) turnTo(number int) (down float64) {
	p.doc.SetPage(number)
	return p.heights[len(p.heights)-1] - p.heights[number-1]
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
