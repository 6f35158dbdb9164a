package python

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// block lowers the statements of a block, a module or an ERROR node; n may be
// nil.
func (l *lowerer) block(n *sitter.Node) []Stmt {
	if n == nil || l.depth >= maxDepth {
		return nil
	}
	l.depth++
	defer func() { l.depth-- }()
	var body []Stmt
	for _, c := range l.children(n) {
		body = l.statement(body, c)
	}
	return body
}

// statement lowers a statement and appends the result to a body.
func (l *lowerer) statement(body []Stmt, n *sitter.Node) []Stmt {
	switch l.kind(n) {
	case kError, kBlock:
		// A syntax error: keep the intact statements.
		return append(body, l.block(n)...)
	case kImportStatement, kImportFromStatement:
		imp := l.importStmt(n)
		l.file.Imports = append(l.file.Imports, imp)
		return append(body, imp)
	case kPrintStatement, kExecStatement:
		l.oldStatement(n)
		return body
	case kExpressionStatement:
		if l.broken && n.HasError() {
			return body // its value may be incomplete
		}
		return l.expressionStmt(body, n)
	case kDecoratedDefinition:
		var decorators []Expr
		for _, c := range l.children(n) {
			switch l.kind(c) {
			case kDecorator:
				if x := l.operand(c); x != nil {
					decorators = append(decorators, x)
				}
			case kClassDefinition:
				return append(body, l.class(c, decorators))
			case kFunctionDefinition:
				return append(body, l.function(c, decorators))
			}
		}
	case kClassDefinition:
		return append(body, l.class(n, nil))
	case kFunctionDefinition:
		return append(body, l.function(n, nil))
	case kIfStatement:
		return append(body, l.ifStmt(n))
	case kForStatement, kWhileStatement:
		return append(body, l.loop(n))
	case kTryStatement:
		return append(body, l.try(n))
	case kWithStatement:
		return append(body, l.with(n))
	case kMatchStatement:
		return append(body, l.match(n)...)
	case kReturnStatement:
		return append(body, &Return{l.at(n), l.operand(n)})
	case kRaiseStatement:
		r := &Raise{At: l.at(n)}
		if x := l.operands(n); len(x) > 0 {
			r.X = l.expr(x[0])
			if l.kind(x[0]) == kExpressionList { // "raise X, y" of Python 2 has two
				r.X = l.targets(x[0])[0]
			}
		}
		return append(body, r)
	case kGlobalStatement, kNonlocalStatement:
		g := &Global{At: l.at(n), Nonlocal: l.kind(n) == kNonlocalStatement}
		for _, c := range l.children(n) {
			g.Names = append(g.Names, l.name(c))
		}
		return append(body, g)
	case kDeleteStatement:
		d := &Delete{At: l.at(n)}
		for _, c := range l.children(n) {
			d.Targets = append(d.Targets, l.targets(c)...)
		}
		return append(body, d)
	case kBreakStatement:
		return append(body, &Jump{l.at(n), true})
	case kContinueStatement:
		return append(body, &Jump{l.at(n), false})
	}
	return body
}

// operand lowers a node's single operand, or returns nil.
func (l *lowerer) operand(n *sitter.Node) Expr {
	for _, c := range l.children(n) {
		if l.kind(c) != kExtra {
			return l.expr(c)
		}
	}
	return nil
}

// oldStatement adds the syntax error that Python 3 makes of "print x" or "exec x",
// unless the file has an error already.
func (l *lowerer) oldStatement(n *sitter.Node) {
	word, _, _ := bytes.Cut(l.src(n), []byte{' '})
	if len(l.file.Errors) == 0 {
		l.file.Errors = []SyntaxError{{At: l.at(n), End: l.end(n), Message: fmt.Sprintf("syntax error: %s is a function since Python 3; write %s(...)", word, word)}}
	}
}

