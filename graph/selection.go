package graph

import (
	"fmt"
	"regexp"
	"slices"
)

// A Selection is a parsed expression that selects tables, in the notation of
// DataJoint's diagrams:
//
//	Session                       a table, by the end of its ID
//	ephys.ProbeInsertion          so much of the ID as makes it unique
//	subject                       the tables of a module, or of a schema; a
//	                              package without tables stands for its modules
//	ephys.*  *Report              all whose ID, or the end of it, matches
//	tier:computed                 the tables of a tier
//	table:T  module:M  schema:S   where a name could mean several things
//	"my-lab"                      a name with characters that mean something
//	all                           everything
//	A + B    A - B    A * B       union, difference, intersection
//	A + 2    A - 1                A and two levels of children, one of parents
//	A + all  A - all              A and all that depends on it, or it on
//	( … )                         first
//
// Operators are evaluated from left to right, * before + and -, as Python
// does. A level is what one step along the foreign keys reaches from all that
// has been selected so far; so A + 1 - 1 also selects the other parents of
// A's children. A star between two names means intersection, elsewhere it
// stands for any characters of a name.
type Selection struct {
	text string
	root *selector
}

// ParseSelection reads an expression. Names are not looked up before
// [Selection.In]. The error is a [*SelectionError].
func ParseSelection(text string) (*Selection, error) {
	p := selectionParser{text: text}
	root, err := p.parse()
	if err != nil {
		return nil, err
	}
	return &Selection{text: text, root: root}, nil
}

// Select is [ParseSelection] and [Selection.In] in one.
func (p *Pipeline) Select(text string) ([]string, error) {
	s, err := ParseSelection(text)
	if err != nil {
		return nil, err
	}
	return s.In(p)
}

// String returns the text that was parsed.
func (s *Selection) String() string { return s.text }

// In returns the IDs of the selected tables and externals of the pipeline,
// sorted. The list may be empty, but is never nil. A name that selects
// nothing, or that could mean several tables, is an error: a
// [*SelectionError].
func (s *Selection) In(p *Pipeline) ([]string, error) {
	n := newNames(p)
	set, err := n.eval(s.root)
	if err != nil {
		err.Text = s.text
		return nil, err
	}
	ids := []string{}
	for v, in := range set {
		if in {
			ids = append(ids, n.id(v))
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// A SelectionError says what is wrong with an expression, and where.
type SelectionError struct {
	Text    string // the whole expression
	Col     int    // 1-based, in bytes
	Message string
}

// Error returns "TEXT:COL: MESSAGE".
func (e *SelectionError) Error() string {
	return fmt.Sprintf("%q:%d: %s", e.Text, e.Col, e.Message)
}

// A selector is a node of a parsed expression.
type selector struct {
	op          operator
	left, right *selector // nil where op has no such operand
	levels      int       // of opDown and opUp; negative means all
	name        selectorName
	col         int // of a name
}

// An operator says what a selector does with its operands.
type operator uint8

const (
	opName operator = iota
	opUnion
	opDifference
	opIntersection
	opDown // children
	opUp   // parents
)

// A selectorName is an operand.
type selectorName struct {
	kind    string         // "table", "module", "schema", "tier", or "" for any
	text    string         // what the user means, without quotes
	pattern *regexp.Regexp // nil where there is no star
	all     bool           // the word all
}
