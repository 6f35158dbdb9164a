package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// knownFlags say which findings are known already, and so are not told.
type knownFlags struct {
	baseline      string
	writeBaseline bool
	revision      string
}

func (k *knownFlags) flags(fs *pflag.FlagSet) {
	fs.StringVar(&k.baseline, "baseline", "", "not the findings that `FILE` accepts")
	fs.BoolVar(&k.writeBaseline, "write-baseline", false, "accept all findings, and write them to the file of --baseline")
	fs.StringVar(&k.revision, "new-from", "", "only findings that were not there at this Git `REVISION`")
}

// fresh returns the findings that are not known. Positions and the paths in a
// baseline are relative to the project, wherever djdag is called.
func (k *knownFlags) fresh(cmd *cobra.Command, s *source, find func(*source) []graph.Diagnostic) ([]graph.Diagnostic, error) {
	findings := find(s)
	if k.revision != "" {
		before, err := s.at(cmd.Context(), k.revision)
		if err != nil {
			return nil, err
		}
		findings, _ = check.NewBaseline(find(before)).Filter(findings)
	}
	file := k.baseline
	if file == "" && s.config.Baseline != "" {
		file = s.config.at(s.config.Baseline)
	}
	part := s.opts.Target != "." && s.opts.Target != ""
	for _, flag := range []string{"rule", "ignore", "select"} {
		part = part || cmd.Flags().Changed(flag)
	}
	switch {
	case k.writeBaseline && file == "":
		return nil, usagef("--write-baseline needs a file; name it with --baseline FILE")
	case k.writeBaseline && part:
		return nil, usagef("--write-baseline is for all findings of the whole project; leave out --rule, --ignore and --select, and name the project's folder")
	case k.writeBaseline:
		return nil, writeArtifact(cmd, file, check.NewBaseline(findings).Encode)
	case file == "":
		return findings, nil
	}
	baseline, err := readBaseline(file)
	if err != nil {
		return nil, err
	}
	findings, stale := baseline.Filter(findings)
	// A check of less than all cannot tell that an entry is stale.
	if k.revision == "" && !part {
		tellStale(cmd.ErrOrStderr(), file, stale)
	}
	return findings, nil
}

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

// tellStale says which entries of a baseline accept what is no longer there.
func tellStale(stderr io.Writer, file string, stale []check.BaselineEntry) {
	for i, e := range stale {
		if i == maxProblems {
			fmt.Fprintf(stderr, "djdag: … and %d more; run djdag check --write-baseline\n", len(stale)-i)
			return
		}
		fmt.Fprintf(stderr, "djdag: %s accepts what is no longer there: %s: %s [%s]\n", file, e.Path, check.Printable(e.Message), e.Rule)
	}
}
