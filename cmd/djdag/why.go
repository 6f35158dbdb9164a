package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

func newWhy() *cobra.Command {
	var src sourceFlags
	var format string
	cmd := &cobra.Command{
		Use:   "why A B [PATH]",
		Short: "Explain how table B depends on table A",
		Long: `Print a shortest path from B up to A, one foreign key per line. Exit with 1 if B
does not depend on A. With --reads, a table also depends on those that its make()
reads though no foreign key leads to them.

` + aboutTable + "\n\n" + aboutPath,
		Example: `djdag why Subject Segmentation
djdag why lab.Lab imaging.Segmentation.Mask examples/imaging
djdag why --reads Subject Segmentation`,
		ValidArgsFunction: completeTables(&src, 2),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usagef("why needs two tables: djdag why A B explains how B depends on A")
			}
			if len(args) > 3 {
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
			s.printDiagnostics(cmd.ErrOrStderr())
			p := s.displayed()
			why := p.Why
			if src.reads {
				why = p.WhyComputed
			}
			reason := why(child, ancestor)
			if len(reason.Hops) == 0 {
				return &exitError{code: exitFindings, err: noDependency(why, child, ancestor)}
			}
			return writeArtifact(cmd, stdoutName, func(w io.Writer) error {
				if format == "json" {
					return writeReasonJSON(w, child, ancestor, reason)
				}
				return writeReason(w, reason)
			})
		},
	}
	addFlags(cmd, "Output", func(fs *pflag.FlagSet) {
		src.readsFlag(fs, "Count what make() reads as a dependency, too")
		wordVar(fs, &format, "format", "Output format: one line per foreign key, or djdag-why/1", "text", "json")
	})
	src.register(cmd)
	return cmd
}

// noDependency returns the error for a child that does not depend on ancestor.
func noDependency(why func(child, ancestor string) graph.Reason, child, ancestor string) error {
	message := fmt.Sprintf("%s does not depend on %s", child, ancestor)
	if why(ancestor, child).Paths > 0 {
		message += ", but the other way around"
	}
	return errors.New(message)
}

// writeReason writes a sentence with the number of paths, then one hop per line.
func writeReason(w io.Writer, reason graph.Reason) error {
	first, last := reason.Hops[0], reason.Hops[len(reason.Hops)-1]
	var paths string
	switch n := reason.Paths; n {
	case 1:
		paths = "the only path"
	case math.MaxUint64:
		paths = "a shortest of too many paths to count"
	default:
		paths = fmt.Sprintf("a shortest of %d paths", n)
	}
	head := fmt.Sprintf("%s depends on %s; %s:", first.From, last.To, paths)
	if _, err := fmt.Fprintln(w, printable.Text(head)); err != nil {
		return err
	}
	for _, h := range reason.Hops {
		verb := "refers to"
		if h.Kind == graph.ByRead {
			verb = "reads"
		}
		line := printable.Text(fmt.Sprintf("%s: %s %s %s: %s", h.Pos, h.From, verb, h.To, h.Text))
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// writeReasonJSON writes the format djdag-why/1.
func writeReasonJSON(w io.Writer, child, ancestor string, reason graph.Reason) error {
	type record struct {
		Child  string `json:"child"`
		Parent string `json:"parent"`
		Text   string `json:"text"`
		Read   bool   `json:"read,omitempty"` // by make(), not by a foreign key
		Path   string `json:"path"`
		Line   int    `json:"line"`
		Col    int    `json:"col"`
	}
	hops := make([]record, len(reason.Hops))
	for i, h := range reason.Hops {
		hops[i] = record{h.From, h.To, h.Text, h.Kind == graph.ByRead, h.Pos.Path, h.Pos.Line, h.Pos.Col}
	}
	var paths *uint64 // null if there are too many to count
	if reason.Paths != math.MaxUint64 {
		paths = &reason.Paths
	}
	head, err := jsonFields(struct {
		Format   string  `json:"format"`
		Child    string  `json:"child"`
		Ancestor string  `json:"ancestor"`
		Paths    *uint64 `json:"paths"`
	}{"djdag-why/1", child, ancestor, paths})
	if err != nil {
		return err
	}
	return writeRecords(w, head, "hops", hops)
}
