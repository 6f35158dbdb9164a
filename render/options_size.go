package render

import (
	"errors"
	"strconv"
	"strings"
)

// FitText is the height in CSS pixels that text has at least in a figure with
// [Options.Fit].
const FitText = 9.0

// A Size is a width and a height in CSS pixels, of which 96 are an inch.
type Size struct{ W, H float64 }

// ParseSize returns the size that a text such as "1200x900", "a4", "letter" or "slide"
// means: paper without margins of 20 mm, and a screen of 16 to 9.
func ParseSize(s string) (Size, error) {
	switch strings.ToLower(s) {
	case "a4":
		return Size{643, 971}, nil
	case "letter":
		return Size{664, 904}, nil
	case "slide":
		return Size{1280, 720}, nil
	}
	wrong := errors.New("want WIDTHxHEIGHT in pixels such as 1200x900, a4, letter or slide")
	w, h, ok := strings.Cut(strings.ToLower(s), "x")
	if !ok {
		return Size{}, wrong
	}
	var size Size
	for _, side := range []struct {
		text string
		to   *float64
	}{{w, &size.W}, {h, &size.H}} {
		v, err := strconv.ParseFloat(side.text, 64)
		if err != nil || !(50 <= v && v <= 100_000) {
			return Size{}, wrong
		}
		*side.to = v
	}
	return size, nil
}
