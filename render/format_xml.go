package render

import "strings"

// An element builds the start tag of an XML element. It escapes values and texts;
// tags and attribute names must be safe.
type element struct {
	tag string
	b   strings.Builder
}

func newElement(tag string) *element {
	e := &element{tag: tag}
	e.b.WriteString("<" + tag)
	return e
}

// attr adds an attribute and returns e.
func (e *element) attr(name, value string) *element {
	e.b.WriteString(" " + name + `="` + escapeXML(clean(value)) + `"`)
	return e
}

// start returns the start tag.
func (e *element) start() string { return e.b.String() + ">" }

// empty returns the whole element, without content.
func (e *element) empty() string { return e.b.String() + "/>" }

// text returns the whole element, with s as its content.
func (e *element) text(s string) string {
	return e.b.String() + ">" + escapeXML(clean(s)) + "</" + e.tag + ">"
}
