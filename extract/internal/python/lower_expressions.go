package python

import (
	"bytes"

	sitter "github.com/smacker/go-tree-sitter"
)

// expr lowers an expression. It never returns nil.
func (l *lowerer) expr(n *sitter.Node) Expr {
	at := l.at(n)
	if l.depth >= maxDepth {
		return &Opaque{at}
	}
	l.depth++
	defer func() { l.depth-- }()
	switch l.kind(n) {
	case kIdentifier:
		return &Name{at, l.name(n)}
	case kAttribute:
		if x := dottedName(l.src(n), at); x != nil {
			return x
		}
		if c := l.operands(n); len(c) == 2 {
			return &Attribute{at, l.expr(c[0]), l.name(c[1]), int(l.at(c[1]))}
		}
	case kSubscript:
		return l.subscript(n)
	case kCall:
		return l.call(n)
	case kString:
		t := &Text{At: at}
		l.string(t, n)
		if t.Parts != nil { // nil for the backquotes of Python 2
			return t
		}
	case kConcatenatedString:
		t := &Text{At: at}
		for _, c := range l.children(n) {
			if l.kind(c) == kString {
				l.string(t, c)
			}
		}
		return t
	case kInteger, kFloat:
		return &Number{at, l.name(n)}
	case kTrue, kFalse, kNone, kEllipsis:
		return &Const{at, l.name(n)}
	case kList, kListPattern:
		return l.sequence(n, List)
	case kTuple, kExpressionList, kPatternList, kTuplePattern:
		return l.sequence(n, Tuple)
	case kSet:
		return l.sequence(n, Set)
	case kDictionary:
		return l.dict(n)
	case kBinaryOperator:
		return l.binary(n)
	case kUnaryOperator:
		if c := n.ChildByFieldName("argument"); c != nil {
			if num, ok := l.expr(c).(*Number); ok && bytes.HasPrefix(l.src(n), []byte("-")) {
				return &Number{at, "-" + num.Text}
			}
		}
	case kBooleanOperator:
		x, y, op := n.ChildByFieldName("left"), n.ChildByFieldName("right"), n.ChildByFieldName("operator")
		if x != nil && y != nil && op != nil {
			return &Logic{at, l.name(op) == "and", l.expr(x), l.expr(y)}
		}
	case kNotOperator:
		if x := n.ChildByFieldName("argument"); x != nil {
			return &Not{at, l.expr(x)}
		}
	case kComparisonOperator:
		return l.comparison(n)
	case kConditionalExpression:
		if c := l.operands(n); len(c) == 3 {
			return &Cond{at, l.expr(c[1]), l.expr(c[0]), l.expr(c[2])}
		}
	case kNamedExpression:
		name, value := n.ChildByFieldName("name"), n.ChildByFieldName("value")
		if name != nil && value != nil {
			return &Bind{at, l.name(name), l.expr(value)}
		}
	case kParenthesizedExpression, kAwait:
		if c := l.operands(n); len(c) == 1 {
			return l.expr(c[0])
		}
	case kYield:
		if x := l.yielded(n); x != nil {
			return &Yield{at, x}
		}
	case kListSplat, kListSplatPattern:
		if c := l.operands(n); len(c) == 1 {
			return &Starred{at, l.expr(c[0])}
		}
	case kLambda:
		if x := l.lambda(n); x != nil {
			return x
		}
	case kListComprehension, kSetComprehension, kGeneratorExpression, kDictionaryComprehension:
		return l.comprehension(n)
	}
	return &Opaque{at}
}

// yielded returns what "yield x" yields, or nil for "yield" and "yield from x".
func (l *lowerer) yielded(n *sitter.Node) Expr {
	after := bytes.TrimLeft(bytes.TrimPrefix(l.src(n), []byte("yield")), " \t")
	if c := l.operands(n); len(c) == 1 && !bytes.HasPrefix(after, []byte("from ")) {
		return l.expr(c[0])
	}
	return nil
}

// lambda lowers a lambda, or returns nil if it has no body.
func (l *lowerer) lambda(n *sitter.Node) Expr {
	body := n.ChildByFieldName("body")
	if body == nil {
		return nil
	}
	lam := &Lambda{At: l.at(n)}
	if ps := l.child(n, kLambdaParameters); ps != nil {
		lam.Params = l.params(ps)
	}
	lam.Body = l.expr(body)
	return lam
}

// dottedName returns the nested attributes for "a.b.c", or nil if text is
// anything else. It saves visiting a tree node for each name.
func dottedName(text []byte, at At) Expr {
	var x Expr
	start, names := 0, 0
	for i := 0; i <= len(text); i++ {
		switch {
		case i < len(text) && isNameByte(text[i]):
		case i > start && (i == len(text) || text[i] == '.'):
			name := string(text[start:i])
			if names++; names > maxDepth {
				return &Opaque{at}
			}
			if x == nil {
				x = &Name{at, name}
			} else {
				x = &Attribute{at, x, name, int(at) + start}
			}
			start = i + 1
		default:
			return nil
		}
	}
	return x
}

// operands returns the named children without comments and line continuations.
func (l *lowerer) operands(n *sitter.Node) []*sitter.Node {
	nodes := l.children(n)
	if bytes.IndexByte(l.src(n), '#') < 0 && bytes.IndexByte(l.src(n), '\\') < 0 {
		return nodes
	}
	out := nodes[:0]
	for _, c := range nodes {
		if l.kind(c) != kExtra {
			out = append(out, c)
		}
	}
	return out
}

