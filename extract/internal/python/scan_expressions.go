package python

import "bytes"

// exprs accepts a comma-separated list of expressions and the whitespace after
// it.
func (s *scanner) exprs() bool {
	_, _, ok := s.list()
	return ok
}

// list is exprs with details. count is the number of expressions, or 2 for one
// expression with a comma. targets is whether all of them can be assigned to.
func (s *scanner) list() (count int, targets, ok bool) {
	targets = true
	for {
		target, ok := s.operand()
		if !ok {
			return 0, false, false
		}
		count++
		targets = targets && target
		if !s.accept(",") {
			return count, targets, true
		}
		s.space()
		if s.atEnd() || s.peek() == '=' || s.peek() == ':' {
			return count + 1, targets, true
		}
	}
}

// targets accepts the targets of a loop and the whitespace after them.
func (s *scanner) targets() bool { return s.separated(",", s.target) }

// target accepts one assignment target.
func (s *scanner) target() bool {
	s.space()
	return s.primary() && s.assignable
}

// expr accepts an expression and the whitespace after it.
func (s *scanner) expr() bool {
	_, ok := s.operand()
	return ok
}

// operand is expr, but also returns whether the expression can be assigned to.
func (s *scanner) operand() (target, ok bool) {
	for conditional := false; ; conditional = true {
		s.space()
		if string(s.word()) == "lambda" {
			return false, s.lambda()
		}
		target, ok = s.disjunction()
		if !ok || !s.acceptKeyword("if") {
			return target && !conditional, ok
		}
		if _, ok := s.disjunction(); !ok || !s.acceptKeyword("else") {
			return false, false
		}
	}
}

// namedExpr is operand, but also accepts "name := expression".
func (s *scanner) namedExpr() (target, ok bool) {
	s.space()
	start := s.pos
	if s.name() {
		s.space()
		if s.accept(":=") {
			return false, s.expr()
		}
	}
	s.pos = start
	return s.operand()
}

// condition accepts the condition of an if or while statement.
func (s *scanner) condition() bool {
	_, ok := s.namedExpr()
	return ok
}

func (s *scanner) lambda() bool {
	if !s.enter() || !s.acceptKeyword("lambda") || !s.params(':') || !s.expr() {
		return false
	}
	s.leave()
	return true
}

// disjunction accepts an expression that is neither a lambda nor a conditional
// expression, and the whitespace after it. target is whether it can be assigned
// to.
func (s *scanner) disjunction() (target, ok bool) {
	if !s.enter() {
		return false, false
	}
	defer s.leave()
	s.space()
	target = true
	for negatable := true; ; {
		for negatable && s.acceptKeyword("not") {
			target = false
		}
		for c := s.peek(); c == '-' || c == '+' || c == '~'; c = s.peek() {
			s.pos++
			s.space()
			target = false
		}
		if !s.primary() {
			return false, false
		}
		target = target && s.assignable
		s.space()
		if negatable, ok = s.operator(); !ok {
			return target, true
		}
		target = false
		s.space()
	}
}

// operator accepts a binary operator. negatable is whether "not" may follow.
func (s *scanner) operator() (negatable, ok bool) {
	switch c := s.peek(); c {
	case '+', '-', '%', '@', '&', '|', '^':
		if s.peekAt(1) == '=' {
			return false, false
		}
		s.pos++
		return false, true
	case '*', '/', '<', '>':
		n := 1
		if s.peekAt(1) == c {
			n = 2
		}
		if s.peekAt(n) == '=' {
			if n == 2 || c == '*' || c == '/' {
				return false, false // an augmented assignment
			}
			n = 2
		}
		if s.peekAt(n) == '>' {
			return false, false // "<>" is Python 2
		}
		s.pos += n
		return false, true
	case '=', '!':
		if s.peekAt(1) != '=' {
			return false, false
		}
		s.pos += 2
		return false, true
	}
	switch string(s.word()) {
	case "and", "or":
		s.pos += len(s.word())
		return true, true
	case "in":
		return false, s.acceptKeyword("in")
	case "not":
		start := s.pos
		if s.acceptKeyword("not") && s.acceptKeyword("in") {
			return false, true
		}
		s.pos = start
	case "is":
		s.acceptKeyword("is")
		s.acceptKeyword("not")
		return false, true
	}
	return false, false
}

// primary accepts an atom with its attributes, calls and subscripts, and sets
// assignable.
func (s *scanner) primary() bool {
	if !s.atom() {
		return false
	}
	for {
		start := s.pos
		s.space()
		switch s.peek() {
		case '.':
			s.pos++
			s.space()
			if !s.name() {
				return false
			}
			s.assignable = true
		case '(':
			if !s.inBrackets((*scanner).arguments) {
				return false
			}
			s.assignable = false
		case '[':
			if !s.inBrackets((*scanner).subscripts) {
				return false
			}
			s.assignable = true
		default:
			s.pos = start
			return true
		}
	}
}

