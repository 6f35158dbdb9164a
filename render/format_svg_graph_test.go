package render_test

import (
	"bytes"
	"fmt"
	"math/rand"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// The SVG has each table, schema, external and foreign key exactly once, with the
// right classes, and nothing else.
func TestSVGIsTheGraph(t *testing.T) {
	withWorker(t)
	pipelines := map[string]*graph.Pipeline{"small": small(), "cyclic": cyclic(), "empty": {}}
	for seed := range int64(6) {
		pipelines[fmt.Sprint("random ", seed)] = anything(seed, 4*int(seed+1))
	}
	pipelines["random and large"] = anything(100, 200)
	for _, project := range []string{"workflow", "imaging", "cycles/foreign-key", "cycles/import"} {
		pipelines[project] = example(t, project)
	}
	for name, p := range pipelines {
		for routing := render.Curves; routing <= render.Orthogonal; routing++ {
			t.Run(name+"/"+routing.String(), func(t *testing.T) {
				got := lines(readSVG(t, svg(t, p, render.Options{Routing: routing})))
				// A trunk is the part of a line that several foreign keys share.
				got = slices.DeleteFunc(got, func(line string) bool { return strings.HasPrefix(line, "edge trunk ") })
				if diff := cmp.Diff(graphLines(p), got); diff != "" {
					t.Errorf("(-graph +svg):\n%s", diff)
				}
			})
		}
	}
}

// example returns what djdag reads from a project in the folder examples. It
// needs [withWorker].
func example(t *testing.T, project string) *graph.Pipeline {
	t.Helper()
	// The projects with cycles have diagnostics, which do not matter here.
	cmd := exec.Command("djdag", "export", "../examples/"+project)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	p, err := graph.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// graphLines returns the [lines] of a correct figure of all tables.
func graphLines(p *graph.Pipeline) []string {
	var out []string
	active := make(map[string]*graph.Table)
	for i := range p.Tables {
		if t := &p.Tables[i]; t.Active {
			active[t.ID] = t
		}
	}
	clusters := make(map[string]bool)
	for _, t := range active {
		line := "node table " + t.Tier.String()
		if t.NewDimension {
			line += " dimension"
		}
		out = append(out, line+" id="+t.ID)
		clusters["cluster schema id="+t.Schema] = true
		if t.Master != "" && active[t.Master] != nil {
			clusters["cluster entity id="+t.Master] = true
		}
	}
	cycles := p.Cycles()
	outside := make(map[string]bool)
	for _, fk := range p.ForeignKeys {
		child := active[fk.Child]
		if child == nil {
			continue
		}
		if active[fk.Parent] == nil {
			class := "external"
			if x := p.External(fk.Parent); x != nil && x.Kind == graph.Unresolved {
				class = "unresolved"
			}
			outside["node "+class+" id="+fk.Parent] = true
		}
		out = append(out, foreignKeyLine(fk, onCycle(cycles, child, p.Table(fk.Parent))))
	}
	for _, set := range []map[string]bool{clusters, outside} {
		for line := range set {
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}

// foreignKeyLine returns the line of a foreign key.
func foreignKeyLine(fk graph.ForeignKey, cycle bool) string {
	words := []string{"edge fk", "secondary", "one-to-one"}
	if fk.Primary {
		words[1] = "primary"
	}
	if fk.Multi {
		words[2] = "one-to-many"
	}
	if fk.Aliased {
		words = append(words, "renamed")
	}
	if cycle {
		words = append(words, "cycle")
	}
	pairs := make([]string, len(fk.AttrMap))
	for i, pair := range fk.AttrMap {
		pairs[i] = pair.Child + "=" + pair.Parent
	}
	return strings.Join(words, " ") + " child=" + fk.Child + " parent=" + fk.Parent + " map=" + strings.Join(pairs, ",")
}

// onCycle reports whether a foreign key is on one of the cycles: these have both
// of its tables, or both of their modules.
func onCycle(cycles []graph.Cycle, child, parent *graph.Table) bool {
	return child != nil && parent != nil && slices.ContainsFunc(cycles, func(c graph.Cycle) bool {
		from, to := child.Module, parent.Module
		if c.Kind == graph.ForeignKeyCycle {
			from, to = child.ID, parent.ID
		} else if from == to {
			return false
		}
		return slices.Contains(c.Members, from) && slices.Contains(c.Members, to)
	})
}

// anything returns a random pipeline of n tables in several schemas, one of them
// inactive. Foreign keys mostly refer to earlier tables; some lead to externals,
// and some close a cycle.
func anything(seed int64, n int) *graph.Pipeline {
	rnd := rand.New(rand.NewSource(seed))
	p := &graph.Pipeline{Externals: []graph.External{
		{ID: "Missing", Kind: graph.Unresolved, Class: "Missing"},
		{ID: "lab_other.Room", Kind: graph.Virtual, Module: "lab_other", Class: "Room"},
		{ID: "other.lab.Lab", Kind: graph.Outside, Module: "other.lab", Class: "Lab"},
	}}
	modules := []string{"w.off"}
	for i := range 1 + n/8 {
		modules = append(modules, fmt.Sprintf("w.m%d", i))
	}
	for _, m := range modules {
		p.Modules = append(p.Modules, graph.Module{Name: m, Path: path(m)})
		p.Schemas = append(p.Schemas, graph.Schema{ID: m, Name: m, Template: m, Modules: []string{m}, Active: m != "w.off"})
	}
	var masters []graph.Table
	for i := range n {
		module := modules[rnd.Intn(len(modules))]
		class, tier := fmt.Sprintf("T%d", i), graph.Tier(rnd.Intn(int(graph.Part)))
		if len(masters) > 0 && rnd.Intn(4) == 0 {
			master := masters[rnd.Intn(len(masters))]
			module, class, tier = master.Module, master.Class+"."+class, graph.Part
		}
		t := table(module, 10*i+1, class, tier, module, []string{"", fmt.Sprintf("a%d*", i), "b=null"}[rnd.Intn(3)])
		if tier != graph.Part {
			masters = append(masters, t)
		}
		p.Tables = append(p.Tables, t)
		for line := range rnd.Intn(4) {
			parent := p.Tables[rnd.Intn(len(p.Tables))].ID
			if rnd.Intn(8) == 0 {
				parent = p.Externals[rnd.Intn(len(p.Externals))].ID
			}
			fk := reference(t.ID, 10*i+2+line, parent, []string{"x", fmt.Sprintf("y%d=x", line)}[rnd.Intn(2)])
			fk.Primary, fk.Multi = rnd.Intn(2) == 0, rnd.Intn(2) == 0
			p.ForeignKeys = append(p.ForeignKeys, fk)
		}
	}
	if n > 0 && seed%2 == 1 {
		p.ForeignKeys = append(p.ForeignKeys, reference(p.Tables[0].ID, 9, p.Tables[n-1].ID, "z"))
	}
	p.Sort()
	return p
}
