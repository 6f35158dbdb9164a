package main

import (
	"os"
	"path/filepath"
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
		if h.Language != "python" || h.PassFilenames == nil || *h.PassFilenames {
			t.Errorf("%s: want language python and pass_filenames false", h.ID)
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

// A workflow is a file in .github/workflows.
type workflow struct {
	Permissions map[string]string `yaml:"permissions"`
	Jobs        map[string]struct {
		Permissions map[string]string `yaml:"permissions"`
		Steps       []actionStep      `yaml:"steps"`
	} `yaml:"jobs"`
}

func readWorkflow(t *testing.T, file string) workflow {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var w workflow
	if err := yaml.Unmarshal(text, &w); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return w
}

// The workflows of this repository pin the actions of others, grant permissions
// job by job, and have no expressions in scripts.
func TestWorkflowsAreSafe(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || files == nil {
		t.Fatalf("no workflows: %v", err)
	}
	pinned := regexp.MustCompile(`^[\w/-]+@[0-9a-f]{40}$`)
	for _, file := range files {
		w := readWorkflow(t, file)
		if w.Permissions == nil || len(w.Permissions) > 0 {
			t.Errorf("%s: want permissions: {}", file)
		}
		for name, job := range w.Jobs {
			if job.Permissions == nil {
				t.Errorf("%s: job %s has no permissions", file, name)
			}
			for _, s := range job.Steps {
				if s.Uses != "" && !pinned.MatchString(s.Uses) {
					t.Errorf("%s: %s is not pinned", file, s.Uses)
				}
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: a script has an expression:\n%s", file, s.Run)
				}
			}
		}
	}
}

// A release gets its own part of the changelog.
func TestReleaseNotes(t *testing.T) {
	r := newRunner(t)
	changelog := "# Changelog\n\n## Unreleased\n\nLater.\n\n## v1.10.0, 2027-01-02\n\nNew.\n\n- One\n\n## v1.1.0, 2026-12-01\n\nOld.\n"
	if err := os.WriteFile(r.in("workspace/CHANGELOG.md"), []byte(changelog), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, s := range readWorkflow(t, "../../.github/workflows/release.yml").Jobs["draft"].Steps {
		if s.ID == "notes" {
			r.action.Runs.Steps = []actionStep{s}
		}
	}
	for tag, want := range map[string]string{
		"v1.10.0": "\nNew.\n\n- One\n\n",
		"v1.1.0":  "\nOld.\n",
		"v1.1":    "",
	} {
		r.action.Runs.Steps[0].Env = nil
		t.Setenv("TAG", tag)
		code, out := r.run(t, "notes", nil)
		if got := r.file("temp/notes.md"); got != want || (code == 0) != (want != "") {
			t.Errorf("%s: exit code %d, notes %q, want %q\n%s", tag, code, got, want, out)
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
