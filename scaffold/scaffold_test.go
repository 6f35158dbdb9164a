package scaffold

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

// combinations returns every choice of options, each with several lists of
// schemas.
func combinations() []Options {
	long := []string{"reference", "laboratory", "open_field", "electrophysiology", "calcium_imaging", "behavior2", "synchronization", "a_report_of_all_the_results_above"}
	long[len(long)-1] = long[len(long)-1][:maxSchema-1]
	var all []Options
	for _, schemas := range [][]string{nil, {"subject"}, {"subject", "imaging", "report"}, long} {
		for license := MIT; license <= GPL3; license++ {
			for _, o := range []Options{
				{Standard: Book, DataJoint: DataJoint2, Backend: MySQL},
				{Standard: Book, DataJoint: DataJoint2, Backend: PostgreSQL},
				{Standard: Docs, DataJoint: DataJoint2, Backend: MySQL},
				{Standard: Docs, DataJoint: DataJoint2, Backend: PostgreSQL},
				{Standard: Book, DataJoint: DataJoint014, Backend: MySQL},
			} {
				o.Name, o.Schemas, o.License, o.Year = "mouse-Ephys.2", schemas, license, 2026
				all = append(all, o)
			}
		}
	}
	return all
}

// project returns the text of each file of a project.
func project(t *testing.T, o Options) map[string]string {
	t.Helper()
	files, err := Project(o)
	if err != nil {
		t.Fatalf("%+v: %v", o, err)
	}
	if !slices.IsSortedFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("%+v: not sorted", o)
	}
	texts := make(map[string]string)
	for _, f := range files {
		texts[f.Path] = string(f.Data)
	}
	return texts
}

// All files of all projects can be read, and look as if somebody had written
// them.
func TestFiles(t *testing.T) {
	for _, o := range combinations() {
		for path, text := range project(t, o) {
			license := path == "LICENSE"
			if strings.Contains(text, "{{") || strings.Contains(text, "}}\n") && !strings.HasSuffix(path, "compose.yaml") {
				t.Errorf("%s has a name that was not replaced:\n%s", path, text)
			}
			if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") || strings.Contains(text, "\n\n\n\n") {
				t.Errorf("%s: want one newline at the end, and not many in between:\n%s", path, text)
			}
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if strings.TrimRight(line, " \t") != line && !license {
					t.Errorf("%s: white space at the end of %q", path, line)
				}
				if len(line) > maxLine && strings.HasSuffix(path, ".py") {
					t.Errorf("%s: line of %d characters: %s", path, len(line), line)
				}
			}
			var any any
			var err error
			switch path[strings.LastIndexByte(path, '.')+1:] {
			case "toml":
				err = toml.Unmarshal([]byte(text), &any)
			case "json", "ipynb":
				err = json.Unmarshal([]byte(text), &any)
			case "yaml", "yml":
				err = yaml.Unmarshal([]byte(text), &any)
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", path, err, text)
			}
		}
	}
}

