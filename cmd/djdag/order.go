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
	"github.com/djdag/djdag/internal/printable"
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
		Short: "List modules or tables in build order",
		Long: `Print parents before their children and each part right after its master. If there
is a cycle, print it to stderr instead and exit with 1.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag order                                     list the modules that declare tables
djdag order --level table examples/imaging      list the tables
djdag order --level table --reverse             list the tables in the order to drop them
djdag order --populate --select 'Scan + all'    list what to populate after a table
djdag order --populate --reads                  also wait for what make() reads without a foreign key
djdag order --level table --format edges | tsort`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			if stages && format == "edges" {
				return usagef("--stages needs --format text or json")
			}
			if opts.Populate && cmd.Flags().Changed("level") && opts.Level != graph.TableLevel {
				return usagef("--populate lists tables; drop --level %s", opts.Level)
			}
			if src.reads && !opts.Populate && opts.Level != graph.TableLevel {
				return usagef("--reads needs tables; add --level table or --populate")
			}
			s, err := src.load(cmd, args)
			if err != nil {
				return err
			}
			selected.reads = src.reads
			if opts.Only, err = selected.tables(s); err != nil {
				return err
			}
			if opts.Populate {
				opts.Level = graph.TableLevel
			}
			opts.After, opts.Reads = format == "edges", src.reads
			steps, err := s.Order(opts)
			var cyclic *graph.CycleError
			if errors.As(err, &cyclic) {
				findings := s.displayFindings(check.Cycles(cyclic.Cycles))
				if err := printer.text(cmd.ErrOrStderr(), s, findings); err != nil {
					return err
				}
				return errFindings()
			}
			if err != nil {
				return err
			}
			s.printDiagnostics(cmd.ErrOrStderr())
			s.warnMissing(cmd.ErrOrStderr())
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
	addFlags(cmd, "Content", func(fs *pflag.FlagSet) {
		enumVar(fs, &opts.Level, "level", "Order modules or tables", graph.ModuleLevel, graph.TableLevel)
		selected.flag(fs, "List only what `EXPRESSION` selects")
		fs.BoolVar(&opts.Populate, "populate", false, "List only the tables that populate() fills")
		src.readsFlag(fs, "Keep tables behind those that their make() reads without a foreign key, too")
		fs.BoolVar(&opts.Reverse, "reverse", false, "List children first, as for dropping tables")
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		wordVar(fs, &format, "format", "Output format: one name per line, djdag-order/1, or pairs for tsort", "text", "json", "edges")
		printer.flag(fs)
		fs.BoolVar(&stages, "stages", false, "Number and sort by stages; all of a stage can be built in parallel")
	})
	src.register(cmd)
	return cmd
}

// writeOrderText writes one name per line, after its stage if wanted.
func writeOrderText(w io.Writer, steps []graph.Step, stages bool) error {
	for _, s := range steps {
		line := s.ID
		if stages {
			line = fmt.Sprintf("%d\t%s", s.Stage, s.ID)
		}
		if _, err := fmt.Fprintln(w, printable.Text(line)); err != nil {
			return err
		}
	}
	return nil
}

// writeOrderEdges writes pairs for tsort: the first step comes before the
// second. A step without neighbours is paired with itself, which is how tsort
// learns of it.
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
			if _, err := fmt.Fprintln(w, printable.Text(before), printable.Text(s.ID)); err != nil {
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
