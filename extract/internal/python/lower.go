package python

import (
	sitter "github.com/smacker/go-tree-sitter"
)

// maxDepth bounds the nesting of statements and expressions that are read;
// CPython itself refuses more than 200 parentheses within one another.
const maxDepth = 200

// maxClauses bounds the clauses of an if or a match statement, each of which
// stands inside the one before it.
const maxClauses = 10_000

// maxLiteral is the size in bytes above which a list, tuple, set or dict is
// data, not code, and is not read.
const maxLiteral = 2 << 10

// A lowerer walks a tree-sitter tree and builds this package's own.
type lowerer struct {
	text         []byte // what was parsed
	cuts         []cut  // what text leaves out of the piece of the file
	base         int    // where in the file that piece starts
	kinds        []kind
	file         *File
	depth        int
	inFunction   bool
	typeChecking bool
	broken       bool // there are errors in the text
}

func (l *lowerer) kind(n *sitter.Node) kind {
	if n == nil {
		return kOther
	}
	if s := int(n.Symbol()); s < len(l.kinds) {
		return l.kinds[s]
	}
	return kError // tree-sitter's ERROR is the largest symbol
}

func (l *lowerer) src(n *sitter.Node) []byte  { return l.text[n.StartByte():n.EndByte()] }
func (l *lowerer) name(n *sitter.Node) string { return string(l.src(n)) }
func (l *lowerer) at(n *sitter.Node) At       { return At(l.offset(int(n.StartByte()))) }

// offset returns the offset in the file of a byte of the text.
func (l *lowerer) offset(i int) int { return l.base + sourceOffset(l.cuts, i) }

// end returns the offset in the file just behind a node. It is never before
// the node, which may be empty and stand behind a cut.
func (l *lowerer) end(n *sitter.Node) int {
	return max(int(l.at(n)), l.offset(int(n.EndByte())-1)+1)
}

// children returns the named children.
func (l *lowerer) children(n *sitter.Node) []*sitter.Node {
	count := int(n.NamedChildCount())
	nodes := make([]*sitter.Node, 0, count)
	if count <= 16 {
		for i := range count {
			nodes = append(nodes, n.NamedChild(i))
		}
		return nodes
	}
	// Child(i) walks from the first child; the cursor does not.
	c := sitter.NewTreeCursor(n)
	defer c.Close()
	for ok := c.GoToFirstChild(); ok; ok = c.GoToNextSibling() {
		if n := c.CurrentNode(); n.IsNamed() {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// child returns the first named child of a kind, or nil.
func (l *lowerer) child(n *sitter.Node, k kind) *sitter.Node {
	if n == nil {
		return nil
	}
	for i := range int(n.NamedChildCount()) {
		if c := n.NamedChild(i); l.kind(c) == k {
			return c
		}
	}
	return nil
}

// find returns the first node of a kind in depth-first order, or nil.
func (l *lowerer) find(n *sitter.Node, k kind) *sitter.Node {
	if l.kind(n) == k {
		return n
	}
	for _, c := range l.children(n) {
		if f := l.find(c, k); f != nil {
			return f
		}
	}
	return nil
}
