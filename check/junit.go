package check

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// writeJUnit writes a failed test case for each rule with findings. Without
// findings it writes one passed test case, because most readers reject an empty
// suite.
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
		fmt.Fprintln(&text, printable.Text(d.String()))
		for _, r := range d.Related {
			fmt.Fprintf(&text, "    %s\n", printable.Text(related(r)))
		}
		suite.Cases[i].Failures = append(suite.Cases[i].Failures, failure{
			Message: printable.Text(d.Message), Type: d.Severity.String(), Text: text.String(),
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
