package render_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// wide returns a pipeline of n tables that all refer to another one.
func wide(n int) *graph.Pipeline {
	p := &graph.Pipeline{
		Schemas: []graph.Schema{{ID: "s", Name: "s", Template: "s", Modules: []string{"w.s"}, Active: true}},
		Tables:  []graph.Table{table("w.s", 1, "A", graph.Manual, "s", "a*")},
	}
	for i := range n {
		class := fmt.Sprintf("B%04d", i)
		p.Tables = append(p.Tables, table("w.s", 10*i+10, class, graph.Manual, "s", "b*"))
		p.ForeignKeys = append(p.ForeignKeys, primary("w.s."+class, 10*i+11, "w.s.A", true, "a"))
	}
	p.Sort()
	return p
}

func TestMermaidCollapsesWhatIsTooLarge(t *testing.T) {
	var notices []string
	opts := render.Options{Notice: func(s string) { notices = append(notices, s) }}
	if got := text(t, render.Mermaid, wide(500), opts); !bytes.Contains(got, []byte("B0499")) || notices != nil {
		t.Errorf("500 edges are collapsed: %q", notices)
	}
	got := string(text(t, render.Mermaid, wide(501), opts))
	want := "501 lines in 25421 bytes are more than Mermaid draws: every schema is collapsed"
	if len(notices) != 1 || notices[0] != want {
		t.Errorf("notices %q, want %q", notices, want)
	}
	if !strings.Contains(got, "%% "+want) || !strings.Contains(got, `(["s<br/>502 tables"]):::collapsed`) {
		t.Errorf("got %s", got)
	}
}

// Options that say what is open are kept even if the figure is too large.
func TestMermaidLeavesChoicesAlone(t *testing.T) {
	for _, opts := range []render.Options{{Focus: []string{"s"}}, {Expand: []string{"s"}}} {
		notice := ""
		opts.Notice = func(s string) { notice = s }
		if got := text(t, render.Mermaid, wide(501), opts); !bytes.Contains(got, []byte("B0500")) {
			t.Error("a schema in focus is collapsed")
		}
		if want := "501 lines in 25421 bytes are more than Mermaid draws; collapse more of it, or select less"; notice != want {
			t.Errorf("got %q, want %q", notice, want)
		}
	}
}

// Mermaid replaces the name of an icon with the icon, unless it is escaped.
func TestMermaidDrawsNoIcons(t *testing.T) {
	p := wide(0)
	p.Tables[0].Attributes[0].Type = "fa:fa-car fab:fa-bell fa:x"
	got := text(t, render.Mermaid, p, render.Options{Attributes: render.AllAttributes, Types: true})
	if want := "fa#58;fa-car fab#58;fa-bell fa:x"; !bytes.Contains(got, []byte(want)) {
		t.Errorf("has no %s:\n%s", want, got)
	}
}
