package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/tdewolff/font"
)

// leftToRight is the mark with which a text is one that runs from left to
// right, as every text of an SVG is that does not say otherwise, even if it
// begins with a word in Hebrew.
const leftToRight = "\u200E"

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// coverage tells of which signs the fonts have no shape.
type coverage struct {
	font *font.SFNT // nil until it is needed
	gaps []rune
}

// look notes what the fonts lack of a text.
func (c *coverage) look(s string) error {
	if isASCII(s) {
		return nil
	}
	if c.font == nil {
		regular, err := font.ParseSFNT(fonts()[0].data, 0)
		if err != nil {
			return fmt.Errorf("load font: %w", err)
		}
		c.font = regular
	}
	for _, r := range s {
		if unicode.IsGraphic(r) && !unicode.IsMark(r) && c.font.GlyphIndex(r) == 0 && !slices.Contains(c.gaps, r) {
			c.gaps = append(c.gaps, r)
		}
	}
	return nil
}

// notice says in one line what is missing, or "".
func (c *coverage) notice() string {
	const most = 5
	if len(c.gaps) == 0 {
		return ""
	}
	signs, more := string(c.gaps[:min(len(c.gaps), most)]), ""
	if len(c.gaps) > most {
		more = fmt.Sprintf(" and %d more", len(c.gaps)-most)
	}
	return fmt.Sprintf("the font of the picture has no %s%s and shows boxes; an svg shows them in a font of its viewer", strings.Join(strings.Split(signs, ""), " "), more)
}
