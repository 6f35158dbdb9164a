package dictionary

import (
	"bytes"
	_ "embed"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	markup "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The frame of a page and its style.
//
//go:embed page.html
var pageFrame string

//go:embed page.css
var pageStyle string

// HTML returns the same pages as [Dictionary.Markdown], as HTML. Each is a file of its
// own with its style and a menu of all pages. They run nothing and load nothing but
// their figures.
func (d *Dictionary) HTML() ([]Page, error) {
	pages := d.Markdown()
	// The Markdown is our own, with all texts of the source escaped, so what is HTML
	// in it may stay: anchors, and code that Markdown cannot write.
	writer := goldmark.New(
		goldmark.WithExtensions(extension.Table),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(pageLinks{}, 0))),
		goldmark.WithRendererOptions(markup.WithUnsafe()),
	)
	for i := range pages {
		var body bytes.Buffer
		if err := writer.Convert(pages[i].Text, &body); err != nil {
			return nil, err
		}
		pages[i].Text = htmlPage(pages, i, body.String())
	}
	return pages, nil
}

// htmlPage returns a page with the given content.
func htmlPage(pages []Page, at int, body string) []byte {
	var menu strings.Builder
	for i, p := range pages {
		current := ""
		if i == at {
			current = ` aria-current="page"`
		}
		menu.WriteString("<li><a href=\"" + html.EscapeString(p.Name) + ".html\"" + current + ">" + html.EscapeString(menuTitle(pages, i)) + "</a></li>\n")
	}
	title := pages[at].Title
	if at > 0 {
		title += " · " + pages[0].Title
	}
	return []byte(strings.NewReplacer(
		"{{mark}}", Mark, "{{title}}", html.EscapeString(title), "{{style}}", pageStyle, "{{menu}}", menu.String(), "{{body}}", body,
	).Replace(pageFrame))
}

// menuTitle returns what a menu calls a page.
func menuTitle(pages []Page, i int) string {
	if i == 0 {
		return "Overview"
	}
	return pages[i].Title
}

// pageLinks has links between the pages lead to their HTML.
type pageLinks struct{}

// Transform implements [parser.ASTTransformer].
func (pageLinks) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	// It visits the nodes without an error of its own.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if link, ok := n.(*ast.Link); ok && entering {
			page, anchor, _ := strings.Cut(string(link.Destination), "#")
			if name, ok := strings.CutSuffix(page, ".md"); ok && !strings.Contains(page, "/") {
				link.Destination = []byte(name + ".html")
				if anchor != "" {
					link.Destination = append(link.Destination, "#"+anchor...)
				}
			}
		}
		return ast.WalkContinue, nil
	})
}
