package dictionary_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/dictionary"
	"github.com/djdag/djdag/graph"
)

var update = flag.Bool("update", false, "rewrite the pages in testdata")

// read returns the pipeline of the tests.
func read(t *testing.T) *graph.Pipeline {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "pipeline.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p, err := graph.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// options returns options that give each schema of the tests its page.
func options() dictionary.Options {
	return dictionary.Options{
		Pages:  map[string]string{"lab_subject": "subject", "lab_session": "session"},
		Source: func(pos graph.Pos) string { return "https://example.org/" + pos.Path + "?a=(1)" },
	}
}

func TestPages(t *testing.T) {
	for _, page := range dictionary.Of(read(t), options()).Markdown() {
		file := filepath.Join("testdata", page.Name+".md")
		if *update {
			if err := os.WriteFile(file, page.Text, 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), string(page.Text)); diff != "" {
			t.Errorf("%s (-file +got):\n%s", file, diff)
		}
	}
}

// Every link leads to a page, a figure or an anchor that is there.
func TestLinks(t *testing.T) {
	for name, d := range map[string]*dictionary.Dictionary{
		"all":       dictionary.Of(read(t), options()),
		"a part":    dictionary.Of(read(t), dictionary.Options{Tables: []string{"lab.session.Session.File"}}),
		"hostile":   dictionary.Of(hostile(t), options()),
		"a cycle":   dictionary.Of(cycle(t), options()),
		"no tables": dictionary.Of(&graph.Pipeline{}, dictionary.Options{}),
	} {
		t.Run(name, func(t *testing.T) { checkLinks(t, d.Markdown()) })
	}
}

func checkLinks(t *testing.T, pages []dictionary.Page) {
	t.Helper()
	var there []string
	for _, page := range pages {
		there = append(there, page.Name+".md", dictionary.Figure(page.Name))
		for _, m := range regexp.MustCompile(`<a id="([^"]*)"></a>`).FindAllStringSubmatch(string(page.Text), -1) {
			anchor := page.Name + ".md#" + m[1]
			if slices.Contains(there, anchor) {
				t.Errorf("two anchors %s", anchor)
			}
			there = append(there, anchor)
		}
	}
	for _, page := range pages {
		for _, m := range regexp.MustCompile(`\]\(([^)]*)\)`).FindAllStringSubmatch(string(page.Text), -1) {
			target := m[1]
			if strings.HasPrefix(target, "#") {
				target = page.Name + ".md" + target
			}
			if !strings.Contains(target, "://") && !slices.Contains(there, target) {
				t.Errorf("%s.md links to %s, which is not there", page.Name, m[1])
			}
		}
	}
}

// hostile returns a pipeline whose texts are all markup.
func hostile(t *testing.T) *graph.Pipeline {
	t.Helper()
	const text = "|a` <script>alert(1)</script> [x](y) **b** \\ $m$ {{ j }}\n# h\x1b[0m"
	p := read(t)
	for i := range p.Tables {
		table := &p.Tables[i]
		table.Comment, table.Class, table.Name, table.Pos.Path = text, text, text, text
		for j := range table.Attributes {
			a := &table.Attributes[j]
			a.Name, a.Type, a.Comment, a.Store = text, text, text, text
			value := text
			a.Default = &value
		}
		for j := range table.Indexes {
			table.Indexes[j].Columns = []string{text}
		}
	}
	for i := range p.Modules {
		p.Modules[i].Path = text
	}
	for i := range p.Schemas {
		p.Schemas[i].Name, p.Schemas[i].Template = text, text
	}
	for i := range p.ForeignKeys {
		for j := range p.ForeignKeys[i].AttrMap {
			p.ForeignKeys[i].AttrMap[j].Child = text
		}
	}
	return p
}

// cycle returns a pipeline that has no build order.
func cycle(t *testing.T) *graph.Pipeline {
	t.Helper()
	p := read(t)
	p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{Child: "lab.subject.Subject", Parent: "lab.session.Session"})
	p.Sort()
	return p
}

