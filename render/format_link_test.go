package render_test

import (
	"bytes"
	"testing"

	"github.com/djdag/djdag/render"
)

// A template that makes no web addresses gives a notice.
func TestLinkNotices(t *testing.T) {
	for link, want := range map[string]string{
		"":                             "",
		"https://host/{path}#L{line}":  "",
		"http://host/?file={path}":     "",
		"javascript:alert(1)":          `no links: "javascript:alert(1)" is not an https:// or http:// address`,
		"host/{path}":                  `no links: "host/{path}" is not an https:// or http:// address`,
		"https://":                     `no links: "https://" is not an https:// or http:// address`,
		"https://host/{path}#{lineno}": `links contain {lineno} as is: only {path} and {line} are replaced`,
		"data:text/html,{path}":        `no links: "data:text/html,{path}" is not an https:// or http:// address`,
	} {
		notice := ""
		text(t, render.DOT, wide(1), render.Options{Link: link, Notice: func(s string) { notice = s }})
		if notice != want {
			t.Errorf("%q: got %q, want %q", link, notice, want)
		}
	}
}

// Only web addresses become links.
func TestLinksAreWebAddresses(t *testing.T) {
	for _, template := range []string{
		"javascript:alert('{path}')", "JavaScript:alert(1)", "data:text/html,{path}", "{path}", "//example.org/{path}", "https:{path}", "https://\x00/{path}", "%",
	} {
		if got := dot(t, small(), render.Options{Link: template}); bytes.Contains(got, []byte("URL")) {
			t.Errorf("%q makes links", template)
		}
	}
}
