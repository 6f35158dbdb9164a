package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/internal/spelling"
)

// groupAnnotation is the annotation of a flag that holds its heading in the help.
const groupAnnotation = "djdag-group"

// addFlags adds flags to cmd that the help prints under one heading. Flags with a
// fixed set of values get shell completion.
func addFlags(cmd *cobra.Command, heading string, define func(*pflag.FlagSet)) {
	fs := pflag.NewFlagSet(heading, pflag.ContinueOnError)
	fs.SortFlags = false
	define(fs)
	fs.VisitAll(func(f *pflag.Flag) {
		f.Annotations = map[string][]string{groupAnnotation: {heading}}
		cmd.Flags().AddFlag(f)
		if c, ok := f.Value.(*choice); ok {
			// It fails only if the flag does not exist.
			_ = cmd.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(c.words, cobra.ShellCompDirectiveNoFileComp))
		}
	})
	cmd.Flags().SortFlags = false
}

// A choice is a flag that takes one of a few words, in any case.
type choice struct {
	words  []string
	chosen string
	choose func(i int)
}

// wordVar defines a flag that takes one of words. The first is the default.
func wordVar(fs *pflag.FlagSet, value *string, name, usage string, words ...string) {
	*value = words[0]
	fs.Var(&choice{words, words[0], func(i int) { *value = words[i] }}, name, usage)
}

// enumVar defines a flag that takes the name of one of values. The first is the
// default.
func enumVar[T fmt.Stringer](fs *pflag.FlagSet, value *T, name, usage string, values ...T) {
	*value = values[0]
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = v.String()
	}
	fs.Var(&choice{words, words[0], func(i int) { *value = values[i] }}, name, usage)
}

func (c *choice) String() string { return c.chosen }

func (c *choice) Set(s string) error {
	i := slices.IndexFunc(c.words, func(word string) bool { return strings.EqualFold(word, s) })
	if i < 0 {
		return fmt.Errorf("want %s", orList(c.words))
	}
	c.chosen = c.words[i]
	c.choose(i)
	return nil
}

func (c *choice) Type() string { return strings.Join(c.words, "|") }

// assignments is a repeatable flag of the form NAME=VALUE. The value is verbatim: it
// may contain commas and equals signs.
type assignments map[string]string

func (a assignments) String() string { return "" }

func (a assignments) Set(s string) error {
	name, value, ok := strings.Cut(s, "=")
	if !ok || name == "" {
		return errors.New("want NAME=VALUE")
	}
	a[name] = value
	return nil
}

func (a assignments) Type() string { return "NAME=VALUE" }

// flagError rewrites an error of pflag as one line with advice.
func flagError(cmd *cobra.Command, err error) error {
	// The command is unknown, so its flags are beside the point.
	if words := cmd.Flags().Args(); !cmd.HasParent() && len(words) > 0 {
		return unknownCommand(cmd, words)
	}
	return explainFlagError(cmd.Flags(), err, fmt.Sprintf("see %q", cmd.CommandPath()+" --help"))
}

// explainFlagError rewrites an error of pflag as one line with advice, by default
// the hint.
func explainFlagError(fs *pflag.FlagSet, err error, hint string) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		name := unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() != "" {
			return usagef("unknown flag -%s; %s", name[:1], hint)
		}
		if near := nearestFlag(fs, name); near != "" {
			return usagef("unknown flag --%s; did you mean --%s?", name, near)
		}
		return usagef("unknown flag --%s; %s", name, hint)
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return usagef("--%s %q: %w", invalid.GetFlag().Name, invalid.GetValue(), invalid.Unwrap())
	}
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) {
		return usagef("--%s needs a value; %s", missing.GetFlag().Name, hint)
	}
	if errors.Is(err, pflag.ErrHelp) {
		return usagef("unknown flag --help; %s", hint)
	}
	return usagef("%w; %s", err, hint)
}

// nearestFlag returns the flag that name is probably a misspelling of, or "".
func nearestFlag(fs *pflag.FlagSet, name string) string {
	var known []string
	longer := ""
	fs.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		known = append(known, f.Name)
		if longer == "" && len(name) > 2 && strings.HasPrefix(f.Name, name) {
			longer = f.Name
		}
	})
	return cmp.Or(longer, spelling.Nearest(name, known))
}

// orList joins words: "a", "a or b", "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
