package main

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

func TestPaint(t *testing.T) {
	findings := []graph.Diagnostic{
		{Rule: "fk-cycle", Severity: graph.Error, Message: "a cycle: a → a", Pos: graph.Pos{Path: "a.py", Line: 1, Col: 2}},
		{Rule: "import-star", Severity: graph.Warning, Message: "names [of] anything"},
		{Rule: "odd", Severity: graph.Note, Message: "no place", Pos: graph.Pos{Path: "b.py"}},
	}
	text := `a.py:1:2: error: a cycle: a → a [fk-cycle]
    1 |  -> a
      |  ^~~~
    a.py:1:2: a refers to a: -> a
?: warning: names [of] anything [import-star]
b.py: note: no place [odd]
`
	want := bold + "a.py:1:2: " + red + "error:" + plain + " a cycle: a → a " + red + "[fk-cycle]" + plain + `
    1 |  -> a
      | ` + green + " ^~~~" + plain + `
    a.py:1:2: a refers to a: -> a
` + bold + "?: " + yellow + "warning:" + plain + " names [of] anything " + yellow + "[import-star]" + plain + "\n" +
		bold + "b.py: " + blue + "note:" + plain + " no place " + blue + "[odd]" + plain + "\n"
	if diff := cmp.Diff(want, string(paint([]byte(text), findings))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// No text gets lost, whatever it is.
	for _, text := range []string{"\n", "[", " [", ": [", "      | x", "| ", "x"} {
		if got := paint([]byte(text), findings); !bytes.Contains(got, bytes.TrimSpace([]byte(text))) {
			t.Errorf("paint(%q) = %q", text, got)
		}
	}
}
