package render_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// projects returns the projects whose pages are walked through, by name: an example, and
// the one in the folder that the variable EXPLORER_PROJECT names.
func projects() map[string]string {
	all := map[string]string{"imaging": filepath.Join("..", "examples", "imaging")}
	if folder := os.Getenv("EXPLORER_PROJECT"); folder != "" {
		all[filepath.Base(folder)] = folder
	}
	return all
}

// project reads a project, and what the check finds in it.
func project(t *testing.T, folder string) (*graph.Pipeline, []graph.Diagnostic) {
	t.Helper()
	files := os.DirFS(folder)
	p, err := extract.Project(t.Context(), files, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p, check.Run(p, check.Options{Files: files})
}

// deepest returns the table with the most ancestors, and an attribute of its key that
// another table introduces.
func deepest(t *testing.T, p *graph.Pipeline) (table *graph.Table, attribute string) {
	t.Helper()
	most := 0
	for i := range p.Tables {
		candidate := &p.Tables[i]
		ids, err := p.Select(candidate.ID + " - all")
		if err != nil || !candidate.Active || candidate.Tier == graph.Part || len(ids) <= most {
			continue
		}
		for _, name := range candidate.PrimaryKey {
			if origin, _ := p.Origin(candidate.ID, name); origin != candidate.ID && p.Table(origin) != nil {
				most, table, attribute = len(ids), candidate, name
			}
		}
	}
	if table == nil {
		t.Fatal("no key comes from another table")
	}
	return table, attribute
}

// The page of a real pipeline can be walked through by mouse and by keyboard, on every
// screen. The log has what each step takes.
func TestExplorerWalk(t *testing.T) {
	for name, folder := range projects() {
		t.Run(name, func(t *testing.T) {
			p, findings := project(t, folder)
			table, attribute := deepest(t, p)
			schema := p.Schema(table.Schema)
			opts := render.Options{Theme: render.Auto, Title: name, Link: "https://example.org/{path}#L{line}", Findings: findings}
			b := withBrowser(t, p, opts, "", 1280, 800)
			b.expect(`document.querySelectorAll(".node.collapsed").length > 1`, "true")
			b.expect(`performance.getEntriesByName("first-contentful-paint").length`, "1")
			t.Logf("first paint after %s ms", b.eval(`Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime)`))
			b.meter("open")
			b.picture(name + "-1-pipeline")

			b.search(table.Class)
			b.expect(`document.querySelector("#found [aria-selected=true] .name")?.textContent`, table.Class)
			b.meter("search " + table.Class)
			b.picture(name + "-2-search")
			b.keys(kb.Escape)

			b.eval(fmt.Sprintf(`document.querySelector('.node[data-id="%s"] .name').dispatchEvent(new MouseEvent("click", { bubbles: true }))`, schema.ID))
			b.expect(hash, "#schema="+schema.ID)
			b.meter("open a schema")
			b.picture(name + "-3-schema")

			node := fmt.Sprintf(`.node[data-id="%s"]`, table.ID)
			b.click(node + " .name")
			b.expect(heading, table.Class)
			b.meter("open a table")
			b.picture(name + "-4-table")

			b.eval(fmt.Sprintf(`[...document.querySelectorAll("#panel .attribute button")].find((b) => b.textContent === %q).click()`, attribute))
			origin, _ := p.Origin(table.ID, attribute)
			b.expect(`document.querySelector("#status").textContent.includes(" comes from ")`, "true")
			b.meter("light a key up")
			b.picture(name + "-5-key")

			parents := p.ForeignKeysOf(table.ID)
			b.eval(`[...document.querySelectorAll("#panel h3")].find((h) => h.textContent.startsWith("Parents")).nextSibling.querySelector("a").click()`)
			parent := p.Table(parents[0].Parent)
			b.expect(heading, parent.Class)
			b.meter("follow a parent")
			b.do(chromedp.NavigateBack())
			b.expect(heading, table.Class)
			b.meter("back")

			b.eval(fmt.Sprintf(`location.hash = "#table=%s"`, origin))
			b.expect(heading, p.Table(origin).Class)
			b.meter("a link to a table")

			if b.eval(`document.getElementById("all").hidden`) == "false" {
				b.eval(`document.getElementById("all").click()`)
				b.expect(`document.querySelectorAll(".node.table").length > 10`, "true")
				b.meter("all tables")
				b.picture(name + "-6-all")
				b.eval(fmt.Sprintf(`document.querySelector('.node[data-id="%s"]').dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))`, table.ID))
				b.expect(`document.querySelector(".node.here").dataset.id`, table.ID)
				b.meter("hover")
				b.eval(fmt.Sprintf(`location.hash = "#figure=tables&table=%s&up=1&down=1"`, table.ID))
				b.expect(`document.querySelectorAll(".node.gone").length > 0`, "true")
				b.meter("one level around a table")
				b.picture(name + "-7-around")
				b.eval(`location.hash = "#figure=tables&hide=part&numbers=1"`)
				b.expect(`document.querySelectorAll(".node.off").length > 0`, "true")
				b.meter("hide the parts, number the rest")
				b.picture(name + "-8-numbers")
			}
			if len(findings) > 0 {
				b.eval(`document.getElementById("problems").click()`)
				b.expect(`document.querySelectorAll("#findings li").length > 0`, "true")
				b.meter("list the findings")
				b.picture(name + "-9-findings")
				b.keys(kb.Escape)
			}

			b.prefer("dark")
			b.eval(fmt.Sprintf(`location.hash = "#table=%s"`, table.ID))
			b.expect(`getComputedStyle(document.body).backgroundColor`, "rgb(22, 26, 33)")
			b.picture(name + "-dark")
			b.prefer("light")

			b.resize(390, 800)
			b.eval(fmt.Sprintf(`location.hash = "#schema=%s"`, schema.ID))
			b.eval(fmt.Sprintf(`location.hash = "#table=%s"`, table.ID))
			b.expect(`document.documentElement.scrollWidth <= innerWidth`, "true")
			b.picture(name + "-phone-table")
			b.eval(`location.hash = "#"`)
			b.expect(`document.querySelectorAll(".node.collapsed").length > 1`, "true")
			b.picture(name + "-phone")
			b.eval(`document.getElementById("more").showPopover()`)
			b.picture(name + "-phone-more")
			b.keys(kb.Escape)
			b.resize(1280, 800)

			// By keyboard alone: into the figure, down, open, close, up.
			b.eval(`document.activeElement.blur()`)
			for range 20 {
				if b.eval(`document.activeElement.closest(".node") !== null`) == "true" {
					break
				}
				b.keys(kb.Tab)
			}
			b.keys(kb.ArrowDown + kb.Enter)
			b.expect(`location.hash.startsWith("#schema=")`, "true")
			b.keys(kb.Escape)
			b.expect(hash, "")

			media := emulation.SetEmulatedMediaParams{Media: "print"}
			if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			b.eval(fmt.Sprintf(`location.hash = "#table=%s"`, table.ID))
			b.expect(`["header", "#panel", "#zoom", "#legend", "#status"].every((s) => getComputedStyle(document.querySelector(s)).display === "none")`, "true")
			b.picture(name + "-print")
		})
	}
}

// meter logs the processor time of scripts, and of what follows from them, since the last
// time.
func (b *browser) meter(what string) {
	b.t.Helper()
	got, err := chromedp.Call(b.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		b.t.Fatal(err)
	}
	now := make(map[string]float64)
	for _, m := range got.Metrics {
		now[m.Name] = m.Value * 1000
	}
	spent := func(kind string) float64 { return now[kind+"Duration"] - b.spent[kind+"Duration"] }
	if what != "" {
		b.t.Logf("%-32s script %4.0f ms, style and layout %4.0f ms", what, spent("Script"), spent("RecalcStyle")+spent("Layout"))
	}
	b.spent = now
}
