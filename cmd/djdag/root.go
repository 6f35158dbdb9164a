package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// run runs a command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	root := newRoot(name)
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would take os.Args
	root.SetIn(stdin)
	out := &output{Writer: stdout}
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if code := reportError(stderr, err); code == exitFailure || out.failed == nil {
		return code
	}
	return reportError(stderr, cannot("write to", "stdout", out.failed)) // such as that of the help
}

// interruptible returns a context that the first interrupt cancels, so that the
// command stops its workers and leaves no half-written file. The second interrupt
// kills the program. Commands with nothing to clean up do without, until they write a
// file: listening takes a goroutine and two threads, too much for a command of a few
// milliseconds.
func interruptible(ctx context.Context) (_ context.Context, stop func()) {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // by nohup
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop = signal.NotifyContext(ctx, signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// commands returns the constructors of the commands, in the order of the help.
func commands() []struct {
	name string
	make func() *cobra.Command
} {
	return []struct {
		name string
		make func() *cobra.Command
	}{
		{"render", newRender},
		{"serve", newServe},
		{"docs", newDocs},
		{"check", newCheck},
		{"order", newOrder},
		{"export", newExport},
		{"list", newList},
		{"show", newShow},
		{"why", newWhy},
		{"diff", newDiff},
		{"impact", newImpact},
		{"drift", newDrift},
		{"rules", newRules},
		{"init", newInit},
		{"completion", newCompletion},
		{"version", newVersion},
	}
}

// newRoot returns the root command with the subcommand called name, or with all
// subcommands if there is none. Defining the flags of commands that do not run
// would take a good part of a short run.
func newRoot(name string) *cobra.Command {
	root := &cobra.Command{
		Use:   "djdag COMMAND",
		Short: "Draw, check and order DataJoint pipelines from their source code",
		Example: `djdag render -o pipeline.svg                  draw every table of the project in the current directory
djdag render --collapse all -o overview.svg   draw one node per schema
djdag check examples/imaging                  check for cycles and broken references
djdag order --level table                     list the tables, parents first`,
		Args:          unknownCommand,
		RunE:          noCommand,
		SilenceErrors: true, // reportError prints them
		SilenceUsage:  true,

		SuggestionsMinimumDistance: 2,
	}
	// Cobra's own flag would link text/template and, through reflection, every
	// exported method: a sixth of the program.
	root.Flags().BoolP("version", "v", false, "version of djdag")
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { printHelp(cmd.OutOrStdout(), cmd) })
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.DisableDefaultCmd = true // replaced by newCompletion
	for _, c := range commands() {
		if c.name == name {
			root.AddCommand(c.make())
			return root
		}
	}
	for _, c := range commands() {
		root.AddCommand(c.make())
	}
	return root
}

// noCommand runs "djdag" without a command. It prints the version on --version.
// Otherwise it prints the help and fails: a CI job that lost its command must not
// pass.
func noCommand(cmd *cobra.Command, args []string) error {
	if asked, err := cmd.Flags().GetBool("version"); err == nil && asked {
		return printVersion(cmd, args)
	}
	printHelp(cmd.ErrOrStderr(), cmd)
	return &exitError{code: exitUsage}
}

// unknownCommand rejects the arguments of the root command: it takes none, so the
// first one is an unknown command.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := `run "djdag help" for the list`
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s?", strings.Join(near, " or "))
	} else if _, err := os.Stat(args[0]); err == nil {
		hint = fmt.Sprintf("to check that path, run djdag check %s", args[0])
	}
	return usagef("unknown command %q; %s", args[0], hint)
}

// atMostOnePath validates the arguments of a command that reads a pipeline.
func atMostOnePath(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usagef("%s takes one PATH, not %d: %s", cmd.Name(), len(args), strings.Join(args, " "))
	}
	return nil
}

// noArguments validates the arguments of a command that takes none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, not %q", cmd.Name(), args[0])
	}
	return nil
}
