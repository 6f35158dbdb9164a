package render_test

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// A legend explains only what its figure has.
func TestLegend(t *testing.T) {
	const edges = "is the whole key (one to one)|is part of the key (one to many)|is not in the key|under other names"
	tests := []struct {
		name, want string
		opts       render.Options
	}{
		{"tables", "manual|lookup|imported|computed|part|external|unresolved|new dimension|" + edges, render.Options{}},
		{"keys", "manual|lookup|imported|computed|part|external|unresolved|new dimension|columns|from a parent|key|" + edges,
			render.Options{Attributes: render.KeyAttributes}},
		{"columns", "manual|lookup|imported|computed|part|external|unresolved|new dimension|columns|from a parent|key|not in the key|" + edges,
			render.Options{Attributes: render.AllAttributes}},
		{"schemas", "schema|tables|external|unresolved|foreign key|import only", render.Options{CollapseAll: true, Imports: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.opts.Legend = true
			if diff := cmp.Diff(tt.want, strings.Join(legendTexts(t, small(), tt.opts), "|")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The legend of a narrow figure does not make it wide.
func TestLegendWraps(t *testing.T) {
	got, err := render.Sketch(small(), render.Options{Legend: true, Attributes: render.AllAttributes})
	if err != nil {
		t.Fatal(err)
	}
	width := regexp.MustCompile(`viewBox="0 0 ([0-9.]+) `).FindSubmatch(got)
	if w, err := strconv.ParseFloat(string(width[1]), 64); err != nil || w > 450 {
		t.Errorf("the figure is %v wide (%v)", w, err)
	}
}

// legendTexts returns the texts of the legend, in order.
func legendTexts(t *testing.T, p *graph.Pipeline, opts render.Options) []string {
	t.Helper()
	svg, err := render.Sketch(p, opts)
	if err != nil {
		t.Fatal(err)
	}
	_, legend, _ := bytes.Cut(svg, []byte(`class="legend"`))
	var texts []string
	for _, match := range regexp.MustCompile(`>([^<>\n]+)</text>`).FindAllSubmatch(legend, -1) {
		texts = append(texts, string(match[1]))
	}
	return texts
}
