package check_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// Whatever names, messages and source lines hold, no format of findings writes a
// character that a terminal would act on, more lines than it means to, or a command
// to the runner of a CI job.
func TestFormatsOfHostileFindings(t *testing.T) {
	hostile := "\x1b[31m\x07\x7f\u009b\u0085\u202e\u2066\u200b\u200e\u061c\ufeff\u2028\u2029\xff\r\n::error::x ##vso[task.x]y ##[error]z"
	path := "::warning::" + hostile + ".py"
	line := strings.NewReplacer("\r", "", "\n", "").Replace(hostile)
	findings := []graph.Diagnostic{{
		Rule: "fk-cycle", Severity: graph.Error, Message: hostile, Pos: at(path, 1, 1), End: at(path, 1, 3),
		Related: []graph.Related{{Pos: at(path, 1, 1), Message: hostile}, {Message: hostile}},
	}}
	hop := graph.Hop{From: hostile, To: hostile, Child: hostile, Parent: hostile, Text: hostile, Kind: graph.ByForeignKey, Pos: at(path, 1, 1)}
	opts := check.FormatOptions{
		Source: fstest.MapFS{path: {Data: []byte(line)}}, Cycles: []graph.Cycle{{Hops: []graph.Hop{hop}, Cuts: []graph.Hop{hop, hop}}},
	}
	for _, f := range check.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			got := write(t, f, findings, opts)
			for i, r := range got {
				if r != '\n' && r != '\t' && check.Printable(string(r)) != string(r) {
					t.Errorf("%q is written as it is: …%q", r, got[max(0, i-20):min(len(got), i+20)])
				}
			}
			if !utf8.ValidString(got) {
				t.Error("not UTF-8")
			}
			for line := range strings.Lines(got) {
				command := strings.HasPrefix(line, "::error file=") && f.Name == "github"
				if strings.HasPrefix(strings.TrimLeft(line, " \t"), "::") && !command {
					t.Errorf("a command: %q", line)
				}
			}
			switch f.Name {
			case "json", "sarif", "gitlab":
				if !json.Valid([]byte(got)) {
					t.Error("not JSON")
				}
				return // the text of commands is data there
			case "junit":
				for d := xml.NewDecoder(strings.NewReader(got)); ; {
					if _, err := d.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						t.Fatal(err)
					}
				}
			}
			if strings.Contains(got, "##vso[") || strings.Contains(got, "##[") {
				t.Errorf("a command in\n%s", got)
			}
		})
	}
}
