package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/graph"
)

func newWhy() *cobra.Command {
	var src sourceFlags
	cmd := &cobra.Command{
		Use:   "why A B [PATH]",
		Short: "Say how table B depends on table A, line by line.",
		Long: `Each line of a shortest path is a foreign key, from B up to A. The exit code is 1 if
B does not depend on A.

` + aboutTable + "\n\n" + aboutPath,
		Example: `djdag why Subject Segmentation
djdag why lab.User imaging.Segmentation.Mask examples/imaging`,
		ValidArgsFunction: completeTables(&src, 2),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 || len(args) > 3 {
				return usagef("why takes two tables and at most one PATH, not %q", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := src.load(cmd, args[2:])
			if err != nil {
				return err
			}
			ancestor, err := s.find(args[0])
			if err != nil {
				return err
			}
			child, err := s.find(args[1])
			if err != nil {
				return err
			}
			s.printProblems(cmd.ErrOrStderr())
			p := s.shown()
			reason := p.Why(child, ancestor)
			if len(reason.Hops) == 0 {
				return &exitError{code: exitFindings, err: independent(p, child, ancestor)}
			}
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error { return writeReason(w, reason) })
		},
	}
	src.register(cmd)
	return cmd
}

// independent says that there is nothing to say.
func independent(p *graph.Pipeline, child, ancestor string) error {
	message := fmt.Sprintf("%s does not depend on %s", child, ancestor)
	if p.Why(ancestor, child).Paths > 0 {
		message += ", but the other way round"
	}
	return errors.New(message)
}

// writeReason writes one hop on a line, and first how many there are.
func writeReason(w io.Writer, reason graph.Reason) error {
	first, last := reason.Hops[0], reason.Hops[len(reason.Hops)-1]
	var paths string
	switch n := reason.Paths; n {
	case 1:
		paths = "the only path"
	case math.MaxUint64:
		paths = "a shortest of more paths than can be counted"
	default:
		paths = fmt.Sprintf("a shortest of %d paths", n)
	}
	if _, err := fmt.Fprintf(w, "%s depends on %s; %s:\n", printable(first.From), printable(last.To), paths); err != nil {
		return err
	}
	for _, h := range reason.Hops {
		line := printable(fmt.Sprintf("%s: %s refers to %s: %s", h.Pos, h.From, h.To, h.Text))
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}
