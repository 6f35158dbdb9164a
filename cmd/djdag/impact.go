package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/diff"
)

// impactFlags holds the flags of the impact command.
type impactFlags struct {
	src     sourceFlags
	changed string // a revision
	output  markedFlags
}

func newImpact() *cobra.Command {
	var flags impactFlags
	cmd := &cobra.Command{
		Use:   "impact TABLE… [PATH]",
		Short: "List what a change of a key, a delete or a drop reaches",
		Long: `Print the tables that depend on TABLE, by schema and in the order to drop them, each
with the path that leads there, the rule by which DataJoint finds the rows to delete,
and whether its key changes with that of TABLE. With --changed, start at the tables
that changed since a Git revision.

` + aboutTable + `
The last argument is PATH if it is the name of a file or directory, or -.

` + aboutPath,
		Example: `djdag impact Session
djdag impact session.Session scan.Scan examples/imaging
djdag impact --changed origin/main
djdag impact Session -o session.svg`,
		ValidArgsFunction: completeTables(&flags.src, 1),
		Args:              flags.validate,
		RunE:              flags.run,
	}
	addFlags(cmd, "Content", func(fs *pflag.FlagSet) {
		fs.StringVar(&flags.changed, "changed", "", "Start at the tables that changed since the Git `REVISION`, too")
	})
	flags.output.register(cmd, textFormat{"text", []string{"", ".txt"}}, textFormat{"json", []string{".json"}})
	flags.src.register(cmd)
	return cmd
}

// validate checks the arguments.
func (f *impactFlags) validate(_ *cobra.Command, args []string) error {
	tables, _ := splitPath(args)
	if len(tables) == 0 && f.changed == "" {
		return usagef("impact needs the name of a table, or --changed REVISION; djdag list --tables lists the tables")
	}
	return nil
}

// splitPath returns the names of tables and the PATH, of which there is at most one. The
// last argument is the PATH if it can be one.
func splitPath(args []string) (tables, path []string) {
	if n := len(args); n > 0 && (args[n-1] == "-" || isPath(args[n-1]) || strings.ContainsAny(args[n-1], `/\`) || filepath.Ext(args[n-1]) == ".json") {
		return args[:n-1], args[n-1:]
	}
	return args, nil
}

func (f *impactFlags) run(cmd *cobra.Command, args []string) error {
	text, picture, err := f.output.chosen(cmd)
	if err != nil {
		return err
	}
	names, path := splitPath(args)
	s, err := f.src.load(cmd, path)
	if err != nil {
		return err
	}
	starts, err := f.starts(cmd, s, names)
	if err != nil {
		return err
	}
	s.printDiagnostics(cmd.ErrOrStderr())
	s.warnMissing(cmd.ErrOrStderr())
	i, err := newImpactOf(s.displayed(), starts)
	if err != nil {
		notice(cmd.ErrOrStderr(), "the tables are not in the order to drop them: %s", err)
	}
	if picture.Write != nil {
		return f.output.draw(cmd, i.pipeline, picture, i.figure)
	}
	return writeArtifact(cmd, f.output.file, func(w io.Writer) error {
		if text == "json" {
			return i.json(w)
		}
		return i.text(w)
	})
}

// starts returns the IDs of the tables where the cascade starts, sorted: those with these
// names, and those that changed since the revision.
func (f *impactFlags) starts(cmd *cobra.Command, s *source, names []string) ([]string, error) {
	var starts []string
	for _, name := range names {
		id, err := s.find(name)
		if err != nil {
			return nil, err
		}
		starts = append(starts, id)
	}
	if f.changed != "" {
		changed, err := f.changedTables(cmd, s)
		if err != nil {
			return nil, err
		}
		starts = append(starts, changed...)
	}
	slices.Sort(starts)
	return slices.Compact(starts), nil
}

// changedTables returns the tables that changed themselves since the revision. It tells of
// those that are gone.
func (f *impactFlags) changedTables(cmd *cobra.Command, s *source) ([]string, error) {
	if s.files == nil {
		return nil, usagef("--changed needs source, but %s is an export", s.name)
	}
	before, err := s.atRevision(cmd.Context(), f.changed, true)
	if err != nil {
		return nil, fmt.Errorf("--changed %w", err)
	}
	var ids, gone []string
	for _, t := range diff.Compare(before.Pipeline, s.Pipeline).Tables {
		switch {
		case t.Status == diff.Removed:
			gone = append(gone, t.ID)
		case t.Status == diff.Kept && t.Own():
			ids = append(ids, t.ID)
		}
	}
	if gone != nil {
		notice(cmd.ErrOrStderr(), "no longer in %s: %s", s.name, strings.Join(gone, ", "))
	}
	if ids == nil {
		notice(cmd.ErrOrStderr(), "no table changed since %s", f.changed)
	}
	return ids, nil
}
