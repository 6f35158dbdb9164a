package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// cycles tells which edges lie on a cycle: those inside of a strongly
// connected component, every edge of which is on some cycle.
type cycles struct {
	p   *graph.Pipeline
	all []graph.Cycle
	// tables and modules hold the index of the component that a table or a
	// module is in. A module may be in one of imports and in one of both.
	tables  map[string]int
	modules map[string][]int
	// next holds, for each component that was asked for, what each of its
	// members depends on, in the order of the source.
	next map[int]map[string][]string
}

func findCycles(p *graph.Pipeline) cycles {
	c := cycles{
		p: p, all: p.Cycles(),
		tables: make(map[string]int), modules: make(map[string][]int), next: make(map[int]map[string][]string),
	}
	for i, cycle := range c.all {
		for _, member := range cycle.Members {
			if cycle.Kind == graph.ForeignKeyCycle {
				c.tables[member] = i
			} else {
				c.modules[member] = append(c.modules[member], i)
			}
		}
	}
	return c
}

// foreignKey names a cycle of tables, or else of modules, that a foreign key
// is on, or returns "". Either end may be nil: an external is on no cycle.
func (c cycles) foreignKey(child, parent *graph.Table) string {
	if child == nil || parent == nil {
		return ""
	}
	i, ok := c.tables[child.ID]
	j, also := c.tables[parent.ID]
	if ok && also && i == j {
		return c.around(i, child.ID, parent.ID)
	}
	return c.between(child.Module, parent.Module)
}

// imports names a cycle that an import between two modules is on, or returns
// "".
func (c cycles) imports(from, to string) string { return c.between(from, to) }

func (c cycles) between(from, to string) string {
	if from == to {
		return ""
	}
	for _, i := range c.modules[from] {
		if slices.Contains(c.modules[to], i) {
			return c.around(i, from, to)
		}
	}
	return ""
}

// What the text on a cycle begins with.
const (
	onCycle       = "on a cycle: "
	onImportCycle = "on a cycle of imports: "
	onMixedCycle  = "on a cycle of imports and foreign keys: "
)

// maxAround is how many members a component may have for each of its edges to
// be told its own cycle. In a larger one all are told the shortest.
const maxAround = 300

// around says how a cycle goes that the edge between two members of a component
// is on. A figure need not show it: it may lead through modules without tables,
// or through an import.
func (c cycles) around(i int, from, to string) string {
	cycle := c.all[i]
	if cycle.Kind != graph.ForeignKeyCycle && !slices.Contains(c.dependencies(i)[from], to) {
		return "" // two modules of a component that nothing of it joins
	}
	way := cycle.String()
	if len(cycle.Members) <= maxAround {
		way = wayAround(c.dependencies(i), from, to)
	}
	switch cycle.Kind {
	case graph.ImportCycle:
		return onImportCycle + way
	case graph.SchemaCycle:
		return onMixedCycle + way
	}
	return onCycle + way
}

// dependencies returns what each member of a component depends on.
func (c cycles) dependencies(i int) map[string][]string {
	if c.next[i] != nil {
		return c.next[i]
	}
	cycle := c.all[i]
	next := make(map[string][]string, len(cycle.Members))
	for _, member := range cycle.Members {
		next[member] = nil
	}
	add := func(from, to string) {
		_, inside := next[to]
		if list, ok := next[from]; ok && inside && from != to && !slices.Contains(list, to) {
			next[from] = append(list, to)
		}
	}
	if cycle.Kind != graph.ForeignKeyCycle {
		for j := range c.p.Modules {
			for _, im := range c.p.Modules[j].Imports {
				if im.Scope == graph.Load {
					add(c.p.Modules[j].Name, im.Module)
				}
			}
		}
	}
	if cycle.Kind != graph.ImportCycle {
		for j := range c.p.ForeignKeys {
			fk := &c.p.ForeignKeys[j]
			from, to := fk.Child, fk.Parent
			if cycle.Kind == graph.SchemaCycle {
				child, parent := c.p.Table(fk.Child), c.p.Table(fk.Parent)
				if child == nil || parent == nil {
					continue
				}
				from, to = child.Module, parent.Module
			}
			add(from, to)
		}
	}
	c.next[i] = next
	return next
}

// wayAround returns the shortest way from a member over another one and back,
// as "a → b → a". A long one is cut short.
func wayAround(next map[string][]string, from, to string) string {
	const maxNames = 12
	before := map[string]string{to: from}
	for queue := []string{to}; len(queue) > 0; {
		at := queue[0]
		queue = queue[1:]
		if at == from {
			break
		}
		for _, n := range next[at] {
			if _, seen := before[n]; !seen {
				before[n] = at
				queue = append(queue, n)
			}
		}
	}
	names := []string{from}
	for at := before[from]; at != from && at != ""; at = before[at] {
		names = append(names, at)
	}
	names = append(names, from)
	slices.Reverse(names)
	if more := len(names) - 1 - maxNames; more > 0 {
		names = append(names[:maxNames], fmt.Sprintf("… %d more …", more), from)
	}
	return strings.Join(names, " → ")
}
