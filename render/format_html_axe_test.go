package render_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/djdag/djdag/render"
)

// Everybody can use the page: axe-core finds no violation, light and dark, on wide and
// narrow screens, in any view. The variable AXE_CORE names its axe.min.js.
func TestExplorerIsAccessible(t *testing.T) {
	file := os.Getenv("AXE_CORE")
	if file == "" {
		t.Skip("needs axe-core: the variable AXE_CORE names its file axe.min.js; npm pack axe-core gets it")
	}
	axe, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, folder := range projects() {
		p, findings := project(t, folder)
		table, attribute := deepest(t, p)
		opts := render.Options{Theme: render.Auto, Title: name, Link: "https://example.org/{path}#L{line}", Findings: findings}
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1280, 390} {
				t.Run(fmt.Sprintf("%s/%s/%d", name, scheme, width), func(t *testing.T) {
					b := withBrowser(t, p, opts, "", width, 800)
					b.prefer(scheme)
					if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](string(axe)+"; 0")); err != nil {
						t.Fatal(err)
					}
					b.accessible("the pipeline")
					for _, hash := range []string{
						"#schema=" + table.Schema, "#table=" + table.ID, "#table=" + table.ID + "&attribute=" + attribute,
						"#figure=tables", "#figure=tables&table=" + table.ID + "&up=1&down=1", "#figure=tables&hide=part&numbers=1",
					} {
						b.eval(fmt.Sprintf("location.hash = %q", hash))
						b.accessible(hash)
					}
					b.eval(`location.hash = "#"`)
					for _, sheet := range []string{"findings", "filters", "more"} {
						b.eval(fmt.Sprintf(`document.getElementById(%q).showPopover()`, sheet))
						b.accessible("the sheet " + sheet)
						b.eval(fmt.Sprintf(`document.getElementById(%q).hidePopover()`, sheet))
					}
					b.search(table.Class)
					b.expect(`document.getElementById("found").hidden`, "false")
					b.accessible("the search")
				})
			}
		}
	}
}

// accessible reports the violations of what the page shows.
func (b *browser) accessible(what string) {
	b.t.Helper()
	const run = `new Promise((done) => setTimeout(done, 400)).then(() => axe.run({ resultTypes: ["violations"] })).then((r) =>
		r.violations.map((v) => v.id + ": " + v.help + "\n" + v.nodes.slice(0, 5).map((n) => "  " + n.target + " " + n.failureSummary.replaceAll("\n", " ")).join("\n")).join("\n"))`
	violations, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	if violations != "" {
		b.t.Errorf("%s:\n%s", what, violations)
	}
}
