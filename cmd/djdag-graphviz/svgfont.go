package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/go-text/typesetting/font"
	"golang.org/x/text/unicode/norm"
)

// embeddedFamily is the name by which an SVG asks for the font in it. It is not
// that of a font that a machine may have.
const embeddedFamily = "djdag"

// embedFont writes an SVG again with the font in it, of which only the signs
// that its texts have are left. What the font lacks, the viewer shows in another
// one, as in any SVG.
func embedFont(svg []byte) (drawing, error) {
	e := &fontEmbedder{rewriter: rewriter{data: svg}}
	e.onText = e.note
	if err := e.read(); err != nil {
		return drawing{}, fmt.Errorf("read SVG: %w", err)
	}
	var faces strings.Builder
	for style := range fontFiles() {
		if e.texts[style].Len() == 0 {
			continue
		}
		face, err := fontFace(fontStyle(style), e.texts[style].String())
		if err != nil {
			return drawing{}, err
		}
		faces.WriteString(face)
	}
	if faces.Len() > 0 {
		e.prefer(embeddedFamily)
		e.replace(span{e.intro, e.intro}, "\n <style>"+faces.String()+"\n </style>")
	}
	return drawing{picture: e.result()}, nil
}

// fontEmbedder collects what the texts say, in each style.
type fontEmbedder struct {
	rewriter
	texts [italic + 1]strings.Builder
}

func (e *fontEmbedder) note(t *sourceText) error {
	e.texts[t.style()].WriteString(t.content.String())
	return nil
}

// prefer puts a font in front of those that the root asks for.
func (e *fontEmbedder) prefer(family string) {
	for _, a := range e.attrs(e.root) {
		if a.name == "font-family" {
			quote := "'"
			if e.data[a.value.end] == '\'' {
				quote = "&apos;"
			}
			e.replace(span{a.value.start, a.value.start}, quote+family+quote+", ")
			return
		}
	}
	end := e.root.start + int64(bytes.IndexAny(e.data[e.root.start:e.root.end], xmlSpace+"/>"))
	e.replace(span{end, end}, fmt.Sprintf(` font-family="'%s', sans-serif"`, family))
}

// fontFace returns a rule for a style sheet with the signs of a text.
func fontFace(style fontStyle, text string) (string, error) {
	face, err := loadFont(style)
	if err != nil {
		return "", err
	}
	file, err := subset(fontFiles()[style], glyphsOf(face, text))
	if err != nil {
		return "", fmt.Errorf("reduce font: %w", err)
	}
	weight, slant := "400", "normal"
	switch style {
	case bold:
		weight = "700"
	case italic:
		slant = "italic"
	}
	return fmt.Sprintf("\n  @font-face { font-family: '%s'; font-weight: %s; font-style: %s; src: url(data:font/ttf;base64,%s) format('truetype') }",
		embeddedFamily, weight, slant, base64.StdEncoding.EncodeToString(file)), nil
}

// glyphsOf returns the shapes of the signs that a viewer may look for: those of
// the text, those that letters and marks make together, and those that brackets
// become where the text runs to the left.
func glyphsOf(face *font.Face, text string) map[rune]font.GID {
	glyphs := make(map[rune]font.GID)
	for _, r := range text + norm.NFC.String(text) + visual(text) {
		if id, ok := face.NominalGlyph(r); ok {
			glyphs[r] = id
		}
	}
	return glyphs
}
