package check_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

func at(path string, line, col int) graph.Pos { return graph.Pos{Path: path, Line: line, Col: col} }

// source contains the files for positions in the tests.
var source = fstest.MapFS{
	"lab/a.py": {Data: []byte("from . import b\n\n\tA   -> b.B\n\tA   -> A\n")},
	"lab/b.py": {Data: []byte("from . import a\r\n\r\n -> a.A # näher\r\n")},
	"lab/n.ipynb": {Data: []byte(`{"cells":[
		{"cell_type":"markdown","source":["# title"]},
		{"cell_type":"code","source":["x = 1\n","-> 日本.語 # wide\n"]},
		{"cell_type":"code","source":"a = 1\nb = 2"}]}`)},
}

// tangled returns a pipeline of two modules and two tables. The first module
// imports the second; the second imports the first if imports is true.
func tangled(imports bool, foreignKeys ...graph.ForeignKey) *graph.Pipeline {
	p := &graph.Pipeline{
		Modules: []graph.Module{{Name: "lab.a", Path: "lab/a.py"}, {Name: "lab.b", Path: "lab/b.py"}},
		Schemas: []graph.Schema{
			{ID: "a", Active: true, Modules: []string{"lab.a"}, Pos: at("lab/a.py", 2, 1)},
			{ID: "b", Active: true, Modules: []string{"lab.b"}, Pos: at("lab/b.py", 2, 1)},
		},
		Tables: []graph.Table{
			{ID: "lab.a.A", Module: "lab.a", Class: "A", Schema: "a", Active: true, Pos: at("lab/a.py", 2, 7)},
			{ID: "lab.b.B", Module: "lab.b", Class: "B", Schema: "b", Active: true, Pos: at("lab/b.py", 2, 7)},
		},
		ForeignKeys: foreignKeys,
	}
	p.Modules[0].Imports = []graph.Import{{Module: "lab.b", Text: "from . import b", Pos: at("lab/a.py", 1, 1)}}
	if imports {
		p.Modules[1].Imports = []graph.Import{{Module: "lab.a", Text: "from . import a", Pos: at("lab/b.py", 1, 1), Breaks: true}}
	}
	p.Sort()
	return p
}

