package check_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
			Owner   string
			Pattern []struct {
				Regexp                            string
				File, Line, Column, Message, Code int
			}
		}
	}
	if err := json.Unmarshal(data, &matchers); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`lab, old/näh er.py|2|15|"Ünit" <b>cannot</b> be | resolved: 100 % wrong, *really*; did you mean "Unit"?|fk-unresolved`,
		`issue#12/a.py|3|6|no cell|import-star`,
		`lab/a.py|3|6|foreign keys form a cycle|fk-cycle`,
		`lab/b.py|1|1|the same words|import-star`,
		`lab/b.py|2|1|the same words|import-star`,
		`lab/n.ipynb#cell2|2|4|in a cell|separator-twice`,
		`pyproject.toml|||only a file|project-license`,
	}
	findings, opts := mixed()
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
				groups[0] = "" // the default index 0 means that the pattern has no such group
				got = append(got, strings.Join([]string{groups[p.File], groups[p.Line], groups[p.Column], groups[p.Message], groups[p.Code]}, "|"))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
