package render

import (
	"fmt"
	"net/url"
	"regexp"
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

// notice says in one line what is wrong with the template, or "".
func (l linker) notice() string {
	if !l.isSafe() {
		return fmt.Sprintf("no links: %q is not an https:// or http:// address", l.template)
	}
	for _, hole := range regexp.MustCompile(`\{[A-Za-z_]*\}`).FindAllString(l.template, -1) {
		if hole != "{path}" && hole != "{line}" {
			return fmt.Sprintf("links contain %s as is: only {path} and {line} are replaced", hole)
		}
	}
	return ""
}

// to returns the address of a place, or "" where there is no template, no
// place, or an address that is not of the web.
func (l linker) to(pos graph.Pos) string {
	if l.template == "" || pos.Path == "" {
		return ""
	}
	path := (&url.URL{Path: pos.Path}).EscapedPath()
	// In a query these would begin another parameter.
	path = strings.NewReplacer("&", "%26", "=", "%3D", "+", "%2B", ";", "%3B").Replace(path)
	href := strings.NewReplacer("{path}", path, "{line}", strconv.Itoa(max(pos.Line, 1))).Replace(l.template)
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
