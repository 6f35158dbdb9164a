package check

import (
	"fmt"
	"io"
	"io/fs"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// A Format is an output format for findings.
type Format struct {
	Name string // as on the command line, such as "sarif"
	Doc  string // a short description
	// Write writes the findings, which must be sorted. The error is that of w.
	Write func(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error
}

// FormatOptions configures [Format.Write]. The zero value is valid for all
// formats.
type FormatOptions struct {
	// Source contains the files of the findings; it may be nil. Columns count
	// bytes in the model, but characters in some formats. Without the source,
	// these formats omit them.
	Source fs.FS
	// Credentials are the passwords and keys in the source, which no format
	// repeats.
	Credentials []graph.Credential
	// Version is the version of the program; it may be empty.
	Version string
	// Cycles are the cycles of the pipeline. A format that draws them leaves out
	// cycles without a finding.
	Cycles []graph.Cycle
}

// Formats returns all formats, starting with text.
func Formats() []Format {
	return []Format{
		{"text", "for people: with the source line and all related places", func(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error {
			return Text(w, findings, TextOptions{Source: opts.Source, Credentials: opts.Credentials})
		}},
		{"concise", "one line for each finding", func(w io.Writer, findings []graph.Diagnostic, _ FormatOptions) error {
			return Concise(w, findings)
		}},
		{"json", "djdag-check/1, for programs", writeJSON},
		{"sarif", "SARIF 2.1.0, for code scanning", writeSARIF},
		{"github", "GitHub workflow annotations", writeGitHub},
		{"gitlab", "a GitLab code quality report", writeGitLab},
		{"junit", "JUnit XML, a test for each rule", writeJUnit},
		{"markdown", "a summary with a diagram of each cycle", writeMarkdown},
	}
}

// A span is the position of a finding in a file, with columns in characters.
type span struct {
	path      string
	line, col int    // 1-based; 0 means unknown
	endCol    int    // in the same line; 0 means unknown
	cell      string // in a notebook: "cell3, line 5"
}

// spanOf converts positions to a span. In a notebook, the line in the file is
// unknown, because the position counts the lines of a cell.
func (s *sources) spanOf(pos, end graph.Pos) span {
	if file, cell := pos.Cell(); cell > 0 {
		return span{path: file, cell: fmt.Sprintf("cell%d, line %d", cell, pos.Line)}
	}
	out := span{path: pos.Path, line: pos.Line}
	text, ok := s.line(pos)
	if !ok || pos.Col < 1 || pos.Col > len(text)+1 {
		return out
	}
	out.col = 1 + s.runes(pos.Col-1)
	if end.Line == pos.Line && end.Col > pos.Col {
		out.endCol = 1 + s.runes(min(end.Col-1, len(text)))
	}
	return out
}

// message returns the message of a finding, printable. In a notebook, it starts with
// the cell and line, which the formats cannot express otherwise.
func (s span) message(d graph.Diagnostic) string {
	if s.cell != "" {
		return printable.Text(s.cell + ": " + d.Message)
	}
	return printable.Text(d.Message)
}
