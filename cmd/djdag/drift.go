package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/drift"
	"github.com/djdag/djdag/extract/database"
	"github.com/djdag/djdag/graph"
)

// driftFlags holds the flags of the drift command.
type driftFlags struct {
	src     sourceFlags
	db      databaseFlags
	ignore  kindsFlag
	output  markedFlags
	printer findingsPrinter
	empty   emptyFlag
}

func newDrift() *cobra.Command {
	var flags driftFlags
	cmd := &cobra.Command{
		Use:   "drift [PATH] --database URL",
		Short: "Compare the code with the deployed database",
		Long: `Print what the code declares and the database lacks, what the database has and the code
lacks, and what differs. Exit with 1 if there is anything. Without --schema, read the
schemas that the code declares.

` + aboutPath + "\n\n" + aboutDatabase + `
An export of a database serves in place of the URL, without a connection.`,
		Example: `djdag drift --database mysql://reader@db.lab.org
djdag drift --database mysql://reader@db.lab.org --set custom.database.prefix=lab_
djdag drift --database deployed.json --ignore comments,indexes
djdag drift --database deployed.json --format json | jq -r '.drift[].table'
djdag drift --database deployed.json -o drift.svg`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "Database", func(fs *pflag.FlagSet) {
		flags.db.flags(fs, "Compare with the database at `URL`, or with an export of one (.json, or - for stdin)",
			"Read the schema `NAME`, too; lab_% is all that start with lab_ (repeatable)")
		fs.Var(&flags.ignore, "ignore", "Leave out differences of these kinds, such as comments (repeatable)")
	})
	flags.output.register(cmd, textFormat{"text", []string{"", ".txt"}}, textFormat{"json", []string{".json"}})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		flags.empty.flag(fs)
		flags.printer.flag(fs)
	})
	flags.src.register(cmd)
	return cmd
}

func (f *driftFlags) run(cmd *cobra.Command, args []string) error {
	text, picture, err := f.output.chosen(cmd)
	if err != nil {
		return err
	}
	if f.db.url == "" {
		return usagef("drift needs --database: a URL such as mysql://user@host, or an export of a database")
	}
	if err := f.db.validate(cmd); err != nil {
		return err
	}
	s, err := f.src.load(cmd, args)
	if err != nil {
		return err
	}
	if s.Database != nil {
		return usagef("%s is an export of a database; drift compares source with one", s.name)
	}
	if err := f.empty.nothingRead(s); err != nil {
		return err
	}
	deployed, err := f.deployed(cmd, s)
	if err != nil {
		return err
	}
	s.printProblems(cmd.ErrOrStderr())
	report := drift.Compare(s.Pipeline, deployed, drift.Options{Undeclared: f.meant, Ignore: f.ignore})
	f.count(cmd, report)
	if picture.Write != nil {
		err = f.draw(cmd, s, report, picture)
	} else {
		err = writeArtifact(cmd, f.output.file, func(w io.Writer) error {
			if text == "json" {
				return writeDriftJSON(w, s, deployed.Database, report)
			}
			return f.writeText(cmd, w, s, report)
		})
	}
	if err != nil {
		return err
	}
	if len(report.Differences) > 0 {
		return errFindings()
	}
	return nil
}

// isFile reports whether --database names an export.
func (f *driftFlags) isFile() bool {
	return f.db.url == "-" || strings.EqualFold(filepath.Ext(f.db.url), ".json") && !strings.Contains(f.db.url, "://")
}

// meant reports whether a schema that was read should be declared: those of an export
// and those that the user named. Others only fit a name with an unknown part.
func (f *driftFlags) meant(schema string) bool {
	return f.isFile() || slices.ContainsFunc(f.db.schemas, func(pattern string) bool { return database.Matches(pattern, schema) })
}

// deployed returns the pipeline of the database.
func (f *driftFlags) deployed(cmd *cobra.Command, s *source) (*graph.Pipeline, error) {
	if !f.isFile() {
		patterns := append(drift.Patterns(s.Pipeline), f.db.schemas...)
		if len(patterns) == 0 {
			return nil, usagef("no schema of %s has a name that is known; name those to read with --schema", s.name)
		}
		return f.db.read(cmd, s.base, patterns)
	}
	for _, flag := range []string{"schema", "timeout"} {
		if cmd.Flags().Changed(flag) {
			return nil, usagef("--%s needs a URL, but --database is an export", flag)
		}
	}
	var p *graph.Pipeline
	var err error
	if f.db.url == "-" {
		p, err = decode(cmd.InOrStdin(), "stdin")
	} else {
		p, err = decodeFile(f.db.url)
	}
	if err == nil && p.Database == nil {
		err = usagef("--database: %s is an export of source; make one of a database with djdag export --database URL", f.db.url)
	}
	return p, err
}

// kindsFlag is a repeatable flag that takes kinds of differences, separated by commas.
type kindsFlag []drift.Kind

func (f *kindsFlag) String() string { return "" }

func (f *kindsFlag) Set(text string) error {
	for word := range strings.SplitSeq(text, ",") {
		kind, err := drift.ParseKind(strings.TrimSpace(word))
		if err != nil {
			return err
		}
		*f = append(*f, kind)
	}
	return nil
}

func (f *kindsFlag) Type() string { return "KIND" }
