package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newExport() *cobra.Command {
	var src sourceFlags
	var selected selectFlag
	var file, format string
	cmd := &cobra.Command{
		Use:   "export [PATH]",
		Short: "Write the whole pipeline as JSON.",
		Long: `The JSON holds every module, schema, table, attribute and foreign key, with the
lines that declare them. It is sorted and the same on every run, and the other
commands read it in place of a project.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag export -o pipeline.json
djdag export examples/imaging | jq -r '.tables[].id'
djdag export --select 'Scan - all' | djdag order -
djdag export --entry workflow.pipeline --search-path ../elements .`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := src.load(cmd, args)
			if err != nil {
				return err
			}
			if err := selected.restrict(s); err != nil {
				return err
			}
			s.printProblems(cmd.ErrOrStderr())
			if file != stdoutName {
				return writeArtifact(cmd, file, s.Encode)
			}
			// It cannot fail halfway, and would fill much memory first.
			if err := s.Encode(cmd.OutOrStdout()); err != nil {
				return cannot("write to", "stdout", err)
			}
			return nil
		},
	}
	addFlags(cmd, "What is written", func(fs *pflag.FlagSet) {
		selected.flag(fs, "only the tables that `EXPRESSION` selects, and what is between them")
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		fs.StringVarP(&file, "output", "o", stdoutName, "write to `FILE`; - is stdout")
		wordVar(fs, &format, "format", "the format of the output", "json")
	})
	src.register(cmd)
	return cmd
}
