package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/internal/printable"
)

// aboutTable explains the TABLE argument in the help.
const aboutTable = `Name a table by its ID, such as workflow.subject.Subject, or by any unambiguous end
of it, such as subject.Subject or Subject.`

func newShow() *cobra.Command {
	var src sourceFlags
	var format string
	cmd := &cobra.Command{
		Use:   "show TABLE [PATH]",
		Short: "Show a table with its definition, key, parents and children",
		Long: `Print the definition, the primary key with the origin of each attribute, the parents
and children, and the tables whose keys would change with this one.

` + aboutTable + "\n\n" + aboutPath,
		Example: `djdag show Scan
djdag show imaging.Segmentation.Mask examples/imaging
djdag show --reads Segmentation examples/imaging
djdag show Scan --format json | jq -r '.children[].child'`,
		ValidArgsFunction: completeTables(&src, 1),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("show needs the name of a table; djdag list --tables lists them")
			}
			if len(args) > 2 {
				return usagef("show takes one TABLE and at most one PATH, not %q", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := src.load(cmd, args[1:])
			if err != nil {
				return err
			}
			id, err := s.find(args[0])
			if err != nil {
				return err
			}
			s.printDiagnostics(cmd.ErrOrStderr())
			p := s.displayed()
			shown := describeTable(p, id)
			if shown.withReads = src.reads; src.reads {
				shown.reads, shown.readBy = listReads(p, id)
			}
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
				if format == "json" {
					return shown.json(w)
				}
				return shown.text(w)
			})
		},
	}
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		src.readsFlag(fs, "Show what its make() reads and writes, and whose make() reads it, too")
		wordVar(fs, &format, "format", "Output format: text, or djdag-show/1", "text", "json")
	})
	src.register(cmd)
	return cmd
}

// find returns the ID of the table or external node called name.
func (s *source) find(name string) (id string, err error) {
	id, err = s.Find(name)
	if err != nil {
		return "", usagef("%w", withoutColumn(err))
	}
	return id, nil
}

// completeTables completes the first n arguments with the table classes of the
// project in the current directory.
func completeTables(src *sourceFlags, n int) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= n {
			return nil, cobra.ShellCompDirectiveDefault // the path
		}
		s, err := src.load(cmd, nil)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var names []string
		for _, t := range s.Tables {
			names = append(names, cobra.CompletionWithDesc(t.Class, printable.Text(t.Comment)))
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