func (l *lowerer) importStmt(n *sitter.Node) *Import {
	imp := &Import{At: l.at(n), end: l.end(n), Guarded: l.guarded}
	switch {
	case l.typeChecking:
		imp.Scope = Typing
	case l.inFunction:
		imp.Scope = Deferred
	}
	imp.From = l.kind(n) == kImportFromStatement
	names := l.operands(n)
	if imp.From && len(names) > 0 {
		if m := names[0]; l.kind(m) == kRelativeImport {
			imp.Level = bytes.Count(l.src(l.child(m, kImportPrefix)), []byte{'.'})
			if d := l.child(m, kDottedName); d != nil {
				imp.Path = l.dotted(d)
			}
		} else {
			imp.Path = l.dotted(m)
		}
		names = names[1:]
	}
	for _, c := range names {
		switch l.kind(c) {
		case kDottedName:
			imp.Names = append(imp.Names, ImportName{At: l.at(c), Name: l.dotted(c)})
		case kAliasedImport:
			name := ImportName{At: l.at(c)}
			if as := l.operands(c); len(as) == 2 {
				name.Name, name.Alias = l.dotted(as[0]), l.name(as[1])
			}
			imp.Names = append(imp.Names, name)
		case kWildcardImport:
			imp.Star = true
		}
	}
	imp.Text = imp.text()
	return imp
}

// text formats the statement on one line, without comments and parentheses.
func (imp *Import) text() string {
	names := make([]string, len(imp.Names))
	for i, n := range imp.Names {
		names[i] = n.Name
		if n.Alias != "" {
			names[i] += " as " + n.Alias
		}
	}
	list := strings.Join(names, ", ")
	if !imp.From {
		return "import " + list
	}
	if imp.Star {
		list = "*"
	}
	return "from " + strings.Repeat(".", imp.Level) + imp.Path + " import " + list
}

// dotted returns the text of a dotted name without whitespace.
func (l *lowerer) dotted(n *sitter.Node) string {
	s := l.name(n)
	if strings.ContainsAny(s, " \t\r\n\\") {
		s = strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "", "\\", "").Replace(s)
	}
	return s
}

func (l *lowerer) expressionStmt(body []Stmt, n *sitter.Node) []Stmt {
	if q := l.text[n.StartByte()]; q == '"' || q == '\'' {
		return body // a docstring
	}
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kAssignment:
			body = append(body, l.assign(c))
		case kAugmentedAssignment:
			left, right := c.ChildByFieldName("left"), c.ChildByFieldName("right")
			op := c.ChildByFieldName("operator")
			if left != nil && right != nil && op != nil {
				body = append(body, &AugAssign{l.at(c), l.expr(left), strings.TrimSuffix(l.name(op), "="), l.expr(right)})
			}
		case kCall, kAwait, kYield, kNamedExpression, kConditionalExpression, kBooleanOperator, kSubscript:
			body = append(body, &ExprStmt{l.at(c), l.expr(c)})
		case kTuple, kExpressionList: // "f(x), g(y)"
			for _, c := range l.children(c) {
				if l.kind(c) == kCall {
					body = append(body, &ExprStmt{l.at(c), l.expr(c)})
				}
			}
		}
	}
	return body
}

// assign lowers "a = b = value", which tree-sitter nests to the right.
func (l *lowerer) assign(n *sitter.Node) *Assign {
	a := &Assign{At: l.at(n)}
	var value *sitter.Node
	for n != nil {
		if l.kind(n) != kAssignment {
			value = n
			break
		}
		c := l.operands(n)
		if len(c) == 0 {
			break
		}
		a.Targets = append(a.Targets, l.expr(c[0]))
		n = nil
		a.Annotated = a.Annotated || len(c) > 1 && l.kind(c[1]) == kType
		if last := c[len(c)-1]; len(c) > 1 && l.kind(last) != kType {
			n = last
		}
	}
	if value == nil {
		return a
	}
	if t, ok := a.Targets[0].(*Name); ok && (t.ID == "contents" || t.ID == "key_source") {
		a.Value = &Data{l.at(value), l.end(value)} // the rows of a lookup table, or a query
	} else {
		a.Value = l.expr(value)
	}
	return a
}

