package check_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// mixed returns findings that are difficult for some format: paths with spaces
// and commas, two-byte letters before a column, a notebook cell, a path that looks
// like one, unknown positions, and text with special characters.
func mixed() ([]graph.Diagnostic, check.FormatOptions) {
	files := fstest.MapFS{
		"lab, old/näh er.py": {Data: []byte("x = 1\nä = \"é\"  -> Ünit\n")},
		"lab/n.ipynb":        source["lab/n.ipynb"],
	}
	findings := []graph.Diagnostic{
		{Rule: "schema-name", Severity: graph.Note, Message: "a place that is not known"},
		{
			Rule: "fk-unresolved", Severity: graph.Error, Message: `"Ünit" <b>cannot</b> be | resolved: 100 % wrong, *really*; did you mean "Unit"?`,
			Pos: at("lab, old/näh er.py", 2, 15), End: at("lab, old/näh er.py", 2, 20),
			Related: []graph.Related{{Pos: at("lab, old/näh er.py", 1, 1), Message: "Unit is\ndeclared here"}, {Message: "and nowhere"}},
		},
		{Rule: "import-star", Severity: graph.Warning, Message: "no cell", Pos: at("issue#12/a.py", 3, 6)},
		{Rule: "fk-cycle", Severity: graph.Error, Message: "foreign keys form a cycle", Pos: at("lab/a.py", 3, 6), End: at("lab/a.py", 3, 12)},
		{Rule: "import-star", Severity: graph.Warning, Message: "the same words", Pos: at("lab/b.py", 1, 1)},
		{Rule: "import-star", Severity: graph.Warning, Message: "the same words", Pos: at("lab/b.py", 2, 1)},
		{Rule: "separator-twice", Severity: graph.Error, Message: "in a cell", Pos: at("lab/n.ipynb#cell2", 2, 4), End: at("lab/n.ipynb#cell2", 2, 14)},
		{Rule: "project-license", Severity: graph.Error, Message: "only a file", Pos: at("pyproject.toml", 0, 0)},
	}
	cycle := graph.Cycle{Hops: []graph.Hop{
		{From: `lab.a."A"`, To: "lab.b.B", Child: `lab.a."A"`, Parent: "lab.b.B", Text: "-> b.B", Kind: graph.ByForeignKey, Pos: at("lab/a.py", 3, 6)},
		{From: "lab.b.B", To: `lab.a."A"`, Text: "import <a>", Kind: graph.ByImport},
	}}
	cycle.Cuts = cycle.Hops // a single cut would not be listed
	other := graph.Cycle{Hops: []graph.Hop{{From: "of", To: "no finding", Pos: at("lab/b.py", 1, 1)}}}
	return findings, check.FormatOptions{Source: files, Version: "1.2.3", Cycles: []graph.Cycle{cycle, other}}
}

func write(t *testing.T, f check.Format, findings []graph.Diagnostic, opts check.FormatOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, findings, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFormats(t *testing.T) {
	for _, f := range check.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			findings, opts := mixed()
			for _, c := range []struct {
				file     string
				findings []graph.Diagnostic
				opts     check.FormatOptions
			}{
				{"mixed." + f.Name, findings, opts},
				{"none." + f.Name, nil, check.FormatOptions{}},
			} {
				file := filepath.Join("testdata", "formats", c.file)
				got := write(t, f, c.findings, c.opts)
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
						t.Fatal(err)
					}
					continue
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("%s: run go test ./check -update to accept (-want +got):\n%s", c.file, diff)
				}
			}
		})
	}
}

// TestFormatFilesAreUsed: each golden file belongs to a format.
func TestFormatFilesAreUsed(t *testing.T) {
	files, err := os.ReadDir("testdata/formats")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2*len(check.Formats()) {
		t.Errorf("there are %d files for %d formats", len(files), len(check.Formats()))
	}
}

