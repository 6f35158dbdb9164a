package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/render"
)

// smallExport is a pipeline of one table.
const smallExport = `{"format":"djdag/1",
"modules":[{"name":"lab","path":"lab.py","imports":[]}],
"schemas":[{"id":"lab","name":"lab","template":"lab","modules":["lab"],"active":true,"path":"lab.py","line":3}],
"tables":[{"id":"lab.Subject","module":"lab","class":"Subject","schema":"lab","table_name":"subject","tier":"manual","active":true,
 "primary_key":["subject"],"attributes":[{"name":"subject","type":"int","in_key":true,"line":8}],"path":"lab.py","line":6,"col":7}],
"foreign_keys":[],"external":[],"diagnostics":[]}`

// runWith runs the program in this process.
func runWith(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// usageProject creates the files of TestUsageErrors in a temporary directory and makes
// it the current one.
func usageProject(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"small.json": smallExport,
		"broken.json": `{"format":
`,
		"notes.txt": "",
	} {
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join("project", "src"), 0o777); err != nil {
		t.Fatal(err)
	}
}

// A usage error is one line with advice, printed before anything is read.
func TestUsageErrors(t *testing.T) {
	usageProject(t)

	formats := orList(formatNames())
	var exts []string
	for _, f := range render.Formats() {
		exts = append(exts, f.Extensions[0])
	}
	extensions := orList(exts)

	tests := []struct {
		args string // separated by spaces
		code int
		want string
	}{
		// Commands.
		{"frobnicate", exitUsage, `unknown command "frobnicate"; run "djdag help" for the list`},
		{"rendr", exitUsage, `unknown command "rendr"; did you mean render?`},
		{"rendr --foo", exitUsage, `unknown command "rendr"; did you mean render?`},
		{"project", exitUsage, `unknown command "project"; to check that path, run djdag check project`},
		{"help rendr", exitUsage, `unknown command "rendr"; did you mean render?`},
		{"help render check", exitUsage, `help takes one command, not "render check"`},
		{"version 2", exitUsage, `version takes no arguments, not "2"`},
		{"completion", exitUsage, `completion takes bash, zsh, fish or powershell, not ""`},
		{"completion tcsh", exitUsage, `completion takes bash, zsh, fish or powershell, not "tcsh"`},

		// Flags.
		{"--frobnicate", exitUsage, `unknown flag --frobnicate; see "djdag --help"`},
		{"export --frobnicate", exitUsage, `unknown flag --frobnicate; see "djdag export --help"`},
		{"export --entri x", exitUsage, `unknown flag --entri; did you mean --entry?`},
		{"render --dir LR", exitUsage, `unknown flag --dir; did you mean --direction?`},
		{"export -z", exitUsage, `unknown flag -z; see "djdag export --help"`},
		{"export -o", exitUsage, `--output needs a value; see "djdag export --help"`},
		{"export --format yaml", exitUsage, `--format "yaml": want json`},
		{"export --env HOME", exitUsage, `--env "HOME": want NAME=VALUE`},
		{"export --env =x", exitUsage, `--env "=x": want NAME=VALUE`},
		{"export --notebooks=maybe", exitUsage, `--notebooks "maybe": must be true or false`},
		{"render --direction up -o x.svg", exitUsage, `--direction "up": want TB, LR, BT or RL`},
		{"show", exitUsage, `show needs the name of a table; djdag list --tables lists them`},
		{"show a b c", exitUsage, `show takes one TABLE and at most one PATH, not "a b c"`},
		{"show Subjec small.json", exitUsage, `no table is called "Subjec"; did you mean "Subject"?`},
		{"why a", exitUsage, `why needs two tables: djdag why A B explains how B depends on A`},
		{"why Subject lab.Subjec small.json", exitUsage, `no table is called "lab.Subjec"; did you mean "lab.Subject"?`},
		{"why Subject Subject small.json", exitFindings, `lab.Subject does not depend on lab.Subject`},
		{"render --dpi 0 -o x.png", exitUsage, `--dpi "0": want a number from 1 to 10000`},
		{"render --dpi high -o x.png", exitUsage, `--dpi "high": want a number from 1 to 10000`},
		{"render --check", exitUsage, `no output; add -o FILE, or --format for stdout`},
		{"render --check --format dot", exitUsage, `--check needs a file to compare with; add -o FILE`},
		{"order --select A+", exitUsage, `--select "A+": column 3: want a name at the end of the selection`},
		{"order --stages --format edges", exitUsage, `--stages needs --format text or json`},
		{"order --populate --level module", exitUsage, `--populate lists tables; drop --level module`},

		// Output.
		{"render", exitUsage, `no output; add -o FILE, or --format for stdout`},
		{"render -o -", exitUsage, `-o - needs a --format: ` + formats},
		{"render -o figure", exitUsage, `unknown extension of figure; use ` + extensions + `, or add --format`},
		{"render -o figure.bmp", exitUsage, `unknown extension of figure.bmp; use ` + extensions + `, or add --format`},
		{"render --format bmp", exitUsage, `--format "bmp": want ` + formats},
		{"render --all", exitUsage, `--all writes several files; add -o DIR`},
		{"render --all -o -", exitUsage, `--all writes several files; add -o DIR`},
		{"render --all -o x --focus a", exitUsage, `--focus does not work with --all, which decides itself what to collapse`},
		{"render --all -o x --format bmp", exitUsage, `--format "bmp": want ` + formats},
		{"render small.json --focus lap -o x.svg", exitUsage, `no schema is called "lap"; did you mean "lab"?`},
		{"export small.json -o nowhere/x.json", exitFailure, `cannot write nowhere/x.json: no such file or directory`},
		{"export small.json -o project", exitFailure, `cannot write project: is a directory`},

		// Input.
		{"export a b", exitUsage, `export takes one PATH, not 2: a b`},
		{"export nowhere", exitFailure, `cannot read nowhere: no such file or directory`},
		{"export notes.txt", exitUsage, `cannot read notes.txt: want a directory, a .py or .ipynb file, or an export (.json)`},
		{"export project --root lib", exitFailure, `root: cannot read lib: no such file or directory`},
		{"export project --root .", exitUsage, `root: . is outside the project project; use --search-path`},
		{"export project --search-path notes.txt", exitFailure, `search-path: cannot read notes.txt: not a directory`},
		{"export small.json --entry lab", exitUsage, `--entry needs source, but small.json is an export; pass it to djdag export`},
		{"export - --env A=1", exitUsage, `--env needs source, but stdin is an export; pass it to djdag export`},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			code, stdout, stderr := runWith(t, "", strings.Fields(test.args)...)
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if stdout != "" {
				t.Errorf("stdout: %q", stdout)
			}
			if diff := cmp.Diff("djdag: "+test.want+"\n", stderr); diff != "" {
				t.Errorf("stderr (-want +got):\n%s", diff)
			}
		})
	}
}

