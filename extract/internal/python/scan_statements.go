package python

// def accepts a function definition at the start of a line, and sets defBody
// and defImports.
func (s *scanner) def() bool {
	indent := s.indent
	if !s.acceptKeyword("def") || !s.name() {
		return false
	}
	s.space()
	if !s.accept("(") || !s.params(')') {
		return false
	}
	s.space()
	if s.accept("->") && !s.expr() {
		return false
	}
	s.space()
	from, imports := s.pos+len(":"), len(s.imports)
	if !s.suite(indent) {
		return false
	}
	s.defBody, s.defImports = span{from, s.last}, s.imports[imports:]
	return true
}

// suite accepts a colon and the suite of a compound statement: the rest of the
// line, or lines indented further than outer, the indent of the statement. It
// leaves the position at the start of the next line, whose indent is set.
func (s *scanner) suite(outer int) bool {
	s.space()
	if !s.accept(":") || !s.enter() {
		return false
	}
	defer s.leave()
	s.space()
	switch s.peek() {
	case '\n', '\r', '#':
		s.endLine()
	default:
		if !s.simpleStatements() {
			return false
		}
		s.startLine()
		return s.indent <= outer
	}
	if !s.startLine() || s.indent <= outer {
		return false
	}
	indent := s.indent
	for s.indent == indent {
		if !s.statement(indent) {
			return false
		}
	}
	return s.indent <= outer
}

// statement accepts a statement that starts a line with the given indent. It
// leaves the position at the start of the next line.
func (s *scanner) statement(indent int) bool {
	if s.peek() == '@' {
		return s.decorated(indent)
	}
	switch string(s.word()) {
	case "if":
		return s.branches(indent)
	case "while":
		return s.acceptKeyword("while") && s.condition() && s.suite(indent) && s.orElse(indent)
	case "for":
		return s.acceptKeyword("for") && s.targets() && s.acceptKeyword("in") && s.exprs() && s.suite(indent) && s.orElse(indent)
	case "try":
		return s.try(indent)
	case "with":
		return s.with(indent)
	case "def":
		return s.def()
	}
	if !s.simpleStatements() {
		return false
	}
	s.startLine()
	return true
}

func (s *scanner) decorated(indent int) bool {
	for s.indent == indent && s.accept("@") {
		s.space()
		if !s.primary() || !s.endLine() {
			return false
		}
		s.startLine()
	}
	return s.indent == indent && s.def()
}

func (s *scanner) branches(indent int) bool {
	for word := "if"; s.acceptKeyword(word); word = "elif" {
		if !s.condition() || !s.suite(indent) {
			return false
		}
		if s.indent != indent {
			return true
		}
	}
	return s.orElse(indent)
}

// orElse accepts an optional else clause.
func (s *scanner) orElse(indent int) bool {
	return s.indent != indent || !s.acceptKeyword("else") || s.suite(indent)
}

func (s *scanner) try(indent int) bool {
	if !s.acceptKeyword("try") || !s.suite(indent) || s.indent != indent {
		return false
	}
	handled := false
	for s.indent == indent && s.acceptKeyword("except") {
		handled = true
		if s.peek() != ':' && !s.exceptionTypes() || !s.suite(indent) {
			return false
		}
	}
	if handled && !s.orElse(indent) {
		return false
	}
	if s.indent == indent && s.acceptKeyword("finally") {
		return s.suite(indent)
	}
	return handled
}

// exceptionTypes accepts the exception types of an except clause, and its name.
func (s *scanner) exceptionTypes() bool {
	return s.expr() && (!s.acceptKeyword("as") || s.name())
}

func (s *scanner) with(indent int) bool {
	item := func() bool { return s.expr() && (!s.acceptKeyword("as") || s.target()) }
	return s.acceptKeyword("with") && s.separated(",", item) && s.suite(indent)
}