func format(t *testing.T, name string) check.Format {
	t.Helper()
	for _, f := range check.Formats() {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no format is called %q", name)
	return check.Format{}
}

// TestSARIFSchema validates a report against the schema of the standard, which is
// not in this repository.
func TestSARIFSchema(t *testing.T) {
	path := os.Getenv("SARIF_SCHEMA")
	if path == "" {
		t.Skip("needs the schema: SARIF_SCHEMA=sarif-schema-2.1.0.json")
	}
	schema, err := jsonschema.NewCompiler().Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	findings, opts := mixed()
	for _, r := range check.Rules() { // to include the help of all rules
		findings = append(findings, graph.Diagnostic{Rule: r.Code, Message: "m", Pos: at("a.py", 1, 1)})
	}
	for _, list := range [][]graph.Diagnostic{nil, findings} {
		report, err := jsonschema.UnmarshalJSON(strings.NewReader(write(t, format(t, "sarif"), list, opts)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(report); err != nil {
			t.Errorf("%d findings: %v", len(list), err)
		}
	}
}

// TestGitHubLines: each finding is one line, from which the fields and the message
// can be parsed as in GitHub's runner.
func TestGitHubLines(t *testing.T) {
	findings, opts := mixed()
	lines := strings.Split(strings.TrimSuffix(write(t, format(t, "github"), findings, opts), "\n"), "\n")
	if len(lines) != len(findings) {
		t.Fatalf("%d lines for %d findings", len(lines), len(findings))
	}
	command := regexp.MustCompile(`^::(error|warning|notice) ([^:]*)::(.*)$`)
	unescape := strings.NewReplacer("%0A", "\n", "%0D", "\r", "%3A", ":", "%2C", ",", "%25", "%")
	for i, line := range lines {
		m := command.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("not a command: %s", line)
			continue
		}
		fields := map[string]string{}
		for field := range strings.SplitSeq(m[2], ",") {
			name, value, ok := strings.Cut(field, "=")
			if !ok {
				t.Errorf("%q is not a property in %s", field, line)
			}
			fields[name] = unescape.Replace(value)
		}
		if want, _ := findings[i].Pos.Cell(); fields["file"] != want {
			t.Errorf("file %q, want %q", fields["file"], want)
		}
		if !strings.Contains(unescape.Replace(m[3]), findings[i].Message) {
			t.Errorf("the message is missing: %s", line)
		}
	}
}

func TestJUnitIsXML(t *testing.T) {
	findings, opts := mixed()
	findings = append(findings, graph.Diagnostic{Rule: "parse-error", Message: "\x00\x1b]]>&", Pos: at("a.py", 1, 1)})
	var suites struct {
		Suites []struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Cases    []struct {
				Name     string `xml:"name,attr"`
				Failures []struct {
					Message string `xml:"message,attr"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(write(t, format(t, "junit"), findings, opts)), &suites); err != nil {
		t.Fatal(err)
	}
	s := suites.Suites[0]
	failures := 0
	for _, c := range s.Cases {
		failures += len(c.Failures)
	}
	if s.Tests != len(s.Cases) || s.Failures != len(s.Cases) || failures != len(findings) {
		t.Errorf("got %+v for %d findings", s, len(findings))
	}
}

// TestGitLabFingerprints: fingerprints are unique and do not depend on lines.
func TestGitLabFingerprints(t *testing.T) {
	ids := func(findings []graph.Diagnostic) []string {
		var issues []struct{ Fingerprint string }
		if err := json.Unmarshal([]byte(write(t, format(t, "gitlab"), findings, check.FormatOptions{})), &issues); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, i := range issues {
			ids = append(ids, i.Fingerprint)
		}
		return ids
	}
	findings, _ := mixed()
	before := ids(findings)
	seen := map[string]bool{}
	for _, id := range before {
		if seen[id] {
			t.Errorf("%s is not unique", id)
		}
		seen[id] = true
	}
	for i := range findings {
		if findings[i].Pos.Line > 0 {
			findings[i].Pos.Line += 10
		}
	}
	if diff := cmp.Diff(before, ids(findings)); diff != "" {
		t.Errorf("lines moved (-before +after):\n%s", diff)
	}
}
