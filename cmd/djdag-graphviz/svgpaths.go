package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// drawPaths writes an SVG again with the outlines of its texts in their place,
// so that it looks the same in every program. The notice is on signs that the
// font lacks, or "".
func drawPaths(svg []byte) (drawing, error) {
	w := &textDrawer{rewriter: rewriter{data: svg}}
	w.onText = w.draw
	if err := w.read(); err != nil {
		return drawing{}, fmt.Errorf("read SVG: %w", err)
	}
	return drawing{w.result(), w.signs.notice()}, nil
}

// textDrawer makes paths of texts.
type textDrawer struct {
	rewriter
	setter typesetter
	signs  coverage
}

// draw puts a path in the place of a text. It has the attributes that are not
// about letters, and the text as its label.
func (w *textDrawer) draw(t *sourceText) error {
	if t.nested {
		return errors.New("holds another element")
	}
	text := t.content.String()
	l, err := t.label(text)
	if err != nil {
		return err
	}
	outline, err := w.outline(&l)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("<path")
	for _, a := range w.attrs(t.tag) {
		if !isAboutText(a.name) {
			b.WriteString(" " + string(w.data[a.whole.start:a.whole.end]))
		}
	}
	if text != "" {
		fmt.Fprintf(&b, ` aria-label="%s"`, escaped(text))
	}
	fmt.Fprintf(&b, ` d="%s"/>`, pathData(outline))
	w.replace(t.whole, b.String())
	return nil
}

// outline returns what a text is drawn as, with its underline.
func (w *textDrawer) outline(l *label) (path, error) {
	if l.text == "" {
		return nil, nil
	}
	if err := w.signs.look(l.text); err != nil {
		return nil, err
	}
	glyphs, err := w.setter.outlines(l.text, l.typeface, point{l.x, l.y}, l.width)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(glyphs...)
	if l.underlined {
		all = append(all, l.underline()...)
	}
	return all, nil
}

// isAboutText reports whether an attribute of a text means nothing for a path,
// or something else.
func isAboutText(name string) bool {
	switch name {
	case "x", "y", "dx", "dy", "rotate", "textLength", "lengthAdjust", "dominant-baseline", "xml:space", "aria-label", "d":
		return true
	}
	return strings.HasPrefix(name, "font-") || strings.HasPrefix(name, "text-")
}

// escaped returns a text as it stands in XML.
func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes all
	return b.String()
}
