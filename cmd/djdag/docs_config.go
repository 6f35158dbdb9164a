package main

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/render"
)

// A docsConfig is how djdag docs describes the project, unless flags say otherwise. Its
// keys are the flags of docs.
type docsConfig struct {
	Output      string        `toml:"output"`
	Format      string        `toml:"format"` // "": Markdown
	Select      selectFlag    `toml:"select"`
	Title       string        `toml:"title"`
	Link        string        `toml:"link"`
	Theme       *render.Theme `toml:"theme"` // default: auto
	MinComments int           `toml:"min-comments"`
}

// docsFormats returns the formats of djdag docs; the first is the default.
func docsFormats() []string { return []string{"md", "html", "json"} }

// validateDocs checks what the types of the keys leave open.
func (c *config) validateDocs() error {
	d := &c.Docs
	switch {
	case d.Output == stdoutName:
		return c.errorf(c.keyPos("docs", "output"), "docs.output: want a directory")
	case d.Output != "" && !isBelow(c.dir, c.resolve(d.Output)):
		return c.errorf(c.keyPos("docs", "output"), "docs.output: %s is outside the project; its pages stay in it", d.Output)
	case d.Format != "" && !slices.Contains(docsFormats(), strings.ToLower(d.Format)):
		return c.errorf(c.keyPos("docs", "format"), "docs.format: unknown format %q; want %s", d.Format, orList(docsFormats()))
	}
	if err := validPercent(d.MinComments); err != nil {
		return c.errorf(c.keyPos("docs", "min-comments"), "docs.min-comments %d: %w", d.MinComments, err)
	}
	return nil
}

// validPercent returns an error unless n is a number of percent.
func validPercent(n int) error {
	if n < 0 || n > 100 {
		return errors.New("want a number from 0 to 100")
	}
	return nil
}

// configure takes from the configuration what the flags leave open. A directory for
// pages is no place for JSON.
func (d *docsFlags) configure(cmd *cobra.Command, c *config) {
	given := cmd.Flags().Changed
	conf := &c.Docs
	if !given("format") && conf.Format != "" {
		d.format = strings.ToLower(conf.Format)
	}
	if conf.Output != "" && !given("output") && (d.format == "json") == strings.EqualFold(conf.Format, "json") {
		d.output = filepath.Clean(c.resolve(conf.Output))
	}
	if !given("select") && conf.Select.selection != nil {
		d.selected = conf.Select
	}
	if !given("title") {
		d.title = conf.Title
	}
	if !given("link") {
		d.link = conf.Link
	}
	if !given("theme") && conf.Theme != nil {
		d.theme = *conf.Theme
	}
	if !given("min-comments") {
		d.minComments = conf.MinComments
	}
}
