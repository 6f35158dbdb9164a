package render_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
	"github.com/djdag/djdag/render/orthogonal"
)

// chain returns a pipeline of tables of which each has the one before as its parent.
func chain(n int) *graph.Pipeline {
	p := wide(n)
	for i := range p.ForeignKeys[1:] {
		fk := &p.ForeignKeys[i+1]
		fk.Parent = fmt.Sprintf("w.s.B%04d", i)
	}
	p.Sort()
	return p
}

// A figure that nobody can read is drawn, with a notice that says what to draw instead.
// From a thousand nodes on, it is drawn in haste.
func TestNoticeOfSize(t *testing.T) {
	for _, tt := range []struct {
		name string
		p    *graph.Pipeline
		opts render.Options
		want []string
	}{
		{"many children", wide(998), render.Options{}, nil},
		{"a thousand nodes", wide(999), render.Options{}, []string{
			"1000 nodes are laid out in haste; select fewer tables with --select",
		}},
		{"a thousand nodes with curves", wide(999), render.Options{Routing: render.Curves}, []string{
			"1000 nodes are laid out in haste, with lines at right angles instead of curves; select fewer tables with --select",
		}},
		{"a long chain", chain(300), render.Options{}, []string{
			"the figure is too large to be read: on a sheet of A0, its text is 2.2 points high; select fewer tables with --select",
		}},
		{"a size", wide(999), render.Options{Fit: render.Size{W: 1e5, H: 1e5}}, nil},
	} {
		var got []string
		tt.opts.Notice = func(message string) { got = append(got, message) }
		var svg bytes.Buffer
		if err := render.SVG(t.Context(), &svg, tt.p, tt.opts); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// A figure that would take minutes and gigabytes is refused at once.
func TestTooLarge(t *testing.T) {
	for _, opts := range []render.Options{{}, {Routing: render.Curves}, {Fit: render.Size{W: 1000, H: 1000}}} {
		var svg bytes.Buffer
		err := render.SVG(t.Context(), &svg, wide(10_000), opts)
		want := "the figure is too large to be laid out, with 10001 nodes and 10000 edges; select fewer tables with --select"
		if err == nil || err.Error() != want || !errors.Is(err, orthogonal.ErrTooLarge) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// A bitmap has no more pixels than the worker makes, and of a large figure fewer.
func TestResolution(t *testing.T) {
	few, many := wide(10), wide(999)
	for _, tt := range []struct {
		p    *graph.Pipeline
		fit  render.Size
		w, h float64
		want float64
	}{
		{few, render.Size{}, 1000, 1000, 192},
		{few, render.Size{}, 4000, 5000, 192},
		{few, render.Size{}, 1192, 51504, 129},
		{few, render.Size{W: 1000, H: 1000}, 1192, 51504, 192},
		{few, render.Size{}, 1e6, 1e6, 1},
		{many, render.Size{}, 1000, 1000, 192},
		{many, render.Size{}, 1192, 51504, 45},
	} {
		got, err := render.Resolution(tt.p, render.Options{Fit: tt.fit}, tt.w, tt.h)
		if err != nil || got != tt.want {
			t.Errorf("%g by %g points: got %g dpi, %v; want %g", tt.w, tt.h, got, err, tt.want)
		}
	}
}

// The layout of a large figure ends with its context.
func TestLayoutStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, opts := range []render.Options{{}, {Fit: render.Size{W: 1000, H: 1000}}} {
		if err := render.SVG(ctx, new(bytes.Buffer), wide(100), opts); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}
