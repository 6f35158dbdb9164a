package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
)

// rewriter reads one SVG, to write it again with some changes. All bytes that
// are not changed stay what they are.
type rewriter struct {
	data []byte
	// onText is called for each text.
	onText func(t *sourceText) error

	depth int
	root  span        // the start tag of the <svg>, if there is one
	intro int64       // the end of the root's <desc>, or else of its start tag
	text  *sourceText // the one that is open
	edits []edit
}

// sourceText is a text with the place where it is written.
type sourceText struct {
	svgElement
	tag     span // its start tag
	whole   span
	depth   int
	content strings.Builder
	nested  bool // whether it holds elements
}

// edit puts something else in the place of a part.
type edit struct {
	span
	with string
}

// read goes through the SVG.
func (r *rewriter) read() error {
	if err := walkXML(r.data, r.token); err != nil {
		return err
	}
	if r.root.end == 0 {
		return errors.New("there is no <svg>")
	}
	return nil
}

func (r *rewriter) token(token xml.Token, at span) error {
	switch token := token.(type) {
	case xml.StartElement:
		r.depth++
		if err := r.start(token, at); err != nil {
			return fmt.Errorf("<%s>: %w", token.Name.Local, err)
		}
	case xml.CharData:
		if r.text != nil {
			r.text.content.Write(token)
		}
	case xml.EndElement:
		if err := r.end(token.Name.Local, at); err != nil {
			return fmt.Errorf("<%s>: %w", token.Name.Local, err)
		}
		r.depth--
	}
	return nil
}

func (r *rewriter) start(token xml.StartElement, at span) error {
	tag := token.Name.Local
	switch {
	case r.depth == 1 && tag != "svg":
		return errors.New("is not inside of an <svg>")
	case r.depth == 1 && r.root.end > 0:
		return errors.New("is a second picture, and the format holds one")
	case r.depth == 1:
		r.root, r.intro = at, at.end
	case r.text != nil:
		r.text.nested = true
	case tag == "text":
		r.text = &sourceText{svgElement: newElement(token), tag: at, depth: r.depth}
	}
	return nil
}

func (r *rewriter) end(tag string, at span) error {
	if tag == "desc" && r.depth == 2 && r.intro == r.root.end {
		r.intro = at.end
	}
	t := r.text
	if t == nil || t.depth < r.depth {
		return nil
	}
	r.text = nil
	t.whole = span{t.tag.start, at.end}
	return r.onText(t)
}

// replace notes an edit. They come in the order of their places, which do not
// overlap.
func (r *rewriter) replace(at span, with string) { r.edits = append(r.edits, edit{at, with}) }

// result returns the SVG with the edits.
func (r *rewriter) result() []byte {
	var out bytes.Buffer
	done := int64(0)
	for _, e := range r.edits {
		out.Write(r.data[done:e.start])
		out.WriteString(e.with)
		done = e.end
	}
	out.Write(r.data[done:])
	return out.Bytes()
}

// sourceAttr is an attribute as it is written: where it is, and its value
// without the quotes.
type sourceAttr struct {
	name         string
	whole, value span
}

// xmlSpace is what may stand between the parts of a tag.
const xmlSpace = " \t\r\n"

// attrs returns the attributes of a start tag that could be read.
func (r *rewriter) attrs(tag span) []sourceAttr {
	s := string(r.data[tag.start:tag.end])
	var attrs []sourceAttr
	at := strings.IndexAny(s, xmlSpace+"/>")
	for at >= 0 && at < len(s) {
		begin := at + len(s[at:]) - len(strings.TrimLeft(s[at:], xmlSpace))
		equals := strings.IndexByte(s[begin:], '=')
		if equals < 0 {
			break
		}
		quote := strings.IndexAny(s[begin+equals:], `"'`)
		if quote < 0 {
			break
		}
		from := begin + equals + quote + 1
		length := strings.IndexByte(s[from:], s[from-1])
		if length < 0 {
			break
		}
		at = from + length + 1
		place := func(i, j int) span { return span{tag.start + int64(i), tag.start + int64(j)} }
		attrs = append(attrs, sourceAttr{strings.TrimRight(s[begin:begin+equals], xmlSpace), place(begin, at), place(from, from+length)})
	}
	return attrs
}
