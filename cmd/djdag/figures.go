package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// A figureConfig is a named figure of the configuration. Its keys are called
// as the flags of render.
type figureConfig struct {
	Name       string         `toml:"name"`
	Output     string         `toml:"output"` // empty: the name, with the extension of the format
	Format     string         `toml:"format"` // empty: that of the output's extension, or SVG
	Select     selectFlag     `toml:"select"`
	Collapse   []string       `toml:"collapse"`
	Expand     []string       `toml:"expand"`
	Focus      []string       `toml:"focus"`
	Attributes attributesWord `toml:"attributes"`
	Types      bool           `toml:"types"`
	Direction  directionWord  `toml:"direction"`
	Theme      themeWord      `toml:"theme"`
	Title      string         `toml:"title"`
	Legend     bool           `toml:"legend"`
	Link       string         `toml:"link"`
	IDPrefix   string         `toml:"id-prefix"`
	Inline     bool           `toml:"inline"`
}

// Words of the configuration, which read themselves.
type (
	attributesWord struct{ render.Attributes }
	directionWord  struct{ render.Direction }
	themeWord      struct{ render.Theme }
)

// UnmarshalText implements [encoding.TextUnmarshaler].
func (w *attributesWord) UnmarshalText(text []byte) (err error) {
	w.Attributes, err = render.ParseAttributes(string(text))
	return err
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (w *directionWord) UnmarshalText(text []byte) (err error) {
	w.Direction, err = render.ParseDirection(string(text))
	return err
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (w *themeWord) UnmarshalText(text []byte) (err error) {
	w.Theme, err = render.ParseTheme(string(text))
	return err
}

// validateFigures checks what can be known of the figures without a pipeline.
func (c *config) validateFigures() error {
	names, files := make(map[string]bool), make(map[string]string)
	for i := range c.Figures {
		f := &c.Figures[i]
		pos := c.figurePos(i)
		format, err := f.format()
		switch file := filepath.Clean(filepath.FromSlash(f.output(format))); {
		case f.Name == "":
			return c.mistakef(pos, "a figure needs a name")
		case names[f.Name]:
			return c.mistakef(pos, "a second figure is called %q", f.Name)
		case err != nil:
			return c.mistakef(pos, "figure %q: %w", f.Name, err)
		case files[file] != "":
			return c.mistakef(pos, "figures %q and %q have one output, %s", files[file], f.Name, f.output(format))
		default:
			names[f.Name], files[file] = true, f.Name
		}
	}
	return nil
}

func (c *config) figurePos(i int) graph.Pos {
	return cmp.Or(c.places[fmt.Sprintf("figure.%d", i)], c.places["figure"])
}

func (f *figureConfig) format() (render.Format, error) {
	if f.Output == "" || f.Format != "" {
		return formatCalled(f.Format)
	}
	return formatFor(f.Output, "")
}

func (f *figureConfig) output(format render.Format) string {
	if f.Output != "" || len(format.Extensions) == 0 {
		return f.Output
	}
	return f.Name + format.Extensions[0]
}

// drawings returns those of all figures in the configuration.
func (c *config) drawings(s *source) ([]drawing, error) {
	switch {
	case len(c.Figures) > 0:
	case c.path == "":
		return nil, usagef("no figures are named; add tables [[tool.djdag.figure]] to %s, or [[figure]] to %s", projectFile, configFile)
	case filepath.Base(c.path) == projectFile:
		return nil, usagef("%s names no figures; add a table [[tool.djdag.figure]]", c.path)
	default:
		return nil, usagef("%s names no figures; add a table [[figure]]", c.path)
	}
	var drawings []drawing
	for i := range c.Figures {
		f := &c.Figures[i]
		format, err := f.format()
		if err != nil {
			return nil, err
		}
		flags := figureFlags{selected: f.Select, opts: render.Options{
			Collapse: f.Collapse, Expand: f.Expand, Focus: f.Focus,
			Attributes: f.Attributes.Attributes, Types: f.Types,
			Direction: f.Direction.Direction, Theme: f.Theme.Theme,
			Title: f.Title, Legend: f.Legend, Link: f.Link,
			IDPrefix: f.IDPrefix, Inline: f.Inline,
		}}
		opts, err := flags.options(s)
		if err != nil {
			return nil, c.mistakef(c.figurePos(i), "figure %q: %s", f.Name, strings.TrimPrefix(err.Error(), "--"))
		}
		file := filepath.Join(c.dir, filepath.FromSlash(f.output(format)))
		drawings = append(drawings, drawing{file, format, opts})
	}
	return drawings, nil
}
