package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/pflag"

	"github.com/djdag/djdag/render"
)

// collapseAll is the value of --collapse that stands for every schema. A schema
// of that name can be named by its module.
const collapseAll = "all"

// figureFlags say what a figure shows and how it looks. The zero value is
// ready for register.
type figureFlags struct {
	selected selectFlag
	opts     render.Options // but for the selection
}

// register defines the flags, each group with the add that it is given.
func (f *figureFlags) register(add func(heading string, define func(*pflag.FlagSet))) {
	add("What is drawn", func(fs *pflag.FlagSet) {
		f.selected.flag(fs, "draw only the tables that `EXPRESSION` selects")
		fs.StringSliceVar(&f.opts.Collapse, "collapse", nil, "draw `SCHEMA` as one node; all: every schema (repeatable)")
		fs.StringSliceVar(&f.opts.Expand, "expand", nil, "keep `SCHEMA` or a table open in spite of --collapse (repeatable)")
		fs.StringSliceVar(&f.opts.Focus, "focus", nil, "draw only `SCHEMA` and, collapsed, the schemas it touches (repeatable)")
		enumVar(fs, &f.opts.Attributes, "attributes", "show columns inside the tables", render.NoAttributes, render.KeyAttributes, render.AllAttributes)
		fs.BoolVar(&f.opts.Types, "types", false, "show the types of the columns, too")
	})
	add("How it looks", func(fs *pflag.FlagSet) {
		enumVar(fs, &f.opts.Direction, "direction", "where the children are, seen from their parents", render.TB, render.LR, render.BT, render.RL)
		enumVar(fs, &f.opts.Theme, "theme", "the colours", render.Light, render.Dark, render.Auto, render.Classic)
		fs.StringVar(&f.opts.Title, "title", "", "draw `TEXT` above the figure")
		fs.BoolVar(&f.opts.Legend, "legend", false, "explain the notation beside the figure")
		fs.StringVar(&f.opts.Link, "link", "", "make tables and edges links to `URL`, such as https://host/{path}#L{line}")
		fs.Var((*resolution)(&f.opts.DPI), "dpi", fmt.Sprintf("pixels per inch of a PNG (default %d)", render.DefaultDPI))
		fs.StringVar(&f.opts.IDPrefix, "id-prefix", "", "begin every id in an SVG with `TEXT`, so that several can share a page")
		fs.BoolVar(&f.opts.Inline, "inline", false, "leave out what an SVG inside of a page does not need")
	})
}

// namesSchemas fails on a flag that should name schemas and names none, as
// "--focus=$SCHEMA" does where that is not set.
func namesSchemas(fs *pflag.FlagSet) error {
	for _, flag := range []string{"collapse", "expand", "focus"} {
		if names, err := fs.GetStringSlice(flag); err == nil && fs.Changed(flag) && (len(names) == 0 || slices.Contains(names, "")) {
			return usagef("--%s: want the name of a schema", flag)
		}
	}
	return nil
}

// A resolution is a flag and a value of the configuration, in pixels per inch.
// Zero is the usual one.
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

// options returns the options for the pipeline. The error is a mistake on the
// command line: what is selected, or a schema that is named, is not there.
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
