package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// svgElement is an element that is open.
type svgElement struct {
	tag   string
	attrs map[string]string
	dx    float64 // where its origin is, in lengths of the SVG
	dy    float64
	// scale is how many points a length of 1 in the SVG has on the surface.
	scale   float64
	opacity float64 // of it and all that it is in together
	href    string  // of the link that it is in
}

func newElement(token xml.StartElement) svgElement {
	e := svgElement{tag: token.Name.Local, attrs: make(map[string]string), scale: 1, opacity: 1}
	for _, a := range token.Attr {
		e.attrs[a.Name.Local] = a.Value
	}
	return e
}

// inherit takes what a parent hands down.
func (e *svgElement) inherit(parent *svgElement) {
	e.dx, e.dy, e.scale, e.opacity, e.href = parent.dx, parent.dy, parent.scale, parent.opacity, parent.href
}

// fade makes the element as transparent as it says. Its parts are faded each for
// itself, so they show through each other, which those of a group in SVG do not.
func (e *svgElement) fade() error {
	x, err := e.share("opacity")
	e.opacity *= x
	return err
}

// size returns how large a root element is on the surface, in points, and sets
// the scale by its width. Without a width it is as large as its viewBox.
func (e *svgElement) size() (width, height float64, err error) {
	box := strings.Fields(e.attrs["viewBox"])
	if len(box) != 4 {
		return 0, 0, fmt.Errorf("viewBox is %q, not four numbers", e.attrs["viewBox"])
	}
	if width, err = parseNumber(box[2]); err != nil {
		return 0, 0, err
	}
	if height, err = parseNumber(box[3]); err != nil {
		return 0, 0, err
	}
	if !(width > 0 && height > 0) {
		return 0, 0, fmt.Errorf("the picture is %g by %g points", width, height)
	}
	boxWidth := width
	if width, err = e.points("width", boxWidth); err != nil {
		return 0, 0, err
	}
	if e.scale = width / boxWidth; e.scale > maxScale {
		return 0, 0, fmt.Errorf("width is %g times that of the viewBox, more than %d", e.scale, maxScale)
	}
	height, err = e.points("height", height*e.scale)
	return width, height, err
}

// maxScale keeps lengths small enough for all that is done with them.
const maxScale = 100

// points returns a length such as "12.5pt", or another where it is missing.
func (e *svgElement) points(name string, missing float64) (float64, error) {
	s, ok := e.attrs[name]
	if !ok {
		return missing, nil
	}
	number, _ := strings.CutSuffix(s, "pt")
	x, err := parseNumber(number)
	switch {
	case errors.Is(err, strconv.ErrSyntax) || number == s:
		return 0, fmt.Errorf("%s is %q, not a number of points like \"12pt\"", name, s)
	case err != nil:
		return 0, fmt.Errorf("%s: %w", name, err)
	case !(x > 0):
		return 0, fmt.Errorf("%s is %q, not more than 0", name, s)
	}
	return x, nil
}

// share returns an attribute from 0 to 1, or 1 where it is missing.
func (e *svgElement) share(name string) (float64, error) {
	if _, ok := e.attrs[name]; !ok {
		return 1, nil
	}
	x, err := e.number(name)
	if err == nil && !(0 <= x && x <= 1) {
		err = fmt.Errorf("%s is %q, not from 0 to 1", name, e.attrs[name])
	}
	return x, err
}

// place returns where a point of the element is on the surface.
func (e *svgElement) place(p point) point { return point{e.dx, e.dy}.add(p).scale(e.scale) }

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

// path returns the outline of a shape on the surface.
func (e *svgElement) path() (path, error) {
	p, err := e.shape()
	return p.transform(point{e.scale, e.scale}, e.place(point{})), err
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

// brush returns how a shape looks on the surface.
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
	b.width *= e.scale
	for field := range strings.FieldsSeq(e.attrs["stroke-dasharray"]) {
		x, err := parseNumber(field)
		if err != nil {
			return b, fmt.Errorf("stroke-dasharray: %w", err)
		}
		b.dashes = append(b.dashes, x*e.scale)
	}
	b.round = e.attrs["stroke-linecap"] == "round"
	return b, nil
}

// colour returns a colour with its opacity, and that of the element.
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
	opacity, err := e.share(name + "-opacity")
	if err != nil {
		return color.NRGBA{}, err
	}
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: uint8(opacity*e.opacity*255 + 0.5)}, nil
}
