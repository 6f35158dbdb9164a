package examples_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

var update = flag.Bool("update", false, "rewrite the figures and findings of the examples")

// bin is the directory of the programs under test, built by TestMain.
var bin string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(func() int {
		var err error
		if bin, err = os.MkdirTemp("", "djdag-examples-"); err != nil {
			panic(err)
		}
		defer os.RemoveAll(bin)
		build := exec.Command("go", "build", "-o", bin+string(filepath.Separator), "../cmd/...")
		build.Stdout, build.Stderr = os.Stderr, os.Stderr
		if err := build.Run(); err != nil {
			return 1
		}
		return m.Run()
	}())
}

// djdag runs the program in a directory and returns its output and exit code.
func djdag(t *testing.T, folder string, args ...string) (stdout, stderr []byte, code int) {
	t.Helper()
	name := filepath.Join(bin, "djdag")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	var out, problems bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, &out, &problems
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatalf("djdag %q: %v", args, err)
	}
	return out.Bytes(), problems.Bytes(), code
}

// The figures and findings of the examples are current.
func TestOutputsAreCurrent(t *testing.T) {
	tests := []struct {
		file, project string
		args          []string
		code          int
	}{
		{"workflow/figures/pipeline.svg", "workflow", []string{"render", "--collapse", "all", "-o", "-", "--format", "svg"}, 0},
		{"workflow/figures/subject.svg", "workflow", []string{"render", "--focus", "subject", "-o", "-", "--format", "svg"}, 0},
		{"workflow/figures/tables.svg", "workflow", []string{"render", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/pipeline.svg", "imaging", []string{"render", "--collapse", "all", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/scan.svg", "imaging", []string{"render", "--focus", "scan", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/tables.svg", "imaging", []string{"render", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/pipeline-dark.svg", "imaging", []string{"render", "--collapse", "all", "--theme", "dark", "--stages", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/columns.svg", "imaging", []string{"render", "--select", "scan + imaging.ProcessingTask", "--attributes", "keys", "--direction", "LR", "--routing", "orthogonal", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/highlight.svg", "imaging", []string{"render", "--focus", "imaging", "--highlight", "Fluorescence - all", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/folded.svg", "imaging", []string{"render", "--parts", "count", "--lookups", "chip", "--hubs", "5", "--legend", "-o", "-", "--format", "svg"}, 0},
		{"imaging/figures/slide.svg", "imaging", []string{"render", "--fit", "slide", "-o", "-", "--format", "svg"}, 0},
		{"computed/figure.svg", "computed", []string{"render", "--reads", "--focus", "scan", "--legend", "-o", "-", "--format", "svg"}, 0},
		{"computed/check.txt", "computed", []string{"check"}, 0},
		{"cycles/import/figure.svg", "cycles/import", []string{"render", "--collapse", "all", "--legend", "-o", "-", "--format", "svg"}, 0},
		{"cycles/foreign-key/check.txt", "cycles/foreign-key", []string{"check"}, 1},
		{"cycles/import/check.txt", "cycles/import", []string{"check"}, 1},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			got, stderr, code := djdag(t, test.project, test.args...)
			if code != test.code {
				t.Fatalf("djdag %q in %s: exit %d, want %d\n%s", test.args, test.project, code, test.code, stderr)
			}
			compare(t, test.file, got)
		})
	}
}

// compare reports how got differs from a file, or rewrites the file with -update.
func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run \"go test ./examples -update\"", err)
	}
	if diff := cmp.Diff(lines(want), lines(got)); diff != "" {
		const enough = 4000 // a new layout changes every line of a figure
		if len(diff) > enough {
			diff = diff[:enough] + "…"
		}
		t.Errorf("%s is stale; run \"go test ./examples -update\" and read the diff (-file +djdag):\n%s", file, diff)
	}
}

// lines splits a text into lines for a readable diff, whatever its line endings.
func lines(text []byte) []string {
	return strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
}

// A test writes every file in figures/ and every check.txt: none is a leftover.
func TestEveryFigureIsMade(t *testing.T) {
	source, err := os.ReadFile("examples_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*/figures/*", "*/*/check.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !bytes.Contains(source, []byte(`"`+filepath.ToSlash(file)+`"`)) {
				t.Errorf("no test writes %s", file)
			}
		}
	}
}

