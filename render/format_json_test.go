package render_test

import (
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// encoded returns the JSON of [small], restricted to ids unless these are nil.
func encoded(t *testing.T, ids []string) string {
	t.Helper()
	return string(text(t, func(w io.Writer, p *graph.Pipeline, _ render.Options) error {
		if ids != nil {
			p = p.Restrict(ids)
		}
		return p.Encode(w)
	}, small(), render.Options{}))
}

// The JSON of a figure is that of the part of the pipeline that it shows.
func TestJSON(t *testing.T) {
	some := []string{"Missing", "workflow.session.Session", "workflow.session.Trace"}
	subject := []string{
		"workflow.subject.Species", "workflow.subject.Subject", "workflow.subject.Subject.Lab", "workflow.subject.Subject.User",
	}
	session := []string{
		"workflow.session.Session", "workflow.session.SessionNote", "workflow.session.Pair", "workflow.session.Trace",
		"element_probe.probe.Probe", "Missing", "workflow.off.Idle",
	}
	tests := []struct {
		name string
		opts render.Options
		want []string // IDs; nil: all
	}{
		{"all", render.Options{}, nil},
		{"collapsed", render.Options{CollapseAll: true, Theme: render.Dark, Attributes: render.KeyAttributes}, nil},
		{"chosen", render.Options{Tables: some}, some},
		{"none chosen", render.Options{Tables: []string{}}, []string{}},
		{"focus", render.Options{Focus: []string{"session"}}, append(session, subject...)},
		{"focus on one that refers to none", render.Options{Focus: []string{"report"}}, []string{"workflow.report.Report"}},
		{"chosen in focus", render.Options{Tables: some, Focus: []string{"subject"}}, some},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := string(text(t, render.JSON, small(), tt.opts))
			if diff := cmp.Diff(encoded(t, tt.want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestJSONErrors(t *testing.T) {
	err := render.JSON(io.Discard, small(), render.Options{Focus: []string{"sesion"}})
	if want := `no schema is called "sesion"; did you mean "session"?`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
