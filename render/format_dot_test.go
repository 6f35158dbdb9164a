package render_test

import (
	"bytes"
	"os/exec"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

func dot(t *testing.T, p *graph.Pipeline, opts render.Options) []byte {
	t.Helper()
	return text(t, render.DOT, p, opts)
}

// Graphviz accepts any name, and draws each node.
func TestDOTOfHostileNames(t *testing.T) {
	program, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("needs dot: install Graphviz")
	}
	for _, opts := range []render.Options{{}, {CollapseAll: true}, {Attributes: render.AllAttributes, Legend: true}} {
		cmd := exec.Command(program, "-Tsvg")
		cmd.Stdin = bytes.NewReader(dot(t, allHostile(), opts))
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil || bytes.Contains(stderr.Bytes(), []byte("rror")) {
			t.Fatalf("dot says %v: %s", err, stderr.Bytes())
		}
		want := len(hostileNames())
		if !opts.CollapseAll {
			want *= 3
		}
		if got := bytes.Count(out, []byte(`class="node node table`)) + bytes.Count(out, []byte(`class="node node collapsed`)); got != want {
			t.Errorf("dot drew %d nodes, want %d", got, want)
		}
		if bytes.Contains(out, []byte("<script")) {
			t.Error("a name became markup")
		}
	}
}
