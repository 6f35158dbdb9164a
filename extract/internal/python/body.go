package python

// pruneFunction prunes a text with a function whose line starts at an offset: docstrings,
// comment lines, long literals, and the bodies of the functions in it. It reports false
// for a function that the scanner does not accept, or one on a single line. It overwrites
// earlier results.
func (o *pruner) pruneFunction(src []byte, at int) bool {
	*o = pruner{scanner: scanner{src: src, pos: at}, text: o.text[:0], cuts: o.cuts[:0], bodies: o.bodies[:0], unclosed: -1}
	o.scanner.startLine()
	if !o.def() {
		return false
	}
	o.scanner = scanner{src: src, pos: o.defBody.start}
	o.space()
	switch o.peek() {
	case '\n', '\r', '#':
		o.endLine()
	default:
		return false
	}
	for o.startLine(); o.indent >= 0; o.startLine() {
		if o.indent < oddIndent && (o.function() || o.docstring()) {
			continue
		}
		if !o.skipLine() {
			return false
		}
	}
	if o.done > 0 {
		o.copyTo(len(src))
	}
	return true
}