func (l *lowerer) subscript(n *sitter.Node) Expr {
	c := l.operands(n)
	if len(c) < 2 {
		return &Opaque{l.at(n)}
	}
	s := &Subscript{At: l.at(n), X: l.expr(c[0])}
	switch {
	case len(c) > 2:
		t := &Sequence{At: l.at(c[1]), Kind: Tuple}
		for _, e := range c[1:] {
			t.Elts = append(t.Elts, l.expr(e))
		}
		s.Index = t
	case l.kind(c[1]) == kSlice:
		s.Index = l.slice(c[1])
	default:
		s.Index = l.expr(c[1])
	}
	return s
}

func (l *lowerer) slice(n *sitter.Node) *Slice {
	s := &Slice{At: l.at(n)}
	parts := []*Expr{&s.From, &s.To, &s.Step}
	colons := 0
	for i := range int(n.ChildCount()) {
		switch c := n.Child(i); {
		case !c.IsNamed():
			colons++
		case l.kind(c) != kExtra && colons < len(parts):
			*parts[colons] = l.expr(c)
		}
	}
	return s
}

func (l *lowerer) call(n *sitter.Node) Expr {
	parts := l.operands(n)
	if len(parts) != 2 {
		return &Opaque{l.at(n)}
	}
	fn, args := parts[0], parts[1]
	c := &Call{At: l.at(n), Fn: l.expr(fn)}
	if l.kind(args) == kArgumentList {
		c.Args, c.Keywords = l.arguments(args)
	} else { // f(x for x in y)
		c.Args = []Expr{l.expr(args)}
	}
	return c
}

func (l *lowerer) arguments(n *sitter.Node) (args []Expr, keywords []Keyword) {
	for _, c := range l.operands(n) {
		switch l.kind(c) {
		case kKeywordArgument:
			if kv := l.operands(c); len(kv) == 2 {
				keywords = append(keywords, Keyword{l.name(kv[0]), l.expr(kv[1])})
			}
		case kDictionarySplat:
			if v := l.operands(c); len(v) == 1 {
				keywords = append(keywords, Keyword{"", l.expr(v[0])})
			}
		default:
			args = append(args, l.expr(c))
		}
	}
	return args, keywords
}

func (l *lowerer) sequence(n *sitter.Node, k SequenceKind) Expr {
	if l.end(n)-int(l.at(n)) > maxLiteral {
		return &Opaque{l.at(n)}
	}
	s := &Sequence{At: l.at(n), Kind: k}
	for _, c := range l.operands(n) {
		s.Elts = append(s.Elts, l.expr(c))
	}
	return s
}

func (l *lowerer) dict(n *sitter.Node) Expr {
	if l.end(n)-int(l.at(n)) > maxLiteral {
		return &Opaque{l.at(n)}
	}
	d := &Dict{At: l.at(n)}
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kPair:
			if kv := l.operands(c); len(kv) == 2 {
				d.Keys, d.Values = append(d.Keys, l.expr(kv[0])), append(d.Values, l.expr(kv[1]))
			}
		case kDictionarySplat:
			if v := l.operands(c); len(v) == 1 {
				d.Keys, d.Values = append(d.Keys, nil), append(d.Values, l.expr(v[0]))
			}
		}
	}
	return d
}

// binary lowers a binary operator. A long chain such as a + b + c nests to the
// left, so maxDepth limits its length.
func (l *lowerer) binary(n *sitter.Node) Expr {
	x, y, op := n.ChildByFieldName("left"), n.ChildByFieldName("right"), n.ChildByFieldName("operator")
	if x == nil || y == nil || op == nil {
		return &Opaque{l.at(n)}
	}
	return &Binary{l.at(n), l.name(op), l.expr(x), l.expr(y)}
}

func (l *lowerer) comparison(n *sitter.Node) Expr {
	// Operands are named nodes, operators are not. "not in" is one node or two.
	var xs []Expr
	var ops []string
	joined := false
	for i := range int(n.ChildCount()) {
		c := n.Child(i)
		if l.kind(c) == kExtra {
			continue
		}
		if c.IsNamed() {
			xs = append(xs, l.expr(c))
			joined = false
			continue
		}
		op := string(bytes.Join(bytes.Fields(l.src(c)), []byte{' '}))
		if joined {
			ops[len(ops)-1] += " " + op
		} else {
			ops = append(ops, op)
		}
		joined = true
	}
	if len(ops) == 0 || len(xs) != len(ops)+1 || len(ops) > maxDepth {
		return &Opaque{l.at(n)}
	}
	var all Expr = &Compare{l.at(n), ops[0], xs[0], xs[1]}
	for i := 1; i < len(ops); i++ {
		all = &Logic{l.at(n), true, all, &Compare{l.at(n), ops[i], xs[i], xs[i+1]}}
	}
	return all
}

func (l *lowerer) comprehension(n *sitter.Node) Expr {
	c := &Comprehension{At: l.at(n)}
	for _, ch := range l.children(n) {
		switch l.kind(ch) {
		case kForInClause:
			left, right := ch.ChildByFieldName("left"), ch.ChildByFieldName("right")
			if left == nil || right == nil {
				return &Opaque{c.At}
			}
			c.Clauses = append(c.Clauses, Clause{Target: l.expr(left), Iter: l.expr(right)})
		case kIfClause:
			if len(c.Clauses) == 0 {
				return &Opaque{c.At}
			}
			last := &c.Clauses[len(c.Clauses)-1]
			last.Ifs = append(last.Ifs, l.operand(ch))
		case kPair:
			key, value := ch.ChildByFieldName("key"), ch.ChildByFieldName("value")
			if key != nil && value != nil {
				c.Key, c.Elt = l.expr(key), l.expr(value)
			}
		case kExtra:
		default:
			c.Elt = l.expr(ch)
		}
	}
	if c.Elt == nil || len(c.Clauses) == 0 {
		return &Opaque{c.At}
	}
	return c
}
