package render

import (
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/djdag/djdag/graph"
)

// explorer has the parts of the page: its markup, its style and its script.
//
//go:embed explorer
var explorer embed.FS

// HTML writes the explorer: a page with the figure of all schemas, one of each schema
// among its neighbours and, of up to 500 tables, one of all tables, to be walked
// through in a browser. The page is one file. It loads nothing and sends nothing, and
// nothing from the source can run in it. It needs no worker: all lines are at right
// angles. With [Options.Focus] it opens at that schema. HTML fails on a name in opts
// that means nothing, on an error from w, and when ctx is done.
func HTML(ctx context.Context, w io.Writer, p *graph.Pipeline, opts Options) error {
	data, err := exploredData(ctx, p, opts)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, explorerPage(opts.explorerTitle(), data, still))
	return err
}

// exploredData returns the data in the page as JSON on one line, in which no <, > and &
// end its element.
func exploredData(ctx context.Context, p *graph.Pipeline, opts Options) ([]byte, error) {
	b, err := newBuilder(p, opts)
	if err != nil {
		return nil, err
	}
	if opts.Notice != nil {
		for _, notice := range []string{lost("html", opts.unexplored()), (linker{opts.Link}).notice()} {
			if notice != "" {
				opts.Notice(notice)
			}
		}
	}
	data, err := b.explored(ctx)
	if err != nil {
		return nil, err
	}
	return json.Marshal(data)
}

// unexplored returns what the options ask for and the explorer does not have.
func (o *Options) unexplored() []choice {
	return []choice{
		{"collapsed schemas", o.CollapseAll || o.Collapse != nil || o.Expand != nil},
		{"highlight of its own", o.Highlight != nil},
		{"size to fit", o.Fit != Size{}},
		{"curves", o.Routing == Curves},
		{"pages", o.Pages},
		{"font", o.EmbedFont || o.Text != TextElements},
		{"prefix of ids", o.IDPrefix != ""},
		{"form without its page", o.Inline},
	}
}

// A pageKind says whether a page follows a server.
type pageKind bool

const (
	still pageKind = false
	live  pageKind = true
)

// explorerPage returns a page with the data. Its policy allows the one script and the one
// style sheet that are in it, by their hashes, and nothing else but that a live page may
// ask its own server. It is a file that a test keeps current, because packages for hashes
// slow down the start of the program.
//
// Source: Content Security Policy Level 3.
func explorerPage(title string, data []byte, kind pageKind) string {
	return strings.NewReplacer(
		"{{title}}", escapeXML(title),
		"{{policy}}", kind.contentPolicy(),
		"{{style}}", kind.styleSheet(),
		"{{script}}", kind.script(),
		"{{data}}", string(data),
	).Replace(explorerPart("page.html"))
}

// contentPolicy returns the Content Security Policy of the page.
func (k pageKind) contentPolicy() string {
	name := "policy.txt"
	if k == live {
		name = "policy_live.txt"
	}
	return strings.TrimSpace(explorerPart(name))
}

// script returns the script of the page. Its files share one scope that the page does not
// see. Comments and indentation stay here, and so do spaces around signs, but for lines
// that hold anything harder to read than texts in double quotes.
func (k pageKind) script() string {
	names := []string{
		"model", "lineage", "search", "text", "address", "view", "figure", "lights", "panel", "findings", "finder", "filters", "tools", "keys", "start",
	}
	if k == live {
		names = append(names, "live")
	}
	pieces := regexp.MustCompile(`"[^"]*"|[^"]+`)
	spaces := regexp.MustCompile(` *([=<>(){}\[\],;:?&|!*]) *`)
	var b strings.Builder
	b.WriteString("\"use strict\";\n(() => {\n")
	for _, name := range names {
		for line := range strings.Lines(explorerPart(name + ".js")) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "//") {
				continue
			}
			if !strings.ContainsAny(line, "'`/\\") {
				line = pieces.ReplaceAllStringFunc(line, func(piece string) string {
					if piece[0] == '"' {
						return piece
					}
					return spaces.ReplaceAllString(piece, "$1")
				})
			}
			b.WriteString(line + "\n")
		}
	}
	b.WriteString("})();\n")
	return b.String()
}

// styleSheet returns the style sheet of the page and of its figures. Paper is always
// light.
func (k pageKind) styleSheet() string {
	own := explorerPart("style.css")
	if k == live {
		own += explorerPart("live.css")
	}
	return own + tierStyle(":root", Light) + tierStyle(":root.dark", Dark) + tierStyle(":root.classic", Classic) +
		"@media screen {\n" + darkRules(":root.dark .djdag.light", true) + darkMarkRules(":root.dark .djdag.light.marked") + "}\n"
}

// tierStyle returns the rules that colour the names of tiers as in the figures.
func tierStyle(root string, t Theme) string {
	var b strings.Builder
	colours := t.palette()
	for k := manual; k <= part; k++ {
		ink := colours.nodes[k]
		stroke := ink.stroke
		if stroke == "none" {
			stroke = ink.text
		}
		fmt.Fprintf(&b, "%s .swatch.%s { background: %s; border-color: %s }\n", root, k, ink.fill, stroke)
		fmt.Fprintf(&b, "%s p.tier.%s { background: %s; border-color: %s; color: %s }\n", root, k, ink.fill, stroke, ink.text)
	}
	return b.String()
}

// explorerPart returns a file of the page. All of them are in the program.
func explorerPart(name string) string {
	text, _ := explorer.ReadFile("explorer/" + name)
	return string(text)
}

// explorerTitle is the title of the page.
func (o *Options) explorerTitle() string {
	return cmp.Or(strings.TrimSpace(cleanLine(o.Title)), "Pipeline")
}
