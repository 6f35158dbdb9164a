package main

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/djdag/djdag/dictionary"
	"github.com/djdag/djdag/internal/printable"
)

// menu returns the menu of the pages that --nav asks for.
func (d *docsFlags) menu(pages []dictionary.Page) string {
	var b strings.Builder
	if d.nav == "sphinx" {
		fmt.Fprintf(&b, "```{toctree}\n:caption: %s\n\n", printable.Text(pages[0].Title))
		dir := siteDir(d.output, "", "conf.py")
		for _, p := range pages {
			fmt.Fprintln(&b, printable.Text(path.Join(dir, p.Name)))
		}
		b.WriteString("```\n")
		return b.String()
	}
	dir := siteDir(d.output, "docs", "mkdocs.yml", "mkdocs.yaml")
	fmt.Fprintf(&b, "nav:\n  - %s:\n", yamlString(pages[0].Title))
	for i, p := range pages {
		title := p.Title
		if i == 0 {
			title = "Overview"
		}
		fmt.Fprintf(&b, "      - %s: %s\n", yamlString(title), yamlString(path.Join(dir, p.Name+".md")))
	}
	return b.String()
}

// siteDir returns a directory relative to that of the pages of the site, slash-separated:
// to the directory called pages beside the nearest configuration of the site at or
// above it. Without one, only its last name counts.
func siteDir(dir, pages string, configurations ...string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return filepath.ToSlash(dir)
	}
	for above := abs; ; above = filepath.Dir(above) {
		if hasAny(above, configurations...) {
			if rel, ok := inside(filepath.Join(above, pages), abs); ok {
				return rel
			}
		}
		if filepath.Dir(above) == above {
			return filepath.Base(abs)
		}
	}
}

// yamlString returns a text as a string of YAML, of which JSON is a part.
func yamlString(s string) string {
	text, err := json.Marshal(s)
	if err != nil { // not of a string
		return `""`
	}
	return string(printable.JSON(text))
}
