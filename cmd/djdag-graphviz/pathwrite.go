package main

import (
	"math"
	"strconv"
)

// pathData writes a path as short as it can with two decimals: relative commands,
// and no space where none is needed. Rounding does not add up along the path.
//
// Source: SVG 2, 9.3 Path data.
func pathData(p path) string {
	w := &pathWriter{}
	var from point
	for _, s := range p {
		w.segment(from, s)
		from = s.end
	}
	return string(w.data)
}

// pathWriter writes path data from left to right.
type pathWriter struct {
	data   []byte
	letter byte // of the last command
	dotted bool // whether the last number has a dot
	at     grid // where the path has come to
	begin  grid // where its subpath began
}

// grid is a point in hundredths.
type grid struct{ x, y int64 }

func onGrid(p point) grid {
	return grid{int64(math.Round(p.x * 100)), int64(math.Round(p.y * 100))}
}

func (w *pathWriter) segment(from point, s segment) {
	switch s.verb {
	case moveTo:
		w.command('m', onGrid(s.end))
		w.begin = w.at
	case lineTo:
		w.line(onGrid(s.end))
	case cubicTo:
		if c, ok := quadControl(from, s); ok {
			w.command('q', onGrid(c), onGrid(s.end))
		} else {
			w.command('c', onGrid(s.c1), onGrid(s.c2), onGrid(s.end))
		}
	case closing:
		w.command('z')
		w.at = w.begin
	}
}

// line draws a line, unless it is shorter than can be written.
func (w *pathWriter) line(to grid) {
	switch {
	case to == w.at:
	case to.y == w.at.y:
		w.write('h')
		w.number(to.x - w.at.x)
	case to.x == w.at.x:
		w.write('v')
		w.number(to.y - w.at.y)
	default:
		w.command('l', to)
	}
	w.at = to
}

// command writes a command with its points, the last of which is its end.
func (w *pathWriter) command(letter byte, points ...grid) {
	w.write(letter)
	for _, p := range points {
		w.number(p.x - w.at.x)
		w.number(p.y - w.at.y)
	}
	if len(points) > 0 {
		w.at = points[len(points)-1]
	}
}

// write writes the letter of a command, where it is not the one before. Points
// after those of a move would be lines.
func (w *pathWriter) write(letter byte) {
	if letter != w.letter || letter == 'm' {
		w.data = append(w.data, letter)
		w.letter = letter
	}
}

// number writes hundredths. A space before it is needed only where the number
// could be read as the rest of the one before it.
func (w *pathWriter) number(hundredths int64) {
	text := strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64)
	switch { // no zero before the dot
	case len(text) > 1 && text[:2] == "0.":
		text = text[1:]
	case len(text) > 2 && text[:3] == "-0.":
		text = "-" + text[2:]
	}
	last := w.data[len(w.data)-1]
	if isDigit(last) && (isDigit(text[0]) || text[0] == '.' && !w.dotted) {
		w.data = append(w.data, ' ')
	}
	w.dotted = false
	for i := range len(text) {
		w.dotted = w.dotted || text[i] == '.'
	}
	w.data = append(w.data, text...)
}

// quadControl returns the control of the quadratic curve that is the same as a
// cubic one, if there is one. It has fewer numbers, and fonts have no others.
func quadControl(from point, s segment) (point, bool) {
	a := s.c1.scale(1.5).sub(from.scale(0.5))
	b := s.c2.scale(1.5).sub(s.end.scale(0.5))
	return a.to(b, 0.5), a.sub(b).length() < 0.001
}
