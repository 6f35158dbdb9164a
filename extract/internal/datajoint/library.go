package datajoint

import (
	"context"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// Options are what is known of the surroundings.
type Options struct {
	interp.Options
	// Config holds entries of dj.config by their path, joined with ".". Each is
	// a string, a bool, an int64, a float64 or nil, which is None.
	Config map[string]any
}

// A Library is DataJoint in the run of a pipeline: its schemas, tables and
// settings. Its zero value is not usable; see [New].
type Library struct {
	*interp.Machine

	given    map[string]any          // entries of dj.config by joined path
	assigned map[string]interp.Value // likewise, by the code

	offers  map[string]offer
	schemas []*Schema
	tables  []*Table // in the order of declaration
	byKey   map[tableKey]*Table
	// tiers are those that a decorator or a guess gives to classes.
	tiers map[*interp.Class]graph.Tier
	// undecided are in the order of execution.
	undecided []undecided
	codecs    []*interp.Class // in the order of execution
	undefined []undefined
	// schemaUses are calls of methods of schemas that not all versions have.
	schemaUses map[*interp.Unit][]graph.Use
	// noDefinition has table classes that only seem to have a definition.
	noDefinition map[*interp.Class]definitionNote
	// waiting counts the schemas that a class waits for.
	waiting map[*interp.Class]int
	// bound are the names that the texts of files may bind, as far as they were asked for.
	bound    map[*python.File]*boundNames
	searched int // names, for suggestions
	// dormant is the function that runs although nothing calls it, or nil:
	// tables that it declares belong to no schema yet.
	dormant *interp.Function
}

// New returns a library in a new machine. The context ends the run. The parser
// stays the caller's to close.
func New(ctx context.Context, loader interp.Loader, parser *python.Parser, opts Options) *Library {
	l := &Library{
		given:    opts.Config,
		assigned: map[string]interp.Value{},
		byKey:    map[tableKey]*Table{},
		tiers:    map[*interp.Class]graph.Tier{},

		noDefinition: map[*interp.Class]definitionNote{},
		schemaUses:   map[*interp.Unit][]graph.Use{},
		bound:        map[*python.File]*boundNames{},
		waiting:      map[*interp.Class]int{},
	}
	l.offers = l.offered()
	l.Machine = interp.New(ctx, loader, parser, host{l}, opts.Options)
	return l
}

// Finish ends the run. It declares the tables of schemas that nothing
// activated, and looks up once more what was not found when it was needed. It
// returns the tables in the order of declaration, and all schema objects that
// have tables.
func (l *Library) Finish() ([]*Table, []*Schema) {
	l.wake()
	for _, s := range l.schemas {
		for _, p := range s.takePending() {
			l.Allow()
			l.declare(s, p.class, p.context)
		}
	}
	l.reportUndecided()
	l.reportUnboundModules()
	l.reportMissingImports()
	l.reportTopLevel()
	for _, u := range l.undefined {
		l.reportNoDefinition(u.table, u.value)
	}
	used := map[*Schema]bool{}
	for _, t := range l.tables {
		used[t.Schema] = true
		l.reportMake(t)
		fr := l.contextFrame(t)
		for _, r := range t.Refs {
			if r.late {
				l.Allow()
				l.bindRef(fr, r)
			}
			l.settleRef(fr, t, r)
		}
	}
	for _, t := range l.tables {
		t.readMembers()
	}
	l.reportNeverActivated(used)
	var schemas []*Schema
	for _, s := range l.schemas {
		if used[s] {
			schemas = append(schemas, s)
		}
	}
	return l.tables, schemas
}

// SchemaUses returns the calls at the top of a module of methods of schema objects that
// not all versions of datajoint have, in source order. It is valid after
// [Library.Finish].
func (l *Library) SchemaUses(u *interp.Unit) []graph.Use { return l.schemaUses[u] }
