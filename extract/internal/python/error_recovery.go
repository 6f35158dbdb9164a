package python

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

const (
	// maxRestarts limits how often parsing resumes after a syntax error.
	maxRestarts = 10
	// maxBroken limits the bytes of a file that are parsed in vain, or in parts: to make
	// sense of what is no Python takes up to a hundred times as long as to parse it.
	maxBroken = 128 << 10
)

// parsePiece parses f.text[start:end] and adds its statements and first syntax
// error to f.
//
// After a syntax error, tree-sitter may discard everything that follows: an
// unclosed bracket can cost the rest of the file. So parsePiece stops at the
// first broken top-level statement, parses that statement alone, and resumes
// after it. If the statement has syntax that is newer than the grammar, it parses an
// older equivalent. It gives up what follows once too much of the file is broken.
func (p *Parser) parsePiece(ctx context.Context, f *File, start, end int) error {
	limit := len(f.Errors) + 1 // keep one error of this piece
	for range maxRestarts {
		before := len(f.Errors)
		broken, err := p.parseUpToError(ctx, f, f.text[start:end], start, false)
		if err != nil || broken < 0 {
			return err
		}
		if f.broken > maxBroken {
			f.Errors = append(f.Errors, unclosed(broken)) // unless there is another
			f.Errors = f.Errors[:limit]
			return nil
		}
		start = nextStatement(f.text[:end], broken)
		statement := f.text[broken:start]
		if older := withoutNewSyntax(statement); older != nil {
			statement = older
			f.Errors = f.Errors[:before]
		}
		if _, err := p.parseUpToError(ctx, f, statement, broken, true); err != nil {
			return err
		}
		f.Errors = f.Errors[:min(len(f.Errors), limit)]
	}
	_, err := p.parseUpToError(ctx, f, f.text[start:end], start, true)
	f.Errors = f.Errors[:min(len(f.Errors), limit)]
	return err
}

// parseUpToError parses a piece of f.text that begins at start, or a variant of it,
// and adds its statements and first syntax error to f. Without an error it returns
// -1. Otherwise it stops at the broken statement and returns its offset, or that of
// the end of the piece if no statement is broken by itself. If all is set, it does not
// stop, also adds the intact parts of broken statements, and returns -1.
func (p *Parser) parseUpToError(ctx context.Context, f *File, text []byte, start int, all bool) (broken int, err error) {
	o := &p.pruner
	o.prune(text)
	if o.tooMuchUnclosed() {
		// tree-sitter would search all that follows for the end of the statement.
		line, in := o.unclosed, o.unclosedIn
		if in > 0 {
			if broken, err := p.parseUpToError(ctx, f, text[:in], start, all); err != nil || broken >= 0 {
				return broken, err
			}
		}
		if !all {
			return start + in, nil
		}
		f.Errors = append(f.Errors, unclosed(start+line))
		return -1, nil
	}
	f.addFunctionBodies(start, o.bodies)
	f.addUnread(start, o.unread)
	from, runs := 0, o.runs
	for _, to := range o.divisions() {
		if all && f.broken > maxBroken {
			return -1, nil
		}
		if broken, err := p.parsePruned(ctx, f, from, to, start, all); err != nil || broken >= 0 {
			return broken, err
		}
		for ; len(runs) > 0 && runs[0].at == to; runs = runs[1:] {
			f.Body = append(f.Body, plainStatements(text, runs[0], start)...)
		}
		from = to
	}
	return -1, nil
}

// divisions returns the ends of the pieces of the pruned text, ascending. A run of plain
// assignments stands between two pieces.
func (o *pruner) divisions() []int {
	ends := append([]int{len(o.pruned())}, o.pieces...)
	for _, r := range o.runs {
		ends = append(ends, r.at)
	}
	slices.Sort(ends)
	return slices.Compact(ends)
}

// Limits of what follows a bracket or a string that is never closed, above which the
// statement is left: tree-sitter takes half a minute for a megabyte of open brackets.
const (
	maxUnclosed = 16 << 10 // bytes
	maxNesting  = 200      // open brackets; Python itself allows no more
)

// tooMuchUnclosed reports whether brackets or strings do not match in the text, and its
// error would take tree-sitter long.
func (o *pruner) tooMuchUnclosed() bool {
	return o.unclosed >= 0 && (len(o.src)-o.unclosedIn > maxUnclosed || o.nesting > maxNesting)
}

