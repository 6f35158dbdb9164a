package check

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// writeGitLab writes a GitLab code quality report.
func writeGitLab(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error {
	type lines struct {
		Begin int `json:"begin"`
	}
	type location struct {
		Path  string `json:"path"`
		Lines lines  `json:"lines"`
	}
	type issue struct {
		Description string   `json:"description"`
		CheckName   string   `json:"check_name"`
		Fingerprint string   `json:"fingerprint"`
		Severity    string   `json:"severity"`
		Location    location `json:"location"`
	}
	severity := map[graph.Severity]string{graph.Error: "major", graph.Warning: "minor", graph.Note: "info"}
	src := sources{fsys: opts.Source}
	ids := fingerprints(findings)
	issues := make([]issue, len(findings))
	for i, d := range findings {
		s := src.spanOf(d.Pos, d.End)
		issues[i] = issue{
			Description: s.message(d),
			CheckName:   d.Rule,
			Fingerprint: ids[i],
			Severity:    severity[d.Severity],
			Location:    location{Path: cmp.Or(s.path, "."), Lines: lines{Begin: max(s.line, 1)}},
		}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(issues); err != nil {
		return err
	}
	_, err := w.Write(printable.JSON(out.Bytes()))
	return err
}
