package python

import (
	"bytes"
	"sort"
)

// A pruner copies a source for tree-sitter without the parts that do not
// matter: docstrings, comment lines, the rows of lookup tables, and function
// bodies except for their imports.
//
// Most of the source of a pipeline is in functions that are not called during
// import, and parsing them would take most of the time. But a syntax error in a
// function keeps Python from importing the file. So the pruner drops a body
// only if a [scanner], which takes a fraction of the time, accepts it as Python
// without classes. It leaves all other bodies to tree-sitter.
type pruner struct {
	scanner
	text   []byte // the pruned copy of src[:done]
	done   int
	cuts   []cut
	bodies []span // of the dropped functions; offsets in the source
}

// A cut says that from offset at of the pruned text on, the source is gap bytes
// further on.
type cut struct{ at, gap int }

// prune goes through the statements of a source, one logical line at a time. It
// overwrites earlier results.
func (o *pruner) prune(src []byte) {
	*o = pruner{scanner: scanner{src: src}, text: o.text[:0], cuts: o.cuts[:0], bodies: o.bodies[:0]}
	for o.startLine(); o.indent >= 0; o.startLine() {
		if o.indent < oddIndent && (o.function() || o.docstring() || o.contents()) {
			continue
		}
		if !o.skipLine() {
			break // the scanner cannot find the end of the line
		}
	}
	if o.done > 0 {
		o.copyTo(len(src))
	}
}

// pruned returns the text for tree-sitter. It is the source itself if nothing
// was dropped.
func (o *pruner) pruned() []byte {
	if o.done == 0 {
		return o.src
	}
	return o.text
}

// startLine is [scanner.startLine], but drops comment lines.
func (o *pruner) startLine() {
	start := o.pos
	if o.scanner.startLine() && bytes.IndexByte(o.src[start:o.pos], '#') >= 0 {
		o.copyTo(start)
		o.skipTo(o.pos - o.indent)
	}
}

// function prunes the function that starts here, if there is one. Its body
// becomes a single line: "import a;import b;0".
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

// docstring replaces a string that is a statement by 0, if one starts here.
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

// contents drops the rows of a lookup table, if "contents = [...]" starts here.
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

// copyTo copies the source up to an offset.
func (o *pruner) copyTo(end int) {
	o.text = append(o.text, o.src[o.done:end]...)
	o.done = end
}

// replaceByte writes a byte instead of the next byte of the source.
func (o *pruner) replaceByte(c byte) {
	o.text = append(o.text, c)
	o.done++
}

// skipTo drops the source up to an offset.
func (o *pruner) skipTo(end int) {
	if end > o.done {
		o.done = end
		o.cuts = append(o.cuts, cut{len(o.text), end - len(o.text)})
	}
}

// sourceOffset converts an offset in a pruned text to an offset in the source.
func sourceOffset(cuts []cut, i int) int {
	if n := sort.Search(len(cuts), func(n int) bool { return cuts[n].at > i }); n > 0 {
		return i + cuts[n-1].gap
	}
	return i
}

// skipLine moves past the current logical line. It reports whether all strings
// and brackets in the line are closed.
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
			o.pos = min(o.pos+1, len(o.src)-1) // skip the escaped byte, which may be a line feed
		}
		o.pos++
	}
	return nesting == 0
}
