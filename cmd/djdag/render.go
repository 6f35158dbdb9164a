package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A format is a kind of file that render writes.
type format struct {
	name       string   // as --format takes it
	extensions []string // as files of it are called, the first one being usual
	picture    bool     // nothing for a terminal
	write      func(context.Context, io.Writer, *graph.Pipeline, render.Options) error
}

// formats lists what render can write.
func formats() []format {
	return []format{
		{"svg", []string{".svg"}, true, render.SVG},
		{"dot", []string{".dot", ".gv"}, false, func(_ context.Context, w io.Writer, p *graph.Pipeline, opts render.Options) error {
			return render.DOT(w, p, opts)
		}},
	}
}

func newRender() *cobra.Command {
	var src sourceFlags
	var selected selectFlag
	var opts render.Options
	var file, name string
	cmd := &cobra.Command{
		Use:   "render [PATH] -o FILE",
		Short: "Draw the pipeline.",
		Long: `The notation is that of dj.Diagram. By default every table is drawn; a schema is
named by its module, such as workflow.subject or just subject.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag render -o pipeline.svg                      every table
djdag render --collapse all -o overview.svg       one node for each schema
djdag render --focus imaging -o imaging.svg       one schema, open among its neighbours
djdag render --select 'Scan - all' -o scan.svg    a table and all that it depends on
djdag render examples/imaging --format dot | dot -Tpdf -o imaging.pdf`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			format, err := chooseFormat(file, name)
			if err != nil {
				return err
			}
			if file == "" {
				file = stdoutName
			}
			if file == stdoutName && format.picture && isTerminal(cmd.OutOrStdout()) {
				return usagef("a picture is not written to a terminal; name a file with -o FILE, or pipe it on")
			}
			s, err := src.load(cmd, args)
			if err != nil {
				return err
			}
			if opts.Tables, err = selected.tables(s); err != nil {
				return err
			}
			s.printProblems(cmd.ErrOrStderr())
			// Text that goes nowhere cannot fail to be written. So what is
			// wrong is what was asked for, such as an unknown schema.
			if err := render.DOT(io.Discard, s.Pipeline, opts); err != nil {
				return usagef("%w", err)
			}
			return writeArtifact(cmd, file, func(w io.Writer) error {
				return format.write(cmd.Context(), w, s.Pipeline, opts)
			})
		},
	}
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.StringVarP(&file, "output", "o", "", "write to `FILE`, in the format that its extension names; - is stdout")
		fs.StringVar(&name, "format", "", fmt.Sprintf("write this `FORMAT` whatever FILE is called: %s", orList(names)))
	})
	addFlags(cmd, "What is drawn", func(fs *pflag.FlagSet) {
		selected.flag(fs, "draw only the tables that `EXPRESSION` selects")
		fs.StringSliceVar(&opts.Collapse, "collapse", nil, "draw `SCHEMA` as one node; all: every schema (repeatable)")
		fs.StringSliceVar(&opts.Expand, "expand", nil, "keep `SCHEMA` or a table open in spite of --collapse (repeatable)")
		fs.StringSliceVar(&opts.Focus, "focus", nil, "draw only `SCHEMA` and, collapsed, the schemas it touches (repeatable)")
		enumVar(fs, &opts.Attributes, "attributes", "show columns inside the tables", render.NoAttributes, render.KeyAttributes, render.AllAttributes)
	})
	addFlags(cmd, "How it looks", func(fs *pflag.FlagSet) {
		enumVar(fs, &opts.Direction, "direction", "where the children are, seen from their parents", render.TB, render.LR, render.BT, render.RL)
		enumVar(fs, &opts.Theme, "theme", "the colours", render.Light, render.Dark, render.Auto, render.Classic)
		fs.StringVar(&opts.Title, "title", "", "draw `TEXT` above the figure")
		fs.BoolVar(&opts.Legend, "legend", false, "explain the notation beside the figure")
		fs.StringVar(&opts.Link, "link", "", "make tables and edges links to `URL`, such as https://host/{path}#L{line}")
	})
	src.register(cmd)
	return cmd
}

// chooseFormat returns the format called name, or else the one that file's
// extension stands for.
func chooseFormat(file, name string) (format, error) {
	all := formats()
	var names, extensions []string
	for _, f := range all {
		names = append(names, f.name)
		extensions = append(extensions, f.extensions[0])
	}
	if name != "" {
		i := slices.IndexFunc(all, func(f format) bool { return strings.EqualFold(f.name, name) })
		if i < 0 {
			return format{}, usagef("--format %q: want %s", name, orList(names))
		}
		return all[i], nil
	}
	switch file {
	case "":
		return format{}, usagef("nothing says where to draw; name a file with -o FILE, or a --format for stdout")
	case stdoutName:
		return format{}, usagef("-o - needs a --format: %s", orList(names))
	}
	ext := strings.ToLower(filepath.Ext(file))
	i := slices.IndexFunc(all, func(f format) bool { return slices.Contains(f.extensions, ext) })
	if i < 0 {
		return format{}, usagef("cannot tell the format of %s; call it %s, or choose with --format", file, orList(extensions))
	}
	return all[i], nil
}
