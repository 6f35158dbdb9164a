package render

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// linker makes addresses of places in the source.
type linker struct {
	// template is [Options.Link].
	template string
}

// isSafe reports whether the template makes addresses of the web, or there is
// none.
func (l linker) isSafe() bool { return l.template == "" || l.to(graph.Pos{Path: "a"}) != "" }

// to returns the address of a place, or "" where there is no template, no
// place, or an address that is not of the web.
func (l linker) to(pos graph.Pos) string {
	if l.template == "" || pos.Path == "" {
		return ""
	}
	path := (&url.URL{Path: pos.Path}).EscapedPath()
	href := strings.NewReplacer("{path}", path, "{line}", strconv.Itoa(max(pos.Line, 1))).Replace(l.template)
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
