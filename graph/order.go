package graph

import (
	"fmt"
	"slices"
)

// Level says what an order is of.
type Level uint8

// The levels of an order.
const (
	ModuleLevel Level = iota // the modules that declare tables
	TableLevel
)

// String returns "module" or "table".
func (l Level) String() string {
	switch l {
	case ModuleLevel:
		return "module"
	case TableLevel:
		return "table"
	}
	return fmt.Sprintf("Level(%d)", uint8(l))
}

// ParseLevel is the inverse of [Level.String].
func ParseLevel(s string) (Level, error) { return parse("level", s, TableLevel) }

// OrderOptions says which order is wanted. The zero value is the build order
// of all modules.
type OrderOptions struct {
	Level Level
	// Only are the IDs of the tables that are wanted; nil means all. What lies
	// between two of them still orders them.
	Only []string
	// Populate limits the order to the computed and imported tables, which
	// populate() fills. It implies [TableLevel].
	Populate bool
	// Reverse gives the order in which to drop.
	Reverse bool
	// After asks for [Step.After].
	After bool
}

// A Step is one place in an order.
type Step struct {
	ID string // a table's ID or a module's name
	// Stage counts from 1. The steps of a stage need none of each other, and
	// could be taken at the same time once the stages before are done.
	Stage int
	// After lists the steps that must come before this one, sorted, without
	// those that follow from others by way of a wanted step.
	After []string
}

// Order returns the wanted tables or modules so that each comes after all
// that it depends on.
//
// Tables depend on the parents of their foreign keys, and a part on its
// master. Parts come directly after their master, as they are declared with
// it: so the master waits for what its parts need, and all that refers to the
// master or to one of its parts waits for all of them. Where a part refers to
// a table that itself refers to the master, this is impossible; that part
// alone comes later, as early as it can.
//
// Modules depend on the modules that they import at load, if only by way of
// other modules, and on those that declare the parents of their tables. An
// import of a module whose tables are declared by a later activation does not
// count.
//
// Where several could come next, modules are taken by name and tables by the
// order of their modules, then by their place in the source; so the tables of
// a module stand together where they can. Tables that are not active are left
// out, unless none is: the tables of an Element alone do have an order.
//
// The error is a [*CycleError] where foreign keys form a cycle, or, at
// [ModuleLevel], where imports and foreign keys do among the modules that are
// ordered.
func (p *Pipeline) Order(opts OrderOptions) ([]Step, error) {
	tables := p.tableGraph()
	if cycles := tables.cycles(ForeignKeyCycle); cycles != nil {
		return nil, &CycleError{Cycles: cycles}
	}
	var s *sequence
	if opts.Level == TableLevel || opts.Populate {
		s = p.tableSequence(tables)
	} else {
		var err error
		if s, err = p.moduleSequence(tables); err != nil {
			return nil, err
		}
	}
	return s.steps(s.wanted(p.wantedTables(opts)), opts), nil
}

// wantedTables marks the tables that the options ask for.
func (p *Pipeline) wantedTables(opts OrderOptions) []bool {
	var only map[string]bool
	if opts.Only != nil {
		only = make(map[string]bool, len(opts.Only))
		for _, id := range opts.Only {
			only[id] = true
		}
	}
	wanted := p.Live()
	for i := range p.Tables {
		t := &p.Tables[i]
		wanted[i] = wanted[i] &&
			(only == nil || only[t.ID]) &&
			(!opts.Populate || t.Tier.AutoPopulated())
	}
	return wanted
}

// Live marks the tables, by their number, that belong to the pipeline: the
// active ones, or all where none is, as in an Element alone.
func (p *Pipeline) Live() []bool {
	active := slices.ContainsFunc(p.Tables, func(t Table) bool { return t.Active })
	live := make([]bool, len(p.Tables))
	for i := range p.Tables {
		live[i] = p.Tables[i].Active || !active
	}
	return live
}

// A sequence is a complete order, before anything is left out of it.
type sequence struct {
	order []int // all nodes
	needs *digraph
	name  func(node int) string
	// wanted tells the nodes that stand for any of the marked tables.
	wanted func(tables []bool) (nodes []bool)
}

// steps lists the wanted nodes.
func (s *sequence) steps(wanted []bool, opts OrderOptions) []Step {
	stage := make([]int, s.needs.n) // of the node, or the last before it
	nearest := make([][]int, s.needs.n)
	var steps []Step
	last := 0
	for _, v := range s.order {
		for i, a := range s.needs.out(v) {
			if i > 0 && a.to == s.needs.out(v)[i-1].to {
				continue
			}
			stage[v] = max(stage[v], stage[a.to])
			switch {
			case !opts.After:
			case wanted[a.to]:
				nearest[v] = append(nearest[v], a.to)
			default:
				nearest[v] = append(nearest[v], nearest[a.to]...)
			}
		}
		slices.Sort(nearest[v])
		nearest[v] = slices.Compact(nearest[v])
		if !wanted[v] {
			continue
		}
		stage[v]++
		last = max(last, stage[v])
		steps = append(steps, Step{ID: s.name(v), Stage: stage[v], After: s.names(nearest[v])})
	}
	if opts.Reverse {
		return reversed(steps, last)
	}
	return steps
}

func (s *sequence) names(nodes []int) []string {
	var names []string
	for _, v := range nodes {
		names = append(names, s.name(v))
	}
	slices.Sort(names)
	return names
}

// reversed turns an order of so many stages around.
func reversed(steps []Step, stages int) []Step {
	before := make(map[string][]string)
	for _, s := range steps {
		for _, id := range s.After {
			before[id] = append(before[id], s.ID)
		}
	}
	slices.Reverse(steps)
	for i := range steps {
		s := &steps[i]
		s.Stage = stages + 1 - s.Stage
		s.After = before[s.ID]
		slices.Sort(s.After)
	}
	return steps
}

// A CycleError says that there is no order.
type CycleError struct {
	Cycles []Cycle // never empty
}

// Error names the first cycle.
func (e *CycleError) Error() string {
	if len(e.Cycles) == 1 {
		return "no order: " + e.Cycles[0].String()
	}
	return fmt.Sprintf("no order: %s, and %d more", e.Cycles[0], len(e.Cycles)-1)
}
