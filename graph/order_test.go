package graph_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// list formats steps for comparison, "stage:id" on one line.
func list(steps []graph.Step) string {
	var words []string
	for _, s := range steps {
		word := fmt.Sprintf("%d:%s", s.Stage, s.ID)
		if s.After != nil {
			word += "(" + strings.Join(s.After, ",") + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestOrderTables(t *testing.T) {
	tables := graph.OrderOptions{Level: graph.TableLevel}
	with := func(change func(*graph.OrderOptions)) graph.OrderOptions {
		opts := tables
		change(&opts)
		return opts
	}
	tests := []struct {
		name, in string
		opts     graph.OrderOptions
		want     string
	}{
		{"empty", ``, tables, ``},
		{"no edges: by place in the source", `
a.Z; a.Y
a.X`, tables, `1:a.Z 1:a.Y 1:a.X`},

		//   A --> B --> C,  A --> C
		{"parents first", `
m.A -> m.B
m.B -> m.C
m.A -> m.C`, tables, `1:m.C 2:m.B 3:m.A`},
		{"parallel edges", `
m.A -> m.B; m.A -> m.B`, tables, `1:m.B 2:m.A`},
		{"externals are not listed", `
m.A -> ext.B`, tables, `1:m.A`},

		// z is first because a depends on it. Its tables stay together, although
		// A1 could come before Z2.
		{"tables by the order of modules, not by name", `
a.A1
z.Z1; z.Z2
a.A2 -> z.Z2`, tables, `1:z.Z1 1:z.Z2 1:a.A1 2:a.A2`},
		{"an import orders tables without a foreign key", `
a.A; b.B
a imports b`, tables, `1:b.B 1:a.A`},

		{"parts follow their master", `
m.M; m.M.P; m.M.Q; m.B
m.M.P -> m.M; m.M.Q -> m.M`, tables, `1:m.M 2:m.M.P 2:m.M.Q 1:m.B`},
		{"a part without a reference to its master", `
m.M; m.M.P; m.A`, tables, `1:m.M 2:m.M.P 1:m.A`},
		{"siblings by dependency", `
m.M; m.M.P; m.M.Q
m.M.P -> m.M.Q`, tables, `1:m.M 2:m.M.Q 3:m.M.P`},

		// Otherwise the part could not follow the master directly.
		{"a master waits for the parents of its part", `
m.M; m.M.P; m.A; m.B
m.M.P -> m.B; m.B -> m.A`, tables, `1:m.A 2:m.B 3:m.M 4:m.M.P`},
		// X refers only to the master, but comes after the parts.
		{"no table between a master and its parts", `
m.M; m.X; m.M.P
m.X -> m.M; m.M.P -> m.M`, tables, `1:m.M 2:m.M.P 2:m.X`},

		//   M <-- X <-- M.P: only this part is separated from its master.
		{"a part that refers to a child of its master", `
m.M; m.M.P; m.M.Q; m.X; m.Y
m.X -> m.M; m.M.P -> m.X; m.M.Q -> m.M`, tables, `1:m.M 2:m.M.Q 2:m.X 3:m.M.P 1:m.Y`},
		//   M <-- N.Q,  N <-- M.P: one of the two parts is separated.
		{"two masters whose parts refer to the other master", `
m.M; m.M.P; m.N; m.N.Q
m.N.Q -> m.M; m.M.P -> m.N`, tables, `1:m.N 2:m.M 3:m.M.P 3:m.N.Q`},
		{"a master that refers to its own part", `
m.M; m.M.P
m.M -> m.M.P`, tables, `1:m.M.P 2:m.M`},

		{"reverse", `
m.A -> m.B; m.C -> m.B; m.D`, with(func(o *graph.OrderOptions) { o.Reverse, o.After = true, true }), `2:m.D 1:m.C 1:m.A 2:m.B(m.A,m.C)`},
		{"populate", `
m.S; m.A: computed; m.A.P; m.B: imported; m.M; m.C: computed; m.L: lookup
m.A -> m.S; m.B -> m.A.P; m.M -> m.B; m.C -> m.M`,
			with(func(o *graph.OrderOptions) { o.Populate, o.Level = true, graph.ModuleLevel }), `1:m.A 2:m.B 3:m.C`},
		// D depends on A through B, E also directly.
		{"only some", `
m.A; m.B -> m.A; m.C -> m.A; m.D -> m.B; m.E -> m.D; m.E -> m.A`,
			with(func(o *graph.OrderOptions) { o.Only, o.After = []string{"m.A", "m.D", "m.E", "no.Such"}, true }), `1:m.A 2:m.D(m.A) 3:m.E(m.A,m.D)`},
		{"none", `
m.A`, with(func(o *graph.OrderOptions) { o.Only = []string{} }), ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sketch(t, tt.in)
			for seed := range uint64(6) {
				steps, err := p.Order(tt.opts)
				if err != nil {
					t.Fatal(err)
				}
				if got := list(steps); got != tt.want {
					t.Errorf("shuffled with seed %d\n got %s\nwant %s", seed, got, tt.want)
				}
				p = relabel(p, seed)
			}
		})
	}
}

func TestOrderModules(t *testing.T) {
	tests := []struct {
		name, in, want string
	}{
		{"empty", ``, ``},
		{"by name", `b.B; a.A; c.C`, `1:a.A 1:b.B 1:c.C`},
		{"by import", `b.B; a.A; a imports b`, `1:b 2:a(b)`},
		{"by foreign key", `a.A -> b.B`, `1:b 2:a(b)`},
		{"deferred imports do not order", `b.B; a.A; a defers b`, `1:a 1:b`},
		{"modules without tables are omitted, but count", `
a.A; z.Z
a imports util; util imports more; more imports z; a imports other`, `1:z 2:a(z)`},
		{"modules without tables may import each other", `
a.A; z.Z
a imports x; x imports y; y imports x; y imports z`, `1:z 2:a(z)`},
		{"a module with tables may be among them", `
a.A; z.Z
a imports x; x imports a; x imports z`, `1:z 2:a(z)`},
		{"a pipeline with an Element", `
pipeline.Probe; ephys.Insertion -> pipeline.Probe
pipeline imports ephys; ephys waits for pipeline`, `1:pipeline 2:ephys(pipeline)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sketch(t, tt.in)
			for seed := range uint64(6) {
				steps, err := p.Order(graph.OrderOptions{After: true})
				if err != nil {
					t.Fatal(err)
				}
				if got := list(steps); got != strings.NewReplacer("a.A", "a", "b.B", "b", "c.C", "c").Replace(tt.want) {
					t.Errorf("shuffled with seed %d\n got %s\nwant %s", seed, got, tt.want)
				}
				p = relabel(p, seed)
			}
		})
	}
}

func TestOrderCycle(t *testing.T) {
	tests := []struct {
		name, in      string
		modules, want string // errors of the module and the table order
	}{
		{"foreign keys", `
a.A -> a.B; a.B -> a.A`, `no order: a.A → a.B → a.A`, `no order: a.A → a.B → a.A`},
		{"itself", `
a.A -> a.A`, `no order: a.A → a.A`, `no order: a.A → a.A`},
		{"imports", `
a.A; b.B; a imports b; b imports a`, `no order: a → b → a`, ``},
		{"both", `
a.A; b.B -> a.A; a imports b`, `no order: a → b → a`, ``},
		{"two", `
a.A -> a.B; a.B -> a.A
b.A -> b.B; b.B -> b.A`, `no order: a.A → a.B → a.A, and 1 more`, `no order: a.A → a.B → a.A, and 1 more`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sketch(t, tt.in)
			for _, level := range []graph.Level{graph.ModuleLevel, graph.TableLevel} {
				want := map[graph.Level]string{graph.ModuleLevel: tt.modules, graph.TableLevel: tt.want}[level]
				steps, err := p.Order(graph.OrderOptions{Level: level})
				if want == "" {
					if err != nil {
						t.Errorf("%s order: %v", level, err)
					}
					continue
				}
				var cycle *graph.CycleError
				if !errors.As(err, &cycle) || err.Error() != want || len(cycle.Cycles) == 0 || steps != nil {
					t.Errorf("%s order: got %v, %v, want %s", level, steps, err, want)
				}
			}
		})
	}
}

func TestOrderInactive(t *testing.T) {
	p := sketch(t, `a.A; b.B -> a.A; c.C -> b.B`)
	set := func(active ...bool) {
		for i, a := range active {
			p.Tables[i].Active = a
		}
	}
	tests := []struct {
		active []bool
		want   string
	}{
		{[]bool{true, true, true}, `1:a.A 2:b.B 3:c.C`},
		{[]bool{true, false, true}, `1:a.A 2:c.C`},
		{[]bool{false, false, false}, `1:a.A 2:b.B 3:c.C`}, // an Element alone
	}
	for _, tt := range tests {
		set(tt.active...)
		steps, err := p.Order(graph.OrderOptions{Level: graph.TableLevel})
		if err != nil {
			t.Fatal(err)
		}
		if got := list(steps); got != tt.want {
			t.Errorf("active %v: got %s, want %s", tt.active, got, tt.want)
		}
	}
}

// TestOrderRandom checks the guarantees of an order on random pipelines, in
// which parts refer to any earlier tables.
func TestOrderRandom(t *testing.T) {
	const seeds = 300
	tangled := 0
	for seed := range uint64(seeds) {
		r := rand.New(rand.NewPCG(seed, 0))
		p := randomPipeline(t, r)
		steps, err := p.Order(graph.OrderOptions{Level: graph.TableLevel, After: true})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, problem := range orderProblems(p, steps) {
			t.Errorf("seed %d: %s", seed, problem)
		}
		if unitsHaveOrder(p) {
			for _, problem := range separatedParts(p, steps) {
				t.Errorf("seed %d: %s", seed, problem)
			}
		} else {
			tangled++
		}
		for seed := range uint64(3) {
			again, err := relabel(p, seed).Order(graph.OrderOptions{Level: graph.TableLevel, After: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(steps, again); diff != "" {
				t.Errorf("shuffled input gives another order:\n%s", diff)
			}
		}
	}
	if tangled == 0 || tangled == seeds {
		t.Errorf("in %d of %d pipelines, parts have to leave their masters; want both cases", tangled, seeds)
	}
}

// randomPipeline returns an acyclic pipeline of 2 to 26 tables in three modules.
func randomPipeline(t *testing.T, r *rand.Rand) *graph.Pipeline {
	t.Helper()
	ids := make([]string, 2+r.IntN(25))
	masters := []string{}
	for i := range ids {
		if len(masters) > 0 && r.IntN(2) == 0 {
			ids[i] = fmt.Sprintf("%s.P%d", masters[r.IntN(len(masters))], i)
		} else {
			ids[i] = fmt.Sprintf("m%d.T%d", r.IntN(3), i)
			masters = append(masters, ids[i])
		}
	}
	var b strings.Builder
	for i, id := range ids {
		fmt.Fprintln(&b, id)
		for range r.IntN(3) {
			if i > 0 {
				fmt.Fprintf(&b, "%s -> %s\n", id, ids[r.IntN(i)])
			}
		}
	}
	return sketch(t, b.String())
}

// orderProblems lists the tables that steps misses, and those that come before
// a table or stage that they depend on.
func orderProblems(p *graph.Pipeline, steps []graph.Step) []string {
	var problems []string
	report := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	place, stage := map[string]int{}, map[string]int{}
	for i, s := range steps {
		place[s.ID], stage[s.ID] = i, s.Stage
		for _, id := range s.After {
			if j, ok := place[id]; !ok || steps[j].Stage >= s.Stage {
				report("%s is not before %s", id, s.ID)
			}
		}
	}
	if len(place) != len(p.Tables) {
		report("%d steps, want %d", len(place), len(p.Tables))
	}
	for _, fk := range p.ForeignKeys {
		if place[fk.Parent] >= place[fk.Child] || stage[fk.Parent] >= stage[fk.Child] {
			report("%s (stage %d) is not before %s (stage %d)", fk.Parent, stage[fk.Parent], fk.Child, stage[fk.Child])
		}
	}
	for _, tab := range p.Tables {
		if tab.Master != "" && place[tab.ID] <= place[tab.Master] {
			report("part %s comes before its master", tab.ID)
		}
	}
	return problems
}

// separatedParts lists the parts that do not follow their master or another part
// of it.
func separatedParts(p *graph.Pipeline, steps []graph.Step) []string {
	var problems []string
	for i, s := range steps {
		if m := p.Table(s.ID).Master; m != "" && !sameUnit(p, steps[i-1].ID, s.ID) {
			problems = append(problems, fmt.Sprintf("%s comes between %s and its part %s", steps[i-1].ID, m, s.ID))
		}
	}
	return problems
}

// unit returns the ID of the master of a part, and of any other table itself.
func unit(p *graph.Pipeline, id string) string {
	if master := p.Table(id).Master; master != "" {
		return master
	}
	return id
}

func sameUnit(p *graph.Pipeline, a, b string) bool { return unit(p, a) == unit(p, b) }

// unitsHaveOrder reports whether masters with all their parts can be ordered. It
// removes units without dependencies until none is left, or all depend on others.
func unitsHaveOrder(p *graph.Pipeline) bool {
	left := map[string]bool{}
	for _, t := range p.Tables {
		left[unit(p, t.ID)] = true
	}
	for {
		dependent := map[string]bool{}
		for _, fk := range p.ForeignKeys {
			if left[unit(p, fk.Parent)] && !sameUnit(p, fk.Child, fk.Parent) {
				dependent[unit(p, fk.Child)] = true
			}
		}
		before := len(left)
		maps.DeleteFunc(left, func(u string, _ bool) bool { return !dependent[u] })
		switch len(left) {
		case 0:
			return true
		case before:
			return false
		}
	}
}
