package python

import "bytes"

// withoutBodies returns the text as tree-sitter is to see it: white space
// stands for the body of a function, but for its imports, and for the rows of
// a lookup table. Every offset means in it what it means in the text; lines
// may differ. It returns the text itself if there is nothing to leave out.
//
// Most of a pipeline's source is inside functions that nobody calls while it
// is imported, and to parse it takes most of the time. But an error in there
// keeps the whole file from being imported. So a body is left out only if a
// [scanner], which is a fraction of the work, is sure that it is Python and
// holds no class; all else is left to tree-sitter.
func withoutBodies(text []byte) []byte {
	o := outline{scanner: scanner{src: text}}
	for o.startLine(); o.indent >= 0; {
		if o.indent < odd && (o.function() || o.contents()) {
			continue
		}
		if !o.skipLine() {
			break // the rest is broken, or beyond this scanner
		}
		o.startLine()
	}
	if o.out == nil {
		return text
	}
	return o.out
}

// An outline goes through the statements of a file, one logical line at a time.
type outline struct {
	scanner
	out []byte // a copy of the text from which pieces are left out; nil if none is
}

// function leaves out the body of the function that is defined here, if one
// is. What is left of it is one line: "import a; import b; 0".
func (o *outline) function() bool {
	start := o.scanner
	if !o.def() {
		o.scanner = start
		return false
	}
	at := o.body.start
	for _, i := range o.imported {
		o.blank(at, i.start)
		at = i.end
		if at < o.body.end {
			o.blank(at, at+1)
			o.out[at] = ';'
			at++
		}
	}
	if at < o.body.end {
		o.blank(at, o.body.end)
		o.out[o.body.end-1] = '0'
	}
	o.imports = o.imports[:0]
	return true
}

// contents leaves out the rows of a lookup table, if "contents = [...]" stands
// here.
func (o *outline) contents() bool {
	start := o.scanner
	if o.takeWord("contents") && o.take("=") {
		o.space()
		if open := o.pos; o.peek() == '[' && o.atom() {
			if closing := o.pos - 1; o.endLine() {
				o.blank(open+1, closing)
				o.startLine()
				return true
			}
		}
	}
	o.scanner = start
	return false
}

// blank leaves out what stands between two offsets.
func (o *outline) blank(start, end int) {
	if o.out == nil {
		o.out = bytes.Clone(o.src)
	}
	for i := range o.out[start:end] {
		o.out[start+i] = ' '
	}
}

// skipLine goes behind the logical line, whatever it says. It reports whether
// the strings and brackets on it are whole.
func (o *outline) skipLine() bool {
	nesting := 0
	for o.pos < len(o.src) {
		switch o.src[o.pos] {
		case '\n':
			if nesting == 0 {
				o.pos++
				return true
			}
		case '#':
			o.comment()
			continue
		case '"', '\'':
			if !o.quoted() {
				return false
			}
			continue
		case '(', '[', '{':
			nesting++
		case ')', ']', '}':
			if nesting--; nesting < 0 {
				return false
			}
		case '\\':
			o.pos = min(o.pos+1, len(o.src)-1) // to what it escapes, which may be the end of the line
		}
		o.pos++
	}
	return nesting == 0
}
