package main

import (
	"bytes"
	"fmt"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-text/typesetting/font"
)

// fontStyle is one of the styles of the font. There is none that is bold and
// italic.
type fontStyle uint8

const (
	regular fontStyle = iota
	bold
	italic
)

// fontFiles returns Liberation Sans, in the order of the styles. It has the
// widths of Helvetica, in which the figures are measured. No font of the machine
// is used.
func fontFiles() [][]byte {
	return [][]byte{
		regular: liberationsansregular.TTF,
		bold:    liberationsansbold.TTF,
		italic:  liberationsansitalic.TTF,
	}
}

// loadFont reads the font in one style.
func loadFont(style fontStyle) (*font.Face, error) {
	face, err := font.ParseTTF(bytes.NewReader(fontFiles()[style]))
	if err != nil {
		return nil, fmt.Errorf("load font: %w", err)
	}
	return face, nil
}
