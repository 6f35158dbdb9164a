package render

import "strings"

// element is the start tag of an XML element under construction. Tags and
// attribute names are ours; values and texts are escaped.
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

// start returns the tag, open for children.
func (e *element) start() string { return e.b.String() + ">" }

// empty returns the element without children.
func (e *element) empty() string { return e.b.String() + "/>" }

// text returns the element with text as its only child.
func (e *element) text(s string) string {
	return e.b.String() + ">" + escapeXML(clean(s)) + "</" + e.tag + ">"
}
