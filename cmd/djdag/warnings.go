package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

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
	s.printProblems(stderr)
}

// printProblems prints the errors and warnings of the extraction.
func (s *source) printProblems(stderr io.Writer) {
	diagnostics := slices.DeleteFunc(s.displayFindings(s.Diagnostics), func(d graph.Diagnostic) bool { return d.Severity > graph.Warning })
	more := max(0, len(diagnostics)-maxDiagnostics)
	if err := check.Concise(stderr, s.placed(diagnostics)[:len(diagnostics)-more]); err == nil && more > 0 {
		notice(stderr, "… and %d more; run djdag check", more)
	}
}

// warnEmpty warns that there are no tables, which is rarely intended.
func (s *source) warnEmpty(stderr io.Writer) {
	switch {
	case s.empty != "":
		notice(stderr, "%s", s.empty)
	case len(s.Tables) == 0:
		notice(stderr, "%s", s.whyNoTables())
	}
}

// warnMissing names the packages that were not found. Their tables are drawn and
// listed without their own parents, if at all.
func (s *source) warnMissing(stderr io.Writer) {
	missing := s.missingPackages()
	if missing == nil {
		return
	}
	noun, pronoun := "package", "it"
	if len(missing) > 1 {
		noun, pronoun = "packages", "them"
	}
	remedy := fmt.Sprintf("install %s in .venv, or add --search-path DIR", pronoun)
	if s.files == nil {
		remedy = "pass --search-path DIR to djdag export"
	}
	more := ""
	if n := len(missing) - maxDiagnostics; n > 0 {
		missing, more = missing[:maxDiagnostics], fmt.Sprintf(" and %d more", n)
	}
	notice(stderr, "cannot find the %s %s%s; %s", noun, strings.Join(missing, ", "), more, remedy)
}