// targets lowers the expressions in a tuple or expression list; any other
// expression gives a slice of one.
func (l *lowerer) targets(n *sitter.Node) []Expr {
	if k := l.kind(n); k == kExpressionList || k == kTuple {
		var xs []Expr
		for _, c := range l.children(n) {
			xs = append(xs, l.expr(c))
		}
		return xs
	}
	return []Expr{l.expr(n)}
}

func (l *lowerer) class(n *sitter.Node, decorators []Expr) *ClassDef {
	c := &ClassDef{Decorators: decorators}
	inFunction := l.inFunction
	for _, ch := range l.children(n) {
		switch l.kind(ch) {
		case kIdentifier:
			c.At, c.Name = l.at(ch), l.name(ch)
		case kArgumentList:
			c.Bases, c.Keywords = l.arguments(ch)
		case kBlock:
			c.Body = l.block(ch)
		}
	}
	l.inFunction = inFunction
	return c
}

func (l *lowerer) function(n *sitter.Node, decorators []Expr) *FuncDef {
	f := &FuncDef{
		Decorators: decorators,
		start:      int(l.at(n)),
		end:        l.end(n),
	}
	if name := l.child(n, kIdentifier); name != nil {
		f.At, f.Name = l.at(name), l.name(name)
	}
	if hasImport(l.src(n)) {
		l.deferredImports(l.child(n, kBlock))
	}
	return f
}

// hasImport reports whether a text may contain an import statement: whether
// "import" occurs in a line that starts with it or with "from", in a line that
// continues another, or after a colon or semicolon.
func hasImport(text []byte) bool {
	word := []byte("import")
	for {
		i := bytes.Index(text, word)
		if i < 0 {
			return false
		}
		start := bytes.LastIndexByte(text[:i], '\n') + 1
		line, rest, _ := bytes.Cut(text[start:], []byte{'\n'})
		line = bytes.TrimLeft(line, " \t")
		if bytes.HasSuffix(text[:start], []byte("\\\n")) || bytes.HasPrefix(line, word) || bytes.HasPrefix(line, []byte("from")) ||
			bytes.ContainsAny(line[:bytes.LastIndex(line, word)], ":;") {
			return true
		}
		text = rest
	}
}

// deferredImports lists the imports in a function's body. It visits only nodes
// whose text may contain one; n may be nil.
func (l *lowerer) deferredImports(n *sitter.Node) {
	if n == nil || l.depth >= maxDepth || !hasImport(l.src(n)) {
		return
	}
	l.depth++
	defer func() { l.depth-- }()
	inFunction := l.inFunction
	l.inFunction = true
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kImportStatement, kImportFromStatement:
			l.file.Imports = append(l.file.Imports, l.importStmt(c))
		case kExpressionStatement, kString, kReturnStatement:
		default:
			l.deferredImports(c)
		}
	}
	l.inFunction = inFunction
}

func (l *lowerer) params(n *sitter.Node) []Param {
	var ps []Param
	kind := Positional
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kIdentifier:
			ps = append(ps, Param{Name: l.name(c), Kind: kind})
		case kTypedParameter:
			if c.NamedChildCount() == 0 {
				continue
			}
			switch id := c.NamedChild(0); l.kind(id) {
			case kIdentifier:
				ps = append(ps, Param{Name: l.name(id), Kind: kind})
			case kListSplatPattern:
				ps = append(ps, Param{Name: strings.TrimLeft(l.name(id), "* "), Kind: VarPositional})
				kind = KeywordOnly
			case kDictionarySplatPattern:
				ps = append(ps, Param{Name: strings.TrimLeft(l.name(id), "* "), Kind: VarKeyword})
			}
		case kDefaultParameter, kTypedDefaultParameter:
			name, value := c.ChildByFieldName("name"), c.ChildByFieldName("value")
			if name != nil && value != nil {
				ps = append(ps, Param{Name: l.name(name), Default: l.expr(value), Kind: kind})
			}
		case kListSplatPattern:
			ps = append(ps, Param{Name: strings.TrimLeft(l.name(c), "* "), Kind: VarPositional})
			kind = KeywordOnly
		case kKeywordSeparator:
			kind = KeywordOnly
		case kDictionarySplatPattern:
			ps = append(ps, Param{Name: strings.TrimLeft(l.name(c), "* "), Kind: VarKeyword})
		}
	}
	return ps
}

