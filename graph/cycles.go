package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// CycleKind says which graph a [Cycle] is in.
type CycleKind uint8

// The kinds of cycles.
const (
	ForeignKeyCycle CycleKind = iota // tables joined by foreign keys
	ImportCycle                      // modules joined by imports that run at load
	SchemaCycle                      // modules joined by such imports and by foreign keys
	ReadCycle                        // tables joined by foreign keys and by what make() reads; only [Pipeline.Order] finds it
)

// String returns "foreign-key", "import", "schema" or "read".
func (k CycleKind) String() string {
	switch k {
	case ForeignKeyCycle:
		return "foreign-key"
	case ImportCycle:
		return "import"
	case SchemaCycle:
		return "schema"
	case ReadCycle:
		return "read"
	}
	return fmt.Sprintf("CycleKind(%d)", uint8(k))
}

// A Cycle describes one strongly connected component: a set of tables or
// modules that all depend on each other.
type Cycle struct {
	Kind CycleKind
	// Hops is a shortest cycle of the component, from each node to one that it
	// depends on. It starts at the hop with the smallest position, among those in
	// the project if there are any, and is never empty. If the only member refers to itself, Hops has one element.
	Hops []Hop
	// Selves are the lines by which members refer to themselves, sorted by
	// position. They are kept apart from Hops: as shortest cycles, they would
	// hide all others.
	Selves []Hop
	// Approximate reports that Hops may not be a shortest cycle: the component
	// is too large for an exhaustive search.
	Approximate bool
	// Members are the IDs or names of all nodes of the component, sorted.
	// There may be more members than hops.
	Members []string
	// Cuts is a set of lines to remove. Without them and Selves, the component
	// has no cycle. The cheapest cut comes first, then they are sorted by
	// position; cuts outside the project come last. An import of several modules is one line: see [Hop.Also]. For
	// up to ten members, no smaller set exists; for more, the set is an
	// approximation.
	Cuts []Hop
}

// String names the nodes of Hops on one line, "a → b → a". It abbreviates a
// long cycle.
func (c Cycle) String() string {
	var names []string
	for _, h := range c.Hops {
		names = append(names, h.From)
	}
	return formatCycle(names)
}

// formatCycle formats the nodes of a cycle as "a → b → a". Each name is given
// once. It abbreviates a long cycle.
func formatCycle(names []string) string {
	const maxNames = 12
	if len(names) == 0 {
		return ""
	}
	first := names[0]
	if more := len(names) - maxNames; more > 0 {
		names = append(names[:maxNames:maxNames], fmt.Sprintf("… %d more …", more))
	}
	return strings.Join(names, " → ") + " → " + first
}

// HopKind is the kind of dependency that a [Hop] follows.
type HopKind uint8

// The kinds of hops.
const (
	ByForeignKey HopKind = iota
	ByImport
	ByRead
)

// String returns "foreign key", "import" or "read".
func (k HopKind) String() string {
	switch k {
	case ByForeignKey:
		return "foreign key"
	case ByImport:
		return "import"
	case ByRead:
		return "read"
	}
	return fmt.Sprintf("HopKind(%d)", uint8(k))
}

// A Hop is one edge of a [Cycle] or a [Reason], with its line of source.
type Hop struct {
	From, To string // From depends on To
	Kind     HopKind
	// Child and Parent are the tables of a foreign key or a read, empty for an
	// import. In a cycle of tables they equal From and To.
	Child, Parent string
	// Outside reports that the line is in a module outside the project, see
	// [Module.Outside].
	Outside bool
	Text    string // such as "-> Session" or "from . import session"; of a read, the table as written
	Pos     Pos
	// Needed reports that tables of From refer to tables of To, so that the
	// import must run at load. It is false for a foreign key.
	Needed bool
	// Deferrable is a copy of [Import.Deferrable]. It is false for a foreign
	// key.
	Deferrable bool
	// Also lists further modules that the same line imports and that have to be
	// removed together with To, sorted. Only [Cycle.Cuts] has them. Needed and
	// Deferrable then describe the import that is hardest to remove.
	Also []string
	// Names lists the names to remove from the import statement, as written, if
	// others can stay. It is nil if the whole statement has to be removed.
	Names []string
}

// Cycles returns one cycle for each strongly connected component of three
// graphs: tables joined by foreign keys, whether active or not; modules joined
// by imports that run at load; and modules joined by such imports and by
// foreign keys. The cycles are sorted by kind, then by the position of the
// first hop.
//
// The third graph omits the edges inside components of the first two, so that
// no cycle is reported twice. It also omits imports of modules whose tables
// wait for an activation, because these imports do not determine an order.
//
// Cycles takes time linear in the size of the pipeline, except for the bounded
// search for the shortest cycle of a component.
func (p *Pipeline) Cycles() []Cycle { return p.cycles(p.tableGraph()) }

