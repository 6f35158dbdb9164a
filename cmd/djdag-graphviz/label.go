package main

import "strings"

// label is a line of text with its place: the left end of its baseline.
type label struct {
	text string
	typeface
	x, y, width float64
	underlined  bool
}

// label returns the line of a text, in lengths of the SVG from the origin of the
// element. It is empty where there is nothing to draw.
func (e *svgElement) label(s string) (label, error) {
	v, err := e.numbers("x", "y", "font-size", "textLength")
	if err != nil {
		return label{}, err
	}
	l := label{text: s, x: v[0], y: v[1], width: v[3]}
	l.size, l.style = v[2], e.style()
	if strings.TrimSpace(s) == "" || !(l.width > 0) || !(l.size > 0) {
		return label{}, nil
	}
	if l.fill, err = e.colour("fill", "black"); err != nil {
		return label{}, err
	}
	switch e.attrs["text-anchor"] {
	case "end":
		l.x -= l.width
	case "start":
	default: // as the root element says
		l.x -= l.width / 2
	}
	l.underlined = e.attrs["text-decoration"] == "underline"
	return l, nil
}

// style returns the style of the font that a text asks for.
func (e *svgElement) style() fontStyle {
	switch {
	case e.attrs["font-weight"] == "bold":
		return bold
	case e.attrs["font-style"] == "italic":
		return italic
	}
	return regular
}

// underline returns the line under the text, as the font has it. It turns as the
// outlines of the letters do, so that it can be part of one path with them: where
// it crosses a letter, there is no hole.
func (l *label) underline() path {
	return rectangle(l.x, l.y+l.size*0.106, l.width, l.size*0.073, 0)
}
