package python

import (
	"bytes"
	"sort"
)

// An outline is a text as tree-sitter is to see it: without the bodies of
// functions, but for their imports, and without what says nothing: docstrings,
// lines of comment and the rows of lookup tables.
//
// Most of a pipeline's source is inside functions that nobody calls while it
// is imported, and to parse it takes most of the time. But an error in there
// keeps the whole file from being imported. So a body is left out only if a
// [scanner], which is a fraction of the work, is sure that it is Python and
// holds no class; all else is left to tree-sitter.
type pruner struct {
	scanner
	text   []byte // what is left of the source up to done
	done   int
	cuts   []cut
	bodies []span // of the functions that are left out, in the source
}

// A cut says that from byte at of an outline on, the source is gap bytes ahead.
type cut struct{ at, gap int }

// read goes through the statements of a source, one logical line at a time.
// What it is given of an outline is overwritten.
func (o *pruner) prune(src []byte) {
	*o = pruner{scanner: scanner{src: src}, text: o.text[:0], cuts: o.cuts[:0], bodies: o.bodies[:0]}
	for o.startLine(); o.indent >= 0; o.startLine() {
		if o.indent < oddIndent && (o.function() || o.docstring() || o.contents()) {
			continue
		}
		if !o.skipLine() {
			break // the rest is broken, or beyond this scanner
		}
	}
	if o.done > 0 {
		o.copyTo(len(src))
	}
}

// shown returns the text for tree-sitter: the source itself if all of it is to
// be seen.
func (o *pruner) pruned() []byte {
	if o.done == 0 {
		return o.src
	}
	return o.text
}

// startLine is that of a scanner, and leaves out lines of comment.
func (o *pruner) startLine() {
	start := o.pos
	if o.scanner.startLine() && bytes.IndexByte(o.src[start:o.pos], '#') >= 0 {
		o.copyTo(start)
		o.skipTo(o.pos - o.indent)
	}
}

// function leaves out the body of the function that is defined here, if one
// is. What is left of it is one line: "import a;import b;0".
func (o *pruner) function() bool {
	start := o.scanner
	if !o.def() {
		o.scanner = start
		return false
	}
	o.copyTo(o.defBody.start)
	for _, i := range o.defImports {
		o.skipTo(i.start)
		o.copyTo(i.end)
		if i.end < o.defBody.end {
			o.replaceByte(';')
		}
	}
	if o.done < o.defBody.end {
		o.skipTo(o.defBody.end - 1)
		o.replaceByte('0')
	}
	o.bodies = append(o.bodies, o.defBody)
	o.imports = o.imports[:0]
	o.pos = o.defBody.end
	o.endLine()
	return true
}

// docstring leaves out a string that is a statement, for which 0 stands.
func (o *pruner) docstring() bool {
	start := o.scanner
	if c := o.peek(); (c == '"' || c == '\'') && o.quoted() {
		if end := o.pos; o.endLine() {
			o.copyTo(start.pos)
			o.skipTo(end - 1)
			o.replaceByte('0')
			return true
		}
	}
	o.scanner = start
	return false
}

// contents leaves out the rows of a lookup table, if "contents = [...]" stands
// here.
func (o *pruner) contents() bool {
	start := o.scanner
	if o.acceptKeyword("contents") && o.accept("=") {
		o.space()
		if open := o.pos; o.peek() == '[' && o.atom() {
			if closing := o.pos - 1; o.endLine() {
				o.copyTo(open + 1)
				o.skipTo(closing)
				return true
			}
		}
	}
	o.scanner = start
	return false
}

// keep takes over what stands in the source up to an offset.
func (o *pruner) copyTo(end int) {
	o.text = append(o.text, o.src[o.done:end]...)
	o.done = end
}

// put writes a byte in place of one of the source.
func (o *pruner) replaceByte(c byte) {
	o.text = append(o.text, c)
	o.done++
}

// leaveOut passes over what stands in the source up to an offset.
func (o *pruner) skipTo(end int) {
	if end > o.done {
		o.done = end
		o.cuts = append(o.cuts, cut{len(o.text), end - len(o.text)})
	}
}

// sourceOffset returns the offset in the source of a byte of an outline.
func sourceOffset(cuts []cut, i int) int {
	if n := sort.Search(len(cuts), func(n int) bool { return cuts[n].at > i }); n > 0 {
		return i + cuts[n-1].gap
	}
	return i
}

// skipLine goes behind the logical line, whatever it says. It reports whether
// the strings and brackets on it are whole.
func (o *pruner) skipLine() bool {
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
