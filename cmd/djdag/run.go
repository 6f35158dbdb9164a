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

// run is the whole program but for the process around it. It returns the exit
// code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	root := newRoot(name)
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would take os.Args
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return report(stderr, root.ExecuteContext(context.Background()))
}

// interruptible returns a context that the first interrupt cancels, so that
// the work ends in order: workers are stopped, and no half-written file stays.
// The second one ends the program at once, as the first does where nothing
// has to be put in order. To listen takes a goroutine and two threads, which a
// command that is done in milliseconds would wait for in vain.
func interruptible(ctx context.Context) (_ context.Context, stop func()) {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop = signal.NotifyContext(ctx, signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// commands are the commands by name, in the order of the help.
func commands() []struct {
	name string
	make func() *cobra.Command
} {
	return []struct {
		name string
		make func() *cobra.Command
	}{
		{"render", newRender},
		{"check", newCheck},
		{"order", newOrder},
		{"export", newExport},
		{"list", newList},
		{"show", newShow},
		{"why", newWhy},
		{"rules", newRules},
		{"completion", newCompletion},
		{"version", newVersion},
	}
}

// newRoot makes the command of that name, or if there is none, all of them:
// to define the flags of those that do not run is a good part of the time that
// a short run takes.
func newRoot(name string) *cobra.Command {
	root := &cobra.Command{
		Use:   "djdag COMMAND",
		Short: "Figures, checks and the build order of DataJoint pipelines, from their source alone.",
		Example: `djdag render -o pipeline.svg                  draw every table of the project in this folder
djdag render --collapse all -o overview.svg   draw one node for each schema
djdag check examples/imaging                  fail on cycles and broken references
djdag order --level table                     list the tables, parents first`,
		Args:          unknownCommand,
		RunE:          bare,
		SilenceErrors: true, // report prints them
		SilenceUsage:  true,

		SuggestionsMinimumDistance: 2,
	}
	// Not cobra's own flag: its template would link text/template, and with that
	// every exported method of the program, a sixth of its size.
	root.Flags().BoolP("version", "v", false, "version for djdag")
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { printHelp(cmd.OutOrStdout(), cmd) })
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.DisableDefaultCmd = true // newCompletion is ours
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

// bare answers "djdag" without a command: with the version if that is asked
// for. Else it is a mistake, not a request: a job whose command got lost must
// not pass.
func bare(cmd *cobra.Command, args []string) error {
	if asked, err := cmd.Flags().GetBool("version"); err == nil && asked {
		return printVersion(cmd, args)
	}
	printHelp(cmd.ErrOrStderr(), cmd)
	return &exitError{code: exitUsage}
}

// unknownCommand validates the arguments of the root command, which takes none:
// what stands there was meant to be a command.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := `run "djdag help" for the list`
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s?", strings.Join(near, " or "))
	} else if _, err := os.Stat(args[0]); err == nil {
		hint = fmt.Sprintf("to read that path, write djdag check %s", args[0])
	}
	return usagef("unknown command %q; %s", args[0], hint)
}

// atMostOnePath is the argument rule of every command that reads a pipeline.
func atMostOnePath(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usagef("%s takes one PATH, not %d: %s", cmd.Name(), len(args), strings.Join(args, " "))
	}
	return nil
}

// noArguments is the argument rule of commands that read nothing.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, not %q", cmd.Name(), args[0])
	}
	return nil
}
