package graph

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A selectionParser is a recursive descent parser:
//
//	sum     = product { ("+" | "-") (levels | product) }
//	product = operand { "*" operand }
//	operand = "(" sum ")" | name
//	levels  = digits | "all"
type selectionParser struct {
	text  string
	pos   int // the next byte
	depth int // of open parentheses
}

// maxDepth is the maximum nesting depth of parentheses.
const maxDepth = 500

func (p *selectionParser) parse() (*selector, error) {
	if strings.TrimSpace(p.text) == "" {
		return nil, p.errorf(0, "the selection is empty; want a table, such as Session")
	}
	s, err := p.sum()
	if err != nil {
		return nil, err
	}
	switch c := p.peek(); {
	case c == ')':
		return nil, p.errorf(p.pos, `")" without "("`)
	case p.pos < len(p.text):
		return nil, p.errorf(p.pos, `want "+", "-" or "*" before %s`, p.rest())
	}
	return s, nil
}

func (p *selectionParser) sum() (*selector, error) {
	left, err := p.product()
	if err != nil {
		return nil, err
	}
	for {
		var op, levels operator
		switch p.peek() {
		case '+':
			op, levels = opUnion, opDown
		case '-':
			op, levels = opDifference, opUp
		default:
			return left, nil
		}
		p.pos++
		if n, ok, err := p.levels(); err != nil {
			return nil, err
		} else if ok {
			left = &selector{op: levels, left: left, levels: n}
			continue
		}
		right, err := p.product()
		if err != nil {
			return nil, err
		}
		left = &selector{op: op, left: left, right: right}
	}
}

// levels reads a number of levels if one is next. For "all" it returns -1.
func (p *selectionParser) levels() (n int, ok bool, err error) {
	p.peek()
	start, end := p.pos, p.pos
	for end < len(p.text) && isWord(p.text[end]) {
		end++
	}
	word := p.text[start:end]
	switch {
	case word == "all":
		n = -1
	case word == "" || word[0] < '0' || '9' < word[0]:
		return 0, false, nil
	default:
		n, err = strconv.Atoi(word)
		if err != nil {
			return 0, false, p.errorf(start, "%q is not a number of levels", word)
		}
	}
	p.pos = end
	if p.peek() == '*' {
		return 0, false, p.errorf(p.pos, `levels cannot be an operand of "*"; put the expression before it in parentheses`)
	}
	return n, true, nil
}

func (p *selectionParser) product() (*selector, error) {
	left, err := p.operand()
	for err == nil && p.peek() == '*' {
		p.pos++
		var right *selector
		right, err = p.operand()
		left = &selector{op: opIntersection, left: left, right: right}
	}
	return left, err
}

func (p *selectionParser) operand() (*selector, error) {
	switch c := p.peek(); {
	case c == '(':
		open := p.pos
		if p.depth++; p.depth > maxDepth {
			return nil, p.errorf(open, "parentheses are nested more than %d deep", maxDepth)
		}
		p.pos++
		s, err := p.sum()
		if err != nil {
			return nil, err
		}
		if p.peek() != ')' {
			if p.pos < len(p.text) {
				return nil, p.errorf(p.pos, `want ")" or an operator before %s`, p.rest())
			}
			return nil, p.errorf(open, `"(" without ")"`)
		}
		p.depth--
		p.pos++
		return s, nil
	case p.pos == len(p.text):
		return nil, p.errorf(len(p.text), "want a name at the end of the selection")
	case c >= '0' && c <= '9':
		return nil, p.errorf(p.pos, `a number of levels can only follow "+" or "-"`)
	case strings.IndexByte("+-)", c) >= 0:
		return nil, p.errorf(p.pos, "want a name before %q", string(c))
	}
	return p.name()
}

// name reads an operand other than a parenthesis.
func (p *selectionParser) name() (*selector, error) {
	start := p.pos
	var text, pattern strings.Builder
	wild, quoted := false, false
	for p.pos < len(p.text) {
		c := p.text[p.pos]
		if c == '"' {
			literal, err := p.quoted()
			if err != nil {
				return nil, err
			}
			quoted = true
			text.WriteString(literal)
			pattern.WriteString(regexp.QuoteMeta(literal))
			continue
		}
		if c == '*' && p.isWildcard(start) {
			wild = true
			pattern.WriteString(".*")
		} else if isSpace(c) || strings.IndexByte("+-*()", c) >= 0 {
			break
		} else {
			pattern.WriteString(regexp.QuoteMeta(p.text[p.pos : p.pos+1]))
		}
		text.WriteByte(c)
		p.pos++
	}
	n := selectorName{text: text.String()}
	if !quoted && n.text == "all" {
		return &selector{name: selectorName{all: true}, col: start + 1}, nil
	}
	if kind, rest, ok := strings.Cut(n.text, ":"); ok && p.text[start] != '"' {
		if kind != "table" && kind != "module" && kind != "schema" && kind != "tier" {
			return nil, p.errorf(start, `unknown prefix %q; want "table:", "module:", "schema:" or "tier:"`, kind+":")
		}
		n.kind, n.text = kind, rest
	}
	switch {
	case n.text == "":
		return nil, p.errorf(start, "the name is empty")
	case n.kind == "tier":
		if _, err := ParseTier(n.text); err != nil {
			return nil, p.errorf(start, "%s", err)
		}
	}
	if wild {
		re, err := regexp.Compile("(?s)^" + strings.TrimPrefix(pattern.String(), n.kind+":") + "$")
		if err != nil { // only if it is too long: the only syntax is ".*"
			return nil, p.errorf(start, "%q is not a pattern: %s", n.text, err)
		}
		n.pattern = re
	}
	return &selector{name: n, col: start + 1}, nil
}

// isWildcard reports whether the star at the current position belongs to the
// name that begins at start. It does at the beginning of the name, after a dot
// or colon, before a dot, and if no operand of an intersection follows.
func (p *selectionParser) isWildcard(start int) bool {
	if p.pos == start || strings.IndexByte(".:*", p.text[p.pos-1]) >= 0 {
		return true
	}
	next := p.pos + 1
	if next < len(p.text) && p.text[next] == '.' {
		return true
	}
	for next < len(p.text) && isSpace(p.text[next]) {
		next++
	}
	return next == len(p.text) || strings.IndexByte("+-*)", p.text[next]) >= 0
}

// quoted reads the quoted part of a name and returns it without quotes.
func (p *selectionParser) quoted() (string, error) {
	n := strings.IndexByte(p.text[p.pos+1:], '"')
	if n < 0 {
		return "", p.errorf(p.pos, "a quotation mark is missing")
	}
	literal := p.text[p.pos+1 : p.pos+1+n]
	p.pos += n + 2
	return literal, nil
}

// peek skips white space and returns the next byte, or 0 at the end of the text.
func (p *selectionParser) peek() byte {
	for p.pos < len(p.text) && isSpace(p.text[p.pos]) {
		p.pos++
	}
	if p.pos == len(p.text) {
		return 0
	}
	return p.text[p.pos]
}

// rest returns the next word in quotes, for a message.
func (p *selectionParser) rest() string {
	word := p.text[p.pos:]
	if i := strings.IndexAny(word[1:], " \t\r\n+-*()"); i >= 0 {
		word = word[:i+1]
	}
	return strconv.Quote(word)
}

func (p *selectionParser) errorf(pos int, format string, args ...any) *SelectionError {
	return &SelectionError{Text: p.text, Col: pos + 1, Message: fmt.Sprintf(format, args...)}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '.' || c >= 0x80
}
