package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// The commands of the pre-commit hooks parse, and djdag-check tells a valid project
// from an invalid one.
func TestHooks(t *testing.T) {
	text, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID            string `yaml:"id"`
		Entry         string `yaml:"entry"`
		Language      string `yaml:"language"`
		PassFilenames *bool  `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	entry := map[string]string{}
	manual := ciManual(t)
	for _, h := range hooks {
		if h.Language != "golang" || h.PassFilenames == nil || *h.PassFilenames {
			t.Errorf("%s: want language golang and pass_filenames false", h.ID)
		}
		if !strings.Contains(manual, "`"+h.ID+"`") && !strings.Contains(manual, "id: "+h.ID) {
			t.Errorf("docs/ci.md does not mention %s", h.ID)
		}
		checkCommandLine(t, h.Entry)
		entry[h.ID] = h.Entry
	}
	for dir, want := range map[string]int{"imaging": exitOK, "cycles/import": exitFindings} {
		t.Run(dir, func(t *testing.T) {
			t.Chdir("../../examples/" + dir)
			code, stdout, stderr := runWith(t, "", strings.Fields(entry["djdag-check"])[1:]...)
			if code != want {
				t.Errorf("exit code %d, want %d\n%s%s", code, want, stdout, stderr)
			}
		})
	}
}

// In docs/ci.md the snippets are valid YAML, the commands use flags that exist, and
// the tables list every input and output of the action.
func TestCIManual(t *testing.T) {
	manual := ciManual(t)
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(manual, -1) {
		var any any
		if err := yaml.Unmarshal([]byte(m[1]), &any); err != nil {
			t.Errorf("not YAML: %v", err)
		}
	}
	for _, m := range regexp.MustCompile("(?m)(?:- |run: |`)(djdag check[^`\n]*)").FindAllStringSubmatch(manual, -1) {
		checkCommandLine(t, m[1])
	}
	a, _ := readAction(t)
	for name, input := range a.Inputs {
		row := "| `" + name + "` | | "
		if input.Default != "" {
			row = "| `" + name + "` | `" + input.Default + "` | "
		}
		if !strings.Contains(manual, row) {
			t.Errorf("docs/ci.md has no row %q", row)
		}
	}
	for name := range a.Outputs {
		if !regexp.MustCompile("(?m)^\\| `?[^|]*`" + name + "`[^|]* \\| [^|]+ \\|$").MatchString(manual) {
			t.Errorf("docs/ci.md has no row for the output %s", name)
		}
	}
}

func ciManual(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// checkCommandLine reports a djdag command line with unknown flags.
func checkCommandLine(t *testing.T, line string) {
	t.Helper()
	words := strings.Fields(line)
	cmd, rest, err := newRoot("").Find(words[1:])
	if err == nil {
		err = cmd.ParseFlags(rest)
	}
	if err != nil || words[0] != "djdag" {
		t.Errorf("%s: %v", line, err)
	}
}
