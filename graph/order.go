package graph

import (
	"fmt"
	"slices"
)

// Level is the kind of step in an order.
type Level uint8

// The levels of an order.
const (
	ModuleLevel Level = iota // modules that declare tables
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

// OrderOptions configures [Pipeline.Order]. The zero value means the build order
// of all modules.
type OrderOptions struct {
	Level Level
	// Only lists the IDs of the tables to include; nil means all. Two of them
	// keep their order even if the tables between them are omitted.
	Only []string
	// Populate limits the order to the computed and imported tables, which
	// populate() fills. It implies [TableLevel].
	Populate bool
	// Reads also keeps a table behind those that its make() reads though no foreign
	// key leads to them. It counts at [TableLevel] alone.
	Reads bool
	// Reverse requests the order in which to drop.
	Reverse bool
	// After requests [Step.After].
	After bool
}

// A Step is one element of an order.
type Step struct {
	ID string // a table's ID or a module's name
	// Stage counts from 1. The steps of a stage do not depend on each other, so
	// they can run in parallel once all earlier stages are complete.
	Stage int
	// After lists the IDs of the steps that this one waits for, sorted: directly,
	// or through tables or modules that are omitted from the order. It is nil
	// unless [OrderOptions.After] is set.
	After []string
}

// Order returns tables or modules in an order in which each comes after its
// dependencies.
//
// Tables depend on the parents of their foreign keys, and parts on their master.
// Parts come directly after their master, because DataJoint declares them with
// it. So a master waits for the dependencies of its parts, and a table that
// refers to a master or part waits for the master and all of its parts. This is
// impossible if a part refers to a table that in turn refers to the master. Such
// a part alone comes later, as early as possible.
//
// Modules depend on the modules that they import at load, directly or through
// other modules, and on the modules that declare the parents of their tables.
// Imports of modules whose tables wait for an activation do not count.
//
// Ties are resolved by name for modules. For tables, they are resolved by the
// order of their modules, then by position in the source, so the tables of a
// module stay together if possible. Inactive tables are omitted unless all are
// inactive, as in an Element without a pipeline.
//
// The error is a [*CycleError] if foreign keys form a cycle, or foreign keys and reads
// where these count. At [ModuleLevel] it
// is also a CycleError if imports and foreign keys together form a cycle of
// modules that declare tables.
func (p *Pipeline) Order(opts OrderOptions) ([]Step, error) {
	tables := p.tableGraph()
	if cycles := tables.cycles(ForeignKeyCycle); cycles != nil {
		return nil, &CycleError{Cycles: cycles}
	}
	var s *sequence
	if opts.Level == TableLevel || opts.Populate {
		if opts.Reads {
			tables = p.withReads(tables)
			if cycles := tables.cycles(ReadCycle); cycles != nil {
				return nil, &CycleError{Cycles: cycles}
			}
		}
		s = p.tableSequence(tables)
	} else {
		var err error
		if s, err = p.moduleSequence(tables); err != nil {
			return nil, err
		}
	}
	return s.steps(s.wanted(p.wantedTables(opts)), opts), nil
}

// wantedTables marks the tables that the options include.
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

// Live reports for each element of p.Tables whether it belongs to the pipeline.
// These are the active tables, or all tables if none is active, as in an Element
// without a pipeline.
func (p *Pipeline) Live() []bool {
	active := slices.ContainsFunc(p.Tables, func(t Table) bool { return t.Active })
	live := make([]bool, len(p.Tables))
	for i := range p.Tables {
		live[i] = p.Tables[i].Active || !active
	}
	return live
}

// A sequence is an order of all tables or modules, before steps are omitted.
type sequence struct {
	order []int // all nodes
	needs *digraph
	name  func(node int) string
	// wanted marks the nodes that represent any of the marked tables.
	wanted func(tables []bool) (nodes []bool)
}

// steps returns the wanted nodes in order.
func (s *sequence) steps(wanted []bool, opts OrderOptions) []Step {
	stage := make([]int, s.needs.n)     // of an omitted node: the last stage before it
	nearest := make([][]int, s.needs.n) // the wanted nodes that a node depends on
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

// reversed reverses an order with the given number of stages, in place.
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

// A CycleError reports that cycles prevent an order.
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
