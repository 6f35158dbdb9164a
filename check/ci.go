package check

import (
	"bufio"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/djdag/djdag/graph"
)

// writeGitHub writes workflow commands, which GitHub shows as annotations.
func writeGitHub(w io.Writer, findings []graph.Diagnostic, opts FormatOptions) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	out := bufio.NewWriter(w)
	src := sources{fsys: opts.Source}
	for _, d := range findings {
		s := src.spanOf(d.Pos, d.End)
		command := d.Severity.String()
		if d.Severity == graph.Note {
			command = "notice"
		}
		var fields []string
		add := func(name string, value any) {
			fields = append(fields, name+"="+property.Replace(fmt.Sprint(value)))
		}
		if s.path != "" {
			add("file", s.path)
		}
		if s.line > 0 {
			add("line", s.line)
		}
		if s.col > 0 {
			add("col", s.col)
		}
		if s.endCol > 0 {
			add("endColumn", s.endCol)
		}
		add("title", "djdag "+d.Rule)
		var text strings.Builder
		text.WriteString(s.message(d))
		for _, r := range d.Related {
			fmt.Fprintf(&text, "\n%s", related(r))
		}
		fmt.Fprintf(out, "::%s %s::%s\n", command, strings.Join(fields, ","), data.Replace(text.String()))
	}
	return out.Flush()
}

// writeGitLab writes an array of code quality findings.
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
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(issues)
}

// writeJUnit writes a test case for each rule that has a finding. Without a
// finding there is one case, which passes: most readers refuse a suite of none.
func writeJUnit(w io.Writer, findings []graph.Diagnostic, _ FormatOptions) error {
	type failure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	type testcase struct {
		Name      string    `xml:"name,attr"`
		Classname string    `xml:"classname,attr"`
		Failures  []failure `xml:"failure"`
	}
	type testsuite struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Cases    []testcase `xml:"testcase"`
	}
	type testsuites struct {
		XMLName xml.Name    `xml:"testsuites"`
		Suites  []testsuite `xml:"testsuite"`
	}
	suite := testsuite{Name: "djdag check"}
	at := make(map[string]int)
	for _, d := range findings {
		i, ok := at[d.Rule]
		if !ok {
			i = len(suite.Cases)
			at[d.Rule] = i
			suite.Cases = append(suite.Cases, testcase{Name: d.Rule, Classname: "djdag"})
		}
		var text strings.Builder
		fmt.Fprintln(&text, d)
		for _, r := range d.Related {
			fmt.Fprintf(&text, "    %s\n", related(r))
		}
		suite.Cases[i].Failures = append(suite.Cases[i].Failures, failure{
			Message: d.Message, Type: d.Severity.String(), Text: text.String(),
		})
	}
	suite.Failures = len(suite.Cases)
	if suite.Cases == nil {
		suite.Cases = []testcase{{Name: "all rules", Classname: "djdag"}}
	}
	suite.Tests = len(suite.Cases)
	text, err := xml.MarshalIndent(testsuites{Suites: []testsuite{suite}}, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	return err
}
