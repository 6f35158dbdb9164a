package render_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
	"github.com/djdag/djdag/render/graphviz"
)

// programs is the folder that buildPrograms made, or "".
var programs string

// buildPrograms builds djdag and the drawing worker, once.
var buildPrograms = sync.OnceValue(func() error {
	dir, err := os.MkdirTemp("", "djdag-test-")
	if err != nil {
		return err
	}
	programs = dir
	out, err := exec.Command("go", "build", "-o", dir+string(filepath.Separator), "../cmd/djdag", "../cmd/"+graphviz.Name).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
})

func TestMain(m *testing.M) {
	playWorker()
	code := m.Run()
	os.RemoveAll(programs)
	os.Exit(code)
}

// withWorker puts djdag and the worker of this source on PATH, before any other.
func withWorker(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go: to build the drawing worker")
	}
	if err := buildPrograms(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", programs+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func svg(t *testing.T, p *graph.Pipeline, opts render.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := render.SVG(context.Background(), &b, p, opts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A group is a <g> with a class.
type group struct {
	class string
	attrs map[string]string
	title string
	tags  []string // of the elements in it
	texts []string
}

// readSVG returns the groups that have a class. It fails on invalid XML, on an id
// that occurs twice, and on a tag that the writer does not use.
func readSVG(t *testing.T, data []byte) []group {
	t.Helper()
	known := []string{"svg", "style", "title", "desc", "g", "a", "rect", "ellipse", "path", "text", "line"}
	ids := make(map[string]bool)
	var groups []group
	var stack []int // index into groups, or -1
	var inside string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return groups
		}
		if err != nil {
			t.Fatalf("not XML: %v\n%s", err, data)
		}
		current := -1
		if len(stack) > 0 {
			current = stack[len(stack)-1]
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local
			if !slices.Contains(known, inside) {
				t.Errorf("unexpected element <%s>", inside)
			}
			attrs := make(map[string]string)
			for _, a := range token.Attr {
				if _, twice := attrs[a.Name.Local]; twice {
					t.Errorf("<%s> has %s twice", inside, a.Name.Local)
				}
				attrs[a.Name.Local] = a.Value
			}
			if id := attrs["id"]; id != "" {
				if ids[id] {
					t.Errorf("id %q occurs twice", id)
				}
				ids[id] = true
			}
			if inside == "g" && attrs["class"] != "" {
				groups = append(groups, group{class: attrs["class"], attrs: attrs})
				current = len(groups) - 1
			} else if current >= 0 {
				groups[current].tags = append(groups[current].tags, inside)
			}
			stack = append(stack, current)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if s := strings.TrimSpace(string(token)); s != "" && current >= 0 {
				switch inside {
				case "title":
					groups[current].title = s
				case "text":
					groups[current].texts = append(groups[current].texts, s)
				}
			}
		}
	}
}

// readXML fails on invalid XML.
func readXML(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not XML: %v\n%s", err, data)
		}
	}
}

