package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/djdag/djdag/graph"
)

// aboutSelect explains expressions in the help of the commands with --select.
const aboutSelect = `An EXPRESSION for --select is written as for dj.Diagram: Session is a table, subject
all tables of a schema, ephys.* what the pattern matches, tier:computed a tier;
A + B, A - B and A * B join, take away and intersect; A + 1 and A - 2 add a level
of children, or two of parents; A + all and A - all add all of them.`

// selectFlag is the --select of a command. Its syntax is checked with the
// command line, its names when there is a pipeline. The zero value is ready
// for flag and selects everything.
type selectFlag struct{ selection *graph.Selection }

func (f *selectFlag) flag(fs *pflag.FlagSet, usage string) { fs.Var(f, "select", usage) }

// tables returns the IDs of the selected tables, or nil for all of them.
func (f *selectFlag) tables(s *source) ([]string, error) {
	if f.selection == nil {
		return nil, nil
	}
	ids, err := f.selection.In(s.Pipeline)
	if err != nil {
		return nil, usagef("--select %q: %w", f.selection, columnError(err))
	}
	if len(ids) == 0 {
		s.empty = fmt.Sprintf("--select %q selects no table", f.selection)
	}
	return ids, nil
}

// restrict leaves of the pipeline what is selected.
func (f *selectFlag) restrict(s *source) error {
	ids, err := f.tables(s)
	if err == nil && ids != nil {
		s.Pipeline = s.Restrict(ids)
	}
	return err
}

// columnError is err without the expression, which the message has already.
func columnError(err error) error {
	if wrong, ok := errors.AsType[*graph.SelectionError](err); ok {
		return fmt.Errorf("column %d: %s", wrong.Col, wrong.Message)
	}
	return err
}

// withoutColumn is err without the place, where the expression is one name.
func withoutColumn(err error) error {
	if wrong, ok := errors.AsType[*graph.SelectionError](err); ok {
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
