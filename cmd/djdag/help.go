package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const manual = "https://github.com/djdag/djdag/blob/main/docs/cli.md"

// newHelp replaces cobra's help command, which exits with 0 on an unknown command.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Show the help of a command",
		Example: "djdag help render",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("help takes one command, not %q", strings.Join(args, " "))
			}
			return nil
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if len(args) == 0 {
				for _, c := range cmd.Root().Commands() {
					if c.Hidden {
						continue // such as cobra's completion backend
					}
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Root().Help()
			}
			for _, about := range cmd.Root().Commands() {
				if about.Name() == args[0] {
					return about.Help()
				}
			}
			return unknownCommand(cmd.Root(), args)
		},
	}
}

// printHelp prints the help of cmd: its purpose, usage, runnable examples, and flags
// by group.
func printHelp(w io.Writer, cmd *cobra.Command) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", cmd.Short)
	if cmd.Long != "" {
		fmt.Fprintf(&b, "\n%s\n", cmd.Long)
	}
	use := cmd.Use
	if cmd.HasParent() {
		use = cmd.Parent().Name() + " " + use
	}
	fmt.Fprintf(&b, "\nUsage:\n  %s\n", use)
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", indent(cmd.Example))
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-12s%s\n", c.Name(), c.Short)
			}
		}
	}
	printFlags(&b, cmd)
	if !cmd.HasParent() {
		b.WriteString("\nRun \"djdag help COMMAND\" for the flags of a command.\n")
	}
	fmt.Fprintf(&b, "\nManual: %s\n", manual)
	io.WriteString(w, b.String())
}

// printFlags lists the flags of cmd under their headings, in the order of their
// definition. It leaves out cobra's own --help and --version, which have no
// heading.
func printFlags(w io.Writer, cmd *cobra.Command) {
	heading := ""
	columns := newColumns(w, 3)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		group := f.Annotations[groupAnnotation]
		if group == nil {
			return
		}
		if group[0] != heading {
			heading = group[0]
			columns.Flush()
			fmt.Fprintf(w, "\n%s:\n", heading)
		}
		short := "   "
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ","
		}
		value, usage := pflag.UnquoteUsage(f)
		switch f.Value.Type() {
		case "bool":
			value = ""
		case "string":
			if f.DefValue != "" {
				usage += fmt.Sprintf(" (default %s)", f.DefValue)
			}
		default:
			if c, ok := f.Value.(*choice); ok {
				usage += fmt.Sprintf(" (default %s)", c.words[0])
			}
		}
		fmt.Fprintf(columns, "  %s --%s\t%s\n", short, strings.TrimSpace(f.Name+" "+value), usage)
	})
	columns.Flush()
}

// indent indents every line of s.
func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }
