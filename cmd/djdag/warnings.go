package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// maxDiagnostics limits the diagnostics that commands other than check print.
const maxDiagnostics = 10

// printDiagnostics prints to stderr what djdag could not make sense of, so that
// nobody takes an incomplete figure for the whole pipeline. It never changes
// the exit code: that is for check to decide.
func (s *source) printDiagnostics(stderr io.Writer) {
	s.warnEmpty(stderr)
	diagnostics := slices.DeleteFunc(s.displayFindings(s.Diagnostics), func(d graph.Diagnostic) bool { return d.Severity > graph.Warning })
	more := max(0, len(diagnostics)-maxDiagnostics)
	if err := check.Concise(stderr, diagnostics[:len(diagnostics)-more]); err == nil && more > 0 {
		fmt.Fprintf(stderr, "djdag: … and %d more; run djdag check\n", more)
	}
}

// warnInactive warns that a figure is empty although there are tables.
func (s *source) warnInactive(stderr io.Writer) {
	if n := len(s.Tables); n > 0 && !slices.ContainsFunc(s.Tables, func(t graph.Table) bool { return t.Active }) {
		fmt.Fprintf(stderr, "djdag: the figure is empty: no module activates the schemas in %[1]s (%[2]s); draw the pipeline that does, with --search-path %[1]s\n", s.name, plural(n, "table"))
	}
}

// warnEmpty warns that there are no tables, which is rarely intended.
func (s *source) warnEmpty(stderr io.Writer) {
	switch {
	case s.empty != "":
		fmt.Fprintf(stderr, "djdag: %s\n", s.empty)
	case len(s.Tables) == 0:
		fmt.Fprintf(stderr, "djdag: no tables found in %s\n", s.name)
	}
}
