package main

import (
	"crypto/sha256"
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
	for _, m := range regexp.MustCompile(`\$\{\{[^}]*\binputs\.([a-z-]+)`).FindAllStringSubmatch(text, -1) {
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
	dir, path string   // the parent of all directories, and the first entry of PATH
	alone     bool     // whether path is all of PATH
	env       []string // more variables
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
	path := r.path
	if !r.alone {
		path += string(os.PathListSeparator) + os.Getenv("PATH")
	}
	cmd.Env = append(os.Environ(),
		"PATH="+path,
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
	cmd.Env = append(cmd.Env, r.env...)
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

// bare makes the runner one without Go, and with a release of this version in a
// folder: its programs are scripts that print their names.
func (r *runner) bare(t *testing.T, version string) {
	t.Helper()
	archive := fmt.Sprintf("djdag_%s_%s_%s.tar.gz", strings.TrimPrefix(version, "v"), runtime.GOOS, runtime.GOARCH)
	release := filepath.Join(r.in("releases"), version)
	content := filepath.Join(r.in("content"), strings.TrimSuffix(archive, ".tar.gz"))
	for _, dir := range []string{release, content} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"djdag", "djdag-graphviz"} {
		if err := os.WriteFile(filepath.Join(content, name), []byte("#!/bin/sh\necho "+name+" "+version+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	packed, err := exec.Command("tar", "-C", r.in("content"), "-cz", filepath.Base(content)).Output()
	if err != nil {
		t.Fatal(err)
	}
	sums := fmt.Sprintf("%x  djdag_linux.deb\n%x  %s\n", sha256.Sum256(nil), sha256.Sum256(packed), archive)
	for name, text := range map[string]string{archive: string(packed), "SHA256SUMS": sums} {
		if err := os.WriteFile(filepath.Join(release, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r.env = append(r.env, "DJDAG_RELEASES="+r.in("releases"))
	// The tools of the scripts, without the rest of PATH.
	r.path = r.in("tools")
	if err := os.Mkdir(r.path, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, tool := range []string{"bash", "sh", "cat", "cut", "grep", "gzip", "mkdir", "mktemp", "mv", "rm", "sed", "tar", "uname", "sha256sum", "shasum", "perl"} {
		if path, err := exec.LookPath(tool); err == nil {
			if err := os.Symlink(path, filepath.Join(r.path, tool)); err != nil {
				t.Fatal(err)
			}
		}
	}
	r.alone = true
}

// checkout copies what the installing steps use into the folder of the action, with a
// version of it.
func (r *runner) checkout(t *testing.T, version string) {
	t.Helper()
	script, err := os.ReadFile("../../packaging/install")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(r.in("packaging"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(r.in("packaging/install"), script, 0o777); err != nil {
		t.Fatal(err)
	}
	project := "[build-system]\nrequires = []\n\n[project]\nname = \"djdag\"\nversion = \"" + version + "\"\n"
	if err := os.WriteFile(r.in("pyproject.toml"), []byte(project), 0o666); err != nil {
		t.Fatal(err)
	}
}

// The action takes the programs of its own version, or of another, from a release,
// on a machine without Go.
func TestActionTakesARelease(t *testing.T) {
	if (runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64") || (runtime.GOOS != "linux" && runtime.GOOS != "darwin") {
		t.Skipf("there are no releases for %s on %s", runtime.GOOS, runtime.GOARCH)
	}
	for _, test := range []struct{ name, own, input, release string }{
		{"its own", "1.2.0", "", "v1.2.0"},
		{"a release candidate", "1.2.0rc1", "", "v1.2.0-rc.1"},
		{"another", "1.2.0.dev0", "v1.1.0", "v1.1.0"},
		{"the latest", "1.2.0", "latest", "latest"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newRunner(t)
			r.checkout(t, test.own)
			r.bare(t, test.release)
			code, out := r.run(t, "install", map[string]string{"version": test.input})
			if code != 0 || out != "" || r.file("output") != "" || r.file("path") != "$/temp/djdag-bin\n" {
				t.Fatalf("exit code %d, outputs %q, path %q\n%s", code, r.file("output"), r.file("path"), out)
			}
			for _, program := range []string{"djdag", "djdag-graphviz"} {
				got, err := exec.Command(filepath.Join(r.in("temp"), "djdag-bin", program)).Output()
				if want := program + " " + test.release + "\n"; err != nil || string(got) != want {
					t.Errorf("%s: %v, printed %q, want %q", program, err, got, want)
				}
			}
		})
	}
}

// A release that is damaged, or not there, fails the job: what is built instead
// would be something else than what was asked for.
func TestActionFailsOnABadRelease(t *testing.T) {
	const failed = "::error title=djdag::cannot install djdag v1.2.0\n"
	name := fmt.Sprintf("djdag_1.2.0_%s_%s.tar.gz", runtime.GOOS, runtime.GOARCH)
	t.Run("damaged", func(t *testing.T) {
		r := newRunner(t)
		r.checkout(t, "1.2.0")
		r.bare(t, "v1.2.0")
		if err := os.WriteFile(filepath.Join(r.in("releases"), "v1.2.0", name), []byte("damaged"), 0o666); err != nil {
			t.Fatal(err)
		}
		code, out := r.run(t, "install", nil)
		want := fmt.Sprintf("djdag: %s has the SHA-256 %x, but the release says ", name, sha256.Sum256([]byte("damaged")))
		if code != 3 || !strings.HasPrefix(out, want) || !strings.HasSuffix(out, failed) || r.file("path") != "" {
			t.Errorf("exit code %d, path %q\n%s", code, r.file("path"), out)
		}
	})
	t.Run("missing", func(t *testing.T) {
		r := newRunner(t)
		r.checkout(t, "1.2.0")
		r.bare(t, "v1.1.0")
		code, out := r.run(t, "install", nil)
		if code != 3 || !strings.HasSuffix(out, "djdag: cannot read $/releases/v1.2.0/SHA256SUMS\n"+failed) {
			t.Errorf("exit code %d\n%s", code, out)
		}
	})
}

// Where there is no release, the action builds the source.
func TestActionBuilds(t *testing.T) {
	for _, test := range []struct{ name, own, input, sums, want string }{
		{"a development version", "1.2.0.dev0", "", "", "$ $/temp/djdag-bin install ./cmd/...\n"},
		{"a revision", "1.2.0", "main", "", "$/workspace $/temp/djdag-bin install github.com/djdag/djdag/cmd/...@main\n"},
		{"no programs for the system", "1.2.0", "", "0  djdag_1.2.0_plan9_mips.tar.gz\n", "$ $/temp/djdag-bin install ./cmd/...\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRunner(t)
			r.checkout(t, test.own)
			r.env = append(r.env, "DJDAG_RELEASES="+r.in("releases"))
			if err := os.MkdirAll(r.in("releases/v1.2.0"), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(r.in("releases/v1.2.0/SHA256SUMS"), []byte(test.sums), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(r.path, "go"), []byte("#!/bin/sh\necho \"$PWD $GOBIN $*\"\n"), 0o777); err != nil {
				t.Fatal(err)
			}
			inputs := map[string]string{"version": test.input}
			if code, out := r.run(t, "install", inputs); code != 0 || r.file("output") != "build=true\n" || r.file("path") != "$/temp/djdag-bin\n" {
				t.Fatalf("exit code %d, outputs %q, path %q\n%s", code, r.file("output"), r.file("path"), out)
			}
			if code, out := r.run(t, "build", inputs); code != 0 || out != test.want {
				t.Errorf("exit code %d, go called as %q, want %q", code, out, test.want)
			}
		})
	}
}

// The figures of the configuration, or others, have to be current.
func TestActionChecksFigures(t *testing.T) {
	r := newRunner(t)
	project := filepath.Join(r.in("workspace"), "my pipeline")
	if err := os.CopyFS(project, os.DirFS("../../examples/workflow")); err != nil {
		t.Fatal(err)
	}
	config := "[[figure]]\nname = \"overview\"\noutput = \"over,view.mmd\"\ncollapse = [\"all\"]\n"
	if err := os.WriteFile(filepath.Join(project, "djdag.toml"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	check := func(figures string, wantCode int, want string) {
		t.Helper()
		code, out := r.run(t, "figures", map[string]string{"path": "my pipeline", "figures": figures})
		if code != wantCode || out != want {
			t.Errorf("%q: exit code %d, want %d; printed %q, want %q", figures, code, wantCode, out, want)
		}
	}
	const hint = "djdag: 1 figure not current; run the command without --check\n"
	check("--figures", 1, hint+"::error file=my pipeline/over%2Cview.mmd,title=djdag::my pipeline/over,view.mmd: missing; run djdag render --figures\n")
	check("-o\na b.dot", 1, hint+"::error file=a b.dot,title=djdag::a b.dot: missing; run djdag render -o a b.dot\n")
	draw := exec.Command(filepath.Join(r.path, "djdag"), "render", "--figures", "my pipeline")
	draw.Dir = r.in("workspace")
	if out, err := draw.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	check("--figures", 0, "")
	check("--figurs", 2, "djdag: unknown flag --figurs; did you mean --figures?\n")
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
