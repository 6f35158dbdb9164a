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
func ParseSeverity(s string) (Severity, error) { return parse("severity", s, Note) }

// A Diagnostic says what is wrong with the analysed code, where, and what to
// do about it. The message holds no position and no file name of its own: the
// printer adds them.
type Diagnostic struct {
	// Rule is the kebab-case name of the rule, such as "fk-unresolved".
	Rule     string
	Severity Severity
	// Message reads "what is wrong; what to do", without a full stop.
	Message string
	Pos     Pos
	// End is the place just behind the offending text, or the zero value.
	End Pos
	// Related names other places that matter, such as a first declaration.
	Related []Related
}

// Related is a second place that helps to understand a [Diagnostic].
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
