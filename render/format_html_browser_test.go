package render_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// A browser is a page of the explorer in a browser.
type browser struct {
	t   *testing.T
	ctx context.Context
	url string

	spent  map[string]float64 // milliseconds, see meter
	mu     sync.Mutex
	faults []string // errors, and requests to anything but the page
}

// withBrowser opens the page of a pipeline in a browser of the given width and height.
func withBrowser(t *testing.T, p *graph.Pipeline, opts render.Options, hash string, w, h int64) *browser {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, explorer(t, p, opts), 0o666); err != nil {
		t.Fatal(err)
	}
	return openBrowser(t, "file:///"+strings.TrimPrefix(filepath.ToSlash(file), "/"), hash, w, h)
}

// openBrowser opens a page in a browser of the given width and height. At the end, the
// test fails if the page logged anything, asked for anything elsewhere, or opened a
// dialog.
func openBrowser(t *testing.T, url, hash string, w, h int64) *browser {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("needs chromium: to open the explorer")
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.ExecPath(program),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), flags...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	b := &browser{t: t, ctx: ctx, url: url}
	b.do(chromedp.EmulateViewport(w, h))
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		t.Fatal(err)
	}
	b.prefer("light")
	b.do(chromedp.Navigate(b.url + hash))
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, fault := range b.faults {
			t.Error(fault)
		}
	})
	return b
}

// watch takes note of what must not happen.
func (b *browser) watch(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; strings.HasPrefix(url, b.url) || strings.HasPrefix(url, "data:") || strings.HasPrefix(url, "blob:") {
			return
		}
	case *runtime.EventExceptionThrown, *runtime.EventConsoleAPICalled, *log.EventEntryAdded, *page.EventJavascriptDialogOpening:
	default:
		return
	}
	text, err := json.Marshal(event)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, fmt.Sprintf("%T: %s %v", event, text, err))
}

// prefer sets the colour scheme that the viewer prefers.
func (b *browser) prefer(scheme string) {
	b.t.Helper()
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, media); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval returns the value of an expression as text.
func (b *browser) eval(expression string) string {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return fmt.Sprint(value)
}