// The data dictionaries of the good examples are current, and nothing else is among
// them.
func TestDictionariesAreCurrent(t *testing.T) {
	for _, project := range good() {
		args := []string{"docs", "-o", "docs"}
		if !*update {
			args = append(args, "--check")
		}
		if stdout, stderr, code := djdag(t, project, args...); code != 0 || len(stderr) > 0 {
			t.Errorf("djdag %q in %s: exit %d; run \"go test ./examples -update\"\n%s%s", args, project, code, stdout, stderr)
		}
	}
}

// The good examples give nothing to complain about.
func TestGoodExamplesPass(t *testing.T) {
	for _, project := range good() {
		stdout, stderr, code := djdag(t, project, "check")
		if code != 0 || len(stdout) > 0 || len(stderr) > 0 {
			t.Errorf("djdag check in %s: exit %d, stdout %q, stderr %q", project, code, stdout, stderr)
		}
	}
}

func good() []string { return []string{"imaging", "workflow"} }

// export returns the pipeline that djdag reads from a project.
func export(t *testing.T, project string) *graph.Pipeline {
	t.Helper()
	stdout, stderr, code := djdag(t, project, "export")
	if code != 0 {
		t.Fatalf("djdag export in %s: exit %d\n%s", project, code, stderr)
	}
	p, err := graph.Decode(bytes.NewReader(stdout))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// djdag reads from the source what DataJoint declares in a database. declared.py
// wrote the files declared.txt from such a database.
func TestReadsWhatDataJointDeclares(t *testing.T) {
	for _, project := range good() {
		want, err := os.ReadFile(filepath.Join(project, "declared.txt"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(lines(want), lines([]byte(describe(export(t, project))))); diff != "" {
			t.Errorf("%s (-declared +read):\n%s", project, diff)
		}
	}
}

// describe formats a pipeline as declared.py does.
func describe(p *graph.Pipeline) string {
	short := func(id string) string { return id[strings.IndexByte(id, '.')+1:] }
	var b strings.Builder
	for _, table := range p.Tables {
		b.WriteString(short(table.ID) + " " + table.Tier.String() + ": " + strings.Join(table.PrimaryKey, ", ") + "\n")
		var keys []string
		for _, key := range p.ForeignKeys {
			if key.Child == table.ID {
				keys = append(keys, "  -> "+short(key.Parent)+": "+pairs(key)+" ["+flags(key)+"]\n")
			}
		}
		slices.Sort(keys)
		b.WriteString(strings.Join(keys, ""))
	}
	return b.String()
}

func pairs(key graph.ForeignKey) string {
	var all []string
	for _, pair := range key.AttrMap {
		all = append(all, pair.Child+"="+pair.Parent)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func flags(key graph.ForeignKey) string {
	var all []string
	for _, flag := range []struct {
		set  bool
		name string
	}{{key.Primary, "primary"}, {key.Multi, "multi"}, {key.Aliased, "aliased"}} {
		if flag.set {
			all = append(all, flag.name)
		}
	}
	return strings.Join(all, " ")
}

// In the build order, every table comes after its parents, and so does every module.
func TestOrder(t *testing.T) {
	for _, project := range good() {
		tables := order(t, project, "table")
		modules := order(t, project, "module")
		p := export(t, project)
		if len(tables) != len(p.Tables) {
			t.Errorf("%s: order lists %d tables, want %d", project, len(tables), len(p.Tables))
		}
		for _, key := range p.ForeignKeys {
			if slices.Index(tables, key.Parent) >= slices.Index(tables, key.Child) {
				t.Errorf("%s: %s comes before %s, which it refers to", project, key.Child, key.Parent)
			}
			parent, child := p.Table(key.Parent).Module, p.Table(key.Child).Module
			if parent != child && slices.Index(modules, parent) >= slices.Index(modules, child) {
				t.Errorf("%s: %s comes before %s, which it refers to", project, child, parent)
			}
		}
	}
}

func order(t *testing.T, project, level string) []string {
	t.Helper()
	stdout, stderr, code := djdag(t, project, "order", "--level", level)
	if code != 0 {
		t.Fatalf("djdag order in %s: exit %d\n%s", project, code, stderr)
	}
	return strings.Fields(string(stdout))
}