// inBrackets accepts a pair of brackets. read must accept everything after the
// opening bracket, including the closing one.
func (s *scanner) inBrackets(read func(s *scanner, closing byte) bool) bool {
	if !s.enter() {
		return false
	}
	closing := byte(')')
	switch s.peek() {
	case '[':
		closing = ']'
	case '{':
		closing = '}'
	}
	s.pos++
	s.nesting++
	s.space()
	ok := read(s, closing)
	s.nesting--
	s.leave()
	return ok
}

// atom accepts a name, a literal or an expression in brackets, and sets
// assignable.
func (s *scanner) atom() bool {
	ok := false
	switch c := s.peek(); {
	case c == '(' || c == '[':
		return s.inBrackets((*scanner).elements)
	case c == '{':
		ok = s.inBrackets((*scanner).braces)
	case c == '"' || c == '\'':
		ok = s.strings()
	case isDigit(c) || c == '.' && isDigit(s.peekAt(1)):
		ok = s.number()
	case c == '.':
		ok = s.accept("...")
	default:
		word := s.word()
		if c := s.peekAt(len(word)); c == '"' || c == '\'' {
			ok = s.strings()
			break
		}
		s.pos += len(word)
		switch string(word) {
		case "None", "True", "False":
			ok = true
		default:
			s.assignable = true
			return len(word) > 0 && !isKeyword(string(word))
		}
	}
	s.assignable = false
	return ok
}

// elements accepts the contents of parentheses or a list, and the closing
// bracket. It sets assignable.
func (s *scanner) elements(closing byte) bool {
	targets := s.peek() != closing
	display := closing == ']' || !targets // "[…]" or "()"
	for first := true; s.peek() != closing; first = false {
		starred := s.accept("*")
		target, ok := s.namedExpr()
		if !ok {
			return false
		}
		targets = targets && target && !starred
		if first && !starred && string(s.word()) == "for" {
			s.assignable, s.display = false, false
			return s.comprehension() && s.close(closing)
		}
		if !s.accept(",") {
			if starred && first && closing == ')' {
				return false // "(*x)"
			}
			break
		}
		display = true
		s.space()
	}
	s.assignable, s.display = targets, display
	return s.close(closing)
}

// close accepts whitespace and a closing bracket.
func (s *scanner) close(bracket byte) bool {
	s.space()
	if s.peek() != bracket {
		return false
	}
	s.pos++
	return true
}

// braces accepts the contents of a set or dict, and the closing brace.
func (s *scanner) braces(closing byte) bool {
	pairs, values := 0, 0
	for s.peek() != closing {
		starred := false
		switch {
		case s.accept("**"):
			starred = true
			pairs++
			if !s.expr() {
				return false
			}
		case s.accept("*"):
			starred = true
			values++
			if !s.expr() {
				return false
			}
		default:
			if !s.expr() {
				return false
			}
			if s.accept(":") {
				pairs++
				if !s.expr() {
					return false
				}
			} else {
				values++
			}
		}
		if pairs+values == 1 && !starred && string(s.word()) == "for" {
			s.display = false
			return s.comprehension() && s.close(closing)
		}
		if pairs > 0 && values > 0 {
			return false
		}
		if !s.accept(",") {
			break
		}
		s.space()
	}
	s.display = true
	return s.close(closing)
}

// comprehension accepts the clauses of a comprehension and the whitespace after
// them.
func (s *scanner) comprehension() bool {
	for s.acceptKeyword("for") {
		if !s.targets() || !s.acceptKeyword("in") {
			return false
		}
		if _, ok := s.disjunction(); !ok {
			return false
		}
		for s.acceptKeyword("if") {
			if _, ok := s.disjunction(); !ok {
				return false
			}
		}
	}
	return true
}

// arguments accepts the arguments of a call, and the closing parenthesis.
func (s *scanner) arguments(closing byte) bool {
	for first := true; s.peek() != closing; first = false {
		starred := s.accept("**") || s.accept("*")
		if !starred {
			start := s.pos
			if s.name() {
				s.space()
				if s.peek() == '=' && s.peekAt(1) != '=' {
					s.pos++
				} else {
					s.pos = start
				}
			}
		}
		if !s.condition() {
			return false
		}
		if first && !starred && string(s.word()) == "for" {
			return s.comprehension() && s.close(closing)
		}
		if !s.accept(",") {
			break
		}
		s.space()
	}
	return s.close(closing)
}

// subscripts accepts the contents of a subscript, and the closing bracket.
func (s *scanner) subscripts(closing byte) bool {
	for first := true; first || s.peek() != closing; first = false {
		colons := 0
		for {
			s.space()
			if c := s.peek(); c == ':' {
				s.pos++
				colons++
				if colons > 2 {
					return false
				}
				continue
			} else if colons > 0 && (c == closing || c == ',') {
				break
			}
			if !s.expr() {
				return false
			}
			if s.peek() != ':' {
				break
			}
		}
		if !s.accept(",") {
			break
		}
		s.space()
	}
	return s.close(closing)
}

