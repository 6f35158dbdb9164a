package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
)

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// coverage tells of which signs the fonts have no shape.
type coverage struct {
	font *font.Face // nil until it is needed
	gaps []rune
}

// look notes what the fonts lack of a text.
func (c *coverage) look(s string) error {
	if isASCII(s) {
		return nil
	}
	if c.font == nil {
		face, err := loadFont(regular)
		if err != nil {
			return err
		}
		c.font = face
	}
	for _, r := range s {
		if !unicode.IsGraphic(r) || unicode.IsMark(r) || slices.Contains(c.gaps, r) {
			continue
		}
		if _, ok := c.font.NominalGlyph(r); !ok {
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
