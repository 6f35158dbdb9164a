package render_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// hostileOptions returns options of the explorer with hostile texts in them.
func hostileOptions(p *graph.Pipeline) render.Options {
	opts := render.Options{Title: `</title><script>alert(1)</script>`, Link: "https://example.org/{path}"}
	for i := range p.Tables {
		t := &p.Tables[i]
		opts.Findings = append(opts.Findings, graph.Diagnostic{
			Rule: "attribute-name", Severity: graph.Severity(i % 3), Message: t.Class, Pos: t.Pos, Related: []graph.Related{{Message: t.Class, Pos: t.Pos}},
		})
	}
	opts.Docs = func(table string) string { return "javascript:alert(1)//" + table }
	return opts
}

// Texts of the source, and the address, are text wherever the page shows them: in the
// figure, the panel, the search, the lists, above the figure, and in what it copies.
func TestExplorerRunsNoNames(t *testing.T) {
	p := allHostile()
	b := withBrowser(t, p, hostileOptions(p), "#figure=tables", 1200, 800)
	elements := b.eval(`document.querySelectorAll("script, iframe, object, embed, link, base, meta, style, form, img").length`)
	calm := func() {
		t.Helper()
		b.expect(`document.querySelectorAll("script, iframe, object, embed, link, base, meta, style, form, img").length`, elements)
		b.expect(`[...document.querySelectorAll("*")].some((e) => [...e.attributes].some((a) => /^on|^style$/i.test(a.name)))`, "false")
		b.expect(`[...document.querySelectorAll("a, a *")].some((a) => /^\s*(?!https?:|#)[a-z]+:/i.test(a.getAttribute("href") ?? ""))`, "false")
	}
	calm()
	for i := range p.Tables {
		id := p.Tables[i].ID
		b.eval(fmt.Sprintf(`location.hash = new URLSearchParams({figure: "tables", table: %s})`, inJSON(t, id)))
		if i%5 == 0 {
			calm()
		}
	}
	table := "m.A<script>alert(1)</script>"
	b.eval(fmt.Sprintf(`location.hash = new URLSearchParams({table: %s})`, inJSON(t, table)))
	b.expect(heading, "A<script>alert(1)</script>")
	b.expect(crumbs, `</title><script>alert(1)</script> › m<script>alert(1)</script> › A<script>alert(1)</script>`)
	b.expect(`document.querySelector("#panel li.error, #panel li.warning, #panel li.note").textContent.includes("A<script>alert(1)</script>")`, "true")
	calm()

	b.search("<script>")
	b.expect(`[...document.querySelectorAll("#found .name")].some((n) => n.textContent === "<script>alert(1)</script>")`, "true")
	calm()
	b.eval(`document.activeElement.blur()`)

	for _, sheet := range []string{"findings", "filters", "more"} {
		b.eval(fmt.Sprintf(`document.getElementById(%q).showPopover()`, sheet))
		calm()
		b.eval(fmt.Sprintf(`document.getElementById(%q).hidePopover()`, sheet))
	}

	b.eval(`location.hash = "#figure=tables"`)
	b.expect(hash, "#figure=tables")
	b.eval(`navigator.clipboard.writeText = async (text) => { document.body.dataset.copied = text }`)
	b.eval(`document.getElementById("mermaid").click()`)
	b.expect(`document.body.dataset.copied?.slice(0, 12)`, "flowchart TB")
	line := regexp.MustCompile(`^(flowchart TB|  n\d+(\["[^"<>\[\]{}]*"\]|\(\["[^"<>\[\]{}]*"\]\))|  n\d+ (---|-\.-) n\d+|)$`)
	for text := range strings.SplitSeq(b.eval(`document.body.dataset.copied`), "\n") {
		if !line.MatchString(text) {
			t.Errorf("the Mermaid has the line %q", text)
		}
	}
}

// An address may come from anybody.
func TestExplorerSurvivesAddresses(t *testing.T) {
	b := withBrowser(t, small(), render.Options{}, "", 1200, 800)
	var addresses []string
	for _, value := range append(hostileNames(), "__proto__", "constructor", "-1", "1e9", "NaN", "\x00", strings.Repeat("a", 20_000), `<img src=x onerror=alert(1)>`) {
		for _, word := range []string{"schema", "figure", "table", "attribute", "cycle", "up", "down", "numbers", "hide", "without", "x"} {
			addresses = append(addresses, "#"+url.Values{word: {value}}.Encode())
		}
		addresses = append(addresses, "#table=workflow.session.Trace&"+url.Values{"attribute": {value}, "up": {value}, "down": {value}}.Encode())
	}
	addresses = append(addresses, "#%", "#%E0%A4%A", "#&&&===", "#table", "##", "#?table=x", "#javascript:alert(1)")
	b.eval(fmt.Sprintf(`(async () => { for (const hash of %s) { location.hash = hash; dispatchEvent(new HashChangeEvent("hashchange")); } document.body.dataset.done = "yes" })()`, inJSON(t, addresses)))
	b.expect(`document.body.dataset.done`, "yes")
	b.expect(`document.querySelectorAll("script").length`, "2")
	b.eval(`location.hash = "#table=Trace"`)
	b.expect(heading, "Trace")
}

// inJSON returns a value as a literal of JavaScript.
func inJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
