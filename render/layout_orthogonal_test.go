package render_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// Whatever a figure shows, and in each direction, lines at right angles run through no
// node, and numbers on them are free.
func TestOrthogonalFigures(t *testing.T) {
	pipelines := map[string]*graph.Pipeline{"small": small(), "cyclic": cyclic()}
	for seed := range int64(4) {
		pipelines[fmt.Sprint("random ", seed)] = anything(seed, 12*int(seed+1))
	}
	for name, p := range pipelines {
		module := p.Tables[0].Module
		for _, t := range p.Tables { // the first that is active
			if t.Active {
				module = t.Module
				break
			}
		}
		for what, opts := range map[string]render.Options{
			"tables":     {},
			"pipeline":   {CollapseAll: true, Imports: true},
			"faint":      {CollapseAll: true, Edges: render.FaintEdges},
			"columns":    {Attributes: render.AllAttributes, Types: true},
			"focus":      {Focus: []string{module}, Context: true},
			"folded":     {Parts: render.CountParts, Lookups: render.ChipLookups, Hubs: 2, Stages: true},
			"half open":  {CollapseAll: true, Expand: []string{module}},
			"classic":    {Theme: render.Classic},
			"to a width": {Fit: render.Size{W: 1200, H: 900}, Parts: render.HideParts},
		} {
			for direction := render.TB; direction <= render.RL; direction++ {
				opts := opts
				opts.Direction = direction
				t.Run(fmt.Sprint(name, "/", what, "/", direction), func(t *testing.T) {
					t.Parallel()
					d, err := render.DrawOrthogonal(p, opts)
					if err != nil {
						t.Fatal(err)
					}
					for _, fault := range d.Faults() {
						t.Error(fault)
					}
				})
			}
		}
	}
}

// A table more or less moves few others. Of the nodes, the median share that moves by
// more than its width is at most a fifth in the examples, and a tenth in larger figures.
func TestLayoutIsStable(t *testing.T) {
	withWorker(t)
	var shares []float64
	for _, project := range []string{"workflow", "imaging"} {
		p := example(t, project)
		before, err := render.DrawOrthogonal(p, render.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Tables {
			id := p.Tables[i].ID
			isParent := func(fk graph.ForeignKey) bool { return fk.Parent == id }
			if slices.ContainsFunc(p.ForeignKeys, isParent) {
				continue
			}
			var others []string
			for j := range p.Tables {
				if p.Tables[j].ID != id {
					others = append(others, p.Tables[j].ID)
				}
			}
			after, err := render.DrawOrthogonal(p, render.Options{Tables: others})
			if err != nil {
				t.Fatal(err)
			}
			shares = append(shares, moved(before.Places(), after.Places()))
		}
	}
	slices.Sort(shares)
	if median := shares[len(shares)/2]; median > 0.2 {
		t.Errorf("the median share is %.2f; want at most 0.2: %.2f", median, shares)
	}
}

// moved returns the share of the nodes in both figures that moved by more than their
// width, apart from what moved the figure as a whole.
func moved(before, after map[string][3]float64) float64 {
	var dx, dy []float64
	for key, b := range before {
		if a, ok := after[key]; ok {
			dx, dy = append(dx, a[0]-b[0]), append(dy, a[1]-b[1])
		}
	}
	middle := func(v []float64) float64 {
		v = slices.Sorted(slices.Values(v))
		return v[len(v)/2]
	}
	x, y := middle(dx), middle(dy)
	count := 0
	for key, b := range before {
		a, ok := after[key]
		if by := [2]float64{a[0] - b[0] - x, a[1] - b[1] - y}; ok && by[0]*by[0]+by[1]*by[1] > b[2]*b[2] {
			count++
		}
	}
	return float64(count) / float64(len(dx))
}
