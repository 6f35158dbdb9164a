package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/graph"
)

// describe formats cycles for comparison: a line for the cycle, and one for each
// hop, loop and cut.
func describe(cycles []graph.Cycle) string {
	var b strings.Builder
	for _, c := range cycles {
		fmt.Fprintf(&b, "%s cycle of %d: %s\n", c.Kind, len(c.Members), strings.Join(c.Members, " "))
		for _, h := range c.Hops {
			fmt.Fprintf(&b, "  %s: %s -> %s by %s %q\n", h.Pos, h.From, h.To, h.Kind, h.Text)
		}
		for _, h := range c.Selves {
			fmt.Fprintf(&b, "  self %s: %s\n", h.Pos, h.Text)
		}
		for _, h := range c.Cuts {
			fmt.Fprintf(&b, "  cut %s: %s", h.Pos, h.Text)
			if h.Needed {
				b.WriteString(", which tables need")
			}
			if h.Also != nil {
				fmt.Fprintf(&b, ", for %s and %s", h.To, strings.Join(h.Also, " "))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// A cycleTest is a sketch with the cycles that it should have.
type cycleTest struct{ name, in, want string }

func testCycles(t *testing.T, tests []cycleTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sketch(t, tt.in)
			want := strings.TrimPrefix(tt.want, "\n")
			if diff := cmp.Diff(want, describe(p.Cycles())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for seed := range uint64(5) {
				if got := describe(relabel(p, seed).Cycles()); got != want {
					t.Errorf("input shuffled with seed %d gives other cycles:\n%s", seed, got)
				}
			}
		})
	}
}

func TestForeignKeyCycles(t *testing.T) {
	testCycles(t, []cycleTest{
		{"empty", ``, ``},
		{"none", `
a.A -> b.B
b.B -> c.C; a.A -> c.C
a imports b; b imports c`, ``},

		//   A --> B --> C --> A
		{"three tables", `
b.B -> c.C
a.A -> b.B
c.C -> a.A`, `
foreign-key cycle of 3: a.A b.B c.C
  a.py:3:1: a.A -> b.B by foreign key "-> b.B"
  b.py:2:1: b.B -> c.C by foreign key "-> c.C"
  c.py:4:1: c.C -> a.A by foreign key "-> a.A"
  cut a.py:3:1: -> b.B
`},

		{"a table refers to itself", `
a.A -> b.B
a.A -> a.A`, `
foreign-key cycle of 1: a.A
  a.py:3:1: a.A -> a.A by foreign key "-> a.A"
  self a.py:3:1: -> a.A
`},

		// The loop of A is shorter, but the hops are the cycle of two.
		{"a table of a cycle refers to itself", `
a.A -> a.A
a.A ~> a.B
a.B -> a.A
a.A ~> a.A`, `
foreign-key cycle of 2: a.A a.B
  a.py:3:1: a.A -> a.B by foreign key "-> a.B"
  a.py:4:1: a.B -> a.A by foreign key "-> a.A"
  self a.py:2:1: -> a.A
  self a.py:5:1: -> a.A
  cut a.py:3:1: -> a.B
`},

		// Cutting A to B takes two lines, cutting B to A takes one.
		{"parallel foreign keys", `
a.A -> a.B
a.A ~> a.B
a.B -> a.A`, `
foreign-key cycle of 2: a.A a.B
  a.py:2:1: a.A -> a.B by foreign key "-> a.B"
  a.py:4:1: a.B -> a.A by foreign key "-> a.A"
  cut a.py:4:1: -> a.A
`},

		//   A --> B --> C --> D --> A,  C --> B: the hops are the shortest
		//   cycle, the members the whole component.
		{"one shortest cycle of a component", `
a.A -> a.B
a.B -> a.C
a.C -> a.D
a.D -> a.A
a.C ?> a.B`, `
foreign-key cycle of 4: a.A a.B a.C a.D
  a.py:3:1: a.B -> a.C by foreign key "-> a.C"
  a.py:6:1: a.C -> a.B by foreign key "-> a.B"
  cut a.py:3:1: -> a.C
`},

		// Of two possible cuts, the one that changes no primary key.
		{"the cheaper cut", `
a.A -> a.B
a.B ~> a.A
a.C -> a.D
a.D ?> a.C`, `
foreign-key cycle of 2: a.A a.B
  a.py:2:1: a.A -> a.B by foreign key "-> a.B"
  a.py:3:1: a.B -> a.A by foreign key "-> a.A"
  cut a.py:3:1: -> a.A
foreign-key cycle of 2: a.C a.D
  a.py:4:1: a.C -> a.D by foreign key "-> a.D"
  a.py:5:1: a.D -> a.C by foreign key "-> a.C"
  cut a.py:5:1: -> a.C
`},
	})
}

func TestImportCycles(t *testing.T) {
	testCycles(t, []cycleTest{
		{"imports", `
b imports a
a imports b; a imports c
c defers a`, `
import cycle of 2: a b
  a.py:3:1: a -> b by import "import b"
  b.py:2:1: b -> a by import "import a"
  cut a.py:3:1: import b
`},
		// a has to import z, because its table refers to a table of z.
		{"the import that no foreign key needs", `
z.Z
a imports z
z imports a
a.A -> z.Z`, `
import cycle of 2: a z
  a.py:3:1: a -> z by import "import z"
  z.py:4:1: z -> a by import "import a"
  cut z.py:4:1: import a
`},
		// The tables have an order, but each module needs the other.
		{"imports that foreign keys need", `
z.Z; a.A -> z.Z; z.Z2 -> a.A
a imports z; z imports a`, `
import cycle of 2: a z
  a.py:3:1: a -> z by import "import z"
  z.py:3:14: z -> a by import "import a"
  cut a.py:3:1: import z, which tables need
schema cycle of 2: a z
  a.py:2:6: a -> z by foreign key "-> z.Z"
  z.py:2:18: z -> a by foreign key "-> a.A"
  cut a.py:2:6: -> z.Z
`},
		// Cutting the edges to util takes two lines. Cutting those from it takes
		// one.
		{"an import of two modules is one line to cut", `
psth imports util; foraging imports util
util imports foraging,psth`, `
import cycle of 3: foraging psth util
  foraging.py:2:20: foraging -> util by import "import util"
  util.py:3:1: util -> foraging by import "import foraging,psth"
  cut util.py:3:1: import foraging,psth, for foraging and psth
`},
		// util imports four modules, two of which are on a cycle with it.
		{"an import with some modules to cut", `
psth imports util; foraging imports util
lab imports base
util imports lab,foraging,base,psth`, `
import cycle of 3: foraging psth util
  foraging.py:2:20: foraging -> util by import "import util"
  util.py:4:1: util -> foraging by import "import lab,foraging,base,psth"
  cut util.py:4:1: import lab,foraging,base,psth, for foraging and psth
`},
		// One order of the three modules would also cut the edge to a.
		{"an import of two modules on the same cycle", `
c imports a,b
a imports b
b imports c`, `
import cycle of 3: a b c
  b.py:4:1: b -> c by import "import c"
  c.py:2:1: c -> b by import "import a,b"
  cut b.py:4:1: import c
`},
		{"deferred imports make no cycle", `
a imports b; b defers a`, ``},
		{"a module that imports itself", `
a imports a`, ``},
	})
}

func TestSchemaCycles(t *testing.T) {
	testCycles(t, []cycleTest{
		{"import against foreign key", `
a.A; b.B -> a.A
a imports b`, `
schema cycle of 2: a b
  a.py:3:1: a -> b by import "import b"
  b.py:2:6: b -> a by foreign key "-> a.A"
  cut a.py:3:1: import b
`},
		{"the tables have an order, their modules have none", `
a.A1; b.B1 -> a.A1; b.B2; a.A2 ~> b.B2`, `
schema cycle of 2: a b
  a.py:2:27: a -> b by foreign key "-> b.B2"
  b.py:2:7: b -> a by foreign key "-> a.A1"
  cut a.py:2:27: -> b.B2
`},
		{"through a module without tables", `
a.A; b.B -> a.A
a imports helper; helper imports b`, `
schema cycle of 3: a b helper
  a.py:3:1: a -> helper by import "import helper"
  helper.py:3:19: helper -> b by import "import b"
  b.py:2:6: b -> a by foreign key "-> a.A"
  cut a.py:3:1: import helper
`},
		// An Element: the pipeline imports ephys first, but declares the tables
		// of ephys only when it activates their schema.
		{"import of a module that waits for its activation", `
pipeline.Probe; ephys.Insertion -> pipeline.Probe
pipeline imports ephys; ephys waits for pipeline`, ``},

		{"reported once: imports", `
a.A; b.B -> a.A; a imports b; b imports a`, `
import cycle of 2: a b
  a.py:2:18: a -> b by import "import b"
  b.py:2:31: b -> a by import "import a"
  cut a.py:2:18: import b
`},
		{"reported once: tables", `
a.A -> b.B; b.B -> a.A`, `
foreign-key cycle of 2: a.A b.B
  a.py:2:1: a.A -> b.B by foreign key "-> b.B"
  b.py:2:13: b.B -> a.A by foreign key "-> a.A"
  cut a.py:2:1: -> b.B
`},
		{"externals take no part", `
a.A -> ext.B`, ``},
	})
}

// TestCyclesWithoutPositions: unknown lines are distinct lines.
func TestCyclesWithoutPositions(t *testing.T) {
	p := sketch(t, `a.B -> a.A; a.A -> a.B; a.A -> a.C; a.C -> a.A`)
	for i := range p.ForeignKeys {
		p.ForeignKeys[i].Pos = graph.Pos{}
	}
	cycles := p.Cycles()
	if len(cycles) != 1 || len(cycles[0].Cuts) != 2 {
		t.Errorf("want one cycle with two cuts, got:\n%s", describe(cycles))
	}
}

// The string of a long cycle is abbreviated.
func TestCycleString(t *testing.T) {
	ring := func(n int) graph.Cycle {
		var c graph.Cycle
		for i := range n {
			c.Hops = append(c.Hops, graph.Hop{From: fmt.Sprint(i), To: fmt.Sprint((i + 1) % n)})
		}
		return c
	}
	for n, want := range map[int]string{
		0:    "",
		1:    "0 → 0",
		3:    "0 → 1 → 2 → 0",
		12:   "0 → 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 → 10 → 11 → 0",
		1000: "0 → 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 → 10 → 11 → … 988 more … → 0",
	} {
		if got := ring(n).String(); got != want {
			t.Errorf("%d hops:\n got %s\nwant %s", n, got, want)
		}
	}
}

// TestCyclesLarge: in a component that is too large for the exact algorithm, the
// cuts leave no cycle.
func TestCyclesLarge(t *testing.T) {
	const n = 50
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a.T%02d -> a.T%02d; a.T%02d ~> a.T%02d\n", i, (i+1)%n, i, (i*7+3)%n)
	}
	p := sketch(t, b.String())
	cycles := p.Cycles()
	if len(cycles) != 1 || len(cycles[0].Members) != n {
		t.Fatalf("want one component of %d, got:\n%s", n, describe(cycles))
	}
	cut := make(map[graph.Pos]bool)
	for _, h := range cycles[0].Cuts {
		cut[h.Pos] = true
	}
	var rest []graph.ForeignKey
	for _, fk := range p.ForeignKeys {
		if !cut[fk.Pos] {
			rest = append(rest, fk)
		}
	}
	if len(p.ForeignKeys)-len(rest) > 2*n/3 {
		t.Errorf("%d of %d edges are cut", len(p.ForeignKeys)-len(rest), len(p.ForeignKeys))
	}
	p.ForeignKeys = rest
	if left := p.Cycles(); left != nil {
		t.Errorf("a cycle is left:\n%s", describe(left))
	}
}

// TestCyclesShortest: the shortest cycle is found even at the far end of a long
// ring.
//
//	a000 --> a001 --> … --> a299 --> a000,  a251 --> a250
func TestCyclesShortest(t *testing.T) {
	const n = 300
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a.T%03d -> a.T%03d\n", i, (i+1)%n)
		fmt.Fprintf(&b, "a.T%03d -> a.T%03d\n", i, (i+2)%n)
	}
	fmt.Fprintf(&b, "a.T251 -> a.T250\n")
	cycles := sketch(t, b.String()).Cycles()
	if len(cycles) != 1 || cycles[0].Approximate || cycles[0].String() != "a.T250 → a.T251 → a.T250" {
		t.Errorf("want the cycle of two, got:\n%s", describe(cycles))
	}
}

// A cycle through a module outside the project starts in the project, and so does
// its cheapest cut, unless one line outside does for several inside.
func TestCyclesOutside(t *testing.T) {
	tests := []cycleTest{
		{"a cut inside", "a.Lab ?> b.Project\nb.Project -> a.Lab", `
foreign-key cycle of 2: a.Lab b.Project
  b.py:2:1: b.Project -> a.Lab by foreign key "-> a.Lab"
  a.py:1:1: a.Lab -> b.Project by foreign key "-> b.Project"
  cut b.py:2:1: -> a.Lab
`},
		{"a cut outside", "a.Lab ?> b.C\nb.C -> b.A\nb.C -> b.B\nb.A -> a.Lab\nb.B -> a.Lab", `
foreign-key cycle of 4: a.Lab b.A b.B b.C
  b.py:2:1: b.C -> b.A by foreign key "-> b.A"
  b.py:4:1: b.A -> a.Lab by foreign key "-> a.Lab"
  a.py:1:1: a.Lab -> b.C by foreign key "-> b.C"
  cut a.py:1:1: -> b.C
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sketch(t, tt.in)
			p.Modules[0].Outside = true
			if diff := cmp.Diff(strings.TrimPrefix(tt.want, "\n"), describe(p.Cycles())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