// cycles implements [Pipeline.Cycles] on a given table graph.
func (p *Pipeline) cycles(tables *dependencyGraph) []Cycle {
	modules, union := p.moduleGraphs(tables)
	return slices.Concat(tables.cycles(ForeignKeyCycle), modules.cycles(ImportCycle), union.cycles(SchemaCycle))
}

// moduleGraphs returns the import graph and the union of imports and foreign
// keys. The union omits edges on cycles of the import graph or the table graph.
func (p *Pipeline) moduleGraphs(tables *dependencyGraph) (modules, union *dependencyGraph) {
	modules = p.importGraph()
	modules.markNeeded(p, tables)
	return modules, p.schemaGraph(modules.without(modules.cyclicArcs()), tables.without(tables.cyclicArcs()))
}

// cycles returns a cycle of this kind for each cyclic component, sorted by the
// position of the first hop.
func (g *dependencyGraph) cycles(kind CycleKind) []Cycle {
	var cycles []Cycle
	local := make([]int, g.n) // the index of a node in its component
	for _, members := range g.cyclic() {
		for i, v := range members {
			local[v] = i
		}
		c := Cycle{Kind: kind}
		var arcs []arc
		for _, v := range members {
			c.Members = append(c.Members, g.name(v))
			for i := g.start[v]; i < g.start[v+1]; i++ {
				to := g.arcs[i].to
				if to == v {
					c.Selves = append(c.Selves, g.hop(g.arcs[i]))
				} else if local[to] < len(members) && members[local[to]] == to {
					arcs = append(arcs, arc{from: local[v], to: local[to], ref: i})
				}
			}
		}
		slices.SortStableFunc(c.Selves, func(a, b Hop) int { return a.Pos.Compare(b.Pos) })
		if len(members) == 1 {
			c.Hops = c.Selves[:1:1]
		} else {
			component := newDigraph(len(members), arcs)
			shortest, exact := component.shortestCycle(maxSearch)
			for _, a := range shortest {
				c.Hops = append(c.Hops, g.hop(g.arcs[a.ref]))
			}
			c.Hops, c.Approximate = rotate(c.Hops), !exact
			c.Cuts = g.cuts(component)
		}
		cycles = append(cycles, c)
	}
	slices.SortStableFunc(cycles, func(a, b Cycle) int { return a.Hops[0].Pos.Compare(b.Hops[0].Pos) })
	return cycles
}

// cuts returns a hop for each line in a feedback arc set of the component. The
// refs of the component's arcs are indices into g.arcs.
func (g *dependencyGraph) cuts(component *digraph) []Hop {
	cost := func(a arc) int { return g.cost(g.arcs[a.ref]) }
	line := func(a arc) Pos { return g.pos(g.arcs[a.ref]) }
	arcs := component.feedbackArcSet(cost, line)
	// A line costs as much as its most expensive arc.
	slices.SortStableFunc(arcs, func(a, b arc) int {
		return cmp.Or(line(a).Compare(line(b)), cmp.Compare(cost(b), cost(a)))
	})
	var lines [][]arc
	for i, a := range arcs {
		if i > 0 && line(a).Line > 0 && line(a) == line(arcs[i-1]) {
			lines[len(lines)-1] = append(lines[len(lines)-1], a)
		} else {
			lines = append(lines, []arc{a})
		}
	}
	slices.SortStableFunc(lines, func(a, b []arc) int { return cmp.Compare(cost(a[0]), cost(b[0])) })
	hops := make([]Hop, len(lines))
	for i, arcs := range lines {
		hops[i] = g.hop(g.arcs[arcs[0].ref])
		imports := []*Import{g.dependencies[g.arcs[arcs[0].ref].ref].imp}
		for _, a := range arcs[1:] {
			hops[i].Also = append(hops[i].Also, g.name(g.arcs[a.ref].to))
			imports = append(imports, g.dependencies[g.arcs[a.ref].ref].imp)
		}
		slices.Sort(hops[i].Also)
		hops[i].Also = slices.Compact(hops[i].Also)
		hops[i].Names = namesOf(imports)
	}
	return hops
}

// rotate returns the hops starting at the one with the smallest position, among
// those in the project if there are any.
func rotate(hops []Hop) []Hop {
	first := 0
	for i := range hops {
		a, b := &hops[i], &hops[first]
		if a.Outside != b.Outside && b.Outside || a.Outside == b.Outside && a.Pos.Compare(b.Pos) < 0 {
			first = i
		}
	}
	return slices.Concat(hops[first:], hops[:first])
}

// namesOf lists the names that the imports, all from one statement, bind. They
// keep their order. The result is nil if the statement has no other names, or
// if an import is nil because the dependency is a foreign key.
func namesOf(imports []*Import) []string {
	var names []string
	others := 0
	for i, imp := range imports {
		if imp == nil {
			return nil
		}
		for _, n := range imp.Names {
			if !slices.Contains(names, n.Name) {
				names = append(names, n.Name)
			}
		}
		if i == 0 {
			others = imp.Others
		} else {
			others -= len(imp.Names)
		}
	}
	if others <= 0 {
		return nil
	}
	return names
}
