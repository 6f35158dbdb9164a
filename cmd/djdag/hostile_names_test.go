package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/djdag/djdag/internal/printable"
)

// hostile is what a terminal, a spreadsheet or the runner of a CI job would act on.
const hostile = "::error::\x1b]0;own\a\x1b[31m\u009b\u0085\u202e\u2066\u200b\u200e\u061c\ufeff\u2028\u2029\x7f##vso[task.x]"

// hostileProject makes a project whose names, comments and paths are hostile, and
// goes there.
func hostileProject(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the file system allows no such names")
	}
	t.Chdir(t.TempDir())
	table := "import datajoint as dj\nschema = dj.Schema(" + `"=lab\x1b[31m\u202e")` + "\n@schema\nclass Subject(dj.Manual):\n" +
		"    definition = \"\"\"\n    # =1+1 " + hostile + "\n    subject : int  # " + hostile + "\n    ---\n    x='" + hostile + "' : varchar(2)\n" +
		"    -> Missing" + hostile + "\n    \"\"\"\n@schema\nclass Scan(dj.Manual):\n    definition = \"\"\"\n    -> Subject\n    scan : int\n    \"\"\"\n"
	for name, text := range map[string]string{
		"pyproject.toml": "[project]\nname = 'x'\n",
		strings.ReplaceAll(hostile, "/", "") + "\r\n\xff.py": table,
		"@x.py":  "x = (" + hostile,
		"lab.py": strings.ReplaceAll(table, "=lab", "lab"),
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// No command writes a character of the source that a terminal would act on.
func TestHostileNames(t *testing.T) {
	hostileProject(t)
	for _, line := range []string{
		"list", "list --tables", "list --tables --format csv", "list --format csv", "list --tables --format json", "list --format json",
		"export", "export --select lab --format json", "render --format json -o -",
		"show lab.Subject", "show lab.Subject --format json", "why lab.Subject lab.Scan", "why lab.Subject lab.Scan --format json", "why lab.Scan lab.Subject",
		"diff lab.py .", "diff . lab.py --format json", "diff lab.py . --format markdown", "diff lab.py . --format json -o -",
		"impact lab.Subject", "impact lab.Subject --format json", "diff " + hostile, "diff " + hostile + "...", "impact " + hostile, "impact --changed " + hostile,
		"order", "order --level table --stages", "order --format edges", "order --level table --format json",
		"docs --format json", "docs -o " + hostile + " --min-comments " + hostile, "docs -o " + hostile + " --check --nav mkdocs",
		"check --format text", "check --format concise", "check --format json", "check --format github", "check --format gitlab", "check --format junit",
		"check --format markdown", "check --format sarif", "check --statistics", "check --color always --format concise",
		"__complete show S", "__complete list --select S",
		"list " + hostile, hostile, "check --rule " + hostile, "check --" + hostile, "show " + hostile, "list --select " + hostile, "list --exclude [" + hostile,
		"list --root " + hostile, "list --entry " + hostile, "list --config " + hostile, "check --baseline " + hostile, "list --search-path " + hostile,
		"check --new-from " + hostile, "list --format " + hostile, "list --set " + hostile, "render -o " + hostile, "help " + hostile, "completion " + hostile,
	} {
		_, stdout, stderr := runWith(t, "", strings.Split(line, " ")...)
		if stdout+stderr == "" {
			t.Errorf("%q printed nothing", line)
		}
		if strings.Contains(line, "always") { // the colours are our own
			for _, colour := range []string{plain, bold, red, green, yellow, blue} {
				stdout = strings.ReplaceAll(stdout, colour, "")
			}
		}
		for _, text := range []string{stdout, stderr} {
			if !utf8.ValidString(text) {
				t.Errorf("%q writes what is not UTF-8: %q", line, text)
			}
			for i, r := range text {
				if r != '\n' && r != '\t' && printable.Text(string(r)) != string(r) {
					t.Errorf("%q writes %q as it is: …%q", line, r, text[max(0, i-40):min(len(text), i+40)])
					break
				}
			}
			for row := range strings.Lines(text) {
				if strings.HasPrefix(strings.TrimLeft(row, " "), "::") && !strings.HasPrefix(row, "::error file=") && !strings.HasPrefix(row, "::warning file=") {
					t.Errorf("%q writes a command: %q", line, row)
				}
			}
		}
		if strings.Contains(line, "json") && !json.Valid([]byte(stdout)) {
			t.Errorf("%q writes no JSON", line)
		}
		if strings.Contains(line, "csv") {
			if _, err := csv.NewReader(strings.NewReader(stdout)).ReadAll(); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	}
}

func TestCSVCell(t *testing.T) {
	for in, want := range map[string]string{
		"":             "",
		"lab.Subject":  "lab.Subject",
		"a = 1":        "a = 1",
		"=1+1":         "'=1+1",
		"+1":           "'+1",
		"-1":           "'-1",
		"@SUM(A1)":     "'@SUM(A1)",
		"  =1":         "'  =1",
		"\u00a0=1":     "'\u00a0=1",
		"\tx":          "'\tx",
		"\t=1":         "'\t=1",
		"＝1":           "'＝1",
		"\r=1":         `\r=1`,
		"\n=1":         `\n=1`,
		"\ufeff=1":     `\ufeff=1`,
		"'=1":          "'=1",
		"Ünit":         "Ünit",
		"\x1b[31mred":  `\x1b[31mred`,
		"=HYPERLINK()": "'=HYPERLINK()",
	} {
		if got := csvCell(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
