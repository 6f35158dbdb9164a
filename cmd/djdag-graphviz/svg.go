package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"strings"
)

// surface is what a picture is drawn on. All lengths are in points, and y
// grows downwards.
type surface interface {
	// open begins a picture. It is called before everything else, and again for
	// each further one.
	open(width, height float64) error
	// title names the picture.
	title(s string)
	// path fills and strokes an outline.
	path(p path, b brush) error
	// text writes a line of text from the left end of its baseline, as wide as
	// it says.
	text(s string, t typeface, x, y, width float64) error
	// link puts an address behind an area.
	link(href string, area box)
}

// brush is how a path looks. A colour without opacity is not drawn.
type brush struct {
	fill, stroke color.NRGBA
	width        float64
	dashes       []float64
	round        bool // the ends of lines
}

// typeface is how a text looks.
type typeface struct {
	size  float64
	style fontStyle
	fill  color.NRGBA
}

// readSVG draws one SVG or several as package render writes them: shapes with
// presentation attributes, moved by nothing but translate(x y), in points. Style
// sheets are not looked at. It returns a line on what cannot be shown, or "".
func readSVG(data []byte, on surface) (notice string, err error) {
	r := &svgReader{on: on}
	if err := walkXML(data, r.token); err != nil {
		return "", err
	}
	if !r.isOpen {
		return "", errors.New("there is no <svg>")
	}
	return r.signs.notice(), nil
}

// span is a part of the input, in bytes.
type span struct{ start, end int64 }

// walkXML calls visit for each token with the bytes that it is written as. An
// error gets the line.
func walkXML(data []byte, visit func(token xml.Token, at span) error) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		start := d.InputOffset()
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = visit(token, span{start, d.InputOffset()})
		}
		if err != nil {
			line, _ := d.InputPos()
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// svgReader draws as it reads.
type svgReader struct {
	on     surface
	isOpen bool // since the first <svg>
	stack  []svgElement
	text   strings.Builder // of the element that is open
	signs  coverage
}

func (r *svgReader) token(token xml.Token, _ span) error {
	switch token := token.(type) {
	case xml.StartElement:
		e := newElement(token)
		if len(r.stack) > 0 {
			e.inherit(&r.stack[len(r.stack)-1])
		}
		r.text.Reset()
		if err := r.begin(&e); err != nil {
			return fmt.Errorf("<%s>: %w", e.tag, err)
		}
		r.stack = append(r.stack, e)
	case xml.CharData:
		r.text.Write(token)
	case xml.EndElement:
		e := r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		if err := r.end(&e); err != nil {
			return fmt.Errorf("<%s>: %w", e.tag, err)
		}
		r.text.Reset()
	}
	return nil
}

// begin handles what does not depend on the content of the element.
func (r *svgReader) begin(e *svgElement) error {
	if len(r.stack) == 0 && e.tag != "svg" {
		return errors.New("is not inside of an <svg>")
	}
	if err := e.fade(); err != nil {
		return err
	}
	switch e.tag {
	case "svg":
		return r.open(e)
	case "g":
		return e.translate()
	case "a":
		e.href = e.attrs["href"]
	case "rect", "ellipse", "path":
		path, err := e.path()
		if err != nil {
			return err
		}
		return r.draw(e, path)
	}
	return nil
}

// end handles what does.
func (r *svgReader) end(e *svgElement) error {
	switch e.tag {
	case "text":
		return r.write(e, r.text.String())
	case "title":
		if len(r.stack) == 1 {
			r.on.title(strings.TrimSpace(r.text.String()))
		}
	}
	return nil
}

// open begins a picture.
func (r *svgReader) open(e *svgElement) error {
	if len(r.stack) > 0 {
		return errors.New("stands inside of another")
	}
	width, height, err := e.size()
	if err != nil {
		return err
	}
	r.isOpen = true
	return r.on.open(width, height)
}

// draw fills and strokes a path.
func (r *svgReader) draw(e *svgElement, path path) error {
	b, err := e.brush()
	if err != nil {
		return err
	}
	if err := r.on.path(path, b); err != nil {
		return err
	}
	if e.href != "" && e.tag != "path" && len(path) > 0 {
		r.on.link(e.href, path.bounds())
	}
	return nil
}

// write draws a line of text, with its underline.
func (r *svgReader) write(e *svgElement, s string) error {
	l, err := e.label(s)
	if err != nil || l.text == "" {
		return err
	}
	at := e.place(point{l.x, l.y})
	l.x, l.y, l.width, l.size = at.x, at.y, l.width*e.scale, l.size*e.scale
	if l.underlined {
		if err := r.on.path(l.underline(), brush{fill: l.fill}); err != nil {
			return err
		}
	}
	if err := r.signs.look(l.text); err != nil {
		return err
	}
	return r.on.text(l.text, l.typeface, l.x, l.y, l.width)
}
