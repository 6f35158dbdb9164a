package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// collapseAll is the value of --collapse that stands for every schema.
const collapseAll = "all"

// figureFlags decide what a figure shows and how it looks. Call register before
// use.
type figureFlags struct {
	selected    selectFlag
	highlighted selectFlag
	fit         fitFlag
	docs        docsAddress
	opts        render.Options // without the selections
}

// register defines the flags; add receives them one group at a time.
func (f *figureFlags) register(add func(heading string, define func(*pflag.FlagSet))) {
	add("Content", func(fs *pflag.FlagSet) {
		f.selected.flag(fs, "Draw only the tables that `EXPRESSION` selects")
		fs.StringSliceVar(&f.opts.Collapse, "collapse", nil, "Draw `SCHEMA` as one node; all means every schema (repeatable)")
		fs.StringSliceVar(&f.opts.Expand, "expand", nil, "Keep `SCHEMA`, or a table, open despite --collapse (repeatable)")
		fs.StringSliceVar(&f.opts.Focus, "focus", nil, "Draw only `SCHEMA` and, collapsed, its neighbours (repeatable)")
		enumVar(fs, &f.opts.Attributes, "attributes", "Show attributes inside the tables", render.NoAttributes, render.KeyAttributes, render.AllAttributes)
		enumVar(fs, &f.opts.Parts, "parts", "Show the parts of tables", render.ShowParts, render.CountParts, render.HideParts)
		enumVar(fs, &f.opts.Lookups, "lookups", "Show lookup tables", render.ShowLookups, render.ChipLookups, render.HideLookups)
		fs.IntVar(&f.opts.Hubs, "hubs", 0, "Show a table with more than `N` children as a label at each of them")
		f.highlighted.named(fs, "highlight", "Draw all but the tables that `EXPRESSION` selects in pale")
		fs.BoolVar(&f.opts.Stages, "stages", false, "Number the nodes in the build order")
		fs.BoolVar(&f.opts.Types, "types", false, "Show the types of the attributes, too")
		fs.BoolVar(&f.opts.Context, "context", false, "With --focus, draw the foreign keys between the neighbours, too")
		enumVar(fs, &f.opts.Edges, "edges", "Edges between schemas; reduced omits implied ones", render.AutoEdges, render.AllEdges, render.FaintEdges, render.ReducedEdges)
		fs.BoolVar(&f.opts.Imports, "imports", false, "Draw imports between schemas without foreign keys, too")
		fs.BoolVar(&f.opts.Reads, "reads", false, "Draw what make() reads, too; what no foreign key declares stands out")
	})
	add("Appearance", func(fs *pflag.FlagSet) {
		enumVar(fs, &f.opts.Direction, "direction", "Direction from parents to children", render.TB, render.LR, render.BT, render.RL)
		enumVar(fs, &f.opts.Routing, "routing", "Shape of the lines", render.AutoRouting, render.Curves, render.Orthogonal)
		fs.Var(&f.fit, "fit", "Fit the figure into `SIZE`: WIDTHxHEIGHT in pixels, a4, letter or slide")
		enumVar(fs, &f.opts.Theme, "theme", "Colour theme", render.Light, render.Dark, render.Auto, render.Classic)
		enumVar(fs, &f.opts.Background, "background", "Ground of the figure; none lets the page show through", render.ThemeBackground, render.NoBackground)
		fs.StringVar(&f.opts.Title, "title", "", "Print `TEXT` above the figure")
		fs.BoolVar(&f.opts.Legend, "legend", false, "Add a legend that explains the notation")
		fs.StringVar(&f.opts.Link, "link", "", "Link tables and edges to `URL`, such as https://host/{path}#L{line}")
		fs.Var(&f.docs, "docs", "Link a page to djdag docs at `URL`, with {page} and {anchor}")
		fs.Var((*resolution)(&f.opts.DPI), "dpi", fmt.Sprintf("Set the resolution of a PNG in pixels per inch (default %d)", render.DefaultDPI))
		enumVar(fs, &f.opts.Text, "text", "Names in an SVG; paths look the same everywhere", render.TextElements, render.TextPaths)
		fs.BoolVar(&f.opts.EmbedFont, "embed-font", false, "Embed the font in an SVG")
		fs.BoolVar(&f.opts.Pages, "pages", false, "Make a PDF with a page per schema, and links")
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

// A fitFlag is the value of --fit or of fit in the configuration.
type fitFlag struct {
	text string
	size render.Size
}

func (f *fitFlag) String() string { return f.text }

func (f *fitFlag) Type() string { return "SIZE" }

func (f *fitFlag) Set(s string) (err error) {
	f.text = s
	f.size, err = render.ParseSize(s)
	return err
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (f *fitFlag) UnmarshalText(text []byte) error { return f.Set(string(text)) }

// options returns the options for drawing the pipeline. It is a usage error to
// select or name something that the pipeline does not have.
func (f *figureFlags) options(s *source) (render.Options, error) {
	opts := f.opts
	if slices.Contains(opts.Collapse, collapseAll) {
		opts.CollapseAll = true
		opts.Collapse = slices.DeleteFunc(slices.Clone(opts.Collapse), func(name string) bool { return name == collapseAll })
	}
	f.selected.reads, f.highlighted.reads = opts.Reads, opts.Reads
	var err error
	if opts.Tables, err = f.selected.tables(s); err != nil {
		return opts, err
	}
	if opts.Highlight, err = f.highlighted.tables(s); err != nil {
		return opts, err
	}
	if f.fit.size != (render.Size{}) {
		opts.Fit = f.fit.size
	}
	opts.Docs = f.docs.tables(s.Pipeline)
	if opts.Hubs < 0 {
		return opts, usagef("--hubs: want a number from 1")
	}
	if err := render.Check(s.Pipeline, opts); err != nil {
		return opts, usagef("%w", err)
	}
	for _, name := range opts.Focus {
		if meant := schemasMeant(s.Pipeline, name); len(meant) > 1 {
			return opts, usagef("--focus: ambiguous schema %q: want one of %s", name, strings.Join(meant, ", "))
		}
	}
	return opts, nil
}

// schemasMeant returns longer names for what the name of a schema may mean, sorted.
// Several schemas of one module, or of one label, are meant together.
func schemasMeant(p *graph.Pipeline, name string) []string {
	meant := make(map[string]bool)
	for i := range p.Schemas {
		switch s := &p.Schemas[i]; {
		case !s.Active:
		case s.ID == name || slices.Contains(s.Modules, name):
			return []string{name}
		case s.Label() == name:
			meant[name] = true
		default:
			for _, m := range s.Modules {
				if strings.HasSuffix(m, "."+name) {
					meant[m] = true
					break
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(meant))
}

// completeSchemas completes the flags of cmd that take schemas.
func completeSchemas(cmd *cobra.Command, src *sourceFlags) {
	for _, flag := range []string{"collapse", "expand", "focus"} {
		// It fails only if the flag does not exist.
		_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			s, err := src.load(cmd, args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			before := typed[:strings.LastIndex(typed, ",")+1] // names that are complete
			var names []string
			if flag == "collapse" {
				names = append(names, cobra.CompletionWithDesc(before+collapseAll, "every schema"))
			}
			for _, f := range schemaFigures(s.Pipeline, render.Options{}) {
				short := ""
				for _, name := range f.names {
					if len(schemasMeant(s.Pipeline, name)) == 1 {
						short = name
						names = append(names, cobra.CompletionWithDesc(before+name, f.schema))
						break
					}
				}
				if name := databaseName(s.Pipeline, f.schema); name != "" && name != short {
					names = append(names, cobra.CompletionWithDesc(before+name, strings.Join(s.Schema(f.schema).Modules, " ")))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		})
	}
}

// databaseName returns the name of a schema in the database, or "" if it is
// unknown or does not mean that schema alone.
func databaseName(p *graph.Pipeline, id string) string {
	s := p.Schema(id)
	if s == nil || s.Name == "" || len(schemasMeant(p, s.Name)) != 1 {
		return ""
	}
	return s.Name
}