func (l *lowerer) ifStmt(n *sitter.Node) *If {
	first := &If{At: l.at(n)}
	last := first
	if t := n.ChildByFieldName("condition"); t != nil {
		first.Test = l.expr(t)
	}
	typing := l.typeChecking
	l.typeChecking = typing || isTypeChecking(first.Test)
	first.Then = l.block(l.child(n, kBlock))
	l.typeChecking = typing
	clauses := 1
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kElifClause:
			if clauses++; clauses > maxClauses {
				return first
			}
			next := &If{At: l.at(c), Then: l.block(l.child(c, kBlock))}
			if t := c.ChildByFieldName("condition"); t != nil {
				next.Test = l.expr(t)
			}
			last.OrElse = []Stmt{next}
			last = next
		case kElseClause:
			last.OrElse = l.block(l.child(c, kBlock))
		}
	}
	return first
}

// isTypeChecking reports whether a test is TYPE_CHECKING or
// typing.TYPE_CHECKING.
func isTypeChecking(x Expr) bool {
	switch x := x.(type) {
	case *Name:
		return x.ID == "TYPE_CHECKING"
	case *Attribute:
		return x.Name == "TYPE_CHECKING"
	}
	return false
}

func (l *lowerer) loop(n *sitter.Node) *For {
	f := &For{At: l.at(n)}
	if l.kind(n) == kForStatement {
		left, right := n.ChildByFieldName("left"), n.ChildByFieldName("right")
		if left != nil && right != nil {
			f.Target, f.Iter = l.expr(left), l.expr(right)
		}
	} else if t := n.ChildByFieldName("condition"); t != nil {
		f.Test = l.expr(t)
	}
	f.Body = l.block(l.child(n, kBlock))
	f.OrElse = l.block(l.child(l.child(n, kElseClause), kBlock))
	return f
}

// catchesImportError reports whether a node is an except clause that catches the
// exceptions of an import statement.
func (l *lowerer) catchesImportError(n *sitter.Node) bool {
	if k := l.kind(n); k != kExceptClause && k != kExceptGroupClause {
		return false
	}
	text, _, _ := bytes.Cut(l.src(n), []byte{':'})
	return len(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("except")))) == 0 ||
		slices.ContainsFunc([]string{"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}, func(name string) bool {
			return bytes.Contains(text, []byte(name))
		})
}

func (l *lowerer) try(n *sitter.Node) *Try {
	guarded := l.guarded
	l.guarded = guarded || slices.ContainsFunc(l.children(n), l.catchesImportError)
	t := &Try{At: l.at(n), Body: l.block(l.child(n, kBlock))}
	l.guarded = guarded
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kExceptClause, kExceptGroupClause:
			h := Handler{At: l.at(c)}
			for _, e := range l.children(c) {
				switch l.kind(e) {
				case kBlock:
					l.guarded = true
					h.Body = l.block(e)
					l.guarded = guarded
				case kExtra:
				case kAsPattern:
					for _, p := range l.operands(e) {
						if l.kind(p) == kAsPatternTarget {
							h.Name = l.name(p)
						} else {
							h.Types = l.targets(p)
						}
					}
				default: // "except X, e" of Python 2 has two
					if h.Types == nil {
						h.Types = l.targets(e)
					}
				}
			}
			t.Handlers = append(t.Handlers, h)
		case kElseClause:
			t.OrElse = l.block(l.child(c, kBlock))
		case kFinallyClause:
			t.Finally = l.block(l.child(c, kBlock))
		}
	}
	return t
}

