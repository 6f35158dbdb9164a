package main

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// ruleFlags decide which rules run.
type ruleFlags struct {
	only, ignore []string
	project      bool
	datajoint    datajointVersion
}

func (r *ruleFlags) flags(fs *pflag.FlagSet) {
	fs.StringSliceVar(&r.only, "rule", nil, "Run only `RULE` (repeatable)")
	fs.StringSliceVar(&r.ignore, "ignore", nil, "Skip `RULE` (repeatable)")
	fs.BoolVar(&r.project, "project", false, "Also check the layout of the project")
	fs.Var(&r.datajoint, "datajoint", "Check against this version of datajoint, not the one the project requires")
}

// validate checks the names of the rules.
func (r *ruleFlags) validate() error {
	if r.only != nil && len(r.only) == 0 {
		return usagef("--rule names no rule; drop it to run all rules")
	}
	for _, code := range r.only {
		if slices.Contains(r.ignore, code) {
			return usagef("--rule and --ignore both name %s; drop one of them", code)
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

// needReads reports whether the flags allow a rule about what make() reads.
func (r *ruleFlags) needReads() bool {
	return (check.Options{Select: r.only, Ignore: r.ignore}).NeedsReads() != nil
}

// options merges the flags with the configuration. A rule named by --rule runs
// even if the configuration turns it off.
func (r *ruleFlags) options(cmd *cobra.Command, s *source) check.Options {
	opts := check.Options{
		Files:     s.files,
		NoGit:     !inGit(s.base),
		Project:   s.config.Project,
		Standard:  s.config.Standard.Standard,
		DataJoint: s.config.DataJoint.Version,
		Severity:  make(map[string]graph.Severity),
		Contracts: s.config.contracts(s.base),
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

// withEnabled returns the codes of the default rules together with codes, or nil if
// the default rules include them all.
func withEnabled(codes []string, project bool) []string {
	var all []string
	more := false
	for _, r := range check.Rules() {
		byDefault := r.When == check.Always || r.When == check.ForProjects && project
		enabled := slices.Contains(codes, r.Code)
		if byDefault || enabled {
			all = append(all, r.Code)
		}
		more = more || enabled && !byDefault
	}
	if !more {
		return nil
	}
	return all
}

// completeRules adds completion to the flags of cmd that take rules.
func completeRules(cmd *cobra.Command) {
	for _, flag := range []string{"rule", "ignore"} {
		// It fails only if the flag does not exist.
		_ = cmd.RegisterFlagCompletionFunc(flag, completeRule)
	}
}

// completeRule completes the code of a rule.
func completeRule(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var codes []string
	for _, r := range check.Rules() {
		codes = append(codes, cobra.CompletionWithDesc(r.Code, r.Title))
	}
	return codes, cobra.ShellCompDirectiveNoFileComp
}

// A datajointVersion is the value of --datajoint or of datajoint in the
// configuration.
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

// A standardName is the standard for projects in the configuration.
type standardName struct{ check.Standard }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (n *standardName) UnmarshalText(text []byte) (err error) {
	n.Standard, err = check.ParseStandard(string(text))
	return err
}

// A ruleLevel is the value of a rule in the configuration: off, or the severity to
// run it with.
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

// validateRules checks the names of rules and the path patterns.
func (c *config) validateRules() error {
	for _, code := range slices.Sorted(maps.Keys(c.Rules)) {
		if err := (check.Options{Select: []string{code}}).Validate(); err != nil {
			return c.errorf(c.keyPos("rules", code), "%w", err)
		}
	}
	for _, pattern := range slices.Sorted(maps.Keys(c.PathIgnores)) {
		pos := c.keyPos("per-path-ignores", pattern)
		if !doublestar.ValidatePattern(pattern) {
			return c.errorf(pos, "invalid path pattern %q", pattern)
		}
		if err := (check.Options{Select: c.PathIgnores[pattern]}).Validate(); err != nil {
			return c.errorf(pos, "%w", err)
		}
	}
	for i := range c.Contracts {
		if err := c.Contracts[i].Validate(); err != nil {
			return c.errorf(c.contractPos(i), "%w", err)
		}
	}
	return nil
}

func (c *config) contractPos(i int) graph.Pos { return c.keyPos("contract", strconv.Itoa(i)) }

// contracts returns the contracts with positions in the project in base.
func (c *config) contracts(base string) []check.Contract {
	all := slices.Clone(c.Contracts)
	for i := range all {
		all[i].Pos = c.contractPos(i)
		if rel, err := relativeTo(base, c.path); err == nil {
			all[i].Pos.Path = filepath.ToSlash(rel)
		}
	}
	return all
}

// ignorePaths drops the findings that per-path-ignores suppresses.
func (c *config) ignorePaths(findings []graph.Diagnostic) []graph.Diagnostic {
	return slices.DeleteFunc(findings, func(d graph.Diagnostic) bool {
		for pattern, codes := range c.PathIgnores {
			if slices.Contains(codes, d.Rule) && doublestar.MatchUnvalidated(pattern, path.Join(c.inside, d.Pos.Path)) {
				return true
			}
		}
		return false
	})
}
