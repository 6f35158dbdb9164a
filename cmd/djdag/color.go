package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-colorable"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// A findingsPrinter prints findings, in colour if --color asks for it. Call flag
// before use.
type findingsPrinter struct{ when string }

func (f *findingsPrinter) flag(fs *pflag.FlagSet) {
	wordVar(fs, &f.when, "color", "Colour the findings; auto means on a terminal, unless NO_COLOR is set", "auto", "always", "never")
}

// text prints findings about s, as [source.displayFindings] returns them, with their
// source lines, without the secrets in them, and related positions.
func (f *findingsPrinter) text(w io.Writer, s *source, findings []graph.Diagnostic) error {
	findings = s.placed(findings)
	return f.print(w, findings, func(w io.Writer) error {
		return check.Text(w, findings, check.TextOptions{Source: s.shownFiles(), Credentials: s.displayCredentials()})
	})
}

// print writes the text that plain produces for the findings, in colour if wanted.
func (f *findingsPrinter) print(w io.Writer, findings []graph.Diagnostic, plain func(io.Writer) error) error {
	if !f.colours(w) {
		return plain(w)
	}
	var text bytes.Buffer
	if err := plain(&text); err != nil {
		return err
	}
	// The Windows console needs its ANSI mode switched on. Elsewhere this does
	// nothing.
	defer colorable.EnableColorsStdout(nil)()
	_, err := w.Write(paint(text.Bytes(), findings))
	return err
}

// colours reports whether to colour what is written to w.
func (f *findingsPrinter) colours(w io.Writer) bool {
	switch f.when {
	case "always":
		return true
	case "never":
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w)
}

// The ANSI escape sequences that colour findings.
const (
	plain  = "\x1b[0m"
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	blue   = "\x1b[34m"
)

// paint adds colours to the text of findings. The first line of each finding
// starts in column one; its other lines are indented.
func paint(text []byte, findings []graph.Diagnostic) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(text) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		place, rest, _ := bytes.Cut(line, []byte(": "))
		rule := bytes.LastIndex(rest, []byte(" ["))
		gutter, mark, _ := bytes.Cut(line, []byte("| "))
		switch {
		case !bytes.HasPrefix(line, []byte(" ")) && rule >= 0 && len(findings) > 0:
			severity, colour := findings[0].Severity.String()+":", severityColour(findings[0].Severity)
			message, rule := bytes.TrimPrefix(rest[:rule], []byte(severity)), rest[rule+1:]
			fmt.Fprintf(&out, "%s%s: %s%s%s%s %s%s%s", bold, place, colour, severity, plain, message, colour, rule, plain)
			findings = findings[1:]
		case len(bytes.TrimSpace(gutter)) == 0 && bytes.HasPrefix(bytes.TrimSpace(mark), []byte("^")):
			fmt.Fprintf(&out, "%s| %s%s%s", gutter, green, mark, plain)
		default:
			out.Write(line)
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// severityColour returns the colour of a finding of this severity.
func severityColour(s graph.Severity) string {
	switch s {
	case graph.Error:
		return red
	case graph.Warning:
		return yellow
	}
	return blue
}