// with lowers a with statement. "with suppress(X)" becomes a try statement that
// does nothing about X.
func (l *lowerer) with(n *sitter.Node) Stmt {
	w := &With{At: l.at(n)}
	for _, item := range l.children(n) {
		if l.kind(item) != kWithClause {
			continue
		}
		for _, c := range l.children(item) {
			v := c.ChildByFieldName("value")
			if v == nil {
				continue
			}
			if l.kind(v) != kAsPattern {
				w.Items = append(w.Items, WithItem{Value: l.expr(v)})
				continue
			}
			var wi WithItem
			for _, p := range l.operands(v) {
				if l.kind(p) != kAsPatternTarget {
					wi.Value = l.expr(p)
				} else {
					wi.Target = l.operand(p)
				}
			}
			w.Items = append(w.Items, wi)
		}
	}
	suppressed := suppressedBy(w.Items)
	guarded := l.guarded
	l.guarded = guarded || len(suppressed) > 0
	w.Body = l.block(l.child(n, kBlock))
	l.guarded = guarded
	if suppressed == nil {
		return w
	}
	return &Try{At: w.At, Body: []Stmt{w}, Handlers: []Handler{{At: w.At, Types: suppressed}}}
}

// suppressedBy returns the exceptions that a call of contextlib.suppress in a with
// statement catches, or nil.
func suppressedBy(items []WithItem) []Expr {
	for _, i := range items {
		call, ok := i.Value.(*Call)
		if !ok {
			continue
		}
		switch fn := call.Fn.(type) {
		case *Name:
			if fn.ID == "suppress" {
				return call.Args
			}
		case *Attribute:
			if fn.Name == "suppress" {
				return call.Args
			}
		}
	}
	return nil
}

// match lowers a match statement to a chain of Ifs. A pattern of literals and
// dotted names becomes a comparison, "_" becomes True, and any other pattern
// becomes an [Opaque].
func (l *lowerer) match(n *sitter.Node) []Stmt {
	body := l.child(n, kBlock)
	if body == nil {
		return nil
	}
	var subject Expr = &Opaque{l.at(n)}
	if s := n.ChildByFieldName("subject"); s != nil {
		subject = l.expr(s)
	}
	var chain []Stmt
	end := &chain
	clauses := 0
	for _, c := range l.children(body) {
		if l.kind(c) != kCaseClause {
			continue
		}
		if clauses++; clauses > maxClauses {
			break
		}
		next := &If{At: l.at(c), Test: l.caseTest(subject, c), Then: l.block(l.child(c, kBlock))}
		*end = []Stmt{next}
		end = &next.OrElse
	}
	return chain
}

// caseTest returns the test for a case clause. It is an [Opaque] if the clause
// has several patterns or a guard.
func (l *lowerer) caseTest(subject Expr, n *sitter.Node) Expr {
	var pattern *sitter.Node
	for _, c := range l.children(n) {
		switch l.kind(c) {
		case kCasePattern:
			if pattern != nil {
				return &Opaque{l.at(n)}
			}
			pattern = c
		case kIfClause:
			return &Opaque{l.at(n)}
		}
	}
	switch {
	case pattern == nil:
		return &Opaque{l.at(n)}
	case l.name(pattern) == "_":
		return &Const{l.at(pattern), "True"}
	case pattern.NamedChildCount() != 1:
		return &Opaque{l.at(n)}
	}
	return l.pattern(subject, pattern.NamedChild(0))
}

func (l *lowerer) pattern(subject Expr, n *sitter.Node) Expr {
	switch l.kind(n) {
	case kString, kConcatenatedString, kInteger, kTrue, kFalse, kNone:
		return &Compare{l.at(n), "==", subject, l.expr(n)}
	case kDottedName:
		parts := l.operands(n)
		if len(parts) < 2 || len(parts) > maxDepth {
			break // a capture pattern matches anything
		}
		value := l.expr(parts[0])
		for _, p := range parts[1:] {
			value = &Attribute{At: l.at(n), X: value, Name: l.name(p), NameAt: int(l.at(p))}
		}
		return &Compare{l.at(n), "==", subject, value}
	case kUnionPattern:
		cases := l.operands(n)
		if len(cases) > maxDepth {
			break
		}
		var either Expr
		for _, c := range cases {
			if test := l.pattern(subject, c); either == nil {
				either = test
			} else {
				either = &Logic{At: l.at(n), X: either, Y: test}
			}
		}
		if either != nil {
			return either
		}
	}
	return &Opaque{l.at(n)}
}
