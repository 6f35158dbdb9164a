package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"
	"strconv"
	"strings"
)

// surface is what a picture is drawn on. All lengths are in points, and y
// grows downwards.
type surface interface {
	// open is called once, before everything else.
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

// readSVG draws an SVG as package render writes it: shapes with presentation
// attributes, moved by nothing but translate(x y), in points. Style sheets are
// not looked at. It returns a line on what cannot be shown, or "".
func readSVG(data []byte, on surface) (notice string, err error) {
	r := &svgReader{on: on}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = r.token(token)
		}
		if err != nil {
			line, _ := d.InputPos()
			return "", fmt.Errorf("line %d: %w", line, err)
		}
	}
	if !r.isOpen {
		return "", errors.New("there is no <svg>")
	}
	return r.signs.notice(), nil
}

// svgReader draws as it reads.
type svgReader struct {
	on     surface
	isOpen bool
	stack  []svgElement
	text   strings.Builder // of the element that is open
	signs  coverage
}

// svgElement is an element that is open.
type svgElement struct {
	tag   string
	attrs map[string]string
	dx    float64 // where its origin is
	dy    float64
	href  string // of the link that it is in
}

func (r *svgReader) token(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		e := svgElement{tag: token.Name.Local, attrs: make(map[string]string)}
		if len(r.stack) > 0 {
			parent := &r.stack[len(r.stack)-1]
			e.dx, e.dy, e.href = parent.dx, parent.dy, parent.href
		}
		for _, a := range token.Attr {
			e.attrs[a.Name.Local] = a.Value
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
	if !r.isOpen && e.tag != "svg" {
		return errors.New("is not inside of an <svg>")
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

// open begins the picture.
func (r *svgReader) open(e *svgElement) error {
	if r.isOpen {
		return errors.New("stands inside of another")
	}
	box := strings.Fields(e.attrs["viewBox"])
	if len(box) != 4 {
		return fmt.Errorf("viewBox is %q, not four numbers", e.attrs["viewBox"])
	}
	width, err := parseNumber(box[2])
	if err != nil {
		return err
	}
	height, err := parseNumber(box[3])
	if err != nil {
		return err
	}
	if !(width > 0 && height > 0) {
		return fmt.Errorf("the picture is %g by %g points", width, height)
	}
	r.isOpen = true
	return r.on.open(width, height)
}

func (e *svgElement) translate() error {
	transform := e.attrs["transform"]
	if transform == "" {
		return nil
	}
	args, ok := strings.CutPrefix(transform, "translate(")
	args, closed := strings.CutSuffix(args, ")")
	x, y, both := strings.Cut(args, " ")
	dx, errX := parseNumber(x)
	dy, errY := parseNumber(y)
	if !ok || !closed || !both || errX != nil || errY != nil {
		return fmt.Errorf("cannot read transform %q", transform)
	}
	e.dx += dx
	e.dy += dy
	return nil
}

// number returns an attribute, or 0 where it is missing.
func (e *svgElement) number(name string) (float64, error) {
	s, ok := e.attrs[name]
	if !ok {
		return 0, nil
	}
	x, err := parseNumber(s)
	if errors.Is(err, strconv.ErrSyntax) {
		return 0, fmt.Errorf("%s is %q, not a number", name, s)
	} else if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return x, nil
}

// parseNumber returns a number that is small enough for all that is done with
// lengths.
func parseNumber(s string) (float64, error) {
	const most = 1e9
	x, err := strconv.ParseFloat(s, 64)
	if !errors.Is(err, strconv.ErrSyntax) && !(math.Abs(x) <= most) {
		return 0, fmt.Errorf("%q is not a number up to %g", s, most)
	}
	return x, err
}

func (e *svgElement) numbers(names ...string) ([]float64, error) {
	v := make([]float64, len(names))
	for i, name := range names {
		x, err := e.number(name)
		if err != nil {
			return nil, err
		}
		v[i] = x
	}
	return v, nil
}

// path returns the outline of a shape.
func (e *svgElement) path() (path, error) {
	p, err := e.shape()
	return p.transform(point{1, 1}, point{e.dx, e.dy}), err
}

// shape returns the outline of a shape where its attributes say.
func (e *svgElement) shape() (path, error) {
	switch e.tag {
	case "rect":
		v, err := e.numbers("x", "y", "width", "height", "rx")
		if err != nil {
			return nil, err
		}
		return rectangle(v[0], v[1], v[2], v[3], v[4]), nil
	case "ellipse":
		v, err := e.numbers("cx", "cy", "rx", "ry")
		if err != nil {
			return nil, err
		}
		return ellipse(v[0], v[1], v[2], v[3]), nil
	}
	return parsePath(e.attrs["d"])
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

func (e *svgElement) brush() (b brush, err error) {
	if b.fill, err = e.colour("fill", "black"); err != nil {
		return b, err
	}
	if b.stroke, err = e.colour("stroke", "none"); err != nil {
		return b, err
	}
	b.width = 1
	if _, ok := e.attrs["stroke-width"]; ok {
		if b.width, err = e.number("stroke-width"); err != nil {
			return b, err
		}
	}
	for field := range strings.FieldsSeq(e.attrs["stroke-dasharray"]) {
		x, err := parseNumber(field)
		if err != nil {
			return b, fmt.Errorf("stroke-dasharray: %w", err)
		}
		b.dashes = append(b.dashes, x)
	}
	b.round = e.attrs["stroke-linecap"] == "round"
	return b, nil
}

// colour returns a colour with its opacity.
func (e *svgElement) colour(name, missing string) (color.NRGBA, error) {
	s, ok := e.attrs[name]
	if !ok {
		s = missing
	}
	switch s {
	case "none":
		return color.NRGBA{}, nil
	case "black":
		s = "#000000"
	}
	if len(s) != 7 || s[0] != '#' {
		return color.NRGBA{}, fmt.Errorf("cannot read %s %q", name, s)
	}
	rgb, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return color.NRGBA{}, fmt.Errorf("cannot read %s %q", name, s)
	}
	opacity := 1.0
	if _, ok := e.attrs[name+"-opacity"]; ok {
		if opacity, err = e.number(name + "-opacity"); err != nil {
			return color.NRGBA{}, err
		}
	}
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: uint8(opacity*255 + 0.5)}, nil
}

// write draws a line of text, with its underline.
func (r *svgReader) write(e *svgElement, s string) error {
	v, err := e.numbers("x", "y", "font-size", "textLength")
	if err != nil {
		return err
	}
	x, y, size, width := e.dx+v[0], e.dy+v[1], v[2], v[3]
	if strings.TrimSpace(s) == "" || !(width > 0) || !(size > 0) {
		return nil
	}
	t := typeface{size: size}
	switch {
	case e.attrs["font-weight"] == "bold":
		t.style = bold
	case e.attrs["font-style"] == "italic":
		t.style = italic
	}
	if t.fill, err = e.colour("fill", "black"); err != nil {
		return err
	}
	switch e.attrs["text-anchor"] {
	case "end":
		x -= width
	case "start":
	default: // as the root element says
		x -= width / 2
	}
	if e.attrs["text-decoration"] == "underline" {
		// As the font has it.
		line := rectangle(x, y+size*0.106, width, size*0.073, 0)
		if err := r.on.path(line, brush{fill: t.fill}); err != nil {
			return err
		}
	}
	if err := r.signs.look(s); err != nil {
		return err
	}
	return r.on.text(s, t, x, y, width)
}