// params accepts the parameters of a function and the byte that ends them: a
// parenthesis, or the colon of a lambda, whose parameters have no annotations.
func (s *scanner) params(end byte) bool {
	typed := end == ')'
	if typed {
		s.nesting++
		defer func() { s.nesting-- }()
	}
	for s.space(); s.peek() != end; s.space() {
		stars := 0
		for s.accept("*") {
			stars++
		}
		s.space()
		switch {
		case stars == 1 && s.peek() == ',':
		case !s.name():
			return false
		default:
			s.space()
			if typed && s.accept(":") && !s.expr() {
				return false
			}
			s.space()
			if stars == 0 && s.accept("=") && !s.expr() {
				return false
			}
		}
		s.space()
		if !s.accept(",") {
			break
		}
	}
	if s.peek() != end {
		return false
	}
	s.pos++
	return true
}

// number accepts a number that no name follows.
func (s *scanner) number() bool {
	if s.peek() == '0' && (s.peekAt(1)|0x20 == 'x') {
		s.pos += 2
		if !isNameByte(s.peek()) {
			return false
		}
		for c := s.peek() | 0x20; isDigit(s.peek()) || 'a' <= c && c <= 'f'; c = s.peek() | 0x20 {
			s.pos++
		}
	} else {
		s.digits()
		if s.peek() == '.' {
			s.pos++
			s.digits()
		}
		if s.peek()|0x20 == 'e' {
			s.pos++
			if c := s.peek(); c == '-' || c == '+' {
				s.pos++
			}
			if !isDigit(s.peek()) {
				return false
			}
			s.digits()
		}
		if s.peek()|0x20 == 'j' {
			s.pos++
		}
	}
	c := s.peek()
	return !isNameByte(c) && c != '"' && c != '\'' && c < 0x80
}

func (s *scanner) digits() {
	for isDigit(s.peek()) || s.peek() == '_' && isDigit(s.peekAt(1)) {
		s.pos++
	}
}

// strings accepts one or more adjacent string literals.
func (s *scanner) strings() bool {
	for {
		formatted := false
		for c := s.peek() | 0x20; s.peek() != '"' && s.peek() != '\''; c = s.peek() | 0x20 {
			switch c {
			case 'f':
				formatted = true
			case 'r', 'b', 'u':
			default:
				return false
			}
			s.pos++
		}
		start := s.pos
		if !s.quoted() {
			return false
		}
		if formatted && !s.interpolations(start, s.pos) {
			return false
		}
		end := s.pos
		s.space()
		word := s.word()
		next := s.peekAt(len(word))
		if len(word) > 2 || next != '"' && next != '\'' {
			s.pos = end
			return true
		}
	}
}

// quoted accepts a string from its opening quote to its closing quote.
func (s *scanner) quoted() bool {
	quote := s.peek()
	if s.peekAt(1) == quote && s.peekAt(2) == quote {
		s.pos += 3
		for {
			i := bytes.IndexByte(s.src[s.pos:], quote)
			if i < 0 {
				return false
			}
			escaped := false
			for j := s.pos + i - 1; j >= s.pos && s.src[j] == '\\'; j-- {
				escaped = !escaped
			}
			s.pos += i + 1
			if !escaped && s.peek() == quote && s.peekAt(1) == quote {
				s.pos += 2
				return true
			}
		}
	}
	for s.pos++; s.pos < len(s.src); s.pos++ {
		switch s.src[s.pos] {
		case quote:
			s.pos++
			return true
		case '\n':
			return false
		case '\\':
			s.pos++
		}
	}
	return false
}

// interpolations checks the replacement fields in the f-string whose quotes
// start at start and end at end.
func (s *scanner) interpolations(start, end int) bool {
	in := scanner{src: s.src[:end], pos: start, nesting: 1, depth: s.depth}
	for in.pos < end {
		switch c := in.peek(); {
		case c == '\\' && in.peekAt(1) == 'N':
			return false // "\N{…}" also has braces
		case (c == '{' || c == '}') && in.peekAt(1) == c:
			in.pos++
		case c == '}':
			return false
		case c == '{':
			from := in.pos
			if !in.interpolation() {
				return false
			}
			// Python before 3.12 does not allow these in a replacement field.
			if bytes.IndexByte(in.src[from:in.pos], s.src[start]) >= 0 || bytes.ContainsAny(in.src[from:in.pos], "\\\n#") {
				return false
			}
			continue
		}
		in.pos++
	}
	return true
}

// interpolation accepts a replacement field: an expression in braces, with its
// conversion and format.
func (s *scanner) interpolation() bool {
	s.pos++
	if !s.expr() {
		return false
	}
	if s.accept("!") {
		if c := s.peek(); c != 'r' && c != 's' && c != 'a' {
			return false
		}
		s.pos++
	}
	if s.accept(":") && s.peek() != '=' {
		for c := s.peek(); c != '}'; c = s.peek() {
			if c == 0 || c == '{' && !(s.enter() && s.interpolation()) {
				return false
			}
			if c != '{' {
				s.pos++
			}
		}
	}
	return s.accept("}")
}
