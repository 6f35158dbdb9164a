package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// checkFlags are the flags of the check command.
type checkFlags struct {
	src      sourceFlags
	selected selectFlag
	rules    ruleFlags
	known    knownFlags
	reports  reportFlags
	verdict  verdictFlags
}

func newCheck() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Fail on cycles, on references to nothing, and on what else breaks a pipeline.",
		Long: `Findings are printed to stdout. The exit code is 1 if one of them is an error;
warnings are advice and do not fail the check, unless --strict says so. The rules
are listed and explained by "djdag rules".

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag check                                    the project in this folder
djdag check --project --strict                 its layout, too, and warnings fail
djdag check --rule fk-cycle,import-cycle       these rules alone
djdag check --select 'Scan + all'              what is wrong with these tables
djdag check --format github --output sarif=djdag.sarif
djdag check --baseline known.json --write-baseline
djdag check pipeline.json                      an export`,
		Args: atMostOnePath,
		RunE: flags.run,
	}
	addFlags(cmd, "What is checked", func(fs *pflag.FlagSet) {
		flags.selected.flag(fs, "only findings about the tables that `EXPRESSION` selects")
		flags.rules.flags(fs)
	})
	addFlags(cmd, "What is known already", flags.known.flags)
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		flags.reports.flags(fs)
		flags.verdict.flags(fs)
	})
	completeRules(cmd)
	flags.src.register(cmd)
	return cmd
}

func (c *checkFlags) run(cmd *cobra.Command, args []string) error {
	if err := c.rules.validate(); err != nil {
		return err
	}
	s, err := c.src.load(cmd, args)
	if err != nil {
		return err
	}
	if s.files == nil && c.rules.project {
		return usagef("--project is for source, but %s is an export", s.name)
	}
	ids, err := c.selected.tables(s)
	if err != nil {
		return err
	}
	opts := c.rules.options(cmd, s)
	s.remarkEmpty(cmd.ErrOrStderr())
	findings, err := c.known.fresh(cmd, s, func(s *source) []graph.Diagnostic {
		opts.Files = s.files
		return s.config.ignorePaths(check.Run(s.Pipeline, opts))
	})
	if err != nil {
		return err
	}
	if ids != nil {
		findings = concerning(s.Pipeline, findings, ids)
	}
	findings = s.showFindings(findings)
	if err := c.reports.write(cmd, s, findings); err != nil {
		return err
	}
	return c.verdict.judge(cmd, s, findings)
}

// verdictFlags say which findings fail the check.
type verdictFlags struct {
	strict, exitZero bool
	maxWarnings      uint
}

func (v *verdictFlags) flags(fs *pflag.FlagSet) {
	fs.BoolVar(&v.strict, "strict", false, "exit with 1 for warnings, too")
	fs.UintVar(&v.maxWarnings, "max-warnings", 0, "exit with 1 for more than `N` warnings")
	fs.BoolVar(&v.exitZero, "exit-zero", false, "exit with 0 whatever is found")
}

// judge counts the findings on stderr, if there are any, and turns them into
// the exit code.
func (v *verdictFlags) judge(cmd *cobra.Command, s *source, findings []graph.Diagnostic) error {
	count := make(map[graph.Severity]int)
	for _, f := range findings {
		count[f.Severity]++
	}
	var found []string
	for severity := graph.Error; severity <= graph.Note; severity++ {
		if n := count[severity]; n > 0 {
			found = append(found, plural(n, severity.String()))
		}
	}
	if found != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "djdag: %s\n", strings.Join(found, ", "))
	}
	strict := v.strict || !cmd.Flags().Changed("strict") && s.config.Strict
	switch warnings := count[graph.Warning]; {
	case v.exitZero:
		return nil
	case count[graph.Error] > 0,
		strict && warnings > 0,
		cmd.Flags().Changed("max-warnings") && uint(warnings) > v.maxWarnings:
		return errFindings()
	}
	return nil
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
