package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/printable"
)

// aboutSelect explains --select in the help.
const aboutSelect = `EXPRESSION uses the notation of dj.Diagram. Session is a table, subject all tables
of a schema, ephys.* every table that matches, tier:computed all tables of a tier.
A + B, A - B and A * B are union, difference and intersection. A + 1 adds one level
of children, A - 2 two levels of parents; A + all and A - all add all levels.`

// selectFlag is the value of --select. Its syntax is checked while parsing flags,
// its names once there is a pipeline. The zero value selects everything.
type selectFlag struct {
	selection *graph.Selection
	reads     bool   // what make() reads counts as a parent
	name      string // of the flag; "" means select
}

func (f *selectFlag) flag(fs *pflag.FlagSet, usage string) { f.named(fs, "select", usage) }

// named defines the flag by another name.
func (f *selectFlag) named(fs *pflag.FlagSet, name, usage string) {
	f.name = name
	fs.Var(f, name, usage)
}

// tables returns the IDs of the selected tables, or nil for all of them.
func (f *selectFlag) tables(s *source) ([]string, error) {
	if f.selection == nil {
		return nil, nil
	}
	in := f.selection.In
	if f.reads {
		in = f.selection.InComputed
	}
	ids, err := in(s.Pipeline)
	if err != nil {
		return nil, usagef("--%s %q: %w", cmp.Or(f.name, "select"), f.selection, columnError(err))
	}
	if len(ids) == 0 && f.name != "highlight" {
		s.empty = fmt.Sprintf("--select %q selects no tables", f.selection)
	}
	return ids, nil
}

// restrict reduces the pipeline to the selected tables.
func (f *selectFlag) restrict(s *source) error {
	ids, err := f.tables(s)
	if err == nil && ids != nil {
		s.Pipeline = s.Restrict(ids)
	}
	return err
}

// completeSelection completes the last name of an expression with tables, modules,
// schemas and tiers. It offers each by its shortest name that means nothing else.
func completeSelection(src *sourceFlags) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		s, err := src.load(cmd, args)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		before := typed[:strings.LastIndexAny(typed, "+-*() ")+1] // what is complete
		seen := make(map[string]bool)
		var names []string
		add := func(name, description string) {
			selection, err := graph.ParseSelection(name)
			if err != nil || seen[name] || printable.Text(name) != name {
				return
			}
			if _, err := selection.In(s.Pipeline); err == nil {
				seen[name] = true
				names = append(names, cobra.CompletionWithDesc(before+name, printable.Text(description)))
			}
		}
		for i := range s.Tables {
			t := &s.Tables[i]
			if id, err := s.Find(t.Class); err == nil && id == t.ID {
				add(t.Class, t.Comment)
			} else {
				add(t.ID, t.Comment)
			}
		}
		for i := range s.Schemas {
			for _, m := range s.Schemas[i].Modules {
				add(m, s.Schemas[i].Label())
			}
			add(s.Schemas[i].Name, strings.Join(s.Schemas[i].Modules, " "))
		}
		for _, t := range tiers() {
			add("tier:"+t.String(), "")
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}

// columnError returns err without the expression: the message has it already.
func columnError(err error) error {
	var wrong *graph.SelectionError
	if errors.As(err, &wrong) {
		return fmt.Errorf("column %d: %s", wrong.Col, wrong.Message)
	}
	return err
}

// withoutColumn returns err without the column, for an expression that is a single
// name.
func withoutColumn(err error) error {
	var wrong *graph.SelectionError
	if errors.As(err, &wrong) {
		return errors.New(wrong.Message)
	}
	return err
}

func (f *selectFlag) String() string {
	if f.selection == nil {
		return ""
	}
	return f.selection.String()
}

func (f *selectFlag) Set(text string) error {
	selection, err := graph.ParseSelection(text)
	if err != nil {
		return columnError(err)
	}
	f.selection = selection
	return nil
}

// UnmarshalText implements [encoding.TextUnmarshaler], for the configuration.
func (f *selectFlag) UnmarshalText(text []byte) error {
	if err := f.Set(string(text)); err != nil {
		return fmt.Errorf("select %q: %w", text, err)
	}
	return nil
}

func (f *selectFlag) Type() string { return "EXPRESSION" }
