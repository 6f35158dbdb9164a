package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// maxProblems is how many problems of the source a command prints that is not
// about problems.
const maxProblems = 10

// printProblems tells on stderr what the reading of the source could not make
// sense of, so that a figure is not taken for the whole pipeline when it is
// not. It never changes the exit code: judging is what check is for.
func (s *source) printProblems(stderr io.Writer) {
	s.remarkEmpty(stderr)
	problems := slices.DeleteFunc(s.showFindings(s.Diagnostics), func(d graph.Diagnostic) bool { return d.Severity > graph.Warning })
	more := max(0, len(problems)-maxProblems)
	if err := check.Concise(stderr, problems[:len(problems)-more]); err == nil && more > 0 {
		fmt.Fprintf(stderr, "djdag: … and %d more; run djdag check\n", more)
	}
}

// remarkInactive tells on stderr that a figure is empty though there are
// tables.
func (s *source) remarkInactive(stderr io.Writer) {
	if n := len(s.Tables); n > 0 && !slices.ContainsFunc(s.Tables, func(t graph.Table) bool { return t.Active }) {
		fmt.Fprintf(stderr, "djdag: the figure is empty: of %d tables in %s, no module activates the schema when it is imported; draw the pipeline that does, with --search-path for this one\n", n, s.name)
	}
}

// remarkEmpty tells on stderr that there is nothing to look at, which is
// rarely what was meant.
func (s *source) remarkEmpty(stderr io.Writer) {
	switch {
	case s.empty != "":
		fmt.Fprintf(stderr, "djdag: %s\n", s.empty)
	case len(s.Tables) == 0:
		fmt.Fprintf(stderr, "djdag: no tables found in %s\n", s.name)
	}
}
