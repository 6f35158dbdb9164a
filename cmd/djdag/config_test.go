package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An error in the configuration has a position and a suggestion.
func TestConfigErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		// Keys.
		{"root = []", `1:1: unknown key "root"; did you mean "roots"?`},
		{"colour = 1", `1:1: unknown key "colour"; want one of baseline, contract, datajoint, docs, entries, env, exclude, figure, no-environment, notebooks, ` +
			`per-path-ignores, project, roots, rules, search-path, set, standard, strict`},
		{"[tool.djdag]\nroots = []", `1:2: unknown key "tool"; in djdag.toml the keys of [tool.djdag] go at the top level`},
		{"[figures]\nname = 'a'", `1:2: unknown key "figures"; did you mean "figure"?`},
		{"[[figure]]\nname = 'a'\nfocuss = ['a']", `3:1: unknown key "focuss"; did you mean "focus"?`},
		{"[docs]\nmin-comment = 80", `2:1: unknown key "min-comment"; did you mean "min-comments"?`},
		{"docs.check = true", `1:1: unknown key "check"; want one of format, link, min-comments, output, select, theme, title`},

		// Types.
		{"roots = 'src'", `1:9: roots: want a list of strings`},
		{"roots = ['src', 1]", `1:17: roots: want a list of strings`},
		{"notebooks = 'yes'", `1:13: notebooks: want true or false`},
		{"env = ['A=1']", `1:7: env: want a table`},
		{"[env]\nA = 1", `2:5: env.A: want a string`},
		{"[set]\ncustom.prefix = []", `2:1: set.custom.prefix: want a string, a number, true or false`},
		{"env.A.B = ''", `1:7: env.A: want a string`},
		{"figure = 'a'", `1:10: figure: want a list of tables`},
		{"[[figure]]\nname = 'a'\nlegend = 1", `3:10: figure.legend: want true or false`},
		{"[[figure]]\nname = 'a'\nhubs = 'many'", `3:8: figure.hubs: want a whole number`},
		{"docs = 'tables'", `1:8: docs: want a table`},
		{"[docs]\nmin-comments = '80'", `2:16: docs.min-comments: want a whole number`},

		// Values.
		{"[[figure]]\nname = 'a'\ndirection = 'up'", `3:13: unknown direction "up"; want TB, LR, BT or RL`},
		{"[[figure]]\nname = 'a'\ntheme = 'blue'", `3:9: unknown theme "blue"; want light, dark, auto or classic`},
		{"[[figure]]\nname = 'a'\nattributes = 'some'", `3:14: unknown attributes "some"; want none, keys or all`},
		{"[[figure]]\nname = 'a'\nselect = 'A +'", `3:10: select "A +": column 4: want a name at the end of the selection`},
		{"[[figure]]\nname = 'a'\nformat = 'bmp'", `1:3: figure "a": format "bmp": want ` + orList(formatNames())},
		{"[[figure]]\nname = 'a'\noutput = 'a'", `1:3: figure "a": unknown extension of a; use `},
		{"[[figure]]\nname = 'a'\ndpi = 0", `1:3: figure "a": dpi 0: want a number from 1 to 10000`},
		{"[[figure]]\nname = 'a'\ndpi = '300'", `3:7: figure.dpi: want a number`},
		{"[[figure]]\ncollapse = ['all']", `1:3: a figure needs a name`},
		{"[[figure]]\nname = 'a'\n[[figure]]\nname = 'a'", `3:3: duplicate figure "a"`},
		{"[[figure]]\nname = 'a'\n[[figure]]\nname = 'b'\noutput = './a.svg'", `3:3: figures "a" and "b" have the same output, a.svg`},
		{"[[figure]]\nname = 'Scan'\n[[figure]]\nname = 'scan'", `3:3: figures "Scan" and "scan" have the same output, scan.svg`},
		{"[[figure]]\nname = 'a'\noutput = '-'\nformat = 'dot'", `1:3: figure "a": output: want a file`},
		{"[[figure]]\nname = 'con'", `1:3: figure "con": not a valid file name on Windows; give the figure an output`},
		{"[[figure]]\nname = 'a?'", `1:3: figure "a?": not a valid file name on Windows; give the figure an output`},
		{"[[figure]]\nname = 'a'\ndocs = 'tables'", `3:8: want an address with {page}, such as https://host/tables/{page}/#{anchor} or tables/{page}.html#{anchor}`},
		{"[[figure]]\nname = 'a'\ndocs = 'javascript:{page}'", `3:8: want an address with {page}, such as https://host/tables/{page}/#{anchor} or tables/{page}.html#{anchor}`},
		{"[docs]\nformat = 'pdf'", `2:1: docs.format: unknown format "pdf"; want md, html or json`},
		{"[docs]\noutput = '-'", `2:1: docs.output: want a directory`},
		{"[docs]\noutput = '../elsewhere'", `2:1: docs.output: ../elsewhere is outside the project; its pages stay in it`},
		{"[docs]\nmin-comments = 101", `2:1: docs.min-comments 101: want a number from 0 to 100`},
		{"[docs]\ntheme = 'blue'", `2:9: unknown theme "blue"; want light, dark, auto or classic`},
		{"datajoint = 'new'", `1:13: "new" is not a version; want one such as 0.14 or 2.0`},
		{"[rules]\nfk-cycle = 'fatal'", `2:12: unknown severity "fatal"; want error, warning, note or off`},
		{"[rules]\nfk-cycles = 'off'", `2:1: no rule is called "fk-cycles"; did you mean "fk-cycle"?`},
		{"rules = { a = 'off' }", `1:1: no rule is called "a"`},
		{"[per-path-ignores]\n'legacy/**' = ['fk-cycles']", `2:1: no rule is called "fk-cycles"; did you mean "fk-cycle"?`},
		{"[per-path-ignores]\n'legacy/[' = ['fk-cycle']", `2:1: invalid path pattern "legacy/["`},
		{"[per-path-ignores]\n'legacy/**' = 'fk-cycle'", `2:15: per-path-ignores.legacy/**: want a list of strings`},

		{"exclude = ['a/[']", `1:1: exclude: invalid path pattern "a/["`},
		{"exclude = ['.']", `1:1: exclude: invalid path pattern "."`},

		// TOML.
		{"roots = [", `1:9: array is incomplete`},
		{"roots = []\nroots = []", `2:1: key roots is already defined`},

		// No text, or too much of it.
		{"# näh\n# na\xefve\n", `2:5: the byte 0xef is not UTF-8; save the file as UTF-8`},
		{"\xff\xfes\x00", `1:1: the byte 0xff is not UTF-8; save the file as UTF-8`},
		{"strict = true\x00", `1:14: expected newline but got U+0000`},
		{"strict = true\rroots = []\r", `1:14: expected newline but got U+000D`},
		{"strict = true\na" + strings.Repeat(".a", 100) + " = 1", `2:1: a key has 101 parts; djdag reads TOML with up to 100`},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			_, err := parseConfig("djdag.toml", []byte(test.text))
			if err == nil {
				t.Fatal("no error")
			}
			if got, want := err.Error(), "djdag.toml:"+test.want; got != want && !(strings.HasSuffix(want, " ") && strings.HasPrefix(got, want)) {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if code := reportError(new(strings.Builder), err); code != exitUsage {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// The other tables of pyproject.toml are ignored.
func TestProjectConfig(t *testing.T) {
	c, err := parseConfig("p/pyproject.toml", []byte("\ufeff[project]\nname = 'a'\n[tool.djdag]\nroots = ['src']\n[tool.other]\nx = 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join("p", "src")}, c.resolveAll(c.Roots)); diff != "" {
		t.Error(diff)
	}
	c, err = parseConfig("pyproject.toml", []byte("[project]\nname = 'djdag-like'\n"))
	if c != nil || err != nil {
		t.Errorf("without the table: %v, %v", c, err)
	}
	_, err = parseConfig("pyproject.toml", []byte("[project]\nname = 'a'\n\n[tool.djdag]\nroot = ['src']\n"))
	if want := `pyproject.toml:5:1: unknown key "root"; did you mean "roots"?`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	_, err = parseConfig("pyproject.toml", []byte("tool.djdag = { roots = 'src' }\n"))
	if want := `pyproject.toml:1:24: a value of the wrong type`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// The entries of dj.config may be flat or nested.
// A pyproject.toml that cannot be read is an error in the configuration if djdag is
// configured there. Else it is one for the check to report.
func TestBrokenProjectConfig(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"not UTF-8, before the table", "[project]\nname = 'djdag \xef'\n[tool.djdag]\n", "pyproject.toml:2:15: the byte 0xef is not UTF-8; save the file as UTF-8"},
		{"not UTF-8, after the table", "[tool.djdag]\n[project]\nname = '\xef'\n", "pyproject.toml:3:9: the byte 0xef is not UTF-8; save the file as UTF-8"},
		{"not UTF-8, without a table", "[project]\nname = 'djdag \xef'\n", ""},
		{"syntax, before the table", "[project\n[tool . \"djdag\"]\n", "pyproject.toml:1:9: expected ']' to close table name"},
		{"syntax, after the table", "[[tool.djdag.figure]]\nname = 'a'\n[project\n", "pyproject.toml:3:9: expected ']' to close table name"},
		{"syntax, without a table", "[project\nname = 'djdag'\n", ""},
		{"many keys", "[tool.djdag]\n" + strings.Repeat("[[t]]\n", 20_000), "pyproject.toml:11000:3: the file has more than 11000 keys up to here; djdag reads no more"},
		{"many keys, without a table", "[djdag]\n" + strings.Repeat("[[t]]\n", 20_000), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := parseConfig("pyproject.toml", []byte(tt.text))
			got := ""
			if err != nil {
				got = err.Error()
			} else if c != nil {
				t.Errorf("a configuration: %+v", c)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestConfigSettings(t *testing.T) {
	for _, text := range []string{
		"[set]\n'custom.database.prefix' = 'lab_'\n'display.limit' = 7\nsafemode = false",
		"[set]\ncustom.database.prefix = 'lab_'\ndisplay.limit = 7\nsafemode = false",
		"[set.custom]\ndatabase = { prefix = 'lab_' }\n[set]\nsafemode = false\ndisplay = { limit = 7 }",
	} {
		c, err := parseConfig("djdag.toml", []byte(text))
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := c.settings()
		want := map[string]any{"custom.database.prefix": "lab_", "display.limit": int64(7), "safemode": false}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s\n%v (-want +got):\n%s", text, err, diff)
		}
	}
}

func TestFindConfig(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	check := func(path, message string) {
		t.Helper()
		c, err := findConfig(".")
		switch {
		case message != "" && (err == nil || err.Error() != message):
			t.Errorf("got  %v\nwant %s", err, message)
		case message == "" && (err != nil || c.path != path):
			t.Errorf("got %v, %v; want %q", c, err, path)
		}
	}
	check("", "")
	write("pyproject.toml", "not TOML at all")
	check("", "")
	write("pyproject.toml", "[tool.djdag]\nentries = []\n")
	check("pyproject.toml", "")
	write("djdag.toml", "")
	check("", "djdag.toml and pyproject.toml both configure djdag; keep one of them")
	write("pyproject.toml", "[project]\n")
	check("djdag.toml", "")
	write("djdag.toml", "x")
	check("", "djdag.toml:1:1: expected '=' after key")
}

func TestPatternBelow(t *testing.T) {
	for _, test := range []struct{ pattern, want string }{
		{"projects/a/legacy", "/legacy"},
		{"projects/*/legacy/*.py", "/legacy/*.py"},
		{"**/legacy/old", "/**/legacy/old"},
		{"projects/**", ""},
		{"projects/a", ""},
		{"projects", ""},
		{"projects/b/legacy", ""},
	} {
		if got := patternBelow(test.pattern, "projects/a"); got != test.want {
			t.Errorf("%s: got %q, want %q", test.pattern, got, test.want)
		}
	}
}
