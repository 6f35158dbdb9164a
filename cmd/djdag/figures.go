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
	DPI        *float64       `toml:"dpi"`
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
		if err := f.validate(); err != nil {
			return c.mistakef(c.figurePos(i), "%w", err)
		}
		file := identity(c.at(f.output()))
		if names[f.Name] {
			return c.mistakef(c.figurePos(i), "a second figure is called %q", f.Name)
		}
		if other, twice := files[file]; twice {
			return c.mistakef(c.figurePos(i), "figures %q and %q have one output, %s", other, f.Name, filepath.ToSlash(filepath.Clean(f.output())))
		}
		names[f.Name], files[file] = true, f.Name
	}
	return nil
}

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
		return fmt.Errorf("figure %q: no file can be called that on Windows; give the figure an output", f.Name)
	}
	if f.DPI != nil {
		if err := new(resolution).Set(fmt.Sprint(*f.DPI)); err != nil {
			return fmt.Errorf("figure %q: dpi %g: %w", f.Name, *f.DPI, err)
		}
	}
	return nil
}

func (c *config) figurePos(i int) graph.Pos {
	return c.place("figure", strconv.Itoa(i))
}

func (f *figureConfig) format() (render.Format, error) {
	if f.Output == "" || f.Format != "" {
		return formatCalled(f.Format)
	}
	return formatFor(f.Output, "")
}

// output returns the file of a valid figure, as an OS path from the folder of
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
		if f.DPI != nil {
			flags.opts.DPI = *f.DPI
		}
		opts, err := flags.options(s)
		if err != nil {
			return nil, c.mistakef(c.figurePos(i), "figure %q: %s", f.Name, strings.TrimPrefix(err.Error(), "--"))
		}
		drawings = append(drawings, drawing{c.at(f.output()), format, opts})
	}
	return drawings, nil
}
