package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// CycleKind says in which graph a [Cycle] is.
type CycleKind uint8

// The kinds of cycles.
const (
	ForeignKeyCycle CycleKind = iota // of tables, by foreign keys
	ImportCycle                      // of modules, by imports that run at load
	SchemaCycle                      // of modules, by such imports and foreign keys together
)

// String returns "foreign-key", "import" or "schema".
func (k CycleKind) String() string {
	switch k {
	case ForeignKeyCycle:
		return "foreign-key"
	case ImportCycle:
		return "import"
	case SchemaCycle:
		return "schema"
	}
	return fmt.Sprintf("CycleKind(%d)", uint8(k))
}

// A Cycle stands for one strongly connected component: a set of tables or
// modules each of which depends on all others.
type Cycle struct {
	Kind CycleKind
	// Hops is a short way around, from each node to one that it depends on.
	// It starts at the hop with the smallest position and is never empty.
	// Where the only member refers to itself, it is one hop.
	Hops []Hop
	// Selves are the lines by which members refer to themselves, by position.
	// Each is a mistake of its own: as the shortest way around, it would hide
	// all others.
	Selves []Hop
	// Approximate says that there may be a shorter way than Hops: the
	// component is too large to look for the shortest.
	Approximate bool
	// Members are the IDs or names of all nodes of the component, sorted.
	// There may be more of them than hops.
	Members []string
	// Cuts is a set of lines without which, and without Selves, the component
	// has no cycle left:
	// the cheapest first, then by position. An import of several modules at
	// once is one line: see [Hop.Also]. It is a smallest such set for a
	// component of up to ten nodes, else a good approximation.
	Cuts []Hop
}

// String names the nodes of the shortest cycle on one line, "a → b → a". A long
// cycle is cut short.
func (c Cycle) String() string {
	var names []string
	for _, h := range c.Hops {
		names = append(names, h.From)
	}
	return wayAround(names)
}

// wayAround writes the nodes of a cycle, each once, as "a → b → a". A long one
// is cut short.
func wayAround(names []string) string {
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

// HopKind says what joins the two ends of a [Hop].
type HopKind uint8

// The kinds of hops.
const (
	ByForeignKey HopKind = iota
	ByImport
)

// String returns "foreign key" or "import".
func (k HopKind) String() string {
	switch k {
	case ByForeignKey:
		return "foreign key"
	case ByImport:
		return "import"
	}
	return fmt.Sprintf("HopKind(%d)", uint8(k))
}

// A Hop is one edge of a [Cycle], with the line of source that makes it.
type Hop struct {
	From, To string // From depends on To
	Kind     HopKind
	// Child and Parent are the tables of a foreign key. In a cycle of tables
	// they are From and To.
	Child, Parent string
	Text          string // such as "-> Session" or "from . import session"
	Pos           Pos
	// Needed says of an import that runs at load that tables of From refer to
	// tables of To: no function can do that import later.
	Needed bool
	// Deferrable is that of the [Import].
	Deferrable bool
	// Also are further modules that the same line imports and that must go
	// together with To, sorted. Only the cuts of a [Cycle] have them; Needed
	// and Deferrable then hold for the module that is hardest to do without.
	Also []string
	// Names are the names in an import statement that have to go with To and
	// Also, as written, where the statement has others that can stay. It is nil
	// where the whole statement goes.
	Names []string
}

// Cycles reports the cycles of three graphs, one for each strongly connected
// component: of the tables, whether active or not, by their foreign keys; of
// the modules by the imports that run at load; and of the modules by such
// imports and foreign keys together. They are ordered by kind, then by the
// position of the first hop.
//
// The third graph leaves out what the first two have reported already, the
// edges inside their components: a cycle of imports is not a cycle of schemas
// once more. It also leaves out imports of modules that declare no table
// before they are activated, as those order nothing.
//
// The work is linear in the size of the pipeline, but for the search for the
// shortest cycle of a component: that is bounded.
func (p *Pipeline) Cycles() []Cycle { return p.cycles(p.tableGraph()) }

// cycles is [Pipeline.Cycles] with the table graph that it needs.
func (p *Pipeline) cycles(tables *linked) []Cycle {
	modules, union := p.moduleGraphs(tables)
	return slices.Concat(tables.cycles(ForeignKeyCycle), modules.cycles(ImportCycle), union.cycles(SchemaCycle))
}

// moduleGraphs returns the graph of the imports, and that of imports and foreign
// keys together, without what the former and the table graph have on cycles.
func (p *Pipeline) moduleGraphs(tables *linked) (modules, union *linked) {
	modules = p.importGraph()
	modules.markNeeded(p, tables)
	return modules, p.schemaGraph(modules.without(modules.cyclicArcs()), tables.without(tables.cyclicArcs()))
}

// cycles reports the cyclic components of a graph.
func (l *linked) cycles(kind CycleKind) []Cycle {
	var cycles []Cycle
	local := make([]int, l.n) // number of a node inside its component
	for _, members := range l.cyclic() {
		for i, v := range members {
			local[v] = i
		}
		c := Cycle{Kind: kind}
		var arcs []arc
		for _, v := range members {
			c.Members = append(c.Members, l.name(v))
			for i := l.start[v]; i < l.start[v+1]; i++ {
				to := l.arcs[i].to
				if to == v {
					c.Selves = append(c.Selves, l.hop(l.arcs[i]))
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
			shortest, exact := component.shortCycle(maxSearch)
			for _, a := range shortest {
				c.Hops = append(c.Hops, l.hop(l.arcs[a.ref]))
			}
			c.Hops, c.Approximate = rotate(c.Hops), !exact
			c.Cuts = l.cuts(component)
		}
		cycles = append(cycles, c)
	}
	slices.SortStableFunc(cycles, func(a, b Cycle) int { return a.Hops[0].Pos.Compare(b.Hops[0].Pos) })
	return cycles
}

// cuts returns a hop for each line of a feedback arc set of the component,
// whose arcs refer to those of l.
func (l *linked) cuts(component *digraph) []Hop {
	cost := func(a arc) int { return l.cost(l.arcs[a.ref]) }
	line := func(a arc) Pos { return l.pos(l.arcs[a.ref]) }
	arcs := component.feedback(cost, line)
	// A line costs as much as the dearest of its arcs.
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
		hops[i] = l.hop(l.arcs[arcs[0].ref])
		imports := []*Import{l.links[l.arcs[arcs[0].ref].ref].imp}
		for _, a := range arcs[1:] {
			hops[i].Also = append(hops[i].Also, l.name(l.arcs[a.ref].to))
			imports = append(imports, l.links[l.arcs[a.ref].ref].imp)
		}
		slices.Sort(hops[i].Also)
		hops[i].Also = slices.Compact(hops[i].Also)
		hops[i].Names = namesOf(imports)
	}
	return hops
}

// rotate makes the hop with the smallest position the first.
func rotate(hops []Hop) []Hop {
	first := 0
	for i := range hops {
		if hops[i].Pos.Compare(hops[first].Pos) < 0 {
			first = i
		}
	}
	return slices.Concat(hops[first:], hops[:first])
}

// namesOf lists the names that imports of one statement take, in their order,
// or returns nil if the statement has no others. A nil import, which stands for
// a foreign key, has none.
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
