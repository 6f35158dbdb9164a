package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// An action is the content of action.yml.
type action struct {
	Inputs map[string]struct {
		Description string `yaml:"description"`
		Default     string `yaml:"default"`
	} `yaml:"inputs"`
	Outputs map[string]struct {
		Value string `yaml:"value"`
	} `yaml:"outputs"`
	Runs struct {
		Using string       `yaml:"using"`
		Steps []actionStep `yaml:"steps"`
	} `yaml:"runs"`
}

type actionStep struct {
	ID    string            `yaml:"id"`
	Uses  string            `yaml:"uses"`
	With  map[string]string `yaml:"with"`
	Shell string            `yaml:"shell"`
	Env   map[string]string `yaml:"env"`
	Run   string            `yaml:"run"`
}

func readAction(t *testing.T) (action, string) {
	t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a, string(text)
}

func (a action) step(t *testing.T, id string) actionStep {
	t.Helper()
	i := slices.IndexFunc(a.Runs.Steps, func(s actionStep) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("action.yml has no step %q", id)
	}
	return a.Runs.Steps[i]
}

// Every input is declared and used, other actions are pinned, and no script contains
// an expression.
func TestActionIsSound(t *testing.T) {
	a, text := readAction(t)
	if a.Runs.Using != "composite" {
		t.Errorf("the action is %q, want composite", a.Runs.Using)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`\$\{\{ inputs\.([a-z-]+) \}\}`).FindAllStringSubmatch(text, -1) {
		used[m[1]] = true
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(a.Inputs)), slices.Sorted(maps.Keys(used))); diff != "" {
		t.Errorf("inputs (-declared +used):\n%s", diff)
	}
	pinned := regexp.MustCompile(`^[\w/-]+@[0-9a-f]{40}$`)
	for _, s := range a.Runs.Steps {
		switch {
		case s.Uses != "" && !pinned.MatchString(s.Uses):
			t.Errorf("%s is not pinned", s.Uses)
		case strings.Contains(s.Run, "${{"):
			t.Errorf("step %q has an expression in its script", s.ID)
		case s.Run != "" && s.Shell != "bash":
			t.Errorf("step %q runs in %q", s.ID, s.Shell)
		}
	}
	for name, o := range a.Outputs {
		if o.Value != fmt.Sprintf("${{ steps.check.outputs.%s }}", name) {
			t.Errorf("output %s is %s", name, o.Value)
		}
	}
}

// A runner imitates a GitHub runner, as far as the scripts of the action can tell.
type runner struct {
	action    action
	dir, path string // the parent of all directories, and the first entry of PATH
}

func newRunner(t *testing.T) *runner {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a bash that understands the paths of the system")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("needs bash: the scripts of action.yml are written for it")
	}
	a, _ := readAction(t)
	r := &runner{action: a, dir: t.TempDir()}
	r.path = filepath.Join(r.dir, "bin")
	for _, dir := range []string{r.path, r.in("temp"), r.in("workspace")} {
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	// The test binary is the program if it is called djdag: see TestMain.
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(r.path, "djdag")); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *runner) in(name string) string { return filepath.Join(r.dir, name) }