// simpleStatements accepts the simple statements on a line, and the end of the
// line.
func (s *scanner) simpleStatements() bool {
	for {
		if !s.simpleStatement() {
			return false
		}
		s.space()
		if !s.accept(";") {
			return s.endLine()
		}
		s.space()
		if c := s.peek(); c == '\n' || c == '\r' || c == '#' || c == 0 {
			return s.endLine()
		}
	}
}

// simpleStatement accepts one simple statement.
func (s *scanner) simpleStatement() bool {
	switch word := string(s.word()); word {
	case "pass", "break", "continue":
		return s.acceptKeyword(word)
	case "return":
		return s.acceptKeyword("return") && (s.atEnd() || s.exprs())
	case "raise":
		return s.acceptKeyword("raise") && (s.atEnd() || s.expr() && (!s.acceptKeyword("from") || s.expr()))
	case "assert":
		return s.acceptKeyword("assert") && s.expr() && (!s.accept(",") || s.expr())
	case "del":
		return s.acceptKeyword("del") && s.targets()
	case "global", "nonlocal":
		return s.acceptKeyword(word) && s.separated(",", s.name)
	case "yield":
		return s.yield()
	case "import", "from":
		return s.importStmt()
	}
	return s.assignment()
}

// atEnd reports whether a simple statement ends here.
func (s *scanner) atEnd() bool {
	switch s.peek() {
	case '\n', '\r', '#', ';':
		return true
	}
	return s.pos == len(s.src)
}

// importStmt accepts an import statement and records its span.
func (s *scanner) importStmt() bool {
	start := s.pos
	from := s.acceptKeyword("from")
	if from {
		relative := s.peek() == '.'
		for s.accept(".") {
			s.space()
		}
		if !(relative && string(s.word()) == "import") && !s.dotted() {
			return false
		}
	}
	if !s.acceptKeyword("import") {
		return false
	}
	ok := false
	switch {
	case from && s.accept("*"):
		ok = true
	case from && s.peek() == '(':
		ok = s.inBrackets((*scanner).importedNames)
	default:
		ok = s.importedNames(0)
	}
	end := s.pos
	for s.src[end-1] == ' ' || s.src[end-1] == '\t' {
		end--
	}
	s.imports = append(s.imports, span{start, end})
	return ok
}

// importedNames accepts comma-separated names, and the closing bracket unless
// closing is 0.
func (s *scanner) importedNames(closing byte) bool {
	for {
		if !s.dotted() || s.acceptKeyword("as") && !s.name() {
			return false
		}
		s.space()
		if !s.accept(",") {
			break
		}
		s.space()
		if closing != 0 && s.peek() == closing {
			break
		}
	}
	return closing == 0 || s.close(closing)
}

// dotted accepts a dotted name and the whitespace after it.
func (s *scanner) dotted() bool { return s.separated(".", s.name) }

func (s *scanner) yield() bool {
	if !s.acceptKeyword("yield") {
		return false
	}
	if s.acceptKeyword("from") {
		return s.expr()
	}
	return s.atEnd() || s.exprs()
}

// assignment accepts an expression or an assignment of any form.
func (s *scanner) assignment() bool {
	for {
		count, targets, ok := s.list()
		if !ok {
			return false
		}
		switch {
		case s.atEnd():
			return true
		case !targets:
			return false
		case count == 1 && s.augmented():
			s.space()
			return s.exprs()
		case count == 1 && s.accept(":"):
			s.space()
			if !s.expr() {
				return false
			}
			if !s.accept("=") {
				return true
			}
			s.space()
			return s.exprs()
		case !s.accept("="):
			return false
		}
		s.space()
		if string(s.word()) == "yield" {
			return s.yield()
		}
	}
}

// augmented accepts an operator such as "+=".
func (s *scanner) augmented() bool {
	n := 1
	switch s.peek() {
	case '+', '-', '%', '@', '&', '|', '^':
	case '*', '/':
		if s.peekAt(1) == s.peek() {
			n = 2
		}
	case '<', '>':
		if s.peekAt(1) != s.peek() {
			return false
		}
		n = 2
	default:
		return false
	}
	if s.peekAt(n) != '=' {
		return false
	}
	s.pos += n + 1
	return true
}
