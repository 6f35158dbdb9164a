package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newExport() *cobra.Command {
	var src sourceFlags
	var selected selectFlag
	var db databaseFlags
	var file, format string
	cmd := &cobra.Command{
		Use:   "export [PATH]",
		Short: "Write the pipeline as JSON",
		Long: `An export holds every module, schema, table, attribute and foreign key, with the
source lines that declare them. It is sorted and the same on every run. The other
commands read it in place of a project.

` + aboutPath + "\n\n" + aboutSelect + "\n\n" + aboutDatabase,
		Example: `djdag export -o pipeline.json
djdag export examples/imaging | jq -r '.tables[].id'
djdag export --select 'Scan - all' | djdag order -
djdag export --reads | jq '.tables[] | select(.reads) | {id, reads}'
djdag export --entry workflow.pipeline --search-path ../elements .
djdag export --database mysql://reader@db.lab.org --schema 'lab_%' -o deployed.json`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := db.validate(cmd); err != nil {
				return err
			}
			load := src.load
			if db.url != "" {
				load = func(cmd *cobra.Command, args []string) (*source, error) { return db.load(cmd, &src, args) }
			}
			s, err := load(cmd, args)
			if err != nil {
				return err
			}
			selected.reads = src.reads
			if err := selected.restrict(s); err != nil {
				return err
			}
			s.printDiagnostics(cmd.ErrOrStderr())
			if file != stdoutName {
				return writeArtifact(cmd, file, s.Encode)
			}
			// Encoding cannot fail halfway, so there is no need for a buffer.
			if err := s.Encode(cmd.OutOrStdout()); err != nil {
				return cannot("write to", "stdout", err)
			}
			return nil
		},
	}
	addFlags(cmd, "Tables", func(fs *pflag.FlagSet) {
		selected.flag(fs, "Write only the tables that `EXPRESSION` selects and the foreign keys between them")
	})
	addFlags(cmd, "Database", func(fs *pflag.FlagSet) {
		db.flags(fs, "Read the deployed schemas of the database at `URL` in place of a PATH", "Read the schema `NAME`; lab_% is all that start with lab_ (repeatable)")
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		src.readsFlag(fs, "Write what make() reads and writes, too")
		fs.StringVarP(&file, "output", "o", stdoutName, "Write to `FILE`; - is stdout")
		wordVar(fs, &format, "format", "Output format", "json")
	})
	src.register(cmd)
	return cmd
}
