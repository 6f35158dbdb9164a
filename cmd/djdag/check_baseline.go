package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// baselineFlags decide which existing findings to skip.
type baselineFlags struct {
	baseline      string
	writeBaseline bool
	revision      string
}

func (b *baselineFlags) flags(fs *pflag.FlagSet) {
	fs.StringVar(&b.baseline, "baseline", "", "Skip the findings listed in `FILE`")
	fs.BoolVar(&b.writeBaseline, "write-baseline", false, "Write all findings to the file of --baseline")
	fs.StringVar(&b.revision, "new-from", "", "Report only findings that are new since the Git `REVISION`")
}

// newFindings returns the findings that are neither in the baseline nor in the
// old revision. Their positions, and the paths in a baseline, are relative to
// the project.
func (b *baselineFlags) newFindings(cmd *cobra.Command, s *source, find func(*source) []graph.Diagnostic) ([]graph.Diagnostic, error) {
	findings := find(s)
	if b.revision != "" {
		if s.files == nil {
			return nil, usagef("--new-from needs source, but %s is an export", s.name)
		}
		before, err := s.atRevision(cmd.Context(), b.revision, false)
		if err != nil {
			return nil, fmt.Errorf("--new-from %w", err)
		}
		findings, _ = check.NewBaseline(find(before)).Filter(findings)
	}
	file, inside := b.baseline, ""
	if file == "" && s.config.Baseline != "" {
		file, inside = s.config.resolve(s.config.Baseline), s.config.inside
	}
	partial := s.opts.Target != "." && s.opts.Target != "" || inside != ""
	for _, flag := range []string{"rule", "ignore", "select"} {
		partial = partial || cmd.Flags().Changed(flag)
	}
	switch {
	case b.writeBaseline && file == "":
		return nil, usagef("--write-baseline needs a file; add --baseline FILE")
	case b.writeBaseline && partial:
		return nil, usagef("--write-baseline needs all findings of the project; drop --rule, --ignore and --select, and pass the project directory as PATH")
	case b.writeBaseline:
		return nil, writeArtifact(cmd, file, check.NewBaseline(findings).Encode)
	case file == "":
		return findings, nil
	}
	baseline, err := readBaseline(file)
	if err != nil {
		return nil, err
	}
	if inside != "" {
		baseline = baselineBelow(baseline, inside)
	}
	findings, stale := baseline.Filter(findings)
	// A partial check cannot know that an entry is stale.
	if b.revision == "" && !partial {
		printStale(cmd.ErrOrStderr(), file, stale)
	}
	return findings, nil
}

// baselineBelow returns what a baseline accepts below a directory, with paths
// relative to that.
func baselineBelow(b *check.Baseline, dir string) *check.Baseline {
	below := new(check.Baseline)
	for _, e := range b.Entries {
		var ok bool
		if e.Path, ok = strings.CutPrefix(e.Path, dir+"/"); ok {
			below.Entries = append(below.Entries, e)
		}
	}
	return below
}

// readBaseline reads a baseline from a file.
func readBaseline(file string) (*check.Baseline, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, cannot("read", file, err)
	}
	b, err := check.DecodeBaseline(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return b, nil
}

// printStale lists the baseline entries that match no finding any more.
func printStale(stderr io.Writer, file string, stale []check.BaselineEntry) {
	for i, e := range stale {
		if i == maxDiagnostics {
			notice(stderr, "… and %d more; run djdag check --write-baseline", len(stale)-i)
			return
		}
		notice(stderr, "%s: stale entry: %s: %s [%s]", file, e.Path, e.Message, e.Rule)
	}
}
