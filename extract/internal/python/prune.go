package python

import (
	"bytes"
	"sort"
)

// A pruner copies a source for tree-sitter without the parts that do not
// matter: docstrings, comment lines, the rows of lookup tables, long literals, and
// function bodies except for their imports. It also says where the copy can be divided.
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
	bodies []span     // of the dropped functions; offsets in the source
	pieces []int      // offsets in the pruned text, ascending, at which a piece may begin
	runs   []plainRun // of which the pruned text has nothing, ascending
	// notPlain is the offset up to which no run of plain assignments starts.
	notPlain int
	// unread are the statements that are too long to be read; offsets in the source.
	unread []span
	// unclosed is the offset of the line from which on brackets or strings do not
	// match, or -1. unclosedIn is that of the top-level statement that has the line, and
	// nesting is the number of brackets that the line leaves open.
	unclosed, unclosedIn, nesting int
}

// A cut says that from offset at of the pruned text on, the source is gap bytes
// further on.
type cut struct{ at, gap int }

const (
	// pieceSize is the least size in bytes of a piece of the pruned text. tree-sitter
	// takes some hundred times the memory of a text for its tree, and up to the square of
	// the time if the text has an error.
	pieceSize = 16 << 10
	// maxStatement is the number of bytes of a statement on one logical line, beside
	// strings and long literals, above which it is taken for data.
	maxStatement = 64 << 10
)

// prune goes through the statements of a source, one logical line at a time. It
// overwrites earlier results.
func (o *pruner) prune(src []byte) {
	*o = pruner{
		scanner: scanner{src: src}, text: o.text[:0], cuts: o.cuts[:0], bodies: o.bodies[:0], pieces: o.pieces[:0],
		runs: o.runs[:0], unread: o.unread[:0], unclosed: -1,
	}
	decorated := false // the statement belongs to the decorator above it
	top := 0           // where the top-level statement begins
	for o.startLine(); o.indent >= 0; o.startLine() {
		if o.indent == 0 {
			if !decorated && !o.continues() {
				top = o.pos
				o.mayBegin(len(o.text) + o.pos - o.done)
			}
			if !decorated && o.plain() {
				continue
			}
			decorated = o.peek() == '@'
		}
		if o.indent < oddIndent && (o.function() || o.docstring() || o.contents()) {
			continue
		}
		if start := o.pos; !o.skipLine() {
			o.unclosed, o.unclosedIn = start, top
			break // the scanner cannot find the end of the line
		}
	}
	if o.done > 0 {
		o.copyTo(len(src))
	}
}

// continues reports whether the line continues the statement above it.
func (o *pruner) continues() bool {
	switch string(o.word()) {
	case "else", "elif", "except", "finally":
		return true
	}
	return false
}

