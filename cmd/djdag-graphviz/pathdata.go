package main

import (
	"errors"
	"fmt"
	"strings"
)

// parsePath reads the path data of SVG: the commands M, L, H, V, C, Q and Z,
// absolute and relative. An empty string is an empty path. The error names the
// byte, counted from 1, at which it cannot go on.
//
// Source: SVG 2, 9.3 Path data.
func parsePath(data string) (path, error) {
	r := &pathReader{data: data}
	r.space()
	for r.offset < len(r.data) {
		if err := r.command(); err != nil {
			return nil, fmt.Errorf("path data, byte %d: %w", r.offset+1, err)
		}
		r.space()
	}
	return r.path, nil
}

// pathReader reads path data from left to right.
type pathReader struct {
	data   string
	offset int // of what was not read yet
	path   path
}

// pathParameters returns how many numbers a command takes at a time, by its
// capital letter.
func pathParameters(command byte) (n int, ok bool) {
	switch command {
	case 'Z':
		return 0, true
	case 'H', 'V':
		return 1, true
	case 'M', 'L':
		return 2, true
	case 'Q':
		return 4, true
	case 'C':
		return 6, true
	}
	return 0, false
}

// command reads one letter with all numbers that follow.
func (r *pathReader) command() error {
	letter := r.data[r.offset]
	capital := letter &^ ('a' - 'A')
	n, ok := pathParameters(capital)
	if !ok {
		return fmt.Errorf("want one of the commands M, L, H, V, C, Q and Z, not %q", letter)
	}
	if len(r.path) == 0 && capital != 'M' {
		return fmt.Errorf("want the command M first, not %q", letter)
	}
	r.offset++
	for first := true; ; first = false {
		var v [6]float64
		for i := range n {
			x, err := r.number(first && i == 0)
			if err != nil {
				return err
			}
			v[i] = x
		}
		var from point
		if letter != capital {
			from = r.path.last()
		}
		r.step(capital, first, from, v)
		if n == 0 || !r.more() {
			return nil
		}
	}
}

// step adds one segment. Coordinates are counted from a point.
func (r *pathReader) step(capital byte, first bool, from point, v [6]float64) {
	if last := len(r.path) - 1; capital != 'M' && capital != 'Z' && r.path[last].verb == closing {
		// The next subpath begins where the one before it did.
		r.path.moveTo(r.path[last].end)
	}
	at := func(i int) point { return from.add(point{v[i], v[i+1]}) }
	switch capital {
	case 'M':
		if first {
			r.path.moveTo(at(0))
		} else {
			r.path.lineTo(at(0))
		}
	case 'L':
		r.path.lineTo(at(0))
	case 'H':
		r.path.lineTo(point{from.x + v[0], r.path.last().y})
	case 'V':
		r.path.lineTo(point{r.path.last().x, from.y + v[0]})
	case 'C':
		r.path.cubicTo(at(0), at(2), at(4))
	case 'Q':
		r.path.quadTo(at(0), at(2))
	case 'Z':
		r.path.close()
	}
}

// space skips white space.
func (r *pathReader) space() {
	for r.offset < len(r.data) && strings.IndexByte(" \t\n\f\r", r.data[r.offset]) >= 0 {
		r.offset++
	}
}

// more reports whether another number follows, or a comma, after which there
// must be one.
func (r *pathReader) more() bool {
	r.space()
	if r.offset == len(r.data) {
		return false
	}
	c := r.data[r.offset]
	return c == ',' || c == '.' || c == '-' || c == '+' || isDigit(c)
}

// number reads a number. Unless it is the first one of a command, a comma may
// stand before it.
func (r *pathReader) number(first bool) (float64, error) {
	r.space()
	if !first && r.offset < len(r.data) && r.data[r.offset] == ',' {
		r.offset++
		r.space()
	}
	end := numberEnd(r.data, r.offset)
	if end == r.offset {
		return 0, errors.New("want a number")
	}
	x, err := parseNumber(r.data[r.offset:end])
	if err != nil {
		return 0, err
	}
	r.offset = end
	return x, nil
}

// numberEnd returns the end of the longest number that begins at an offset of
// s: "1.5.5" are two. It is the offset itself where there is none.
func numberEnd(s string, offset int) int {
	digits := func(i int) int {
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		return i
	}
	i := offset
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	whole := digits(i)
	end, found := whole, whole > i
	if end < len(s) && s[end] == '.' {
		fraction := digits(end + 1)
		found = found || fraction > end+1
		end = fraction
	}
	if !found {
		return offset
	}
	if end < len(s) && (s[end] == 'e' || s[end] == 'E') {
		i = end + 1
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if exponent := digits(i); exponent > i {
			end = exponent
		}
	}
	return end
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
