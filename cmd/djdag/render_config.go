package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// A figureConfig is a named figure of the configuration. Its keys are the flags of
// render.
type figureConfig struct {
	Name       string            `toml:"name"`
	Output     string            `toml:"output"` // default: the name with the extension of the format
	Format     string            `toml:"format"` // default: that of the output's extension, or SVG
	Select     selectFlag        `toml:"select"`
	Collapse   []string          `toml:"collapse"`
	Expand     []string          `toml:"expand"`
	Focus      []string          `toml:"focus"`
	Attributes render.Attributes `toml:"attributes"`
	Types      bool              `toml:"types"`
	Parts      render.Parts      `toml:"parts"`
	Lookups    render.Lookups    `toml:"lookups"`
	Hubs       int               `toml:"hubs"`
	Highlight  selectFlag        `toml:"highlight"`
	Stages     bool              `toml:"stages"`
	Context    bool              `toml:"context"`
	Edges      render.Edges      `toml:"edges"`
	Imports    bool              `toml:"imports"`
	Reads      bool              `toml:"reads"`
	Direction  render.Direction  `toml:"direction"`
	Routing    render.Routing    `toml:"routing"`
	Fit        fitFlag           `toml:"fit"`
	Theme      *render.Theme     `toml:"theme"` // default: light or, for a page, auto
	Background render.Background `toml:"background"`
	Title      string            `toml:"title"`
	Legend     bool              `toml:"legend"`
	Link       string            `toml:"link"`
	Docs       docsAddress       `toml:"docs"`
	DPI        *float64          `toml:"dpi"`
	Text       render.Text       `toml:"text"`
	EmbedFont  bool              `toml:"embed-font"`
	Pages      bool              `toml:"pages"`
	IDPrefix   string            `toml:"id-prefix"`
	Inline     bool              `toml:"inline"`
}

// validateFigures checks the figures as far as that works without a pipeline.
func (c *config) validateFigures() error {
	names, files := make(map[string]bool), make(map[string]string)
	for i := range c.Figures {
		f := &c.Figures[i]
		if err := f.validate(); err != nil {
			return c.errorf(c.figurePos(i), "%w", err)
		}
		if !isBelow(c.dir, c.resolve(f.output())) {
			return c.errorf(c.figurePos(i), "figure %q: output %s is outside the project; a figure stays in it", f.Name, f.output())
		}
		file := fileIdentity(c.resolve(f.output()))
		if names[f.Name] {
			return c.errorf(c.figurePos(i), "duplicate figure %q", f.Name)
		}
		if other, twice := files[file]; twice {
			return c.errorf(c.figurePos(i), "figures %q and %q have the same output, %s", other, f.Name, filepath.ToSlash(filepath.Clean(f.output())))
		}
		names[f.Name], files[file] = true, f.Name
	}
	return nil
}

// validate checks one figure.
func (f *figureConfig) validate() error {
	if f.Name == "" {
		return errors.New("a figure needs a name")
	}
	if f.Output == stdoutName {
		return fmt.Errorf("figure %q: output: want a file", f.Name)
	}
	if _, err := f.format(); err != nil {
		return fmt.Errorf("figure %q: %s", f.Name, strings.TrimPrefix(err.Error(), "--"))
	}
	if file := f.output(); f.Output == "" && (strings.ContainsAny(file, `<>:"|?*\`) || isDevice(f.Name)) {
		return fmt.Errorf("figure %q: not a valid file name on Windows; give the figure an output", f.Name)
	}
	if f.DPI != nil {
		if err := new(resolution).Set(fmt.Sprint(*f.DPI)); err != nil {
			return fmt.Errorf("figure %q: dpi %g: %w", f.Name, *f.DPI, err)
		}
	}
	return nil
}

// figurePos returns the position of figure i.
func (c *config) figurePos(i int) graph.Pos {
	return c.keyPos("figure", strconv.Itoa(i))
}

// format returns the format of the figure.
func (f *figureConfig) format() (render.Format, error) {
	if f.Output == "" || f.Format != "" {
		return formatCalled(f.Format)
	}
	return formatFor(f.Output, "")
}

// theme returns the theme of the figure in a format.
func (f *figureConfig) theme(format render.Format) render.Theme {
	switch {
	case f.Theme != nil:
		return *f.Theme
	case format.Name == "html":
		return render.Auto
	}
	return render.Light
}

// output returns the file of a valid figure, as an OS path from the directory of
// the configuration.
func (f *figureConfig) output() string {
	if f.Output != "" {
		return filepath.FromSlash(f.Output)
	}
	format, err := f.format()
	if err != nil {
		return f.Name
	}
	return f.Name + format.Extensions[0]
}

// drawings returns the drawings of all figures in the configuration.
func (c *config) drawings(s *source) ([]drawing, error) {
	switch {
	case len(c.Figures) > 0:
	case c.path == "":
		return nil, usagef("no figures configured; add [[tool.djdag.figure]] to %s or [[figure]] to %s", projectFile, configFile)
	case filepath.Base(c.path) == projectFile:
		return nil, usagef("%s configures no figures; add [[tool.djdag.figure]]", c.path)
	default:
		return nil, usagef("%s configures no figures; add [[figure]]", c.path)
	}
	var drawings []drawing
	for i := range c.Figures {
		f := &c.Figures[i]
		format, err := f.format()
		if err != nil {
			return nil, err
		}
		flags := figureFlags{selected: f.Select, highlighted: f.Highlight, docs: f.Docs, opts: render.Options{
			Collapse: f.Collapse, Expand: f.Expand, Focus: f.Focus,
			Attributes: f.Attributes, Types: f.Types, Parts: f.Parts, Lookups: f.Lookups, Hubs: f.Hubs,
			Stages: f.Stages, Context: f.Context, Edges: f.Edges, Imports: f.Imports, Reads: f.Reads,
			Direction: f.Direction, Routing: f.Routing, Fit: f.Fit.size, Theme: f.theme(format), Background: f.Background,
			Title: f.Title, Legend: f.Legend, Link: f.Link,
			Text: f.Text, EmbedFont: f.EmbedFont, Pages: f.Pages,
			IDPrefix: f.IDPrefix, Inline: f.Inline,
		}}
		if f.DPI != nil {
			flags.opts.DPI = *f.DPI
		}
		opts, err := flags.options(s)
		if err != nil {
			return nil, c.errorf(c.figurePos(i), "figure %q: %s", f.Name, strings.TrimPrefix(err.Error(), "--"))
		}
		drawings = append(drawings, drawing{c.resolve(f.output()), format, opts})
	}
	return drawings, nil
}
