package check

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// BaselineFormat names the file format of a [Baseline].
const BaselineFormat = "djdag-baseline/1"

// A Baseline is a list of accepted findings. It identifies a finding by file and
// message, not by line, so it stays valid when lines move.
type Baseline struct {
	Entries []BaselineEntry // sorted by path, rule and message
}

// A BaselineEntry accepts Count findings with the same path, rule and message.
type BaselineEntry struct {
	Path    string `json:"path"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Count   int    `json:"count"`
}

func (e BaselineEntry) compare(f BaselineEntry) int {
	return cmp.Or(strings.Compare(e.Path, f.Path), strings.Compare(e.Rule, f.Rule), strings.Compare(e.Message, f.Message))
}

func entryOf(d graph.Diagnostic) BaselineEntry {
	return BaselineEntry{Path: d.Pos.Path, Rule: d.Rule, Message: d.Message}
}

// NewBaseline returns a baseline that accepts exactly the given findings.
func NewBaseline(findings []graph.Diagnostic) *Baseline {
	count := make(map[BaselineEntry]int)
	for _, d := range findings {
		count[entryOf(d)]++
	}
	b := &Baseline{}
	for e, n := range count {
		e.Count = n
		b.Entries = append(b.Entries, e)
	}
	slices.SortFunc(b.Entries, BaselineEntry.compare)
	return b
}

// Filter returns the findings that the baseline does not accept. It also returns
// stale entries, which accept more findings than there are, with the difference
// as their Count. Both results keep their order and may be nil.
func (b *Baseline) Filter(findings []graph.Diagnostic) (fresh []graph.Diagnostic, stale []BaselineEntry) {
	left := make(map[BaselineEntry]int)
	for _, e := range b.Entries {
		left[BaselineEntry{Path: e.Path, Rule: e.Rule, Message: e.Message}] += e.Count
	}
	for _, d := range findings {
		if e := entryOf(d); left[e] > 0 {
			left[e]--
		} else {
			fresh = append(fresh, d)
		}
	}
	for _, e := range b.Entries {
		key := BaselineEntry{Path: e.Path, Rule: e.Rule, Message: e.Message}
		if n := left[key]; n > 0 {
			e.Count = n
			stale = append(stale, e)
			left[key] = 0
		}
	}
	return fresh, stale
}

// Encode writes the baseline as JSON, one entry per line. The error is that of w.
func (b *Baseline) Encode(w io.Writer) error {
	return writeRecords(w, BaselineFormat, b.Entries)
}

// DecodeBaseline reads the output of [Baseline.Encode].
func DecodeBaseline(r io.Reader) (*Baseline, error) {
	var file struct {
		Format   string          `json:"format"`
		Findings []BaselineEntry `json:"findings"`
	}
	dec := json.NewDecoder(r)
	if err := dec.Decode(&file); err != nil {
		return nil, fmt.Errorf("not a baseline: %w", err)
	}
	if file.Format != BaselineFormat {
		return nil, fmt.Errorf("not a baseline: format is %q; want %q", file.Format, BaselineFormat)
	}
	for _, e := range file.Findings {
		if e.Rule == "" || e.Count < 1 {
			return nil, fmt.Errorf("not a baseline: an entry for %q has no rule or no count", e.Path)
		}
	}
	b := &Baseline{Entries: file.Findings}
	slices.SortFunc(b.Entries, BaselineEntry.compare)
	return b, nil
}
