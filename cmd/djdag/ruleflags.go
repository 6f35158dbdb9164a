package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// ruleFlags say which rules run.
type ruleFlags struct {
	only, ignore []string
	project      bool
	datajoint    datajointVersion
}

func (r *ruleFlags) flags(fs *pflag.FlagSet) {
	fs.StringSliceVar(&r.only, "rule", nil, "only what `RULE` finds (repeatable)")
	fs.StringSliceVar(&r.ignore, "ignore", nil, "not what `RULE` finds (repeatable)")
	fs.BoolVar(&r.project, "project", false, "check the layout of the project, too")
	fs.Var(&r.datajoint, "datajoint", "the version of datajoint, instead of what the project asks for")
}

// validate checks the names of the rules.
func (r *ruleFlags) validate() error {
	if r.only != nil && len(r.only) == 0 {
		return usagef("--rule names no rule; leave it out to run all")
	}
	for _, code := range r.only {
		if slices.Contains(r.ignore, code) {
			return usagef("--rule and --ignore both name %s; leave out one of them", code)
		}
	}
	for _, list := range []struct {
		flag  string
		codes []string
	}{{"rule", r.only}, {"ignore", r.ignore}} {
		if err := (check.Options{Select: list.codes}).Validate(); err != nil {
			return usagef("--%s: %w", list.flag, err)
		}
	}
	return nil
}

// options returns what the flags and the configuration ask for. A rule that a
// flag names runs whatever the configuration says.
func (r *ruleFlags) options(cmd *cobra.Command, s *source) check.Options {
	opts := check.Options{
		Files:     s.files,
		NoGit:     !inGit(s.base),
		Project:   s.config.Project,
		DataJoint: s.config.DataJoint.Version,
		Severity:  make(map[string]graph.Severity),
	}
	if cmd.Flags().Changed("project") {
		opts.Project = r.project
	}
	if r.datajoint.Known() {
		opts.DataJoint = r.datajoint.Version
	}
	var enabled []string
	for _, code := range slices.Sorted(maps.Keys(s.config.Rules)) {
		switch level := s.config.Rules[code]; {
		case !level.off:
			opts.Severity[code] = level.severity
			enabled = append(enabled, code)
		case !slices.Contains(r.only, code):
			opts.Ignore = append(opts.Ignore, code)
		}
	}
	opts.Ignore = append(opts.Ignore, r.ignore...)
	opts.Select = r.only
	if r.only == nil {
		opts.Select = withEnabled(enabled, opts.Project)
	}
	return opts
}

// withEnabled returns the codes of the rules that run by themselves together
// with others, or nil if these do so anyway.
func withEnabled(codes []string, project bool) []string {
	var all []string
	more := false
	for _, r := range check.Rules() {
		byItself := r.When == check.Always || r.When == check.ForProjects && project
		enabled := slices.Contains(codes, r.Code)
		if byItself || enabled {
			all = append(all, r.Code)
		}
		more = more || enabled && !byItself
	}
	if !more {
		return nil
	}
	return all
}

// inGit reports whether a folder is in a Git repository.
func inGit(dir string) bool {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	for ; ; abs = filepath.Dir(abs) {
		if _, err := os.Stat(filepath.Join(abs, ".git")); err == nil {
			return true
		}
		if filepath.Dir(abs) == abs {
			return false
		}
	}
}

// completeRules completes the flags of a command that take rules.
func completeRules(cmd *cobra.Command) {
	for _, flag := range []string{"rule", "ignore"} {
		// The only error is a flag that does not exist.
		_ = cmd.RegisterFlagCompletionFunc(flag, completeRule)
	}
}

func completeRule(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var codes []string
	for _, r := range check.Rules() {
		codes = append(codes, cobra.CompletionWithDesc(r.Code, r.Title))
	}
	return codes, cobra.ShellCompDirectiveNoFileComp
}

// A datajointVersion is a flag and a value of the configuration.
type datajointVersion struct{ graph.Version }

func (v *datajointVersion) String() string {
	if !v.Known() {
		return ""
	}
	return v.Version.String()
}

func (v *datajointVersion) Set(s string) (err error) {
	v.Version, err = graph.ParseVersion(s)
	return err
}

func (v *datajointVersion) Type() string { return "VERSION" }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (v *datajointVersion) UnmarshalText(text []byte) error { return v.Set(string(text)) }

// A ruleLevel is what the configuration makes of a rule: off, or a severity,
// with which it runs.
type ruleLevel struct {
	off      bool
	severity graph.Severity
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (l *ruleLevel) UnmarshalText(text []byte) (err error) {
	if string(text) == "off" {
		*l = ruleLevel{off: true}
		return nil
	}
	*l = ruleLevel{}
	if l.severity, err = graph.ParseSeverity(string(text)); err != nil {
		return fmt.Errorf("unknown severity %q; want error, warning, note or off", text)
	}
	return nil
}

// validateRules checks the names of rules and the patterns of paths.
func (c *config) validateRules() error {
	for _, code := range slices.Sorted(maps.Keys(c.Rules)) {
		if err := (check.Options{Select: []string{code}}).Validate(); err != nil {
			return c.mistakef(c.place("rules", code), "%w", err)
		}
	}
	for _, pattern := range slices.Sorted(maps.Keys(c.PathIgnores)) {
		pos := c.place("per-path-ignores", pattern)
		if !doublestar.ValidatePattern(pattern) {
			return c.mistakef(pos, "%q is no pattern of paths", pattern)
		}
		if err := (check.Options{Select: c.PathIgnores[pattern]}).Validate(); err != nil {
			return c.mistakef(pos, "%w", err)
		}
	}
	return nil
}

// ignorePaths leaves out the findings that the configuration does not want to
// know of in their files.
func (c *config) ignorePaths(findings []graph.Diagnostic) []graph.Diagnostic {
	return slices.DeleteFunc(findings, func(d graph.Diagnostic) bool {
		for pattern, codes := range c.PathIgnores {
			if slices.Contains(codes, d.Rule) && doublestar.MatchUnvalidated(pattern, d.Pos.Path) {
				return true
			}
		}
		return false
	})
}