// unclosed returns the error of a piece that is not parsed, in which brackets or strings
// do not match from the line at an offset on.
func unclosed(offset int) SyntaxError {
	return SyntaxError{At: At(offset), End: offset + 1, Message: "syntax error: a bracket or a string that begins here is never closed"}
}

// parsePruned is parseUpToError for one piece of the pruned text. It returns -1 also if
// the piece has an error, but all is set.
func (p *Parser) parsePruned(ctx context.Context, f *File, from, to, start int, all bool) (broken int, err error) {
	o := &p.pruner
	text := o.pruned()[from:to]
	tree, err := p.ts.ParseCtx(ctx, nil, text)
	if err != nil {
		return -1, fmt.Errorf("parsing: %w", err)
	}
	defer tree.Close()
	root := tree.RootNode()
	l := &lowerer{text: text, cuts: o.cuts, shift: from, base: start, kinds: p.kinds, file: f, broken: root.HasError()}
	if l.broken {
		f.broken += len(text)
		f.Errors = append(f.Errors, l.syntaxErrors(root)...)
	}
	if all || !l.broken {
		f.Body = append(f.Body, l.block(root)...)
		return -1, nil
	}
	for _, n := range l.children(root) {
		if !isWhole(n) {
			return int(l.at(n)), nil
		}
		f.Body = l.statement(f.Body, n)
	}
	return l.offset(len(text)), nil
}

// isWhole reports whether a child of the root is a statement without syntax
// errors.
func isWhole(n *sitter.Node) bool {
	kind := n.Type()
	return !n.HasError() && !n.IsMissing() &&
		(strings.HasSuffix(kind, "_statement") || strings.HasSuffix(kind, "_definition") || kind == "comment")
}

// nextStatement returns the offset of what looks like the next top-level
// statement after the one at offset, or len(text).
func nextStatement(text []byte, offset int) int {
	line := lineAt(text, offset)
	decorated := bytes.HasPrefix(line, []byte("@"))
	for offset += len(line); offset < len(text); offset += len(line) {
		line = lineAt(text, offset)
		if !startsStatement(line) {
			continue
		}
		if !decorated {
			return offset
		}
		decorated = line[0] == '@' // a decorator and what it decorates are one statement
	}
	return len(text)
}

// lineAt returns the text from offset to the end of the line, including the
// line feed.
func lineAt(text []byte, offset int) []byte {
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		return text[offset : offset+i+1]
	}
	return text[offset:]
}

// startsStatement reports whether a line starts a top-level statement. If in
// doubt, it returns false: the line may be inside a string, such as the line
// "note = null : varchar(8)" of a definition.
func startsStatement(line []byte) bool {
	n := 0
	for n < len(line) && (line[n] == '.' || isNameByte(line[n])) {
		n++
	}
	switch string(line[:n]) {
	case "":
		return line[0] == '@'
	case "class", "def", "async", "import", "from", "if", "for", "while", "with", "try":
		return true
	}
	rest := bytes.TrimLeft(line[n:], " ")
	return len(rest) > 1 && rest[0] == '=' && rest[1] != '=' && bytes.IndexByte(rest, ':') < 0
}

// syntaxErrors returns the first syntax error in a tree, as a slice of one.
func (l *lowerer) syntaxErrors(n *sitter.Node) []SyntaxError {
	for depth := 0; ; depth++ {
		switch {
		case n.IsMissing():
			return []SyntaxError{{At: l.at(n), End: l.end(n), Message: "syntax error: " + n.Type() + " is missing here"}}
		case l.kind(n) == kError || depth > 10*maxDepth:
			return []SyntaxError{l.syntaxError(n)}
		}
		next := (*sitter.Node)(nil)
		for i := range int(n.ChildCount()) {
			if c := n.Child(i); c.HasError() || c.IsMissing() {
				next = c
				break
			}
		}
		if next == nil {
			return []SyntaxError{l.syntaxError(n)}
		}
		n = next
	}
}

func (l *lowerer) syntaxError(n *sitter.Node) SyntaxError {
	start, end := int(l.at(n)), l.end(n)
	text := l.file.text[start:end]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text, end = text[:i], start+i
	}
	text = bytes.TrimSpace(text)
	if len(text) > 40 {
		text = append(bytes.ToValidUTF8(text[:40], nil), "…"...)
	}
	message := "syntax error"
	if len(text) > 0 {
		message += " at " + strconv.Quote(string(text))
	}
	return SyntaxError{At: At(start), End: end, Message: message}
}