// Every error in an export is reported with the name of its source.
func TestBrokenExport(t *testing.T) {
	for _, input := range []string{"", "{", "[]", "null", `{"format":"djdag/2"}`, `{"format":"djdag/1"`, "\x00"} {
		code, stdout, stderr := runWith(t, input, "export", "-")
		if code != exitFailure || stdout != "" || !strings.HasPrefix(stderr, "djdag: stdin") || strings.Count(stderr, "\n") != 1 {
			t.Errorf("export of %q: code %d, stdout %q, stderr %q", input, code, stdout, stderr)
		}
	}
}

func TestHelp(t *testing.T) {
	root := newRoot("")
	for _, cmd := range root.Commands() {
		t.Run(cmd.Name(), func(t *testing.T) {
			code, asked, stderr := runWith(t, "", cmd.Name(), "--help")
			if code != exitOK || stderr != "" {
				t.Errorf("--help: code %d, stderr %q", code, stderr)
			}
			_, helped, _ := runWith(t, "", "help", cmd.Name())
			if diff := cmp.Diff(asked, helped); diff != "" {
				t.Errorf("help %s is not %s --help:\n%s", cmd.Name(), cmd.Name(), diff)
			}
			if cmd.Example == "" || strings.HasSuffix(cmd.Short, ".") {
				t.Error("want a short purpose without a full stop, and examples")
			}
			for line := range strings.Lines(asked) {
				if len(line) > 120 {
					t.Errorf("line of %d characters: %s", len(line), line)
				}
			}
		})
	}
}

