package check_test

import (
	"cmp"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// TestProblemMatcher: the problem matcher for GitHub matches each finding in the
// formats text and concise, and no other lines.
func TestProblemMatcher(t *testing.T) {
	data, err := os.ReadFile("../.github/djdag-matcher.json")
	if err != nil {
		t.Fatal(err)
	}
	var matchers struct {
		ProblemMatcher []struct {
			Owner, Severity string
			Pattern         []struct {
				Regexp                                      string
				File, Line, Column, Severity, Message, Code int
			}
		}
	}
	if err := json.Unmarshal(data, &matchers); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`lab, old/näh er.py|2|15|error|"Ünit" <b>cannot</b> be | resolved: 100 % wrong, *really*; did you mean "Unit"?|fk-unresolved`,
		`issue#12/a.py|3|6|warning|no cell|import-star`,
		`lab/a.py|3|6|error|foreign keys form a cycle|fk-cycle`,
		`lab/b.py|1|1|warning|the same words|import-star`,
		`lab/b.py|2|1|warning|the same words|import-star`,
		`lab/n.ipynb#cell2|2|4|error|in a cell|separator-twice`,
		`pyproject.toml|||error|only a file|project-license`,
		`lab/a.py|4|1|notice|advice|schema-name`,
		`README.md|||notice|advice|project-readme`,
	}
	findings, opts := mixed()
	findings = append(findings,
		graph.Diagnostic{Rule: "schema-name", Severity: graph.Note, Message: "advice", Pos: at("lab/a.py", 4, 1)},
		graph.Diagnostic{Rule: "project-readme", Severity: graph.Note, Message: "advice", Pos: at("README.md", 0, 0)},
	)
	for _, name := range []string{"text", "concise"} {
		var got []string
		for line := range strings.Lines(write(t, format(t, name), findings, opts)) {
			line = strings.TrimSuffix(line, "\n")
			owner := ""
			for _, m := range matchers.ProblemMatcher {
				p := m.Pattern[0]
				groups := regexp.MustCompile(p.Regexp).FindStringSubmatch(line)
				if groups == nil {
					continue
				}
				if owner != "" {
					t.Errorf("%s and %s both match %q", owner, m.Owner, line)
				}
				owner = m.Owner
				groups[0] = ""                                     // what the pattern does not give is nothing
				severity := cmp.Or(groups[p.Severity], m.Severity) // GitHub knows no other than error, warning and notice
				got = append(got, strings.Join([]string{groups[p.File], groups[p.Line], groups[p.Column], severity, groups[p.Message], groups[p.Code]}, "|"))
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