func TestCycleRules(t *testing.T) {
	toB := graph.ForeignKey{Child: "lab.a.A", Parent: "lab.b.B", Text: "-> b.B", Pos: at("lab/a.py", 3, 6)}
	toA := graph.ForeignKey{Child: "lab.b.B", Parent: "lab.a.A", Text: "-> a.A", Pos: at("lab/b.py", 3, 2)}
	self := graph.ForeignKey{Child: "lab.a.A", Parent: "lab.a.A", Text: "-> A", Pos: at("lab/a.py", 4, 6)}
	tests := []struct {
		name string
		in   *graph.Pipeline
		want string
	}{
		{"none", tangled(false, toB), ``},
		{"fk-cycle", tangled(false, toB, toA), `
lab/a.py:3:6: error: foreign keys form a cycle of 2 tables: lab.a.A → lab.b.B → lab.a.A; remove "-> b.B" from lab.a.A [fk-cycle]
    3 | 	A   -> b.B
      | 	    ^~~~~~
    lab/a.py:3:6: lab.a.A refers to lab.b.B: -> b.B
    lab/b.py:3:2: lab.b.B refers to lab.a.A: -> a.A
`},
		{"fk-self", tangled(false, self), `
lab/a.py:4:6: error: a table cannot refer to itself; put the relation into a table of its own [fk-self]
    4 | 	A   -> A
      | 	    ^~~~
`},
		{"fk-self and fk-cycle", tangled(false, self, toB, toA), `
lab/a.py:3:6: error: foreign keys form a cycle of 2 tables: lab.a.A → lab.b.B → lab.a.A; remove "-> b.B" from lab.a.A [fk-cycle]
    3 | 	A   -> b.B
      | 	    ^~~~~~
    lab/a.py:3:6: lab.a.A refers to lab.b.B: -> b.B
    lab/b.py:3:2: lab.b.B refers to lab.a.A: -> a.A
lab/a.py:4:6: error: a table cannot refer to itself; put the relation into a table of its own [fk-self]
    4 | 	A   -> A
      | 	    ^~~~
`},
		{"import-cycle", tangled(true), `
lab/a.py:1:1: error: imports form a cycle of 2 modules: lab.a → lab.b → lab.a; remove "from . import b" from lab.a [import-cycle]
    1 | from . import b
      | ^~~~~~~~~~~~~~~
    lab/a.py:1:1: lab.a imports lab.b: from . import b
    lab/b.py:1:1: lab.b imports lab.a: from . import a
`},
		{"schema-cycle", tangled(false, toA), `
lab/a.py:1:1: error: imports and foreign keys form a cycle of 2 modules: lab.a → lab.b → lab.a; remove "from . import b" from lab.a [schema-cycle]
    1 | from . import b
      | ^~~~~~~~~~~~~~~
    lab/a.py:1:1: lab.a imports lab.b: from . import b
    lab/b.py:3:2: lab.b.B refers to lab.a.A: -> a.A
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := check.Text(&b, check.Run(tt.in, check.Options{}), check.TextOptions{Source: source}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), b.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestCyclesListed: a finding lists the first hops of a long cycle and the first
// of many cuts, and the numbers of further ones.
func TestCyclesListed(t *testing.T) {
	var c graph.Cycle
	for range 40 {
		c.Hops = append(c.Hops, graph.Hop{From: "a", To: "b", Child: "a", Parent: "b", Text: "-> b"})
	}
	c.Cuts = c.Hops[:33]
	d := check.Cycles([]graph.Cycle{c})[0]
	if _, advice, _ := strings.Cut(d.Message, "; "); advice != `remove "-> b" from a; then remove 32 more lines` {
		t.Errorf("the advice is %q", advice)
	}
	if len(d.Related) != 66 || d.Related[32].Message != "… and 8 more" || d.Related[65].Message != "to remove: … and 1 more" {
		t.Errorf("%d related positions:\n%v", len(d.Related), d.Related)
	}
}

// TestCyclesApproximate: an approximate cycle is not called the shortest.
func TestCyclesApproximate(t *testing.T) {
	hops := []graph.Hop{{From: "a", To: "b"}, {From: "b", To: "a"}}
	for approximate, want := range map[bool]string{
		false: "foreign keys form a cycle of 2 tables: a → b → a (the shortest among 3 tables that all depend on each other); remove one of them",
		true:  "foreign keys form a cycle of 2 tables: a → b → a (one of many among 3 tables that all depend on each other); remove one of them",
	} {
		c := graph.Cycle{Hops: hops, Members: []string{"a", "b", "c"}, Approximate: approximate}
		if got := check.Cycles([]graph.Cycle{c})[0].Message; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestRulesAreComplete: each rule has a valid code, a title and documentation.
func TestRulesAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range check.Rules() {
		if r.Code == "" || seen[r.Code] || strings.Trim(r.Code, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("code %q is empty, used twice, or not kebab-case", r.Code)
		}
		seen[r.Code] = true
		if r.Title == "" || strings.HasSuffix(r.Title, ".") || strings.Contains(r.Title, "\n") {
			t.Errorf("%s: the title %q is not a line without a full stop", r.Code, r.Title)
		}
		h := r.Help()
		if h.Text == "" || len(h.Bad) == 0 || len(h.Good) == 0 || h.Findings == "" {
			t.Errorf("%s: the help is incomplete", r.Code)
		}
	}
}

// TestRunPassesDiagnosticsOn: diagnostics of the pipeline are findings.
func TestRunPassesDiagnosticsOn(t *testing.T) {
	d := graph.Diagnostic{Rule: "parse-error", Severity: graph.Warning, Message: "not Python", Pos: at("a.py", 1, 1)}
	got := check.Run(&graph.Pipeline{Diagnostics: []graph.Diagnostic{d}}, check.Options{})
	if diff := cmp.Diff([]graph.Diagnostic{d}, got); diff != "" {
		t.Error(diff)
	}
}

func TestOptionsValidate(t *testing.T) {
	run := func(*check.Pass) {}
	tests := []struct {
		name string
		opts check.Options
		want string
	}{
		{"the zero value", check.Options{}, ""},
		{"an additional rule", check.Options{Rules: []check.Rule{{Code: "own", Run: run}}, Select: []string{"own", "fk-cycle"}}, ""},
		{"no code", check.Options{Rules: []check.Rule{{Title: "t", Run: run}}}, `a rule has no code ("t")`},
		{"no function", check.Options{Rules: []check.Rule{{Code: "own"}}}, `the rule "own" has no function to run`},
		{"the code of another rule", check.Options{Rules: []check.Rule{{Code: "fk-cycle", Run: run}}}, `two rules are called "fk-cycle"`},
		{"the same code twice", check.Options{Rules: []check.Rule{{Code: "own", Run: run}, {Code: "own", Run: run}}}, `two rules are called "own"`},
		{"select", check.Options{Select: []string{"fk-cicle"}}, `no rule is called "fk-cicle"; did you mean "fk-cycle"?`},
		{"ignore", check.Options{Ignore: []string{"unlike-any"}}, `no rule is called "unlike-any"`},
		{"severity", check.Options{Severity: map[string]graph.Severity{"own": graph.Note}}, `no rule is called "own"`},
	}
	for _, tt := range tests {
		got := ""
		if err := tt.opts.Validate(); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestIndexUnknown: without positions of columns, the finding has the position of
// the index. It abbreviates a long list of attributes, and ignores expressions.
func TestIndexUnknown(t *testing.T) {
	p := tangled(false)
	table := &p.Tables[0]
	for _, name := range strings.Fields("a b c d e f g") {
		table.Attributes = append(table.Attributes, graph.Attribute{Name: name, Type: "int", Pos: at("lab/a.py", 3, 1)})
	}
	table.Indexes = []graph.Index{{Columns: []string{"a", "x", "(lower(b))"}, Pos: at("lab/a.py", 4, 2)}}
	var got []string
	for _, d := range check.Run(p, check.Options{Select: []string{"index-unknown"}}) {
		got = append(got, d.String())
	}
	want := []string{`lab/a.py:4:2: the index names "x", which is not an attribute of A; index one of a, b, c, d, e, f, … [index-unknown]`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A finding about a whole file has line 1 if there is such a file.
func TestRunPlacesWholeFiles(t *testing.T) {
	p := &graph.Pipeline{Modules: []graph.Module{{Name: "a", Path: "gone/a.py"}}}
	files := fstest.MapFS{"pyproject.toml": {}, "n.ipynb": {}, "docs/index.md": {}}
	places := map[string]string{
		"pyproject.toml": "pyproject.toml:1", "n.ipynb#cell2": "n.ipynb#cell2:1", "gone/a.py": "gone/a.py:1",
		"docs": "docs", "LICENSE": "LICENSE", "../x.py": "../x.py", "": "?",
	}
	at := check.Rule{Code: "at", Title: "at", Severity: graph.Error, Run: func(pass *check.Pass) {
		for path := range places {
			pass.Report(graph.Diagnostic{Message: path, Pos: graph.Pos{Path: path}})
		}
	}}
	findings := check.Run(p, check.Options{Files: files, Select: []string{"at"}, Rules: []check.Rule{at}})
	if len(findings) != len(places)-1 { // one note replaces those outside the project
		t.Errorf("got %d findings", len(findings))
	}
	for _, d := range findings {
		if got, want := d.Pos.String(), places[d.Message]; got != want {
			t.Errorf("%q is at %s, want %s", d.Message, got, want)
		}
	}
}
