package check

import (
	"bytes"
	"io"
	"net/url"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// writeSARIF writes a SARIF 2.1.0 report. It includes the documentation of each
// rule with findings.
func writeSARIF(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error {
	report, err := sarif.New(sarif.Version210)
	if err != nil {
		return err
	}
	run := sarif.NewRunWithInformationURI("djdag", homepage)
	run.ColumnKind = "unicodeCodePoints"
	if opts.Version != "" {
		run.Tool.Driver.Version = &opts.Version
	}
	found := make(map[string]bool)
	for _, d := range findings {
		found[d.Rule] = true
	}
	index := make(map[string]int)
	for _, r := range Rules() {
		if !found[r.Code] {
			continue
		}
		index[r.Code] = len(run.Tool.Driver.Rules)
		help := r.Help()
		run.AddRule(r.Code).
			WithDescription(r.Title).
			WithFullDescription(sarif.NewMultiformatMessageString(help.Text)).
			WithHelpURI(helpURI(r.Code)).
			WithHelp(sarif.NewMultiformatMessageString(help.Text).WithMarkdown(markdownHelp(help))).
			WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(r.Severity.String()))
	}
	src := sources{fsys: opts.Source}
	ids := fingerprints(findings)
	for i, d := range findings {
		s := src.spanOf(d.Pos, d.End)
		result := sarif.NewRuleResult(d.Rule).
			WithLevel(d.Severity.String()).
			WithMessage(sarif.NewTextMessage(s.message(d))).
			WithPartialFingerPrints(map[string]any{"djdag/v1": ids[i]})
		if at, ok := index[d.Rule]; ok {
			result.WithRuleIndex(at)
		}
		if d.Pos.IsValid() {
			result.AddLocation(s.sarif())
		}
		for n, r := range d.Related {
			if r.Pos.IsValid() {
				result.AddRelatedLocation(src.spanOf(r.Pos, graph.Pos{}).sarif().WithId(n).WithMessage(sarif.NewTextMessage(printable.Text(r.Message))))
			}
		}
		run.AddResult(result)
	}
	report.AddRun(run)
	var out bytes.Buffer
	if err := report.PrettyWrite(&out); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err = w.Write(printable.JSON(out.Bytes()))
	return err
}

func (s span) sarif() *sarif.Location {
	uri := url.URL{Path: s.path}
	place := sarif.NewPhysicalLocation().WithArtifactLocation(sarif.NewSimpleArtifactLocation(uri.EscapedPath()))
	if s.line > 0 {
		region := sarif.NewRegion().WithStartLine(s.line)
		if s.col > 0 {
			region.WithStartColumn(s.col)
		}
		if s.endCol > 0 {
			region.WithEndColumn(s.endCol)
		}
		place.WithRegion(region)
	}
	return sarif.NewLocationWithPhysicalLocation(place)
}
