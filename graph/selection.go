package graph

import (
	"fmt"
	"regexp"
	"slices"
)

// A Selection is a parsed expression that selects tables, in the notation of
// DataJoint's diagrams:
//
//	Session                       a table, by a suffix of its ID
//	ephys.ProbeInsertion          a longer suffix, if the name is ambiguous
//	subject                       the tables of a module or schema; for a package
//	                              without tables, those of its modules
//	ephys.*  *Report              all tables with a matching ID or suffix
//	tier:computed                 the tables of a tier
//	table:T  module:M  schema:S   only a table, module or schema
//	"my-lab"                      a name with special characters
//	all                           all tables
//	A + B    A - B    A * B       union, difference, intersection
//	A + 2    A - 1                A and two levels of children, or one of parents
//	A + all  A - all              A and all its descendants, or all its ancestors
//	( … )                         grouping
//
// As in Python, * binds tighter than + and -, and operators are
// left-associative. A level adds the children or parents of all tables selected
// so far, so A + 1 - 1 includes the other parents of A's children. A star
// between two names means intersection; elsewhere it matches any characters of a
// name.
type Selection struct {
	text string
	root *selector
}

// ParseSelection parses an expression. It does not look up names;
// [Selection.In] does. The error is a [*SelectionError].
func ParseSelection(text string) (*Selection, error) {
	p := selectionParser{text: text}
	root, err := p.parse()
	if err != nil {
		return nil, err
	}
	return &Selection{text: text, root: root}, nil
}

// Select calls [ParseSelection] and [Selection.In]. The error is a
// [*SelectionError].
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
// sorted. The result may be empty, but is nil only on error. The error is a
// [*SelectionError] if a name is ambiguous or has no match.
func (s *Selection) In(p *Pipeline) ([]string, error) { return s.in(newNodeGraph(p, false)) }

// InComputed is [Selection.In] in the computed graph: the tables that a make() reads
// though no foreign key leads to them count as parents.
func (s *Selection) InComputed(p *Pipeline) ([]string, error) { return s.in(newNodeGraph(p, true)) }

func (s *Selection) in(n *nodeGraph) ([]string, error) {
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

// A SelectionError is an error in an expression, with its position.
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
	left, right *selector // nil if op has no such operand
	levels      int       // for opDown and opUp; negative means all
	name        selectorName
	col         int // of name
}

// An operator is the operation of a selector.
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
	text    string         // without quotes
	pattern *regexp.Regexp // nil if there is no star
	all     bool           // the keyword all
}
