package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says how bad a diagnostic is.
type Severity uint8

// The severities, worst first.
const (
	Error Severity = iota
	Warning
	Note
)

// String returns "error", "warning" or "note".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Note:
		return "note"
	}
	return fmt.Sprintf("Severity(%d)", uint8(s))
}

// ParseSeverity is the inverse of [Severity.String].
func ParseSeverity(s string) (Severity, error) { return parseEnum("severity", s, Note) }

// A Diagnostic says what is wrong in the analysed code, where, and what to do
// about it.
type Diagnostic struct {
	// Rule is the kebab-case name of the rule, such as "fk-unresolved".
	Rule     string
	Severity Severity
	// Message reads "what is wrong; what to do", without a full stop. It does
	// not repeat Pos.
	Message string
	Pos     Pos
	// End is the position after the offending text; the zero value if unknown.
	End Pos
	// Related lists other relevant positions, such as an earlier declaration.
	Related []Related
}

// Related is a further position that helps to understand a [Diagnostic]. Pos
// may be the zero value.
type Related struct {
	Pos     Pos
	Message string
}

// String returns the one-line form "path:line:col: message [rule]".
func (d Diagnostic) String() string {
	return fmt.Sprintf("%s: %s [%s]", d.Pos, d.Message, d.Rule)
}

// Compare orders diagnostics by position, rule and message.
func (d Diagnostic) Compare(e Diagnostic) int {
	return cmp.Or(
		d.Pos.Compare(e.Pos),
		strings.Compare(d.Rule, e.Rule),
		strings.Compare(d.Message, e.Message),
	)
}

// SortDiagnostics sorts in place by [Diagnostic.Compare].
func SortDiagnostics(ds []Diagnostic) { slices.SortStableFunc(ds, Diagnostic.Compare) }