// Nothing in a source is markup: each line is one that the dictionary makes of any
// source.
func TestHostileTexts(t *testing.T) {
	opts := options()
	opts.Title = "|` <script> [x](y)\n# h"
	for _, page := range dictionary.Of(hostile(t), opts).Markdown() {
		text := string(page.Text)
		for _, bad := range []string{"<script", "](y)", "**b**", "\x1b", "{{", "$m$"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %q", page.Name, bad)
			}
		}
		start := regexp.MustCompile(`^($|\||#+ |<a id="[a-z0-9_-]+"></a>$|<!-- made|- |\d+\. |\[!\[|\*\*[A-Z]|Declared at |Its |Parents:|Children:|Indexes |Tables |An |Each |There is none|Figures |<code>|` + "`" + `|\d+ tables? in )`)
		width := 0
		for line := range strings.Lines(text) {
			if !start.MatchString(strings.TrimSuffix(line, "\n")) {
				t.Errorf("%s has the line %q", page.Name, line)
			}
			if !strings.HasPrefix(line, "|") {
				width = 0
			} else if n := strings.Count(line, "|"); width != 0 && n != width {
				t.Errorf("%s: %d bars where the table has %d: %q", page.Name, n, width, line)
			} else {
				width = n
			}
		}
	}
}

func TestOrder(t *testing.T) {
	ids := func(d *dictionary.Dictionary) (schemas, tables []string) {
		for _, s := range d.Schemas {
			schemas = append(schemas, s.ID)
			for _, t := range s.Tables {
				tables = append(tables, t.ID)
			}
		}
		return schemas, tables
	}
	d := dictionary.Of(read(t), options())
	schemas, tables := ids(d)
	if diff := cmp.Diff([]string{"lab_subject", "lab_session"}, schemas); diff != "" {
		t.Error("in the build order:", diff)
	}
	if diff := cmp.Diff([]string{
		"lab.subject.Subject", "lab.subject.SessionFile",
		"lab.session.Session", "lab.session.Session.File", "lab.session.SessionFile", "lab.session.Pair",
	}, tables); diff != "" {
		t.Error("as in the source:", diff)
	}
	if diff := cmp.Diff([][]string{{"lab.subject"}, {"lab.session"}}, d.Stages); diff != "" {
		t.Error(diff)
	}
	d = dictionary.Of(cycle(t), options())
	if schemas, _ := ids(d); !slices.Equal(schemas, []string{"lab_session", "lab_subject"}) || d.Cycle == "" || len(d.Stages) > 0 {
		t.Errorf("on a cycle: %q, %q, %q", schemas, d.Cycle, d.Stages)
	}
}

func TestAnchors(t *testing.T) {
	got := map[string]string{}
	for _, s := range dictionary.Of(read(t), options()).Schemas {
		for _, t := range s.Tables {
			got[t.ID] = s.Page + "#" + t.Anchor
		}
	}
	want := map[string]string{
		"lab.subject.Subject": "subject#subject", "lab.subject.SessionFile": "subject#sessionfile",
		"lab.session.Session": "session#session", "lab.session.Session.File": "session#sessionfile-session__file",
		"lab.session.SessionFile": "session#sessionfile-__session_file", "lab.session.Pair": "session#pair",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCoverage(t *testing.T) {
	d := dictionary.Of(read(t), options())
	var missing []string
	for _, none := range d.Coverage.Missing {
		missing = append(missing, strings.TrimSuffix(none.Table+" "+none.Attribute, " "))
	}
	want := []string{
		"lab.session.Session", "lab.session.Session session", "lab.session.SessionFile",
		"lab.subject.SessionFile", "lab.subject.SessionFile file", "lab.subject.Subject sex", "lab.subject.Subject image",
	}
	if diff := cmp.Diff(want, missing); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if d.Coverage.All != 13 || d.Coverage.Percent() != 46 {
		t.Errorf("%d %% of %d, want 46 %% of 13", d.Coverage.Percent(), d.Coverage.All)
	}
	if n := dictionary.Of(&graph.Pipeline{}, dictionary.Options{}).Coverage.Percent(); n != 100 {
		t.Errorf("without tables: %d %%, want 100", n)
	}
}

func TestSampleIsValid(t *testing.T) {
	if err := dictionary.Sample().Validate(); err != nil {
		t.Error(err)
	}
}