// The examples in the help run as they are. This runs those about a project of the
// repository, without the programs that they are piped to.
func TestExamplesOfHelp(t *testing.T) {
	t.Chdir("../..")
	for _, cmd := range newRoot("").Commands() {
		for line := range strings.Lines(cmd.Example) {
			words := strings.Fields(line)
			place := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "examples/") })
			if place < 0 {
				continue
			}
			end := place + 1 // the rest explains the example, except for flags
			if len(words) > end && strings.HasPrefix(words[end], "--") {
				end += 2
			}
			args := words[1:end]
			var stderr bytes.Buffer
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			var stdout io.Writer = io.Discard
			if cmd.Name() == "serve" { // until it is interrupted
				stdout = interrupter(stop)
			}
			if code := run(ctx, args, strings.NewReader(""), stdout, &stderr); code != exitOK {
				t.Errorf("djdag %s: exit code %d: %s", strings.Join(args, " "), code, &stderr)
			}
		}
	}
}

// An interrupter interrupts the program as soon as that has printed something.
type interrupter func()

func (i interrupter) Write(text []byte) (int, error) {
	i()
	return len(text), nil
}

// The manual has a part for each command that explains its flags. The flags about
// the input share one part.
func TestManual(t *testing.T) {
	text, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	part := func(heading string) string {
		_, after, ok := strings.Cut(string(text), "\n## "+heading+"\n")
		if !ok {
			t.Errorf("docs/cli.md has no part %q", heading)
		}
		before, _, _ := strings.Cut(after, "\n## ")
		return before
	}
	input := part("Input")
	for _, cmd := range newRoot("").Commands() {
		if !strings.Contains(string(text), "\ndjdag "+cmd.Name()) {
			t.Errorf("docs/cli.md does not list djdag %s", cmd.Name())
		}
		if !cmd.HasAvailableLocalFlags() || cmd.Name() == "completion" || cmd.Name() == "version" {
			continue
		}
		about := part("djdag " + cmd.Name())
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			known := about
			if f.Annotations[groupAnnotation] == nil {
				return // --help
			}
			if f.Annotations[groupAnnotation][0] == "Input" {
				known = input
			}
			name := "--" + f.Name
			if f.Shorthand != "" {
				name = "-" + f.Shorthand
			}
			if !strings.Contains(known, "`"+name) && !strings.Contains(known, " "+name+" ") && f.Name != "color" {
				t.Errorf("docs/cli.md: the part on djdag %s does not explain %s", cmd.Name(), name)
			}
		})
	}
}

// A missing command must not pass for success.
func TestNoCommand(t *testing.T) {
	code, stdout, stderr := runWith(t, "")
	if code != exitUsage || stdout != "" || !strings.Contains(stderr, "Usage:") {
		t.Errorf("code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

func TestVersion(t *testing.T) {
	_, long, _ := runWith(t, "", "--version")
	code, stdout, stderr := runWith(t, "", "version")
	if code != exitOK || stderr != "" || !strings.HasPrefix(stdout, "djdag ") || stdout != long {
		t.Errorf("code %d, stdout %q, stderr %q; --version: %q", code, stdout, stderr, long)
	}
}

// The manual has a row for each format of figures, with its extensions, and for each
// format of findings.
func TestManualFormats(t *testing.T) {
	text, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	row := func(cells ...string) {
		t.Helper()
		pattern := "(?m)^"
		for _, cell := range cells {
			pattern += `\| [^|]*` + regexp.QuoteMeta("`"+cell+"`") + `[^|]* `
		}
		if !regexp.MustCompile(pattern + `\|`).Match(text) {
			t.Errorf("docs/cli.md has no row for %q", cells)
		}
	}
	for _, f := range render.Formats() {
		for _, extension := range f.Extensions {
			row(f.Name, extension)
		}
	}
	for _, f := range check.Formats() {
		row(f.Name)
	}
}