// lines returns a line for each group, with its class and data. They are sorted.
func lines(groups []group) []string {
	var out []string
	for _, g := range groups {
		line := g.class
		for _, name := range []string{"data-id", "data-child", "data-parent", "data-map", "data-count"} {
			if v, ok := g.attrs[name]; ok {
				line += " " + strings.TrimPrefix(name, "data-") + "=" + v
			}
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func TestSVGOfAPipelineFigure(t *testing.T) {
	withWorker(t)
	want := []string{
		"edge bundle child=lab_session parent=element_probe.probe count=1",
		"edge bundle child=lab_session parent=lab_subject count=1",
		"edge bundle child=lab_session parent=Missing count=1",
		"edge bundle child=lab_session parent=workflow.off count=1",
		"edge import child={prefix}report parent=lab_session",
		"node collapsed id=lab_session",
		"node collapsed id=lab_subject",
		"node collapsed id={prefix}report",
		"node external id=element_probe.probe",
		"node external id=workflow.off",
		"node unresolved id=Missing",
	}
	slices.Sort(want)
	got := readSVG(t, svg(t, small(), render.Options{CollapseAll: true, Imports: true}))
	if diff := cmp.Diff(want, lines(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, g := range got {
		if g.attrs["data-id"] == "lab_subject" {
			if diff := cmp.Diff([]string{"subject", "4 tables"}, g.texts); diff != "" {
				t.Errorf("text of a pill (-want +got):\n%s", diff)
			}
		}
	}
}

func TestSVGTooltips(t *testing.T) {
	withWorker(t)
	want := map[string]string{
		"table-workflow.session.Session":     "session.Session (manual)\n→ Subject\nsession : int",
		"table-workflow.session.SessionNote": "session.SessionNote (manual)\n→ Session\n────────────\nnote : int",
		"table-workflow.subject.Subject":     "subject.Subject (manual)\nsubject : int\n────────────\n→ Species\nborn=null : int",
		"fk-workflow.session.Pair-0":         "Pair → Session\nfirst ← session",
		"external-Missing":                   "Missing\nnot resolved",
	}
	for _, g := range readSVG(t, svg(t, small(), render.Options{})) {
		if title, ok := want[g.attrs["id"]]; ok {
			if diff := cmp.Diff(title, g.title); diff != "" {
				t.Errorf("%s (-want +got):\n%s", g.attrs["id"], diff)
			}
			delete(want, g.attrs["id"])
		}
	}
	for id := range want {
		t.Errorf("nothing has the id %s", id)
	}
}

// Several goroutines may draw at once.
func TestSVGInParallel(t *testing.T) {
	withWorker(t)
	want := svg(t, small(), render.Options{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var b bytes.Buffer
			if err := render.SVG(context.Background(), &b, small(), render.Options{}); err != nil {
				t.Error(err)
			} else if !bytes.Equal(b.Bytes(), want) {
				t.Error("one of several is different")
			}
		})
	}
	wg.Wait()
}

// Every run gives the same bytes.
func TestSVGIsDeterministic(t *testing.T) {
	withWorker(t)
	want := svg(t, small(), render.Options{})
	for range 3 {
		if diff := cmp.Diff(string(want), string(svg(t, small(), render.Options{}))); diff != "" {
			t.Fatalf("(-first +next):\n%s", diff)
		}
	}
	if i := bytes.Index(bytes.ToLower(want), []byte("graphviz")); i >= 0 {
		t.Errorf("the SVG mentions Graphviz: %s", want[i:min(i+60, len(want))])
	}
}

// No name breaks the XML or adds a tag; readSVG would fail.
func TestSVGOfHostileNames(t *testing.T) {
	withWorker(t)
	for _, opts := range []render.Options{
		{Title: strings.Join(hostileNames(), " "), Link: "https://example.org/{path}#L{line}", IDPrefix: "a-"},
		{Attributes: render.AllAttributes, Types: true, Direction: render.LR},
		{CollapseAll: true, Legend: true},
	} {
		p := allHostile()
		tables := 0
		for _, g := range readSVG(t, svg(t, p, opts)) {
			if strings.HasPrefix(g.class, "node table ") {
				tables++
			}
		}
		if !opts.CollapseAll && tables != len(p.Tables) {
			t.Errorf("%d tables, want %d", tables, len(p.Tables))
		}
	}
}

// White space in the prefix does not break an id.
func TestSVGIDPrefix(t *testing.T) {
	got, err := render.Sketch(small(), render.Options{IDPrefix: " my figure\n"})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(got, []byte(` id="my-figure`)) || bytes.Contains(got, []byte("my figure")) {
		t.Errorf("got %.400s", got)
	}
}

func TestSVGLinks(t *testing.T) {
	withWorker(t)
	tests := []struct{ template, want string }{
		{"https://example.org/{path}#L{line}", `href="https://example.org/src/workflow/session.py#L5"`},
		{"http://example.org/?f={path}&n={line}", `href="http://example.org/?f=src/workflow/session.py&amp;n=5"`},
	}
	for _, tt := range tests {
		t.Run(tt.template, func(t *testing.T) {
			got := string(svg(t, small(), render.Options{Link: tt.template}))
			if !strings.Contains(got, tt.want) {
				t.Errorf("has no %s", tt.want)
			}
		})
	}
}

func TestSVGWithoutWorker(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := render.SVG(context.Background(), io.Discard, small(), render.Options{})
	if err == nil || !strings.Contains(err.Error(), "put djdag-graphviz, which comes with djdag, beside it") {
		t.Errorf("got %v", err)
	}
}
