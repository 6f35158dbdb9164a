package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// explorer returns the page of the explorer.
func explorer(t *testing.T, p *graph.Pipeline, opts render.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := render.HTML(t.Context(), &b, p, opts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An explorerPage is what a test reads of a page.
type explorerPage struct {
	policy, style, script string
	data                  struct {
		Title, Theme, Start, Pipeline, All string
		Schemas                            []struct{ ID, Label, Figure string }
		Tables                             []struct {
			ID, Comment, Link, Docs string
			Definition              [][]string
		}
		Keys   []struct{ Child, Parent string }
		Cycles []struct{ Kind string }
	}
}

// readExplorer takes a page apart. It fails the test if anything but the page's own
// script could run, or if a figure is no XML.
func readExplorer(t *testing.T, page []byte) explorerPage {
	t.Helper()
	shape := regexp.MustCompile(`(?s)^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">.*` +
		`<style>([^<]*)</style>\n</head>\n<body>\n.*<script type="application/json" id="data">([^<]*)</script>\n<script>(.*)</script>\n</body>\n</html>\n$`)
	m := shape.FindSubmatch(page)
	if m == nil {
		t.Fatalf("the page is not made of its parts:\n%s", page)
	}
	p := explorerPage{policy: string(m[1]), style: string(m[2]), script: string(m[4])}
	if n := strings.Count(strings.ToLower(string(page)), "<script"); n != 2 {
		t.Errorf("the page has %d scripts, want its data and its script", n)
	}
	if strings.Contains(p.script, "</") {
		t.Error("the script holds </")
	}
	if err := json.Unmarshal(m[3], &p.data); err != nil {
		t.Fatal(err)
	}
	figures := []string{p.data.Pipeline, p.data.All}
	for _, s := range p.data.Schemas {
		figures = append(figures, s.Figure)
	}
	for _, figure := range figures {
		readXML(t, []byte(figure))
		if strings.Contains(figure, " style=") || strings.Contains(figure, "<style") || strings.Contains(figure, "<a ") {
			t.Errorf("a figure has a style that the policy forbids, or a link:\n%s", figure)
		}
	}
	return p
}

// The policy allows what is on the page by its hash, and nothing else. A page that follows
// its server may ask that.
func TestExplorerPolicy(t *testing.T) {
	script := testPolicy(t, "policy.txt", explorer(t, small(), render.Options{}), "")
	if len(script) > 40_000 {
		t.Errorf("the script has %d bytes, want at most 40000", len(script))
	}
	live, err := render.LiveHTML(t.Context(), small(), render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if more := len(testPolicy(t, "policy_live.txt", live.HTML, " connect-src 'self';")) - len(script); more > 5_000 {
		t.Errorf("what follows the server has %d bytes, want at most 5000", more)
	}
}

// testPolicy compares the policy of a page with the one that it should have, and returns
// the script of the page.
func testPolicy(t *testing.T, file string, page []byte, more string) (script string) {
	t.Helper()
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	p := readExplorer(t, page)
	want := fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; img-src data:;%s base-uri 'none'; form-action 'none'", hash(p.script), hash(p.style), more)
	if *update {
		if err := os.WriteFile("explorer/"+file, []byte(want+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if p.policy != want {
		t.Errorf("render/explorer/%s is not that of the page; run go test ./render -update\ngot  %s\nwant %s", file, p.policy, want)
	}
	if own := regexp.MustCompile(` (style|on[a-z]+)="`).Find(page[:bytes.Index(page, []byte(`id="data"`))]); own != nil {
		t.Errorf("the page has an attribute%s that its policy forbids", own)
	}
	for _, address := range regexp.MustCompile(`https?://[^"' \\)]+`).FindAllString(string(page), -1) {
		if !strings.HasPrefix(address, "http://www.w3.org/") && !strings.HasPrefix(address, "https?") {
			t.Errorf("the page names %s", address)
		}
	}
	return p.script
}

// The page has all that the flags ask for, and the same bytes each time.
func TestExplorer(t *testing.T) {
	opts := render.Options{Title: "Lab <1>", Theme: render.Dark, Focus: []string{"session"}, Link: "https://example.org/{path}#L{line}"}
	page := explorer(t, small(), opts)
	if !bytes.Equal(page, explorer(t, small(), opts)) {
		t.Error("the page differs from run to run")
	}
	if !bytes.Contains(page, []byte("<title>Lab &lt;1&gt;</title>")) {
		t.Error("the title of the page is not that of the options")
	}
	d := readExplorer(t, page).data
	if d.Title != "Lab <1>" || d.Theme != "dark" || d.Start != "lab_session" {
		t.Errorf("title %q, theme %q, start %q", d.Title, d.Theme, d.Start)
	}
	var schemas []string
	for _, s := range d.Schemas {
		schemas = append(schemas, s.Label)
	}
	if got := strings.Join(schemas, " "); got != "subject session report" {
		t.Errorf("schemas in the order %s", got)
	}
	if len(d.Tables) != 9 || len(d.Keys) != 12 {
		t.Errorf("%d tables and %d foreign keys, want 9 and 12", len(d.Tables), len(d.Keys))
	}
	if got, want := d.Tables[0].Link, "https://example.org/src/workflow/report.py#L5"; got != want {
		t.Errorf("the first table is at %s, want %s", got, want)
	}
}

// A selection leaves out tables from figures and data.
func TestExplorerOfASelection(t *testing.T) {
	d := readExplorer(t, explorer(t, small(), render.Options{Tables: []string{"workflow.session.Session", "workflow.session.Trace"}})).data
	if len(d.Tables) != 2 || len(d.Schemas) != 1 || strings.Contains(d.All, "SessionNote") {
		t.Errorf("got %d tables in %d schemas:\n%s", len(d.Tables), len(d.Schemas), d.All)
	}
}

// A definition is in parts: each with its look, or with the table that it refers to.
func TestExplorerDefinitions(t *testing.T) {
	p := small()
	trace := p.Table("workflow.session.Trace")
	trace.Definition = `
    # One trace  # of many
    -> Session
    ---
    -> [nullable] Probe   # "which"
    trace = "a # b : c" : varchar(16)  # what it is
    (probe) -> Missing
    index (trace)

    `
	for i := range p.ForeignKeys {
		if fk := &p.ForeignKeys[i]; fk.Child == trace.ID && fk.Parent == "element_probe.probe.Probe" {
			fk.Text = "-> [nullable] Probe"
		}
	}
	want := [][]string{
		{"    "}, {"# One trace  # of many", "comment"}, {"\n    "},
		{"->", "arrow"}, {" "}, {"Session", "", "workflow.session.Session"}, {"\n    "},
		{"---", "rule"}, {"\n    "},
		{"->", "arrow"}, {" "}, {"[nullable] Probe", "", "element_probe.probe.Probe"}, {"   "}, {`# "which"`, "comment"}, {"\n    "},
		{"trace", "name"}, {` = "a # b : c" : `}, {"varchar(16)", "type"}, {"  "}, {"# what it is", "comment"}, {"\n    (probe) "},
		{"->", "arrow"}, {" Missing\n    index (trace)"},
	}
	for _, table := range readExplorer(t, explorer(t, p, render.Options{})).data.Tables {
		if table.ID == trace.ID {
			if diff := cmp.Diff(want, table.Definition); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
	}
}

// A page links to web addresses and to its neighbours, and runs nothing.
func TestExplorerDocs(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/tables/session/#session": "https://example.org/tables/session/#session",
		"tables/session.html#session":                 "tables/session.html#session",
		"../a b.html":                                 "../a%20b.html",
		"javascript:alert(1)":                         "",
		"data:text/html,x":                            "",
		"//example.org/x":                             "",
		"%":                                           "",
		"":                                            "",
	} {
		opts := render.Options{Docs: func(string) string { return address }}
		if got := readExplorer(t, explorer(t, small(), opts)).data.Tables[0].Docs; got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}

func TestExplorerOfCycles(t *testing.T) {
	d := readExplorer(t, explorer(t, cyclic(), render.Options{})).data
	var kinds []string
	for _, c := range d.Cycles {
		kinds = append(kinds, c.Kind)
	}
	if got := strings.Join(kinds, " "); got != "foreign-key foreign-key import schema" && got != "foreign-key foreign-key import" {
		t.Errorf("cycles of %s", got)
	}
}

// A figure of very many tables helps nobody.
func TestExplorerOfManyTables(t *testing.T) {
	p := small()
	for i := range 500 {
		p.Tables = append(p.Tables, table("workflow.subject", 100+i, fmt.Sprintf("T%d", i), graph.Manual, "lab_subject", "t*"))
	}
	p.Sort()
	var b bytes.Buffer
	if err := render.HTML(t.Context(), &b, p, render.Options{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b.Bytes(), []byte(`,"all":"",`)) {
		t.Error("509 tables are in one figure")
	}
}

// Names act neither on the page nor on its data.
func TestExplorerOfHostileNames(t *testing.T) {
	p := allHostile()
	d := readExplorer(t, explorer(t, p, hostileOptions(p))).data
	if len(d.Tables) != len(p.Tables) {
		t.Errorf("%d tables, want %d", len(d.Tables), len(p.Tables))
	}
}

func TestExplorerNotices(t *testing.T) {
	for _, test := range []struct {
		opts render.Options
		want string
	}{
		{render.Options{Title: "x", Theme: render.Auto, Legend: true, Stages: true}, ""},
		{render.Options{CollapseAll: true, Routing: render.Curves}, "the format html has no collapsed schemas, no curves"},
		{render.Options{Fit: render.Size{W: 100, H: 100}, Highlight: []string{"a"}}, "the format html has no highlight of its own, no size to fit"},
		{render.Options{Link: "javascript:alert(1)"}, `no links: "javascript:alert(1)" is not an https:// or http:// address`},
	} {
		var got []string
		test.opts.Notice = func(m string) { got = append(got, m) }
		if err := render.HTML(t.Context(), io.Discard, small(), test.opts); err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, "\n") != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestExplorerErrors(t *testing.T) {
	err := render.HTML(t.Context(), io.Discard, small(), render.Options{Focus: []string{"sesion"}})
	if want := `no schema is called "sesion"; did you mean "session"?`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
