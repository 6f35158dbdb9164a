package check

import (
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	"github.com/djdag/djdag/graph"
)

// A Format is a way to write findings.
type Format struct {
	Name string // as on the command line, such as "sarif"
	Doc  string // what it is for, in a few words
	// Write writes the findings, which are sorted. The error is that of w.
	Write func(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error
}

// FormatOptions are what some formats need. The zero value works for all.
type FormatOptions struct {
	// Source is where the paths of positions are found, or nil. Columns are
	// bytes in the model but characters in some formats; without the source
	// such a format leaves them out.
	Source fs.FS
	// Version is that of the program.
	Version string
	// Cycles are those of the pipeline. A format that draws them leaves out those
	// that no finding is about.
	Cycles []graph.Cycle
}

// Formats lists all formats, the one for people first.
func Formats() []Format {
	return []Format{
		{"text", "for people: with the source line and all related places", func(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error {
			return Text(w, findings, TextOptions{Source: opts.Source})
		}},
		{"concise", "one line for each finding", func(w io.Writer, findings []graph.Diagnostic, _ FormatOptions) error {
			return Concise(w, findings)
		}},
		{"json", "djdag-check/1, for programs", writeJSON},
		{"sarif", "SARIF 2.1.0, for code scanning", writeSARIF},
		{"github", "annotations of a GitHub workflow", writeGitHub},
		{"gitlab", "a code quality report of GitLab", writeGitLab},
		{"junit", "JUnit XML, a test for each rule", writeJUnit},
		{"markdown", "a summary with a picture of each cycle", writeMarkdown},
	}
}

// A span is the place of a finding as most formats want it: in a file, with
// columns in characters.
type span struct {
	path      string
	line, col int    // 1-based; 0 is not known
	endCol    int    // in the same line; 0 is not known
	cell      string // "cell3, line 5", where the path is that of a notebook
}

// spanOf translates positions. A line of a notebook's cell is no line of its
// file, and so is not known.
func (s *sources) spanOf(pos, end graph.Pos) span {
	if file, cell := pos.Cell(); cell > 0 {
		return span{path: file, cell: fmt.Sprintf("cell%d, line %d", cell, pos.Line)}
	}
	out := span{path: pos.Path, line: pos.Line}
	text, ok := s.line(pos)
	if !ok || pos.Col < 1 || pos.Col > len(text)+1 {
		return out
	}
	out.col = 1 + utf8.RuneCountInString(text[:pos.Col-1])
	if end.Line == pos.Line && end.Col > pos.Col {
		out.endCol = 1 + utf8.RuneCountInString(text[:min(end.Col-1, len(text))])
	}
	return out
}

// message is the text of a finding, with the place in a notebook that a
// format cannot express.
func (s span) message(d graph.Diagnostic) string {
	if s.cell != "" {
		return s.cell + ": " + d.Message
	}
	return d.Message
}
