package graph_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
)

// Characters that act on a terminal are escaped in an export, and come back from it.
func TestEncodeHidden(t *testing.T) {
	const hidden = "a\u202eb\u009bc\u2028d\u200be"
	p := &graph.Pipeline{Comments: []graph.Comment{{Text: hidden, Pos: graph.Pos{Path: "m.py", Line: 1, Col: 1}}}}
	var out bytes.Buffer
	if err := p.Encode(&out); err != nil {
		t.Fatal(err)
	}
	if want := `"a\u202eb\u009bc\u2028d\u200be"`; !strings.Contains(out.String(), want) {
		t.Errorf("no %s in\n%s", want, &out)
	}
	back, err := graph.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	if got := back.Comments[0].Text; got != hidden {
		t.Errorf("got %q", got)
	}
}
