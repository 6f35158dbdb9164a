package main

import (
	"fmt"
	"io"

	"github.com/djdag/djdag/graph"
)

// maxProblems is how many problems of the source a command prints that is not
// about problems.
const maxProblems = 10

// printProblems tells on stderr what the reading of the source could not make
// sense of, so that a figure is not taken for the whole pipeline when it is
// not. It never changes the exit code: judging is what check is for.
func (s *source) printProblems(stderr io.Writer) {
	printed, left := 0, 0
	for _, d := range s.shown().Diagnostics {
		switch {
		case d.Severity > graph.Warning:
		case printed == maxProblems:
			left++
		default:
			fmt.Fprintln(stderr, d)
			printed++
		}
	}
	if left > 0 {
		fmt.Fprintf(stderr, "djdag: … and %d more; run djdag check\n", left)
	}
}
