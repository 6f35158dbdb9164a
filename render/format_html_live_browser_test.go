package render_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
	"github.com/djdag/djdag/serve"
)

// A liveBrowser is a page that follows a server.
type liveBrowser struct {
	*browser
	server *serve.Server
	stop   func() // stops the server
}

// withServer opens the page of a pipeline that a server gives out.
func withServer(t *testing.T, p *graph.Pipeline, hash string) *liveBrowser {
	t.Helper()
	b := &liveBrowser{}
	b.start(t, 0, p)
	t.Cleanup(func() { b.stop() })
	b.browser = openBrowser(t, b.server.URL(), hash, 1200, 500)
	return b
}

// start starts a server on a port, which shows a pipeline.
func (b *liveBrowser) start(t *testing.T, port int, p *graph.Pipeline) {
	t.Helper()
	server, err := serve.Listen(port)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	b.server = server
	b.stop = func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	b.show(t, p)
}

// show has the server show a pipeline.
func (b *liveBrowser) show(t *testing.T, p *graph.Pipeline) {
	t.Helper()
	page, err := render.LiveHTML(t.Context(), p, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b.server.Show(serve.Page(page))
}

// grown returns the small pipeline with n more tables in each schema.
func grown(n int) *graph.Pipeline {
	p := small()
	for _, s := range p.Schemas {
		for i := range n {
			p.Tables = append(p.Tables, table(s.Modules[0], 200+i, fmt.Sprintf("More%d", i), graph.Manual, s.ID, "more*"))
		}
	}
	p.Sort()
	return p
}

const tablesShown = `document.querySelectorAll("#stage .node.table").length`

// The page stays where it is: the address, the panel and how far it is scrolled, the
// selected table at its place on the screen, the scale, the focus and the search.
func TestLivePageStaysWhereItIs(t *testing.T) {
	b := withServer(t, small(), "#schema=session&table=Trace")
	b.expect(heading, "Trace")
	const selected = `document.querySelector(".node[aria-current=true]")`
	b.eval(selected + `.scrollIntoView()`)
	b.keys("+")
	b.keys("+")
	const where = `(() => { const r = ` + selected + `.getBoundingClientRect(); return [r.x, r.y, r.width].map(Math.round).join() })()`
	b.eval(`[...document.querySelectorAll("#panel a")].at(-1).focus({preventScroll: true})`)
	b.eval(`document.getElementById("panel").scrollTop = 40`)
	spot, before := b.eval(where), b.eval(tablesShown)

	b.show(b.t, grown(7))
	b.expect(`[...document.querySelectorAll("#stage .node.table")].some((n) => n.dataset.id.endsWith("More6"))`, "true")
	if after := b.eval(tablesShown); after == before {
		t.Errorf("%s tables, as before", after)
	}
	b.expect(where, spot)
	b.expect(heading, "Trace")
	b.expect(crumbs, "Pipeline › session › Trace")
	b.expect(hash, "#schema=session&table=Trace")
	b.expect(`document.activeElement === [...document.querySelectorAll("#panel a")].at(-1)`, "true")
	b.expect(`document.getElementById("panel").scrollTop`, "40")

	b.search("more3")
	b.expect(`document.querySelector("#found [aria-selected=true] .name")?.textContent`, "More3")
	b.show(b.t, grown(5))
	b.expect(`[...document.querySelectorAll("#stage .node.table")].some((n) => n.dataset.id.endsWith("More6"))`, "false")
	b.expect(focused, "query")
	b.expect(`document.getElementById("query").value`, "more3")
	b.keys(kb.Enter)
	b.expect(heading, "More3")
}

// A figure that was whole is whole again, and a table with the focus keeps it.
func TestLivePageStaysWhole(t *testing.T) {
	b := withServer(t, small(), "#figure=tables")
	b.expect(tablesShown, "9")
	b.eval(`document.querySelector('.node[data-id="workflow.session.Trace"]').focus()`)
	b.show(b.t, grown(20))
	b.expect(tablesShown, "69")
	b.expect(focused, "workflow.session.Trace")
	b.expect(`document.querySelectorAll(".node[tabindex='0']").length`, "1")
	const all = `(() => { const s = document.getElementById("stage").getBoundingClientRect(); return [...document.querySelectorAll("#stage .node.table")].every((n) => { const r = n.getBoundingClientRect(); return r.left >= s.left && r.right <= s.right && r.top >= s.top && r.bottom <= s.bottom }) })()`
	b.expect(all, "true")
	b.expect(`document.getElementById("legend").textContent.includes("manual")`, "true")
	b.eval(`document.getElementById("filters").showPopover()`)
	b.show(b.t, small())
	b.expect(tablesShown, "9")
	b.expect(`document.querySelector("#filters:popover-open .go").textContent`, "4 tables")
}

// The panel says of a table what the source says now.
func TestLivePageOfAnotherComment(t *testing.T) {
	b := withServer(t, small(), "#table=Trace")
	b.expect(heading, "Trace")
	p := small()
	p.Table("workflow.session.Trace").Comment = "what was measured"
	b.show(b.t, p)
	b.expect(`document.querySelector("#panel .lead")?.textContent`, "what was measured")
}

// A table that is gone leaves its address.
func TestLivePageOfATableThatIsGone(t *testing.T) {
	b := withServer(t, grown(2), "#schema=session&table=session.More1")
	b.expect(heading, "More1")
	b.show(b.t, small())
	b.expect(heading, "<nil>")
	b.expect(status, "No table is called session.More1")
	b.show(b.t, grown(2))
	b.expect(heading, "More1")
}

const bannerText = `(() => { const b = document.getElementById("banner"); return b.hidden ? "" : [...b.querySelectorAll("b, p")].map((e) => e.textContent).join(" ") })()`

// The banner says why there is no new figure, as text, until there is one or somebody
// closes it.
func TestLivePageBanner(t *testing.T) {
	b := withServer(t, small(), "")
	b.expect(bannerText, "")
	const hostile = "lab/<img src=x onerror=alert(1)>.py:3:1: error: </script><script>alert(1)</script>\nlab/b.py:1:1: error: two"
	b.server.Tell(hostile)
	b.expect(bannerText, "This is the last good figure. "+hostile)
	b.expect(`document.querySelectorAll("#banner img, #banner script").length`, "0")
	b.show(b.t, grown(1))
	b.expect(status, "3 schemas, 12 tables")
	b.expect(bannerText, "")

	b.server.Tell("lab/a.py:1:1: error: one")
	b.expect(bannerText, "This is the last good figure. lab/a.py:1:1: error: one")
	b.click("#banner .close")
	b.expect(bannerText, "")
	b.server.Tell("lab/a.py:2:1: error: another")
	b.expect(bannerText, "This is the last good figure. lab/a.py:2:1: error: another")
}

// The page says that its server is gone, and goes on with the next one.
func TestLivePageWithoutServer(t *testing.T) {
	b := withServer(t, small(), "")
	b.expect(status, "3 schemas, 9 tables")
	var port int
	if _, err := fmt.Sscanf(b.server.URL(), "http://127.0.0.1:%d/", &port); err != nil {
		t.Fatal(err)
	}
	b.stop()
	b.expect(bannerText, "This is the last good figure. djdag serve does not answer.")
	b.start(t, port, grown(1))
	b.expect(status, "3 schemas, 12 tables")
	b.expect(bannerText, "")
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = nil // the browser logs that it could not connect
}
