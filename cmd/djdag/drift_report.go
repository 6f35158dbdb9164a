package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/drift"
	"github.com/djdag/djdag/graph"
)

// writeText writes the differences as findings, with the source lines.
func (f *driftFlags) writeText(cmd *cobra.Command, w io.Writer, s *source, report *drift.Report) error {
	findings := make([]graph.Diagnostic, len(report.Differences))
	for i := range report.Differences {
		findings[i] = driftFinding(s, &report.Differences[i])
	}
	printer := findingsPrinter{when: "never"} // w is no terminal, but what it holds may go to one
	if f.printer.when == "always" || f.output.file == stdoutName && f.printer.colours(cmd.OutOrStdout()) {
		printer.when = "always"
	}
	return printer.text(w, s, findings)
}

// count counts the differences on stderr.
func (f *driftFlags) count(cmd *cobra.Command, report *drift.Report) {
	if n := len(report.Differences); n > 0 {
		notice(cmd.ErrOrStderr(), "%s; %s compared", plural(n, "difference"), plural(report.Tables, "table"))
	} else {
		notice(cmd.ErrOrStderr(), "no drift in %s", plural(report.Tables, "table"))
	}
}

// driftFinding returns a difference as a finding, with its table. Without a place in the
// source, it is at the table in the database.
func driftFinding(s *source, d *drift.Difference) graph.Diagnostic {
	finding := graph.Diagnostic{Rule: d.Kind.String(), Message: strings.TrimSpace(d.Table + " " + d.Message), Pos: s.displayPos(d.Pos)}
	if slices.Contains([]drift.Kind{drift.Comments, drift.NotCompared}, d.Kind) {
		finding.Severity = graph.Warning
	}
	if d.Table == "" {
		finding.Message = d.Message
	}
	if !d.Pos.IsValid() {
		finding.Pos = graph.Pos{Path: strings.TrimSuffix(d.Schema+"."+d.Name, ".")}
	}
	return finding
}

// writeDriftJSON writes the format djdag-drift/1.
func writeDriftJSON(w io.Writer, s *source, db *graph.Database, report *drift.Report) error {
	type record struct {
		Kind      string  `json:"kind"`
		Schema    string  `json:"schema"`
		Name      *string `json:"table_name"`
		Table     *string `json:"table"`
		Attribute *string `json:"attribute"`
		Code      *string `json:"code"`
		Database  *string `json:"database"`
		Message   string  `json:"message"`
		Path      string  `json:"path"`
		Line      int     `json:"line"`
		Col       int     `json:"col"`
	}
	optional := func(text string) *string {
		if text == "" {
			return nil
		}
		return &text
	}
	records := make([]record, len(report.Differences))
	for i, d := range report.Differences {
		pos := s.displayPos(d.Pos)
		records[i] = record{
			Kind: d.Kind.String(), Schema: d.Schema, Name: optional(d.Name), Table: optional(d.Table), Attribute: optional(d.Attribute),
			Code: optional(d.Code), Database: optional(d.Database), Message: d.Message, Path: pos.Path, Line: pos.Line, Col: pos.Col,
		}
	}
	head, err := jsonFields(struct {
		Format  string `json:"format"`
		Backend string `json:"backend"`
		Server  string `json:"server"`
		Tables  int    `json:"tables"`
	}{"djdag-drift/1", db.Backend, db.Server, report.Tables})
	if err != nil {
		return err
	}
	return writeRecords(w, head, "drift", records)
}
