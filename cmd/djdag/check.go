package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// checkFlags holds the flags of the check command.
type checkFlags struct {
	src      sourceFlags
	selected selectFlag
	rules    ruleFlags
	baseline baselineFlags
	reports  reportFlags
	exit     exitFlags
	empty    emptyFlag
}

func newCheck() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Check the pipeline for cycles, broken references and other errors",
		Long: `Print findings to stdout and exit with 1 if any of them is an error. Warnings are
advice: they fail the check only with --strict. A PATH without tables fails, too,
with exit code 3. "djdag rules" lists the rules and explains each of them.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag check                                    check the project in the current directory
djdag check --project --strict                 also check its layout, and fail on warnings
djdag check --rule fk-cycle,import-cycle       run these two rules only
djdag check --select 'Scan + all'              report findings about these tables only
djdag check --statistics                       count the findings of each rule
djdag check --format github --output sarif=djdag.sarif
djdag check --baseline known.json --write-baseline
djdag check pipeline.json                      check an export`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "Rules and tables", func(fs *pflag.FlagSet) {
		flags.selected.flag(fs, "Report only findings about the tables that `EXPRESSION` selects")
		flags.rules.flags(fs)
	})
	addFlags(cmd, "Existing findings", flags.baseline.flags)
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		flags.reports.flags(fs)
		flags.exit.flags(fs)
		flags.empty.flag(fs)
	})
	completeRules(cmd)
	flags.src.register(cmd)
	return cmd
}

func (c *checkFlags) run(cmd *cobra.Command, args []string) error {
	if err := cmp.Or(c.rules.validate(), c.reports.validate(cmd)); err != nil {
		return err
	}
	c.src.readsIf = func(*config) bool { return c.rules.needReads() }
	s, err := c.src.load(cmd, args)
	if err != nil {
		return err
	}
	if s.Database != nil {
		return usagef("%s is an export of a database, which has no source to check; djdag drift compares source with it", s.name)
	}
	ids, err := c.selected.tables(s)
	if err != nil {
		return err
	}
	opts := c.rules.options(cmd, s)
	nothing := c.empty.nothingRead(s)
	if nothing == nil {
		s.warnEmpty(cmd.ErrOrStderr())
	} else if c.baseline.writeBaseline {
		return nothing
	}
	if skipped := opts.Skipped(); skipped != nil {
		notice(cmd.ErrOrStderr(), "skipped for lack of the project's files: %s", strings.Join(skipped, ", "))
	}
	if lacking := opts.NeedsReads(); lacking != nil && !s.Project.HasReads && c.rules.only != nil {
		notice(cmd.ErrOrStderr(), "skipped, since the export does not say what make() reads (djdag export --reads): %s", strings.Join(lacking, ", "))
	}
	findings, err := c.baseline.newFindings(cmd, s, func(s *source) []graph.Diagnostic {
		opts.Files = s.files
		return s.config.ignorePaths(s.own(check.Run(s.Pipeline, opts)))
	})
	if err != nil {
		return err
	}
	if ids != nil {
		findings = findingsAbout(s.Pipeline, findings, ids)
	}
	findings = s.displayFindings(c.reports.reported(findings))
	if err := c.reports.write(cmd, s, findings); err != nil {
		return err
	}
	if failed := c.exit.result(cmd, s, findings); failed != nil && nothing == nil {
		return failed
	} else if failed != nil {
		return &exitError{code: exitFindings, err: nothing}
	}
	return nothing
}

// exitFlags decide which findings fail the check.
type exitFlags struct {
	strict, exitZero bool
	maxWarnings      uint
}

func (e *exitFlags) flags(fs *pflag.FlagSet) {
	fs.BoolVar(&e.strict, "strict", false, "Exit with 1 on warnings, too")
	fs.UintVar(&e.maxWarnings, "max-warnings", 0, "Exit with 1 on more than `N` warnings")
	fs.BoolVar(&e.exitZero, "exit-zero", false, "Exit with 0 whatever is found")
}

// result returns the error that sets the exit code.
func (e *exitFlags) result(cmd *cobra.Command, s *source, findings []graph.Diagnostic) error {
	count := make(map[graph.Severity]int)
	for _, f := range findings {
		count[f.Severity]++
	}
	strict := e.strict || !cmd.Flags().Changed("strict") && s.config.Strict
	switch warnings := count[graph.Warning]; {
	case e.exitZero:
		return nil
	case count[graph.Error] > 0,
		strict && warnings > 0,
		cmd.Flags().Changed("max-warnings") && uint(warnings) > e.maxWarnings:
		return errFindings()
	}
	return nil
}

// plural returns a count with its noun: "1 error", "2 errors".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
