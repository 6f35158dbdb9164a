package dictionary_test

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/djdag/djdag/dictionary"
)

// htmlPages returns the pages of a dictionary as HTML.
func htmlPages(t *testing.T, d *dictionary.Dictionary) []dictionary.Page {
	t.Helper()
	pages, err := d.HTML()
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// The policy of a page allows its style by the hash, and no script at all.
func TestHTMLPolicy(t *testing.T) {
	page := string(htmlPages(t, dictionary.Of(read(t), options()))[0].Text)
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(page)[1]
	sum := sha256.Sum256([]byte(style))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src 'self' file:; base-uri 'none'; form-action 'none'"
	policy := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`)
	got := policy.FindStringSubmatch(page)[1]
	if *update && got != want {
		frame, err := os.ReadFile("page.html")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("page.html", []byte(strings.Replace(string(frame), got, want, 1)), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if got != want {
		t.Errorf("dictionary/page.html has not the policy of the style; run go test ./dictionary -update\ngot  %s\nwant %s", got, want)
	}
}

// The pages in HTML have the anchors, links and texts of those in Markdown, and a menu.
func TestHTML(t *testing.T) {
	d := dictionary.Of(read(t), options())
	written, pages := d.Markdown(), htmlPages(t, d)
	if len(pages) != len(written) {
		t.Fatalf("%d pages, want %d", len(pages), len(written))
	}
	anchors := regexp.MustCompile(`<a id="([^"]*)"></a>`)
	for i, page := range pages {
		text := string(page.Text)
		if page.Name != written[i].Name || page.Title != written[i].Title {
			t.Errorf("page %d is %s, %s", i, page.Name, page.Title)
		}
		if got, want := anchors.FindAllString(text, -1), anchors.FindAllString(string(written[i].Text), -1); strings.Join(got, "") != strings.Join(want, "") {
			t.Errorf("%s has the anchors %q, want %q", page.Name, got, want)
		}
		for _, other := range pages {
			if !strings.Contains(text, `<li><a href="`+other.Name+`.html"`) {
				t.Errorf("the menu of %s does not lead to %s", page.Name, other.Name)
			}
		}
		if !strings.Contains(text, dictionary.Mark) || !strings.Contains(text, `<img src="`+dictionary.Figure(page.Name)+`"`) || strings.Contains(text, ".md") {
			t.Errorf("%s is not whole:\n%s", page.Name, text)
		}
	}
	for _, want := range []string{
		`<td><code>subject</code></td>`, `<h2>Session</h2>`, `<a href="subject.html#subject">`,
	} {
		if session := string(pages[2].Text); !strings.Contains(session, want) {
			t.Errorf("the page %s has no %s:\n%s", pages[2].Name, want, session)
		}
	}
}

// No text of the source becomes an element.
func TestHTMLOfHostileNames(t *testing.T) {
	for _, page := range htmlPages(t, dictionary.Of(hostile(t), options())) {
		for _, tag := range regexp.MustCompile(`<([a-zA-Z!][^\s>]*)`).FindAllStringSubmatch(string(page.Text), -1) {
			switch tag[1] {
			case "!doctype", "!--", "html", "head", "meta", "title", "link", "style", "body", "nav", "ul", "ol", "li", "a", "main", "h1", "h2", "h3", "p", "img",
				"table", "thead", "tbody", "tr", "th", "td", "code", "strong":
			default:
				t.Errorf("%s has the element %s", page.Name, tag[1])
			}
		}
		if on := regexp.MustCompile(`<[^>]* on[a-z]+=`).FindString(string(page.Text)); on != "" {
			t.Errorf("%s has %s", page.Name, on)
		}
	}
}
