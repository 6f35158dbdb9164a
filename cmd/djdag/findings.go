package main

import (
	"github.com/spf13/cobra"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// findings returns what djdag check without flags reports, with positions relative to
// the project.
func (s *source) findings(cmd *cobra.Command) ([]graph.Diagnostic, error) {
	found := s.config.ignorePaths(s.own(check.Run(s.Pipeline, new(ruleFlags).options(cmd, s))))
	if s.config.Baseline == "" {
		return found, nil
	}
	known, err := readBaseline(s.config.resolve(s.config.Baseline))
	if err != nil {
		return nil, err
	}
	if s.config.inside != "" {
		known = baselineBelow(known, s.config.inside)
	}
	found, _ = known.Filter(found)
	return found, nil
}
