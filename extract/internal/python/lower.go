package python

import (
	sitter "github.com/smacker/go-tree-sitter"
)

// maxDepth limits the nesting of statements and expressions. CPython itself
// accepts no more than 200 nested parentheses.
const maxDepth = 200

// maxClauses limits the clauses of an if or match statement. Each clause is
// nested in the one before it.
const maxClauses = 10_000

// maxLiteral is the size in bytes above which a list, tuple, set or dict is
// taken for data and becomes an [Opaque].
const maxLiteral = 2 << 10

// A lowerer walks a tree-sitter tree and builds the package's own tree.
type lowerer struct {
	text         []byte // the parsed text
	cuts         []cut  // the parts of the source that the pruned text leaves out
	shift        int    // the offset of text in the pruned text
	base         int    // the offset of the source in the file
	kinds        []kind
	file         *File
	depth        int
	inFunction   bool
	guarded      bool // in a try statement that catches ImportError, or in an except clause
	typeChecking bool
	broken       bool // the text has syntax errors
}

// kind returns the kind of a node; n may be nil.
func (l *lowerer) kind(n *sitter.Node) kind {
	if n == nil {
		return kOther
	}
	if s := int(n.Symbol()); s < len(l.kinds) {
		return l.kinds[s]
	}
	return kError // the symbol of tree-sitter's ERROR is not in the grammar
}

func (l *lowerer) src(n *sitter.Node) []byte  { return l.text[n.StartByte():n.EndByte()] }
func (l *lowerer) name(n *sitter.Node) string { return string(l.src(n)) }
func (l *lowerer) at(n *sitter.Node) At       { return At(l.offset(int(n.StartByte()))) }

// offset converts an offset in the parsed text to an offset in the file.
func (l *lowerer) offset(i int) int { return l.base + sourceOffset(l.cuts, l.shift+i) }

// end returns the offset in the file of the first byte after a node. It is
// never less than the node's own offset: an empty node may stand right after a
// cut.
func (l *lowerer) end(n *sitter.Node) int {
	return max(int(l.at(n)), l.offset(int(n.EndByte())-1)+1)
}

// children returns the named children of a node.
func (l *lowerer) children(n *sitter.Node) []*sitter.Node {
	count := int(n.NamedChildCount())
	nodes := make([]*sitter.Node, 0, count)
	if count <= 16 {
		for i := range count {
			nodes = append(nodes, n.NamedChild(i))
		}
		return nodes
	}
	// NamedChild(i) is linear in i; stepping a cursor is not.
	c := sitter.NewTreeCursor(n)
	defer c.Close()
	for ok := c.GoToFirstChild(); ok; ok = c.GoToNextSibling() {
		if n := c.CurrentNode(); n.IsNamed() {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// child returns the first named child of a kind, or nil. n may be nil.
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
