package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

func newOrder() *cobra.Command {
	var src sourceFlags
	var selected selectFlag
	var opts graph.OrderOptions
	var printer findingsPrinter
	var stages bool
	var format string
	cmd := &cobra.Command{
		Use:   "order [PATH]",
		Short: "List modules or tables, parents first.",
		Long: `Every parent comes before its children, and a part directly after its master.
With a cycle there is no order: it is printed to stderr, and the exit code is 1.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag order                                     modules that declare tables
djdag order --level table examples/imaging      tables
djdag order --level table --reverse             the order in which to drop them
djdag order --populate --select 'Scan + all'    what to populate below a table
djdag order --level table --format edges | tsort`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			if stages && format == "edges" {
				return usagef("--stages goes with --format text or json; edges have no stages")
			}
			if opts.Populate && cmd.Flags().Changed("level") && opts.Level != graph.TableLevel {
				return usagef("--populate is about tables; leave out --level %s", opts.Level)
			}
			s, err := src.load(cmd, args)
			if err != nil {
				return err
			}
			if opts.Only, err = selected.tables(s); err != nil {
				return err
			}
			if opts.Populate {
				opts.Level = graph.TableLevel
			}
			opts.After = format == "edges"
			steps, err := s.Order(opts)
			if cyclic, ok := errors.AsType[*graph.CycleError](err); ok {
				findings := s.showFindings(check.Cycles(cyclic.Cycles))
				if err := printer.text(cmd.ErrOrStderr(), findings); err != nil {
					return err
				}
				return errFindings()
			}
			if err != nil {
				return err
			}
			s.printProblems(cmd.ErrOrStderr())
			if stages {
				slices.SortStableFunc(steps, func(a, b graph.Step) int { return cmp.Compare(a.Stage, b.Stage) })
			}
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
				switch format {
				case "json":
					return writeOrderJSON(w, opts.Level, steps)
				case "edges":
					return writeOrderEdges(w, steps)
				}
				return writeOrderText(w, steps, stages)
			})
		},
	}
	addFlags(cmd, "What is ordered", func(fs *pflag.FlagSet) {
		enumVar(fs, &opts.Level, "level", "order modules or tables", graph.ModuleLevel, graph.TableLevel)
		selected.flag(fs, "only what `EXPRESSION` selects")
		fs.BoolVar(&opts.Populate, "populate", false, "only the tables that populate() fills")
		fs.BoolVar(&opts.Reverse, "reverse", false, "children first, as for dropping")
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		wordVar(fs, &format, "format", "one name on a line, djdag-order/1, or pairs for tsort", "text", "json", "edges")
		printer.flag(fs)
		fs.BoolVar(&stages, "stages", false, "number the groups that may be built at the same time, and sort by them")
	})
	src.register(cmd)
	return cmd
}

// writeOrderText writes one name on a line, behind the number of its stage if
// that is wanted.
func writeOrderText(w io.Writer, steps []graph.Step, stages bool) error {
	for _, s := range steps {
		line := s.ID
		if stages {
			line = fmt.Sprintf("%d\t%s", s.Stage, s.ID)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// writeOrderEdges writes pairs of which the first comes before the second. A
// step alone is paired with itself, which is how tsort is told of one.
func writeOrderEdges(w io.Writer, steps []graph.Step) error {
	joined := make(map[string]bool)
	for _, s := range steps {
		for _, before := range s.After {
			joined[s.ID], joined[before] = true, true
		}
	}
	for _, s := range steps {
		after := s.After
		if !joined[s.ID] {
			after = []string{s.ID}
		}
		for _, before := range after {
			if _, err := fmt.Fprintln(w, before, s.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeOrderJSON writes the format djdag-order/1.
func writeOrderJSON(w io.Writer, level graph.Level, steps []graph.Step) error {
	type record struct {
		ID    string `json:"id"`
		Stage int    `json:"stage"`
	}
	records := make([]record, len(steps))
	for i, s := range steps {
		records[i] = record{s.ID, s.Stage}
	}
	return writeRecords(w, fmt.Sprintf(`"format":"djdag-order/1","level":%q`, level), "order", records)
}
