package render

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
)

// SourceLink returns the web address of a position in the source by the template of
// [Options.Link]. It returns "" if the template or the position is empty, or if the
// template does not make web addresses.
func SourceLink(template string, pos graph.Pos) string { return linker{template}.to(pos) }

// A linker makes web addresses of positions in the source.
type linker struct {
	template string // see [Options.Link]; may be empty
}

// isSafe reports whether the template is empty or makes web addresses.
func (l linker) isSafe() bool { return l.template == "" || l.to(graph.Pos{Path: "a"}) != "" }

// notice describes in one line what is wrong with the template. It returns "" if
// nothing is.
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

// to returns the web address of a position. It returns "" if there is none: the
// template or the position is empty, or the template does not make web addresses.
func (l linker) to(pos graph.Pos) string {
	if l.template == "" || pos.Path == "" {
		return ""
	}
	path := (&url.URL{Path: pos.Path}).EscapedPath()
	// A query would read these as its own syntax.
	path = strings.NewReplacer("&", "%26", "=", "%3D", "+", "%2B", ";", "%3B").Replace(path)
	href := strings.NewReplacer("{path}", path, "{line}", strconv.Itoa(max(pos.Line, 1))).Replace(l.template)
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// docsLink returns an address if a page may link to it: if it is one of the web, or
// relative to the page. For others it returns "".
func docsLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" && u.Host != "" || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return ""
	}
	return u.String()
}