// expect waits until an expression has a value: a browser takes its time.
func (b *browser) expect(expression, want string) {
	b.t.Helper()
	got := ""
	for range 1000 {
		if got = b.eval(expression); got == want {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	b.t.Errorf("%s\n got  %q\n want %q", expression, got, want)
}

// click clicks on the middle of an element, as a mouse does.
func (b *browser) click(selector string) {
	b.t.Helper()
	var at struct{ X, Y float64 }
	text := b.eval(fmt.Sprintf(`(() => { const r = document.querySelector(%q).getBoundingClientRect(); return JSON.stringify({X: r.x + r.width / 2, Y: r.y + r.height / 2}) })()`, selector))
	if err := json.Unmarshal([]byte(text), &at); err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.MouseClickXY(at.X, at.Y))
}

// picture writes what the browser shows into the folder that the variable
// EXPLORER_PICTURES names, for people to look at.
func (b *browser) picture(name string) {
	b.t.Helper()
	folder := os.Getenv("EXPLORER_PICTURES")
	if folder == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = errors.Join(os.MkdirAll(folder, 0o777), os.WriteFile(filepath.Join(folder, name+".png"), data, 0o666))
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// resize gives the browser another width and height.
func (b *browser) resize(w, h int64) { b.t.Helper(); b.do(chromedp.EmulateViewport(w, h)) }

func (b *browser) keys(keys string) { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }

// search types into the search field. The protocol writes the slash, too, which a
// keyboard would not.
func (b *browser) search(text string) { b.t.Helper(); b.keys("/"); b.keys(kb.Backspace); b.keys(text) }

// What a test asks the page for.
const (
	crumbs  = `[...document.querySelectorAll("#crumbs li")].map((li) => li.textContent).join(" › ")`
	heading = `document.querySelector("#panel:not([hidden]) h2")?.textContent`
	hash    = `decodeURIComponent(location.hash)`
	status  = `document.getElementById("status").innerText.replace(/\s+/g, " ")`
	focused = `document.activeElement.dataset.id ?? document.activeElement.id`
)

func TestExplorerByMouse(t *testing.T) {
	b := withBrowser(t, small(), render.Options{Title: "Lab", Link: "https://example.org/{path}#L{line}"}, "", 1200, 800)
	b.expect(status, "3 schemas, 9 tables")
	b.click(`.node.collapsed[data-id="lab_session"] .name`)
	b.expect(hash, "#schema=lab_session")
	b.expect(`document.title`, "session · Lab")
	b.click(`.node[data-id="workflow.session.Trace"] .name`)
	b.expect(heading, "Trace")
	b.expect(crumbs, "Lab › session › Trace")
	b.expect(status, "session.Trace 6 ancestors 0 descendants")
	b.expect(`document.querySelector("#panel .source").href`, "https://example.org/src/workflow/session.py#L25")

	b.click(`#panel .attribute button`) // subject
	b.expect(status, "subject comes from subject.Subject")
	b.expect(`[...document.querySelectorAll(".node.way")].map((n) => n.dataset.id).join()`, "workflow.session.Session,workflow.session.Trace,lab_subject")

	b.click(`#panel a.to.manual`) // the origin, in another schema
	b.expect(heading, "Subject")
	b.expect(crumbs, "Lab › subject › Subject")
	b.do(chromedp.NavigateBack())
	b.expect(heading, "Trace")
	b.click(`#panel .close`)
	b.expect(hash, "#schema=lab_session")
	b.click(`#crumbs a`)
	b.expect(status, "3 schemas, 9 tables")
	b.click(`#all`)
	b.expect(hash, "#figure=tables")
	b.expect(`document.querySelectorAll(".node.table").length`, "9")
}

func TestExplorerDeepLinks(t *testing.T) {
	b := withBrowser(t, small(), render.Options{}, "#table=workflow.session.Pair", 1200, 800)
	b.expect(heading, "Pair")
	b.expect(crumbs, "Pipeline › session › Pair")
	for _, test := range []struct{ hash, expression, want string }{
		{"#schema=subject", crumbs, "Pipeline › subject"},
		{"#table=Species", heading, "Species"},
		{"#table=nothing", status, "No table is called nothing"},
		{"#schema=nothing", status, "No schema is called nothing"},
		{"#table=element_probe.probe.Probe", heading, "probe.Probe"},
		{"#figure=tables&hide=part", `document.querySelectorAll(".node.part.off").length`, "2"},
		{"#figure=tables&without=lab_subject", `document.querySelectorAll(".node.table.off").length`, "4"},
		{"#figure=tables&table=workflow.session.Session&up=1&down=0", `[...document.querySelectorAll(".node:not(.gone)")].map((n) => n.dataset.id).join()`, "workflow.session.Session,workflow.subject.Subject"},
		{"#numbers=1", `getComputedStyle(document.querySelector("text.stage")).display === "none"`, "false"},
		{"#", `getComputedStyle(document.querySelector("text.stage")).display`, "none"},
		{"#table=%", `document.querySelectorAll("#stage svg").length`, "1"},
	} {
		b.eval(fmt.Sprintf("location.hash = %q", test.hash))
		b.expect(test.expression, test.want)
	}
}

func TestExplorerByKeyboard(t *testing.T) {
	b := withBrowser(t, small(), render.Options{}, "", 1200, 800)
	b.search("trce") // letters in this order
	b.expect(focused, "query")
	b.expect(`document.querySelector("#found [aria-selected=true] .name")?.textContent`, "Trace")
	b.expect(`document.getElementById("query").getAttribute("aria-activedescendant")`, "found-0")
	b.keys(kb.ArrowDown + kb.ArrowUp + kb.Enter)
	b.expect(heading, "Trace")
	b.expect(focused, "panel")
	b.keys(kb.Escape)
	b.expect(hash, "#schema=lab_session")
	b.expect(focused, "workflow.session.Trace")
	b.keys(kb.ArrowUp)
	b.expect(focused, "workflow.session.Session")
	b.keys(kb.Enter)
	b.expect(heading, "Session")
	b.keys(kb.Escape)
	b.keys(kb.Escape)
	b.expect(hash, "")
	b.keys("a")
	b.expect(hash, "#figure=tables")
	before := b.eval(`document.querySelector("#stage svg").getAttribute("viewBox")`)
	b.keys("+")
	if after := b.eval(`document.querySelector("#stage svg").getAttribute("viewBox")`); after == before {
		t.Error("+ does not zoom")
	}
	b.keys("0")
	b.expect(`document.querySelector("#stage svg").getAttribute("viewBox")`, before)
	b.expect(`[...document.querySelectorAll(".node[role=button]")].every((n) => n.getAttribute("aria-label"))`, "true")
	b.expect(`document.querySelectorAll(".node[tabindex='0']").length`, "1")
}

func TestExplorerInTheDark(t *testing.T) {
	const ground = `getComputedStyle(document.body).backgroundColor`
	const pill = `getComputedStyle(document.querySelector(".node.collapsed .shape")).fill`
	b := withBrowser(t, small(), render.Options{Theme: render.Auto}, "", 1200, 800)
	b.expect(pill, "rgb(237, 238, 240)")
	b.prefer("dark")
	b.expect(ground, "rgb(22, 26, 33)")
	b.expect(pill, "rgb(36, 39, 48)")
	b.click("#theme")
	b.expect(ground, "rgb(255, 255, 255)")
	b.expect(pill, "rgb(237, 238, 240)")

	light := withBrowser(t, small(), render.Options{Theme: render.Light}, "", 1200, 800)
	light.prefer("dark")
	light.expect(ground, "rgb(255, 255, 255)")
	light.click("#theme")
	light.expect(ground, "rgb(22, 26, 33)")
}

// What is found stands in the panel, in a list that leads there, and as a mark in the
// figures.
func TestExplorerShowsFindings(t *testing.T) {
	p := small()
	opts := render.Options{Link: "https://example.org/{path}#L{line}", Findings: []graph.Diagnostic{
		{Rule: "attribute-type", Severity: graph.Warning, Message: "an odd type", Pos: graph.Pos{Path: "src/workflow/session.py", Line: 27, Col: 3}},
		{Rule: "fk-unresolved", Severity: graph.Error, Message: `"Missing" is not defined`, Pos: graph.Pos{Path: "src/workflow/session.py", Line: 29, Col: 9},
			Related: []graph.Related{{Message: "looked up here", Pos: graph.Pos{Path: "src/workflow/subject.py", Line: 1, Col: 1}}}},
		{Rule: "import-star", Severity: graph.Warning, Message: "an import of everything", Pos: graph.Pos{Path: "src/workflow/subject.py", Line: 2, Col: 1}},
		{Rule: "table-comment", Severity: graph.Note, Message: "no comment", Pos: graph.Pos{Path: "src/workflow/report.py", Line: 5, Col: 1}},
		{Rule: "project-license", Severity: graph.Warning, Message: "no license"},
	}}
	const marks = `[...document.querySelectorAll(".found")].map((m) => m.parentNode.dataset.id + " " + m.classList[1]).join()`
	b := withBrowser(t, p, opts, "", 1200, 800)
	b.expect(`document.getElementById("problems").textContent`, "5 findings")
	b.expect(marks, "lab_session error,lab_subject warning")
	b.click("#problems")
	b.expect(`[...document.querySelectorAll("#findings ol > li")].map((li) => li.textContent).join("\n")`, `error session.Trace: "Missing" is not defined src/workflow/session.py:29:9 [fk-unresolved]looked up here src/workflow/subject.py:1:1
warning no license ? [project-license]
warning session.Trace: an odd type src/workflow/session.py:27:3 [attribute-type]
warning subject: an import of everything src/workflow/subject.py:2:1 [import-star]
note report.Report: no comment src/workflow/report.py:5:1 [table-comment]`)
	b.click("#findings ol li a.to")
	b.expect(heading, "Trace")
	b.expect(marks, "workflow.session.Trace error,lab_subject warning")
	b.expect(`document.querySelectorAll("#panel li.error, #panel li.warning").length`, "2")
	b.expect(`document.querySelector("#panel li.error a").href`, "https://example.org/src/workflow/session.py#L29")
	b.expect(`document.querySelector('.node[data-id="workflow.session.Trace"]').getAttribute("aria-label")`, "Trace, imported table, 4 parents, 0 children, 2 findings")
}

// The sliders leave out all but some levels around a table, and the focus stays on them.
func TestExplorerLevels(t *testing.T) {
	const left = `[...document.querySelectorAll(".node:not(.gone)")].map((n) => n.dataset.id).join()`
	b := withBrowser(t, small(), render.Options{}, "#figure=tables&table=workflow.session.Session", 1200, 800)
	b.expect(`[...document.querySelectorAll(".around output")].map((o) => o.value).join()`, "all levels up,all levels down")
	b.eval(`document.querySelector(".around input[data-word=up]").focus()`)
	b.keys(kb.ArrowLeft)
	b.expect(hash, "#figure=tables&table=workflow.session.Session&up=1&down=all")
	b.expect(`document.activeElement.dataset.word + document.activeElement.value`, "up1")
	b.keys(kb.ArrowLeft)
	b.expect(`document.querySelector(".around output").value`, "0 levels up")
	b.expect(left, "workflow.session.Session,workflow.session.SessionNote,workflow.session.Pair,workflow.session.Trace")
	b.click(".around button")
	b.expect(hash, "#figure=tables&table=workflow.session.Session")
	b.do(chromedp.NavigateBack()) // the steps in between are not worth going back to
	b.expect(hash, "#figure=tables&table=workflow.session.Session&up=0&down=all")
	b.do(chromedp.NavigateBack())
	b.expect(hash, "#figure=tables&table=workflow.session.Session")
}

// Who speaks to the browser can switch off the shortcuts of one letter: WCAG 2.1.4.
func TestExplorerWithoutLetters(t *testing.T) {
	b := withBrowser(t, small(), render.Options{}, "", 1200, 800)
	b.eval(`document.getElementById("more").showPopover()`)
	b.click("#letters")
	b.expect(`document.getElementById("letters").getAttribute("aria-pressed")`, "false")
	b.keys(kb.Escape)
	before := b.eval(`document.querySelector("#stage svg").getAttribute("viewBox")`)
	b.keys("a/d+-0")
	b.expect(hash, "")
	b.expect(`document.activeElement.id + document.querySelector("#stage svg").getAttribute("viewBox")`, before)
	b.do(chromedp.Navigate(b.url))
	b.expect(`document.getElementById("letters").getAttribute("aria-pressed")`, "false")
	b.keys("a")
	b.expect(hash, "")
}

// The panel leads to the page of a table.
func TestExplorerLinksToDocs(t *testing.T) {
	opts := render.Options{Docs: func(table string) string { return "tables/p.html#" + table }}
	b := withBrowser(t, small(), opts, "#table=Trace", 1200, 800)
	b.expect(`[...document.querySelectorAll("#panel a")].at(-1).getAttribute("href")`, "tables/p.html#workflow.session.Trace")
}

func TestExplorerOnAPhone(t *testing.T) {
	b := withBrowser(t, small(), render.Options{}, "#table=workflow.session.Trace", 390, 800)
	b.expect(heading, "Trace")
	b.expect(`document.documentElement.scrollWidth <= innerWidth`, "true")
	b.expect(`(() => { const n = document.querySelector("[aria-current=true].node").getBoundingClientRect(); return n.bottom < document.getElementById("panel").getBoundingClientRect().top && n.left >= 0 && n.right <= innerWidth })()`, "true")
}

func TestExplorerShowsCycles(t *testing.T) {
	b := withBrowser(t, cyclic(), render.Options{}, "", 1200, 800)
	b.expect(`document.getElementById("problems").textContent`, "3 cycles")
	b.click("#problems")
	b.click("#findings ol a")
	b.expect(status, "A cycle of 2 tables")
	b.expect(`[...document.querySelectorAll(".node.way")].map((n) => n.dataset.id).join()`, "w.a.First,w.b.Second")
}

// What can be copied and saved is what the figure shows, and djdag can read it.
func TestExplorerCopies(t *testing.T) {
	p := small()
	b := withBrowser(t, p, render.Options{}, "#figure=tables", 1200, 800)
	tool := func(selector string) {
		t.Helper()
		b.eval(`document.getElementById("more").showPopover()`)
		b.click(selector)
	}
	for _, test := range []struct {
		hash, want string
		tables     int
	}{
		{"#figure=tables", "all", 10}, // the selection has the table that is not active, too
		{"#figure=tables&hide=part", "all - tier:part", 8},
		{"#schema=subject", "schema:lab_subject", 4},
		{"#table=workflow.session.Session&up=1&down=2", "(workflow.session.Session - 1) + (workflow.session.Session + 2)", 5},
		{"#figure=tables&table=workflow.session.Trace&up=all&down=0", "workflow.session.Trace - all", 5},
	} {
		b.eval(fmt.Sprintf("location.hash = %q", test.hash))
		b.expect(hash, test.hash)
		tool("#select")
		b.expect(status, "Copied "+test.want)
		ids, err := p.Select(test.want)
		if err != nil {
			t.Error(err)
		}
		tables := 0
		for _, id := range ids {
			if p.Table(id) != nil {
				tables++
			}
		}
		if tables != test.tables {
			t.Errorf("%s selects %q, want %d tables", test.want, ids, test.tables)
		}
	}

	b.eval(`location.hash = "#schema=subject"`)
	b.expect(crumbs, "Pipeline › subject")
	b.eval(`navigator.clipboard.writeText = async (text) => { document.body.dataset.copied = text }`)
	tool("#mermaid")
	b.expect(`document.body.dataset.copied`, `flowchart TB
  n0["Species"]
  n1["Subject"]
  n2["Subject.Lab"]
  n3["Subject.User"]
  n4["session"]
  n0 -.- n1
  n1 --- n2
  n1 --- n3
  n2 --- n3
  n1 --- n4
`)

	b.eval(`(() => { const url = URL.createObjectURL.bind(URL); URL.createObjectURL = (blob) => { blob.text().then((text) => document.body.dataset.saved = text); return url(blob) } })()`)
	tool("#save")
	b.expect(`document.body.dataset.saved?.slice(0, 5)`, "<?xml")
	light := b.eval(`document.body.dataset.saved`)
	readSVG(t, []byte(light))
	if strings.Contains(light, "<style") {
		t.Error("the light figure has a style sheet")
	}

	b.eval(`document.getElementById("theme").click(); delete document.body.dataset.saved`)
	tool("#save")
	b.expect(`document.body.dataset.saved?.slice(0, 5)`, "<?xml")
	dark := b.eval(`document.body.dataset.saved`)
	readXML(t, []byte(dark))
	file := filepath.Join(t.TempDir(), "dark.svg")
	if err := os.WriteFile(file, []byte(dark), 0o666); err != nil {
		t.Fatal(err)
	}
	saved := openBrowser(t, "file:///"+strings.TrimPrefix(filepath.ToSlash(file), "/"), "", 600, 600)
	saved.expect(`getComputedStyle(document.querySelector(".background")).fill`, "rgb(22, 26, 33)")
	saved.expect(`getComputedStyle(document.querySelector(".node.manual .shape")).fill`, "rgb(22, 40, 31)")
	saved.expect(`getComputedStyle(document.querySelector(".node.manual text")).fill`, "rgb(188, 230, 207)")
}

// On paper there is the figure alone.
func TestExplorerPrints(t *testing.T) {
	b := withBrowser(t, small(), render.Options{}, "#table=workflow.session.Trace", 1200, 800)
	media := emulation.SetEmulatedMediaParams{Media: "print"}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
	b.expect(`["header", "#panel", "#zoom", "#legend", "#status"].map((s) => getComputedStyle(document.querySelector(s)).display).join()`, "none,none,none,none,none")
}
