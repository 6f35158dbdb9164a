package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newCheck() *cobra.Command {
	var src sourceFlags
	var selected selectFlag
	var printer findingsPrinter
	var format string
	var strict bool
	cmd := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Fail on cycles and on references to nothing.",
		Long: `Findings are printed to stdout. The exit code is 1 if one of them is an error;
warnings are advice and do not fail the check, unless --strict says so.

` + aboutPath + "\n\n" + aboutSelect,
		Example: `djdag check                                the project in this folder
djdag check --strict examples/imaging      warnings fail, too
djdag check --format concise src/workflow  one line for each finding
djdag check --select 'Scan + all'          what is wrong with these tables
djdag check pipeline.json                  an export`,
		Args: atMostOnePath,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := src.load(cmd, args)
			if err != nil {
				return err
			}
			ids, err := selected.tables(s)
			if err != nil {
				return err
			}
			s.remarkEmpty(cmd.ErrOrStderr())
			p := s.shown()
			findings := check.Run(p, check.Options{})
			if ids != nil {
				findings = concerning(p, findings, ids)
			}
			print := printer.text
			if format == "concise" {
				print = printer.concise
			}
			if err := print(cmd.OutOrStdout(), findings); err != nil {
				return err
			}
			return verdict(cmd.ErrOrStderr(), findings, strict)
		},
	}
	addFlags(cmd, "What is checked", func(fs *pflag.FlagSet) {
		selected.flag(fs, "only findings about the tables that `EXPRESSION` selects")
	})
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		wordVar(fs, &format, "format", "text shows the source and all places of a finding, concise one line", "text", "concise")
		printer.flag(fs)
		fs.BoolVar(&strict, "strict", false, "exit with 1 for warnings, too")
	})
	src.register(cmd)
	return cmd
}

// verdict counts the findings on stderr, if there are any, and turns them into
// the exit code.
func verdict(stderr io.Writer, findings []graph.Diagnostic, strict bool) error {
	count := make(map[graph.Severity]int)
	for _, f := range findings {
		count[f.Severity]++
	}
	errors, warnings := count[graph.Error], count[graph.Warning]
	var found []string
	if errors > 0 {
		found = append(found, plural(errors, "error"))
	}
	if warnings > 0 {
		found = append(found, plural(warnings, "warning"))
	}
	if found != nil {
		fmt.Fprintf(stderr, "djdag: %s\n", strings.Join(found, ", "))
	}
	if errors > 0 || strict && warnings > 0 {
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

// workingFolder opens the paths of shown positions. Unlike [os.DirFS] it lets
// them lead above the current folder, as those of a search path may.
type workingFolder struct{}

// Open implements [fs.FS].
func (workingFolder) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }
