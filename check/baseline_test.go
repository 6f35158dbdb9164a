package check_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

func TestBaseline(t *testing.T) {
	at := func(path string, line int, rule, message string) graph.Diagnostic {
		return graph.Diagnostic{Rule: rule, Message: message, Pos: graph.Pos{Path: path, Line: line, Col: 5}}
	}
	old := []graph.Diagnostic{
		at("a.py", 1, "key-default", "x"),
		at("a.py", 9, "key-default", "x"),
		at("a.py", 9, "import-star", "<y>"),
		at("b.py", 3, "key-default", "x"),
	}
	var file bytes.Buffer
	if err := check.NewBaseline(old).Encode(&file); err != nil {
		t.Fatal(err)
	}
	if want := `{"format":"djdag-baseline/1",
"findings":[
{"path":"a.py","rule":"import-star","message":"<y>","count":1},
{"path":"a.py","rule":"key-default","message":"x","count":2},
{"path":"b.py","rule":"key-default","message":"x","count":1}]}
`; file.String() != want {
		t.Errorf("got %s", file.String())
	}
	b, err := check.DecodeBaseline(&file)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name         string
		now          []graph.Diagnostic
		fresh, stale string
	}{
		{"the same", old, "", ""},
		{"nothing left", nil, "", "a.py import-star <y> 1; a.py key-default x 2; b.py key-default x 1"},
		{"one is gone", old[1:], "", "a.py key-default x 1"},
		{"one more", append(slices.Clone(old), at("b.py", 7, "key-default", "x")), "b.py:7:5: x [key-default]", ""},
		{"another message", append(slices.Clone(old), at("b.py", 7, "key-default", "z")), "b.py:7:5: z [key-default]", ""},
		{"another file", []graph.Diagnostic{old[0], old[1], old[2], at("c.py", 3, "key-default", "x")}, "c.py:3:5: x [key-default]", "b.py key-default x 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fresh, stale := b.Filter(tt.now)
			var got, gone []string
			for _, d := range fresh {
				got = append(got, d.String())
			}
			for _, e := range stale {
				gone = append(gone, strings.Join([]string{e.Path, e.Rule, e.Message, string(rune('0' + e.Count))}, " "))
			}
			if diff := cmp.Diff([]string{tt.fresh, tt.stale}, []string{strings.Join(got, "; "), strings.Join(gone, "; ")}); diff != "" {
				t.Errorf("fresh and stale (-want +got):\n%s", diff)
			}
		})
	}
	// Edits that only move lines change nothing.
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 2))
		moved := slices.Clone(old)
		for i := range moved {
			moved[i].Pos.Line += r.IntN(50)
			moved[i].Pos.Col += r.IntN(5)
		}
		graph.SortDiagnostics(moved)
		if fresh, stale := b.Filter(moved); fresh != nil || stale != nil {
			t.Errorf("seed %d: fresh %v, stale %v", seed, fresh, stale)
		}
	}
}

func TestDecodeBaselineErrors(t *testing.T) {
	for in, want := range map[string]string{
		``:                     `no baseline: EOF`,
		`{}`:                   `no baseline: format is ""; want "djdag-baseline/1"`,
		`{"format":"djdag/1"}`: `no baseline: format is "djdag/1"; want "djdag-baseline/1"`,
		`{"format":"djdag-baseline/1","findings":[{"path":"a.py"}]}`: `no baseline: an entry for "a.py" lacks its rule or its count`,
	} {
		if _, err := check.DecodeBaseline(strings.NewReader(in)); err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", in, err, want)
		}
	}
}
