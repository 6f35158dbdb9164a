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

// BaselineFormat is the name and version of the file of a [Baseline].
const BaselineFormat = "djdag-baseline/1"

// A Baseline is a list of findings that are accepted for now, so that only
// new ones count. It says what is found in which file and not in which line,
// so that it stays true when lines move.
type Baseline struct {
	Entries []BaselineEntry // sorted by path, rule and message
}

// A BaselineEntry accepts so many findings of a rule with one message in one
// file.
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

// NewBaseline accepts all of the findings.
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

// Filter returns the findings that the baseline does not accept, and the
// entries that accept more than there is: those are stale, with the number
// that is too many. Both keep their order.
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

// Encode writes the baseline as JSON, one entry a line. The error is that of w.
func (b *Baseline) Encode(w io.Writer) error {
	return writeRecords(w, BaselineFormat, b.Entries)
}

// DecodeBaseline reads what [Baseline.Encode] wrote.
func DecodeBaseline(r io.Reader) (*Baseline, error) {
	var file struct {
		Format   string          `json:"format"`
		Findings []BaselineEntry `json:"findings"`
	}
	dec := json.NewDecoder(r)
	if err := dec.Decode(&file); err != nil {
		return nil, fmt.Errorf("no baseline: %w", err)
	}
	if file.Format != BaselineFormat {
		return nil, fmt.Errorf("no baseline: format is %q; want %q", file.Format, BaselineFormat)
	}
	for _, e := range file.Findings {
		if e.Rule == "" || e.Count < 1 {
			return nil, fmt.Errorf("no baseline: an entry for %q lacks its rule or its count", e.Path)
		}
	}
	b := &Baseline{Entries: file.Findings}
	slices.SortFunc(b.Entries, BaselineEntry.compare)
	return b, nil
}
