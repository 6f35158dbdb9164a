package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/pflag"

	"github.com/djdag/djdag/render"
)

// collapseAll is the value of --collapse that stands for every schema.
const collapseAll = "all"

// figureFlags decide what a figure shows and how it looks. Call register before
// use.
type figureFlags struct {
	selected selectFlag
	opts     render.Options // without the selection
}

// register defines the flags; add receives them one group at a time.
func (f *figureFlags) register(add func(heading string, define func(*pflag.FlagSet))) {
	add("Content", func(fs *pflag.FlagSet) {
		f.selected.flag(fs, "Draw only the tables that `EXPRESSION` selects")
		fs.StringSliceVar(&f.opts.Collapse, "collapse", nil, "Draw `SCHEMA` as one node; all means every schema (repeatable)")
		fs.StringSliceVar(&f.opts.Expand, "expand", nil, "Keep `SCHEMA`, or a table, open despite --collapse (repeatable)")
		fs.StringSliceVar(&f.opts.Focus, "focus", nil, "Draw only `SCHEMA` and, collapsed, its neighbours (repeatable)")
		enumVar(fs, &f.opts.Attributes, "attributes", "Show attributes inside the tables", render.NoAttributes, render.KeyAttributes, render.AllAttributes)
		fs.BoolVar(&f.opts.Types, "types", false, "Show the types of the attributes, too")
	})
	add("Appearance", func(fs *pflag.FlagSet) {
		enumVar(fs, &f.opts.Direction, "direction", "Direction from parents to children", render.TB, render.LR, render.BT, render.RL)
		enumVar(fs, &f.opts.Theme, "theme", "Colour theme", render.Light, render.Dark, render.Auto, render.Classic)
		fs.StringVar(&f.opts.Title, "title", "", "Print `TEXT` above the figure")
		fs.BoolVar(&f.opts.Legend, "legend", false, "Add a legend that explains the notation")
		fs.StringVar(&f.opts.Link, "link", "", "Link tables and edges to `URL`, such as https://host/{path}#L{line}")
		fs.Var((*resolution)(&f.opts.DPI), "dpi", fmt.Sprintf("Set the resolution of a PNG in pixels per inch (default %d)", render.DefaultDPI))
		fs.StringVar(&f.opts.IDPrefix, "id-prefix", "", "Prefix every id in an SVG with `TEXT`, so that several can share a page")
		fs.BoolVar(&f.opts.Inline, "inline", false, "Omit what an SVG inlined in a page does not need")
	})
}

// validateSchemaFlags rejects a schema flag without a name, such as
// --focus=$SCHEMA with an unset variable.
func validateSchemaFlags(fs *pflag.FlagSet) error {
	for _, flag := range []string{"collapse", "expand", "focus"} {
		if names, err := fs.GetStringSlice(flag); err == nil && fs.Changed(flag) && (len(names) == 0 || slices.Contains(names, "")) {
			return usagef("--%s: want the name of a schema", flag)
		}
	}
	return nil
}

// A resolution is the value of --dpi or of dpi in the configuration, in pixels per
// inch. Zero is the default.
type resolution float64

func (r *resolution) String() string { return strconv.FormatFloat(float64(*r), 'g', -1, 64) }

func (r *resolution) Set(s string) error {
	dpi, err := strconv.ParseFloat(s, 64)
	if err != nil || !(1 <= dpi && dpi <= 10_000) {
		return errors.New("want a number from 1 to 10000")
	}
	*r = resolution(dpi)
	return nil
}

func (r *resolution) Type() string { return "N" }

// options returns the options for drawing the pipeline. It is a usage error to
// select or name something that the pipeline does not have.
func (f *figureFlags) options(s *source) (render.Options, error) {
	opts := f.opts
	if slices.Contains(opts.Collapse, collapseAll) {
		opts.CollapseAll = true
		opts.Collapse = slices.DeleteFunc(slices.Clone(opts.Collapse), func(name string) bool { return name == collapseAll })
	}
	var err error
	if opts.Tables, err = f.selected.tables(s); err != nil {
		return opts, err
	}
	if err := render.Check(s.Pipeline, opts); err != nil {
		return opts, usagef("%w", err)
	}
	return opts, nil
}