// run runs the script of a step as GitHub does. It returns the exit code and the
// output, in which $ stands for the directory of the runner.
func (r *runner) run(t *testing.T, id string, inputs map[string]string) (code int, out string) {
	t.Helper()
	step := r.action.step(t, id)
	script := r.in("script.sh")
	if err := os.WriteFile(script, []byte(step.Run), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
	cmd.Dir = r.in("workspace")
	cmd.Env = append(os.Environ(),
		"PATH="+r.path+string(os.PathListSeparator)+os.Getenv("PATH"),
		"RUNNER_TEMP="+r.in("temp"),
		"GITHUB_WORKSPACE="+r.in("workspace"),
		"GITHUB_ACTION_PATH="+r.dir,
		"GITHUB_OUTPUT="+r.in("output"),
		"GITHUB_PATH="+r.in("path"),
		"GITHUB_STEP_SUMMARY="+r.in("summary"),
		"GORACE="+raceOptions)
	for name, expression := range step.Env {
		input := strings.TrimSuffix(strings.TrimPrefix(expression, "${{ inputs."), " }}")
		value, given := inputs[input]
		if !given {
			value = r.action.Inputs[input].Default
		}
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	text, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return code, strings.ReplaceAll(string(text), r.dir, "$")
}

// file returns the content of a file written by the script, or "".
func (r *runner) file(name string) string {
	text, err := os.ReadFile(r.in(name))
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(string(text), r.dir, "$")
}

func TestActionInstalls(t *testing.T) {
	for version, want := range map[string]string{
		"":       "$ $/temp/djdag-bin install ./cmd/djdag\n",
		"v1.2.0": "$/workspace $/temp/djdag-bin install github.com/djdag/djdag/cmd/djdag@v1.2.0\n",
	} {
		r := newRunner(t)
		if err := os.WriteFile(filepath.Join(r.path, "go"), []byte("#!/bin/sh\necho \"$PWD $GOBIN $*\"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
		code, out := r.run(t, "install", map[string]string{"version": version})
		if code != 0 || out != want || r.file("path") != "$/temp/djdag-bin\n" {
			t.Errorf("version %q: exit code %d, path %q, go called as %q, want %q", version, code, r.file("path"), out, want)
		}
	}
}

func TestActionChecks(t *testing.T) {
	const (
		cycle = "::error file=my pipelines%2C old/src/training/stage.py,line=5,col=1,endColumn=20,title=djdag import-cycle::"
		star  = "::warning file=star.py,"
	)
	tests := []struct {
		name    string
		inputs  map[string]string
		code    int
		out     string // prefix of the output; all of it if it is empty or has whole lines
		outputs string
		summary string // its first line
	}{
		{
			name: "clean", inputs: map[string]string{"path": "clean.py"},
			outputs: "exit-code=0 report=$/temp/djdag.json errors=0 warnings=0", summary: "## djdag check: nothing found",
		},
		{
			name: "a cycle", inputs: map[string]string{"path": "my pipelines, old", "sarif": "a report.sarif"},
			code: 1, out: cycle,
			outputs: "exit-code=1 report=$/temp/djdag.json errors=1 warnings=0 sarif=a report.sarif", summary: "## djdag check: 1 error",
		},
		{
			name: "never fail", inputs: map[string]string{"path": "my pipelines, old", "fail-on": "never", "summary": "false"},
			out: cycle, outputs: "exit-code=0 report=$/temp/djdag.json errors=1 warnings=0",
		},
		{
			name: "a warning", inputs: map[string]string{"path": "star.py"},
			out: star, outputs: "exit-code=0 report=$/temp/djdag.json errors=0 warnings=1", summary: "## djdag check: 1 warning",
		},
		{
			name: "fail on warnings", inputs: map[string]string{"path": "star.py", "fail-on": "warning"},
			code: 1, out: star, outputs: "exit-code=1 report=$/temp/djdag.json errors=0 warnings=1", summary: "## djdag check: 1 warning",
		},
		{
			name: "arguments", inputs: map[string]string{"path": "star.py", "fail-on": "warning", "args": "--ignore\nimport-star\n\n--set\nnote=a b $HOME `id`\n"},
			outputs: "exit-code=0 report=$/temp/djdag.json errors=0 warnings=0", summary: "## djdag check: nothing found",
		},
		{
			name: "another format", inputs: map[string]string{"path": "star.py", "format": "concise"},
			out: "star.py:3:1: ", outputs: "exit-code=0 report=$/temp/djdag.json errors=0 warnings=1", summary: "## djdag check: 1 warning",
		},
		{
			name: "a wrong argument", inputs: map[string]string{"args": "--strikt", "fail-on": "never"},
			code: 2, out: "djdag: unknown flag --strikt; did you mean --strict?\n::error title=djdag::unknown flag --strikt; did you mean --strict?\n", outputs: "exit-code=2",
		},
		{
			name: "nothing there", inputs: map[string]string{"path": "nowhere", "fail-on": "never"},
			code: 3, out: "djdag: cannot read nowhere: no such file or directory\n::error title=djdag::cannot read nowhere: no such file or directory\n", outputs: "exit-code=3",
		},
		{
			name: "no tables", inputs: map[string]string{"path": "100%"},
			code: 3, out: "djdag: no Python files in 100%; pass the directory of the pipeline as PATH, or add --allow-empty\n::error title=djdag::no Python files in 100%25; pass the directory of the pipeline as PATH, or add --allow-empty\n",
			outputs: "exit-code=3 report=$/temp/djdag.json errors=0 warnings=0", summary: "## djdag check: nothing found",
		},
		{
			name: "a wrong input", inputs: map[string]string{"fail-on": "always"},
			code: 2, out: "::error title=djdag::fail-on is \"always\"; want error, warning or never\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newRunner(t)
			if err := os.CopyFS(filepath.Join(r.in("workspace"), "my pipelines, old"), os.DirFS("../../examples/cycles/import")); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(r.in("workspace"), "100%"), 0o777); err != nil {
				t.Fatal(err)
			}
			for name, text := range map[string]string{
				"clean.py": "import datajoint as dj\n\nschema = dj.Schema(\"lab\")\n\n\n@schema\nclass Subject(dj.Manual):\n    definition = \"subject : int\"\n",
				"star.py":  "import datajoint as dj\n\nfrom clean import *\n\nschema = dj.Schema(\"lab_star\")\n\n\n@schema\nclass Session(dj.Manual):\n    definition = \"-> Subject\"\n",
			} {
				if err := os.WriteFile(filepath.Join(r.in("workspace"), name), []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			code, out := r.run(t, "check", test.inputs)
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if whole := strings.Count(test.out, "\n"); !strings.HasPrefix(out, test.out) || test.out == "" && out != "" || whole > 0 && out != test.out {
				t.Errorf("printed %q, want %q", out, test.out)
			}
			if got := strings.Join(strings.Split(strings.TrimSpace(r.file("output")), "\n"), " "); got != test.outputs {
				t.Errorf("outputs %q, want %q", got, test.outputs)
			}
			if got, _, _ := strings.Cut(r.file("summary"), "\n"); got != test.summary {
				t.Errorf("summary %q, want %q", got, test.summary)
			}
			if file := test.inputs["sarif"]; file != "" && !strings.Contains(r.file("workspace/"+file), "2.1.0") {
				t.Errorf("no report in %q", file)
			}
		})
	}
}