// mayBegin notes that a piece may begin at an offset in the pruned text.
func (o *pruner) mayBegin(at int) {
	last := 0
	if n := len(o.pieces); n > 0 {
		last = o.pieces[n-1]
	}
	if at-last >= pieceSize {
		o.pieces = append(o.pieces, at)
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
	if odd := !o.scanner.startLine() && o.indent >= 0; !odd && bytes.IndexByte(o.src[start:o.pos], '#') >= 0 {
		o.copyTo(start)
		o.skipTo(o.pos - max(o.indent, 0))
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

// skipLine moves past the current logical line, and drops what is too long in it. It
// reports whether all strings and brackets in the line are closed.
func (o *pruner) skipLine() bool {
	start := mark{o.pos, len(o.text), o.done, len(o.cuts)}
	kept := 0 // bytes beside strings and what is dropped
	end, ok := o.logicalLine(&kept)
	if ok && kept > maxStatement {
		o.dropStatement(start, end)
	}
	return ok
}

// logicalLine is skipLine without the limit of a statement. It returns the offset of the
// line's end, before the line feed.
func (o *pruner) logicalLine(kept *int) (end int, ok bool) {
	var open [maxNesting]byte // the brackets
	o.nesting = 0
	long := true // there may be long literals in the line
	for o.pos < len(o.src) {
		switch o.src[o.pos] {
		case '\n':
			if o.nesting == 0 {
				o.pos++
				return o.pos - 1, true
			}
		case '#':
			o.comment()
			continue
		case '"', '\'':
			if !o.quoted() {
				return 0, false
			}
			continue
		case '(', '[', '{':
			if long && len(o.src)-o.pos > maxLiteral && !o.followsOperand() {
				var dropped bool
				if dropped, long = o.literal(); dropped {
					continue
				}
			}
			if o.nesting < len(open) {
				open[o.nesting] = o.src[o.pos]
			}
			o.nesting++
		case ')', ']', '}':
			o.nesting--
			if o.nesting < 0 || o.nesting < len(open) && !closes(o.src[o.pos], open[o.nesting]) {
				return 0, false
			}
		case '\\':
			o.pos = min(o.pos+1, len(o.src)-1) // skip the escaped byte, which may be a line feed
		}
		o.pos++
		*kept++
	}
	return len(o.src), o.nesting == 0
}

// closes reports whether a closing bracket is of the kind of an opening one. In ASCII, it
// is the next character, or the one after that.
func closes(closing, opening byte) bool {
	return closing-opening <= 2
}

// followsOperand reports whether a bracket here is that of a call or a subscript.
func (o *pruner) followsOperand() bool {
	i := o.pos
	for i > 0 && (o.src[i-1] == ' ' || o.src[i-1] == '\t') {
		i--
	}
	if i == 0 {
		return false
	}
	switch c := o.src[i-1]; {
	case c == ')', c == ']', c == '}', c == '"', c == '\'', c == '\\', c >= 0x80:
		return true
	case !isNameByte(c):
		return false
	}
	start := i - 1
	for start > 0 && isNameByte(o.src[start-1]) {
		start--
	}
	switch word := string(o.src[start:i]); word {
	case "None", "True", "False":
		return true
	default:
		return !isKeyword(word)
	}
}

// literal drops the elements of a list, tuple, set or dict that starts here, if it is
// so long that it becomes an [Opaque] in any case. more is false where the scanner
// cannot tell: then the rest of the line is left to tree-sitter, since a search in all
// the brackets that it has would take the square of its length.
func (o *pruner) literal() (dropped, more bool) {
	start := o.scanner
	if !o.atom() {
		o.scanner = start
		return false, false
	}
	end := o.pos
	if !o.display || end-start.pos <= maxLiteral {
		o.scanner = start
		return false, true
	}
	o.copyTo(start.pos + 1)
	o.skipTo(end - 1)
	return true, true
}

// dropStatement drops the statement that started at a place and has just been passed,
// up to an offset. If it assigns, its targets are bound to an [Opaque]. It keeps what
// begins a block, or decorates what follows.
func (o *pruner) dropStatement(from mark, end int) {
	after := o.scanner
	defer func() { o.scanner = after }()
	o.pos = from.pos
	if o.beginsBlock() {
		return
	}
	o.unread = append(o.unread, span{from.pos, end})
	if o.src[end-1] == '\r' {
		end--
	}
	o.text, o.done, o.cuts = o.text[:from.text], from.done, o.cuts[:from.cuts]
	if _, targets, ok := o.list(); ok && targets && o.peek() == '=' && o.pos-from.pos < maxStatement {
		o.copyTo(o.pos + 1)
		o.replaceByte('[')
		o.skipTo(end - 1)
		o.replaceByte(']')
		return
	}
	o.copyTo(from.pos)
	o.skipTo(end - 1)
	o.replaceByte('0')
}

// beginsBlock reports whether the line here begins a block, or decorates one.
func (o *pruner) beginsBlock() bool {
	switch string(o.word()) {
	case "class", "def", "async", "if", "elif", "else", "for", "while", "with", "try", "except", "finally", "match", "case":
		return true
	}
	return o.peek() == '@'
}

// A mark is a place to which the pruner can return.
type mark struct{ pos, text, done, cuts int }
