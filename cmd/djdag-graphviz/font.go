package main

import (
	"fmt"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/tdewolff/canvas"
)

// fontFile is a font that the program carries.
type fontFile struct {
	data         []byte
	bold, italic bool
}

// fonts returns Liberation Sans, which has the widths of Helvetica, in which
// the figures are measured. No font of the machine is used.
func fonts() []fontFile {
	return []fontFile{
		{data: liberationsansregular.TTF},
		{data: liberationsansbold.TTF, bold: true},
		{data: liberationsansitalic.TTF, italic: true},
	}
}

// canvasFonts returns the fonts as canvas takes them.
func canvasFonts() (*canvas.FontFamily, error) {
	family := canvas.NewFontFamily("Liberation Sans")
	for _, f := range fonts() {
		style := canvas.FontRegular
		if f.bold {
			style = canvas.FontBold
		}
		if f.italic {
			style |= canvas.FontItalic
		}
		if err := family.LoadFont(f.data, 0, style); err != nil {
			return nil, fmt.Errorf("load font: %w", err)
		}
	}
	return family, nil
}
