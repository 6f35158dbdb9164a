package check_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
)

func TestBaseline(t *testing.T) {
	at := func(path string, line int, rule, message string) graph.Diagnostic {
		return graph.Diagnostic{Rule: rule, Message: message, Pos: graph.Pos{Path: path, Line: line, Col: 5}}
	}
	old := []graph.Diagnostic{
		at("a.py", 1, "key-default", "x"),
		at("a.py", 9, "key-default", "x"),
		at("a.py", 9, "import-star", "<y>"),
		at("b.py", 3, "key-default", "x"),
	}
	var file bytes.Buffer
	if err := check.NewBaseline(old).Encode(&file); err != nil {
		t.Fatal(err)
	}
	if want := `{"format":"djdag-baseline/1",
"findings":[
{"path":"a.py","rule":"import-star","message":"<y>","count":1},
{"path":"a.py","rule":"key-default","message":"x","count":2},
{"path":"b.py","rule":"key-default","message":"x","count":1}]}
`; file.String() != want {
		t.Errorf("got %s", file.String())
	}
	b, err := check.DecodeBaseline(&file)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name         string
		now          []graph.Diagnostic
		fresh, stale string
	}{
		{"the same", old, "", ""},
		{"no findings", nil, "", "a.py import-star <y> 1; a.py key-default x 2; b.py key-default x 1"},
		{"one less", old[1:], "", "a.py key-default x 1"},
		{"one more", append(slices.Clone(old), at("b.py", 7, "key-default", "x")), "b.py:7:5: x [key-default]", ""},
		{"another message", append(slices.Clone(old), at("b.py", 7, "key-default", "z")), "b.py:7:5: z [key-default]", ""},
		{"another file", []graph.Diagnostic{old[0], old[1], old[2], at("c.py", 3, "key-default", "x")}, "c.py:3:5: x [key-default]", "b.py key-default x 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fresh, stale := b.Filter(tt.now)
			var got, gone []string
			for _, d := range fresh {
				got = append(got, d.String())
			}
			for _, e := range stale {
				gone = append(gone, strings.Join([]string{e.Path, e.Rule, e.Message, string(rune('0' + e.Count))}, " "))
			}
			if diff := cmp.Diff([]string{tt.fresh, tt.stale}, []string{strings.Join(got, "; "), strings.Join(gone, "; ")}); diff != "" {
				t.Errorf("fresh and stale (-want +got):\n%s", diff)
			}
		})
	}
}

// TestBaselineSurvivesEdits: after twenty random edits that change no finding, a
// baseline still accepts the findings in the bad example of each rule.
func TestBaselineSurvivesEdits(t *testing.T) {
	for n, rule := range check.Rules() {
		t.Run(rule.Code, func(t *testing.T) {
			t.Parallel()
			project := fstest.MapFS{}
			for _, f := range rule.Help().Bad {
				project[f.Path] = &fstest.MapFile{Data: []byte(f.Text)}
			}
			packages := searchPathIn(project)
			opts := check.Options{Files: project, NoGit: true, Contracts: contractsIn(t, project)}
			if rule.When != check.Always {
				opts.Select = []string{rule.Code}
			}
			find := func() []graph.Diagnostic {
				p, err := extract.Project(context.Background(), project, extract.Options{SearchPath: packages, Reads: true})
				if err != nil {
					t.Fatal(err)
				}
				return check.Run(p, opts)
			}
			before := find()
			if !slices.ContainsFunc(before, func(d graph.Diagnostic) bool { return d.Rule == rule.Code && d.Severity <= rule.Severity }) {
				t.Fatalf("the rule finds no %s: %v", rule.Severity, before)
			}
			baseline := check.NewBaseline(before)
			random := rand.New(rand.NewPCG(uint64(n), 20))
			for range 20 {
				edit(project, random)
			}
			if fresh, stale := baseline.Filter(find()); fresh != nil || stale != nil {
				for name, f := range project {
					t.Logf("%s:\n%s", name, f.Data)
				}
				t.Errorf("fresh %v, stale %v", fresh, stale)
			}
		})
	}
}

// edit changes one Python file of a project, but not the pipeline.
func edit(project fstest.MapFS, random *rand.Rand) {
	var files []string
	for name := range project {
		if strings.HasSuffix(name, ".py") {
			files = append(files, name)
		}
	}
	if files == nil {
		return
	}
	slices.Sort(files)
	name := files[random.IntN(len(files))]
	lines := strings.SplitAfter(string(project[name].Data), "\n")
	at := random.IntN(len(lines))
	line := lines[at]
	switch text := strings.TrimSpace(line); {
	case random.IntN(4) == 0: // at the end
		lines = append(lines, "\n\ndef helper():\n    return None\n")
	case strings.HasPrefix(line, "@") || strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "schema ="):
		lines[at] = "# a note\n\n" + line
	case text == "---":
		lines[at] = line + "    # what follows is measured\n"
	case strings.HasPrefix(line, "class ") && !strings.HasSuffix(text, "\"\"\""):
		lines[at] = line + "    \"\"\"Of use.\"\"\"\n\n"
	case text == "":
		lines[at] = strings.TrimRight(line, "\r\n") + "\r\n"
	}
	project[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
}

func TestDecodeBaselineErrors(t *testing.T) {
	for in, want := range map[string]string{
		``:                     `not a baseline: EOF`,
		`{}`:                   `not a baseline: format is ""; want "djdag-baseline/1"`,
		`{"format":"djdag/1"}`: `not a baseline: format is "djdag/1"; want "djdag-baseline/1"`,
		`{"format":"djdag-baseline/1","findings":[{"path":"a.py"}]}`: `not a baseline: an entry for "a.py" has no rule or no count`,
	} {
		if _, err := check.DecodeBaseline(strings.NewReader(in)); err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", in, err, want)
		}
	}
}