// Every template becomes a file of some project.
func TestTemplatesAreUsed(t *testing.T) {
	used := make(map[string]bool)
	for _, o := range combinations() {
		for _, f := range o.tree() {
			used["templates/"+f.template] = true
		}
	}
	err := fs.WalkDir(templates, "templates", func(path string, d fs.DirEntry, err error) error {
		if !d.IsDir() && !used[path] {
			t.Errorf("no project has a file from %s", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// Free text stays text, whatever is in it, and stands where it should only.
func TestAuthor(t *testing.T) {
	const marker = "Zoë"
	for author, inMarkdown := range map[string]string{
		`Zoë Łukasz 你好`:                     `Zoë Łukasz 你好`,
		`Zoë O'Brien, "Bob" \ {{year}} {{`:  `Zoë O'Brien, "Bob" \\ \{\{year\}\} \{\{`,
		`Zoë" }] # x`:                       `Zoë" \}\] \# x`,
		`Zoë <b> [x](javascript:y) *b* _c_`: `Zoë \<b\> \[x\]\(javascript\:y\) \*b\* \_c\_`,
		`Zoë """ ${DJ_PASS} &lt; @you`:      `Zoë """ \$\{DJ\_PASS\} \&lt; \@you`,
	} {
		for path, text := range project(t, Options{Name: "demo", Author: author, Year: 2026}) {
			var want string
			switch path {
			case "LICENSE":
				want = "Copyright (c) 2026 " + author + "\n"
			case "README.md":
				want = "Copyright (c) 2026 " + inMarkdown + ". The license"
			case "pyproject.toml":
				var conf struct {
					Project struct {
						Authors []struct{ Name string }
					}
				}
				if err := toml.Unmarshal([]byte(text), &conf); err != nil {
					t.Errorf("author %q: %v", author, err)
				} else if len(conf.Project.Authors) != 1 || conf.Project.Authors[0].Name != author {
					t.Errorf("author %q: pyproject.toml has %q", author, conf.Project.Authors)
				}
			default:
				if strings.Contains(text, marker) {
					t.Errorf("%s has the author", path)
				}
			}
			if !strings.Contains(text, want) {
				t.Errorf("%s has no %q", path, want)
			}
		}
	}
}

// An error says which name is wrong, and which names are right.
func TestErrors(t *testing.T) {
	base := func(change func(o *Options)) Options {
		o := Options{Name: "demo"}
		change(&o)
		return o
	}
	name := func(name string) Options { return base(func(o *Options) { o.Name = name }) }
	pkg := func(name string) Options { return base(func(o *Options) { o.Package = name }) }
	schemas := func(names ...string) Options { return base(func(o *Options) { o.Schemas = names }) }
	author := func(name string) Options { return base(func(o *Options) { o.Author = name }) }
	const how = ` use lower-case letters, digits, and "_" between them, and start with a letter`
	tests := []struct {
		opts Options
		want string
	}{
		{name(""), `a project cannot be called "": use letters, digits, and "-", "_" or "." between them`},
		{name(".."), `a project cannot be called "..": use letters, digits, and "-", "_" or "." between them`},
		{name("-x"), `a project cannot be called "-x": use letters, digits, and "-", "_" or "." between them`},
		{name("a b"), `a project cannot be called "a b": use letters, digits, and "-", "_" or "." between them`},
		{name("a\n"), `a project cannot be called "a\n": use letters, digits, and "-", "_" or "." between them`},
		{name("größe"), `a project cannot be called "größe": use letters, digits, and "-", "_" or "." between them`},
		{name(strings.Repeat("x", 41)), `the name of the project has 41 characters; use at most 40`},
		{name("DataJoint"), `a project cannot be called "DataJoint": it needs the package of that name`},
		{pkg("My"), `a package cannot be called "My":` + how},
		{pkg("a-b"), `a package cannot be called "a-b":` + how},
		{pkg("2p"), `a package cannot be called "2p":` + how},
		{pkg("a/b"), `a package cannot be called "a/b":` + how},
		{pkg("class"), `a package cannot be called "class": it is a keyword of Python`},
		{pkg("numpy"), `a package cannot be called "numpy": Python has one of that name`},
		{pkg("signal"), `a package cannot be called "signal": Python has one of that name`},
		{schemas(""), `a schema cannot be called "":` + how},
		{schemas("lab", "Lab"), `a schema cannot be called "Lab":` + how},
		{schemas("_lab"), `a schema cannot be called "_lab":` + how},
		{schemas("lab_"), `a schema cannot be called "lab_":` + how},
		{schemas("a__b"), `a schema cannot be called "a__b":` + how},
		{schemas("a,b"), `a schema cannot be called "a,b":` + how},
		{schemas(`a"); x`), `a schema cannot be called "a\"); x":` + how},
		{schemas("lambda"), `a schema cannot be called "lambda": it is a keyword of Python`},
		{schemas("none"), `a schema cannot be called "none": its table would be None, which is a keyword of Python`},
		{schemas("worker"), `a schema cannot be called "worker": its module needs the name for something else`},
		{schemas("lab", "rig", "lab"), `the schema "lab" is there twice`},
		{schemas(strings.Repeat("x", 33)), `the schema "` + strings.Repeat("x", 33) + `" has 33 characters; use at most 32`},
		{
			Options{Name: strings.Repeat("x", 40), Schemas: []string{strings.Repeat("y", 23)}},
			`the schema "` + strings.Repeat("y", 23) + `" would be ` + strings.Repeat("x", 40) + "_" + strings.Repeat("y", 23) + ` in the database, with 64 characters; use at most 63`,
		},
		{author("a\nb"), `the author "a\nb" is not one line of text`},
		{author("a\u202eb"), `the author "a\u202eb" is not one line of text`},
		{author("\xff"), `the author "\xff" is not one line of text`},
		{author("  "), `the author is blank`},
		{author(strings.Repeat("x", 201)), `the author has 201 bytes; use at most 200`},
		{
			Options{Name: "demo", Standard: Docs, DataJoint: DataJoint014},
			`the standard docs is that of DataJoint 2: DataJoint 0.14 reads no datajoint.json`,
		},
		{
			Options{Name: "demo", Backend: PostgreSQL, DataJoint: DataJoint014},
			`DataJoint 0.14 works with MySQL only; PostgreSQL needs DataJoint 2`,
		},
	}
	for _, test := range tests {
		files, err := Project(test.opts)
		if err == nil {
			t.Errorf("%+v: %d files, want the error %q", test.opts, len(files), test.want)
		} else if diff := cmp.Diff(test.want, err.Error()); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.opts, diff)
		}
	}
}

// A schema may not have a name that its project binds or calls.
func TestTakenNames(t *testing.T) {
	bound := regexp.MustCompile(`(?m)^ *(?:import (\w+)$|import \w+ as (\w+)|from [\w.]+ import (\w+)$|def (\w+)|(\w+) = |for (\w+) in)|lambda (\w+)|\((self), (key)\)|(?:^|[^\w.])([a-z]\w*)\(`)
	names := make(map[string]bool)
	for _, schemas := range [][]string{{"zzz"}, {"yyy", "zzz"}} {
		for path, text := range project(t, Options{Name: "demo", Schemas: schemas}) {
			if strings.HasSuffix(path, ".ipynb") {
				text = regexp.MustCompile(`(?m)^ +"`).ReplaceAllString(text, "")
			} else if !strings.HasSuffix(path, ".py") || strings.HasSuffix(path, "settings.py") {
				continue
			}
			for _, match := range bound.FindAllStringSubmatch(text, -1) {
				for _, name := range match[1:] {
					names[name] = true
				}
			}
		}
	}
	for _, name := range []string{"", "yyy", "zzz"} {
		delete(names, name)
	}
	for _, needed := range []string{"dj", "np", "schema", "key", "self", "table", "trace", "center", "vars", "print"} {
		if !names[needed] {
			t.Errorf("%q was not found; this test has grown blind", needed)
		}
	}
	for name := range maps.Keys(names) {
		if _, err := Project(Options{Name: "demo", Schemas: []string{name}}); err == nil && name == strings.ToLower(name) && !strings.HasPrefix(name, "test_") {
			t.Errorf("a schema may be called %q, which a project needs", name)
		}
	}
}

// The same options give the same bytes.
func TestProjectIsStable(t *testing.T) {
	for _, o := range combinations()[:5] {
		first, err := Project(o)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := Project(o)
		for i := range first {
			if !bytes.Equal(first[i].Data, again[i].Data) {
				t.Errorf("%s differs", first[i].Path)
			}
		}
	}
}

// A mistake in a template is an error with its place.
func TestTemplateErrors(t *testing.T) {
	for line, want := range map[string]string{
		"{{nothing}}": `unknown name "nothing"`,
		"{{open":      `unknown name "open"`,
	} {
		if _, err := (&template{}).fill(line); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
	if _, err := (&template{}).expand("gitignore"); err == nil || err.Error() != `template gitignore:14: unknown word "chapter"` {
		t.Error(err)
	}
}

// The words of the enumerations differ, and each value has one.
func TestWords(t *testing.T) {
	var words []string
	for i := range uint8(2) {
		words = append(words, Standard(i).String(), Version(i).String(), Backend(i).String())
	}
	for l := MIT; l <= GPL3; l++ {
		words = append(words, l.String())
		if !strings.HasPrefix(strings.ToLower(l.spdx()), l.String()) {
			t.Errorf("%s has the identifier %s", l, l.spdx())
		}
	}
	slices.Sort(words)
	if len(slices.Compact(slices.Clone(words))) != len(words) || strings.Contains(strings.Join(words, ""), "(") {
		t.Errorf("got %q", words)
	}
}
